// See context.h.
#include "app/context.h"

#include <fmt/core.h>

#include "app/colour_theme.h"
#include "app/hushed_seams.h"
#include "app/version.h"
#include "base/log.h"
#include "base/strings.h"
#include "base/uuid.h"
#include "cli/flag_set.h"
#include "client/discovery.h"
#include "client/kubeconfig_files.h"
#include "io/colour.h"
#include "io/output.h"
#include "io/theme.h"
#include "kpp/client.h"
#include "kpp/client_config.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "net/logging_transport.h"

namespace kpp::app {

namespace {

// For --match-server-version. What stands behind kpp's plus is its own; the rest is kubectl's version.
void require_same_version(Client& client) {
  const std::string_view own = kGitVersion.substr(0, kGitVersion.find('+'));
  const Document found = client.get({.path = "/version"});
  const std::string_view server = found.root["gitVersion"].str();
  if (server != own) throw Error(fmt::format("server version ({}) differs from client version ({})", server, own));
}

// Before the server or the user is asked for more, what there is to read is written: nobody knows how long the answer
// takes.
class ReleasingSource final : public ByteSource {
 public:
  ReleasingSource(ByteSource& inner, std::function<void()> release) : inner_(inner), release_(std::move(release)) {}
  std::size_t read(char* buffer, std::size_t size) override {
    release_();
    return inner_.read(buffer, size);
  }
  void show_typing(bool shown) override { inner_.show_typing(shown); }

 private:
  ByteSource& inner_;
  std::function<void()> release_;
};

class ReleasingTransport final : public Transport {
 public:
  ReleasingTransport(std::unique_ptr<Transport> inner, std::function<void()> release)
      : inner_(std::move(inner)), release_(std::move(release)) {}
  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    release_();
    return inner_->send(std::move(request));
  }

 private:
  std::unique_ptr<Transport> inner_;
  std::function<void()> release_;
};

}  // namespace

struct Context::Lazy {
  std::optional<ReleasingSource> in;
  std::unique_ptr<io::Output> out;
  std::unique_ptr<io::Output> err;
  std::unique_ptr<Transport> transport;
  std::unique_ptr<Kubeconfig> kubeconfig;
  std::unique_ptr<ClientConfig> config;
  std::unique_ptr<Client> client;
  std::unique_ptr<RestMapper> mapper;
  std::string namespace_name;
  std::size_t warnings = 0;
  std::exception_ptr unwritten;  ///< why release() could not write

  // Writes what is held back. A failure to write is kept, and thrown by Context::flush(): what the caller is about to
  // do did not cause it.
  void release() {
    for (io::Output* output : {err.get(), out.get()}) {
      if (!output || unwritten) continue;
      try {
        output->flush();
      } catch (const Error&) {
        unwritten = std::current_exception();
      }
    }
  }
};

Context::Context(Seams seams, std::string program)
    : seams_(std::move(seams)),
      program_(std::move(program)),
      global_flag_set_(std::make_unique<cli::FlagSet>()),
      lazy_(std::make_unique<Lazy>()) {
  globals_.bind(*global_flag_set_);
  if (!seams_.io.in) return;
  lazy_->in.emplace(*seams_.io.in, [lazy = lazy_.get()] { lazy->release(); });
  seams_.io.in = &*lazy_->in;
}

Context::~Context() = default;

void Context::hush(std::chrono::nanoseconds patience) {
  hushed_ = std::make_unique<HushedSeams>(seams_, patience);
  seams_ = hushed_->seams();
}

UsageError Context::usage_error(const std::string& message) const {
  return UsageError(fmt::format("{}\nSee '{} {} -h' for help and examples", message, program_, command_path_));
}

io::Output& Context::out() {
  if (!lazy_->out) {
    // Asked when something is to be coloured: by then the flags are known.
    lazy_->out = std::make_unique<io::Output>(*io().out, io().out_is_terminal, io().width, [this] { return theme(); });
  }
  return *lazy_->out;
}

std::unique_ptr<const io::Theme> Context::theme() {
  if (!io::is_coloured(io::parse_colour_mode(globals_.colour), io().out_is_terminal, env())) return nullptr;
  return load_theme(env(), [this](std::string_view warning) {
    err().write_foreign(warning);
    err().flush();
  });
}

io::Output& Context::err() {
  if (!lazy_->err) lazy_->err = std::make_unique<io::Output>(*io().err, io().err_is_terminal, io().width);
  return *lazy_->err;
}

