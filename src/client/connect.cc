// See kpp/connect.h. For libkpp what main.cc is for the program: the place where the real seams are made.
#include "kpp/connect.h"

#include "base/log.h"
#include "base/seams_real.h"
#include "client/discovery.h"
#include "client/kubeconfig_files.h"
#include "kpp/kubeconfig.h"
#include "net/curl_transport.h"
#include "net/logging_transport.h"

namespace kpp {

struct Connection::Impl {
  explicit Impl(const ConnectOptions& given) : options(given), log(given.verbosity, given.log) {
    if (log.enabled(6)) transport = net::logging_transport(std::move(transport), log, *clock);
  }

  ConnectOptions options;
  Log log;
  std::unique_ptr<Environment> env = real_environment();
  std::unique_ptr<Clock> clock = real_clock();
  std::unique_ptr<ProcessRunner> processes = real_process_runner(*env);
  std::unique_ptr<Transport> transport = net::curl_transport(*env, *clock);
  IoStreams io{};  ///< no terminal: a credential plugin that wants one is refused
  ClientConfig config{};
  std::unique_ptr<Client> client{};
  std::unique_ptr<RestMapper> mapper{};
};

Connection::Connection(const ConnectOptions& options) : impl_(std::make_unique<Impl>(options)) {
  const Kubeconfig kubeconfig = load_kubeconfig(options.kubeconfig, *impl_->env, impl_->log);
  impl_->config =
      resolve_client_config(kubeconfig, options.overrides, *impl_->env, *impl_->clock, *impl_->processes, impl_->io);
  ClientHooks hooks;
  hooks.clock = impl_->clock.get();
  hooks.warning = options.warning;
  hooks.user_agent = options.user_agent;
  impl_->client = std::make_unique<Client>(impl_->config, *impl_->transport, std::move(hooks));
}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Client& Connection::client() { return *impl_->client; }
const ClientConfig& Connection::config() const { return impl_->config; }
Clock& Connection::clock() { return *impl_->clock; }

RestMapper& Connection::mapper() {
  if (!impl_->mapper) {
    // Nobody knows what the program will do with the types.
    impl_->mapper = make_rest_mapper(*impl_->client, impl_->options.cache_folder, *impl_->clock, impl_->options.warning,
                                     Care::changing);
  }
  return *impl_->mapper;
}

}  // namespace kpp
