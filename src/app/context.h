// Context: everything a command runs with. Seams come in; the rest is built when first asked for, once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/flags/global_flags.h"
#include "base/log.h"
#include "kpp/error.h"
#include "kpp/http.h"
#include "kpp/kubeconfig.h"
#include "kpp/seams.h"
#include "resource/access.h"

namespace kpp {
class Client;
class ClientConfig;
struct ConfigOverrides;
class RestMapper;
}  // namespace kpp
namespace kpp::cli {
struct Command;
class FlagSet;
}  // namespace kpp::cli
namespace kpp::io {
class Output;
class Theme;
}  // namespace kpp::io

namespace kpp::app {

/// The real seams, or a test's.
struct Seams {
  IoStreams io;
  const Environment* env = nullptr;
  Clock* clock = nullptr;
  ProcessRunner* processes = nullptr;
  /// Makes the transport at the first request; never called by commands that make none.
  std::function<std::unique_ptr<Transport>()> make_transport;
};

class HushedSeams;

class Context final : public resource::Access {
 public:
  Context(Seams seams, std::string program);
  ~Context() override;

  const IoStreams& io() const override { return seams_.io; }
  const Environment& env() const { return *seams_.env; }
  Clock& clock() const override { return *seams_.clock; }
  ProcessRunner& processes() const { return *seams_.processes; }

  /// "kubectl" or "kpp": the name the program was called by, as messages show it.
  const std::string& program() const { return program_; }
  /// The command's full name without the program: "create secret generic".
  const std::string& command_path() const { return command_path_; }
  void set_command_path(std::string path) { command_path_ = std::move(path); }
  /// Does the command leave the cluster as it is? See cli::Command::reads_only.
  void set_reads_only(bool reads_only) { reads_only_ = reads_only; }
  /// What was typed, in one form: "kubectl label pod web a=b --overwrite=true".
  const std::string& command_line() const { return command_line_; }
  void set_command_line(std::string line) { command_line_ = std::move(line); }
  /// A wrong use of the command, with the line that names its help.
  UsageError usage_error(const std::string& message) const;
  GlobalFlags& globals() { return globals_; }
  /// The flags on the line, globals too: for "was it given?".
  cli::FlagSet& global_flag_set() { return *global_flag_set_; }
  /// Which credential plugins may run. To be said before client_config() is asked for.
  void set_plugin_policy(PluginPolicy policy) { plugin_policy_ = std::move(policy); }
  const cli::Command& root() const { return *root_; }
  void set_root(const cli::Command& root) { root_ = &root; }

  /// Standard output and error, as printers want them: terminal and width decided, escapes applied.
  io::Output& out();
  io::Output& err();

  /// For completion, before anything is asked for: no prompts, nothing on standard error, an end after `patience`.
  void hush(std::chrono::nanoseconds patience);
  /// Writes what both outputs hold back. Throws what their sinks throw.
  void flush();
  /// The log of -v, to standard error.
  Log log();
  /// Warnings that servers have sent so far: for --warnings-as-errors.
  std::size_t warnings() const;
  /// Where what is known of servers is kept; "" where there is no place for it.
  std::string cache_folder() const;

  Transport& transport() override;
  /// The merged kubeconfig, read once.
  const Kubeconfig& kubeconfig();
  /// Where and as whom: kubeconfig, in-cluster and flags resolved. Throws ConfigError.
  const ClientConfig& client_config();
  /// The namespace to use: -n, else the context's, else "default".
  const std::string& namespace_name() override;
  /// Was a namespace chosen with -n (then it is enforced upon files)?
  bool namespace_explicit() const override;
  Client& client() override;
  RestMapper& mapper() override;
  void deny_input() override;

 private:
  struct Lazy;
  ConfigOverrides config_overrides() const;
  /// Null where nothing is to be coloured.
  std::unique_ptr<const io::Theme> theme();
  Seams seams_;
  std::string program_;
  std::string command_path_;
  bool reads_only_ = false;
  std::string command_line_;
  GlobalFlags globals_;
  std::unique_ptr<HushedSeams> hushed_;
  PluginPolicy plugin_policy_;
  std::unique_ptr<cli::FlagSet> global_flag_set_;
  const cli::Command* root_ = nullptr;
  std::unique_ptr<Lazy> lazy_;
};

}  // namespace kpp::app