void Context::flush() {
  if (lazy_->unwritten) std::rethrow_exception(std::exchange(lazy_->unwritten, nullptr));
  if (lazy_->out) lazy_->out->flush();
  if (lazy_->err) lazy_->err->flush();
}

Log Context::log() {
  return Log(globals_.verbosity, [this](std::string_view line) {
    err().write_foreign(line);
    err().flush();
  });
}

Transport& Context::transport() {
  if (!lazy_->transport) {
    lazy_->transport = seams_.make_transport();
    lazy_->transport =
        std::make_unique<ReleasingTransport>(std::move(lazy_->transport), [lazy = lazy_.get()] { lazy->release(); });
    if (log().enabled(6)) lazy_->transport = net::logging_transport(std::move(lazy_->transport), log(), clock());
  }
  return *lazy_->transport;
}

const Kubeconfig& Context::kubeconfig() {
  if (!lazy_->kubeconfig) {
    lazy_->kubeconfig = std::make_unique<Kubeconfig>(load_kubeconfig(globals_.kubeconfig, env(), log()));
  }
  return *lazy_->kubeconfig;
}

ConfigOverrides Context::config_overrides() const {
  const GlobalFlags& g = globals_;
  ConfigOverrides overrides{.context = g.context,
                            .cluster = g.cluster,
                            .user = g.user,
                            .namespace_name = g.namespace_name,
                            .server = g.server,
                            .tls_server_name = g.tls_server_name,
                            .insecure_skip_tls_verify = std::nullopt,
                            .certificate_authority = g.certificate_authority,
                            .client_certificate = g.client_certificate,
                            .client_key = g.client_key,
                            .token = g.token,
                            .username = g.username,
                            .password = g.password,
                            .as = g.as,
                            .as_uid = g.as_uid,
                            .as_groups = g.as_groups,
                            .as_user_extra = g.as_user_extra,
                            .request_timeout = g.request_timeout,
                            .proxy_url = g.proxy_url,
                            .disable_compression = g.disable_compression,
                            .plugin_policy = plugin_policy_};
  if (global_flag_set_->changed("insecure-skip-tls-verify")) {
    overrides.insecure_skip_tls_verify = g.insecure_skip_tls_verify;
  }
  return overrides;
}

const ClientConfig& Context::client_config() {
  if (!lazy_->config) {
    lazy_->config = std::make_unique<ClientConfig>(
        resolve_client_config(kubeconfig(), config_overrides(), env(), clock(), processes(), io()));
  }
  return *lazy_->config;
}

const std::string& Context::namespace_name() {
  if (lazy_->namespace_name.empty()) {
    lazy_->namespace_name = globals_.namespace_name.empty() ? resolve_namespace(kubeconfig(), config_overrides(), env())
                                                            : globals_.namespace_name;
  }
  return lazy_->namespace_name;
}

bool Context::namespace_explicit() const { return !globals_.namespace_name.empty(); }

Client& Context::client() {
  if (!lazy_->client) {
    ClientHooks hooks;
    hooks.clock = &clock();
    hooks.warning = [this](std::string_view text) {
      ++lazy_->warnings;
      err().write_foreign("Warning: " + std::string(text) + "\n");
      err().flush();
    };
    hooks.user_agent =
        fmt::format("kubectl/{} ({}) kubernetes/{}", kGitVersion, kPlatform, std::string(kGitCommit).substr(0, 7));
    hooks.command = "kubectl " + command_path_;
    hooks.session = uuid_v4();
    lazy_->client = std::make_unique<Client>(client_config(), transport(), std::move(hooks));
    if (globals_.match_server_version) require_same_version(*lazy_->client);
  }
  return *lazy_->client;
}

std::size_t Context::warnings() const { return lazy_->warnings; }

RestMapper& Context::mapper() {
  if (!lazy_->mapper) {
    const auto warn = [this](std::string_view text) {
      err().write_foreign("Warning: " + std::string(text) + "\n");
      err().flush();
    };
    lazy_->mapper =
        make_rest_mapper(client(), cache_folder(), clock(), warn, reads_only_ ? Care::reading : Care::changing);
  }
  return *lazy_->mapper;
}

void Context::deny_input() { client_config().credentials->deny_input("used by stdin resource manifest reader"); }

std::string Context::cache_folder() const {
  if (!globals_.cache_dir.empty()) return globals_.cache_dir;
  if (const auto folder = env().get("KUBECACHEDIR"); folder && !folder->empty()) return *folder;
  return env().home().empty() ? std::string() : env().home() + "/.kube/cache";
}

}  // namespace kpp::app
