// A bundled API server with the shop in it, and the real program run against it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "base/seams_real.h"
#include "kpp/seams.h"
#include "support/apiserver/api_server.h"
#include "support/temp_folder.h"

namespace kpp::test {

class World {
 public:
  World() : World(apiserver::ApiServer::Options()) {}
  explicit World(apiserver::ApiServer::Options options);

  /// kpp with the administrator's kubeconfig, or another one.
  ProcessResult kpp(const std::vector<std::string>& args) { return kpp_as(admin_config_, args); }
  ProcessResult kpp_as(const std::string& kubeconfig_file, const std::vector<std::string>& args);
  /// kpp as the shell starts it, with redirections ("2>&-").
  ProcessResult kpp_redirected(const std::string& redirections, const std::vector<std::string>& args);
  /// Its standard output; the exit code must be 0 and nothing be on standard error.
  std::string output(const std::vector<std::string>& args);
  /// Writes a kubeconfig into the world's folder and returns its path.
  std::string write_config(const std::string& text);
  /// One more variable of the environment.
  void set_variable(const std::string& name, const std::string& value) { variables_[name] = value; }
  void load(const std::string& yaml) { server_.load(yaml); }
  apiserver::ApiServer& server() { return server_; }
  /// The environment of every kpp here.
  std::map<std::string, std::string> environment(const std::string& kubeconfig_file) const;
  const std::string& admin_config() const { return admin_config_; }
  const std::string& folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
  std::unique_ptr<Environment> env_ = real_environment();
  std::unique_ptr<Clock> clock_ = real_clock();
  std::unique_ptr<ProcessRunner> processes_ = real_process_runner(*env_);
  apiserver::ApiServer server_;
  std::string admin_config_;
  std::map<std::string, std::string> variables_;
};

/// A kpp that goes on by itself, as a watch does; ended by SIGINT.
class RunningKpp {
 public:
  RunningKpp(World& world, const std::vector<std::string>& args);
  ~RunningKpp();
  RunningKpp(const RunningKpp&) = delete;
  RunningKpp& operator=(const RunningKpp&) = delete;
  /// Waits until it has written this; false after ten seconds without.
  bool writes(const std::string& text) const;
  std::string written() const;
  /// Ends it and returns its exit code.
  int end();
  /// Its exit code when it has ended by itself; what `end` gives after ten seconds without.
  int ended();

 private:
  std::string file_;
  pid_t pid_ = -1;
};

/// Waits until `holds`; false after ten seconds.
bool eventually(const std::function<bool()>& holds);

}  // namespace kpp::test
