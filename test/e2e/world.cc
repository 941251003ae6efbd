// See world.h.
#include "e2e/world.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/files.h"
#include "base/uuid.h"
#include "support/catch.h"
#include "support/test_folder.h"

namespace kpp::test {

World::World(apiserver::ApiServer::Options options) : server_(*clock_, options) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(test_folder() / "support/apiserver/shop")) {
    files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) server_.load(read_file(file));
  admin_config_ = write_config(server_.kubeconfig(apiserver::ApiServer::admin()));
}

std::string World::write_config(const std::string& text) {
  std::string file = path_join(folder(), "config-" + uuid_v4());
  replace_file(file, text);
  return file;
}

std::map<std::string, std::string> World::environment(const std::string& kubeconfig_file) const {
  std::map<std::string, std::string> out = {{"HOME", folder()},
                                            {"KUBECONFIG", kubeconfig_file},
                                            {"PATH", "/usr/bin:/bin"},
                                            {"TZ", "UTC"},
                                            {"TMPDIR", folder()}};
  for (const auto& [name, value] : variables_) out[name] = value;
  return out;
}

ProcessResult World::kpp_as(const std::string& kubeconfig_file, const std::vector<std::string>& args) {
  ProcessSpec spec;
  spec.program = KPP_PROGRAM;
  spec.args = args;
  spec.env = environment(kubeconfig_file);
  spec.timeout = std::chrono::seconds(60);
  return processes_->run(spec);
}

ProcessResult World::kpp_redirected(const std::string& redirections, const std::vector<std::string>& args) {
  ProcessSpec spec;
  spec.program = "/bin/sh";
  spec.args = {"-c", "exec \"$0\" \"$@\" " + redirections, KPP_PROGRAM};
  spec.args.insert(spec.args.end(), args.begin(), args.end());
  spec.env = environment(admin_config_);
  spec.timeout = std::chrono::seconds(60);
  return processes_->run(spec);
}

std::string World::output(const std::vector<std::string>& args) {
  const ProcessResult result = kpp(args);
  CHECK(result.err == "");
  CHECK(result.exit_code == 0);
  return result.out;
}

RunningKpp::RunningKpp(World& world, const std::vector<std::string>& args)
    : file_(path_join(world.folder(), "out-" + uuid_v4())) {
  std::vector<std::string> words = {"kpp"};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<std::string> variables;
  for (const auto& [name, value] : world.environment(world.admin_config())) variables.push_back(name + "=" + value);
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
  };
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  const int error =
      ::posix_spawn(&pid_, KPP_PROGRAM, &actions, nullptr, pointers(words).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error(fmt::format("cannot start kpp: {}", errno_text(error)));
}

RunningKpp::~RunningKpp() {
  if (pid_ > 0) end();
}

std::string RunningKpp::written() const { return read_file_if_exists(file_).value_or(""); }

bool RunningKpp::writes(const std::string& text) const {
  return eventually([&] { return written().find(text) != std::string::npos; });
}

int RunningKpp::ended() {
  int status = 0;
  if (!eventually([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; })) return end();
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int RunningKpp::end() {
  ::kill(pid_, SIGINT);
  int status = 0;
  if (!eventually([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; })) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, &status, 0);
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 500; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return holds();
}

}  // namespace kpp::test
