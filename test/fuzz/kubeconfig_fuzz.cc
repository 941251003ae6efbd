// Kubeconfigs: files of any content are read, merged and resolved, or refused with a ConfigError. Files are cut at
// lines
// "#file"; the first byte picks flags.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kpp/client_config.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_streams.h"

namespace {

constexpr std::string_view kCut = "\n#file\n";
constexpr const char* kFolder = "/nonexistent";

// Resolving runs nothing: plugins are for the first request. (Not the tests' NoProcesses: what that throws would be an
// answer to any input.)
class NoPlugins final : public kpp::ProcessRunner {
 public:
  kpp::ProcessResult run(const kpp::ProcessSpec&) override { std::abort(); }
  void replace(const kpp::ProcessSpec&) override { std::abort(); }
  std::optional<std::string> find(const std::string&) const override { return std::nullopt; }
};

// The files of this machine are no part of the input.
void forget_real_files(kpp::Kubeconfig& config) {
  const auto forget = [](std::string& path) {
    if (!path.starts_with(std::string(kFolder) + "/")) path.clear();
  };
  for (auto& [name, cluster] : config.clusters) forget(cluster.certificate_authority);
  for (auto& [name, user] : config.users) {
    forget(user.client_certificate);
    forget(user.client_key);
    forget(user.token_file);
  }
}

kpp::ConfigOverrides flags_of(std::uint8_t bits) {
  kpp::ConfigOverrides flags;
  if ((bits & 1) != 0) flags.context = "a";
  if ((bits & 2) != 0) flags.cluster = "a";
  if ((bits & 4) != 0) flags.user = "a";
  if ((bits & 8) != 0) flags.server = "https://a:1/b/";
  if ((bits & 16) != 0) flags.insecure_skip_tls_verify = true;
  if ((bits & 32) != 0) flags.as = "a";
  if ((bits & 64) != 0) flags.request_timeout = "1m";
  if ((bits & 128) != 0) flags.token = "a";
  return flags;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  kpp::Kubeconfig merged;
  try {
    for (;;) {
      const std::size_t end = std::min(rest.find(kCut), rest.size());
      merged.merge(kpp::Kubeconfig::parse(rest.substr(0, end), std::string(kFolder) + "/config"));
      if (end == rest.size()) break;
      rest.remove_prefix(end + kCut.size());
    }
    forget_real_files(merged);
    const kpp::test::FakeEnvironment environment(std::map<std::string, std::string>{{"HOME", kFolder}});
    kpp::test::FakeClock clock;
    NoPlugins processes;
    kpp::test::TextSink sink;
    const kpp::IoStreams io{.in = nullptr, .out = &sink, .err = &sink};
    const kpp::ClientConfig config =
        kpp::resolve_client_config(merged, flags_of(data[0]), environment, clock, processes, io);
    if (!config.credentials || !config.connection || config.server.ends_with('/')) std::abort();
    static_cast<void>(config.host());
  } catch (const kpp::Error&) {
  }
  return 0;
}
