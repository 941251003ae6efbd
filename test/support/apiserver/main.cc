// kpp-apiserver: the bundled API server as a program, to try kpp out without a cluster.
//
//   kpp-apiserver --port N --data FOLDER|none --kubeconfig FILE --metrics on|off
//
// Loads the YAML files of the folder, writes an administrator's kubeconfig, prints one line, and serves until it is
// told to end (SIGINT, SIGTERM). Without metrics it is as a cluster that has no metrics server.
#include <dirent.h>
#include <fmt/core.h>

#include <charconv>
#include <csignal>
#include <cstdio>

#include "base/files.h"
#include "base/seams_real.h"
#include "kpp/error.h"
#include "support/apiserver/api_server.h"
#include "support/apiserver/deployment_controller.h"

namespace {

constexpr const char* kUsage =
    "usage: kpp-apiserver [--port N] [--data FOLDER|none] [--kubeconfig FILE] [--metrics on|off]\n";

struct Arguments {
  int port = 0;
  std::string data = "none";
  std::string kubeconfig = "kpp-apiserver.kubeconfig";
  bool metrics = true;
};

Arguments read_arguments(const std::vector<std::string>& words) {
  Arguments out;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (i + 1 == words.size()) throw kpp::Error(kUsage);
    const std::string& value = words[i + 1];
    if (words[i] == "--data") {
      out.data = value;
    } else if (words[i] == "--kubeconfig") {
      out.kubeconfig = value;
    } else if (words[i] == "--metrics" && (value == "on" || value == "off")) {
      out.metrics = value == "on";
    } else if (words[i] == "--port") {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out.port);
      if (error != std::errc() || end != value.data() + value.size() || out.port < 0 || out.port > 65535) {
        throw kpp::Error(kUsage);
      }
    } else {
      throw kpp::Error(kUsage);
    }
  }
  return out;
}

void load_folder(kpp::apiserver::ApiServer& server, const std::string& folder) {
  DIR* opened = ::opendir(folder.c_str());
  if (!opened) throw kpp::Error(fmt::format("open {}: {}", folder, kpp::errno_text(errno)));
  std::vector<std::string> files;
  while (const dirent* entry = ::readdir(opened)) {
    if (std::string_view(entry->d_name).ends_with(".yaml")) files.emplace_back(entry->d_name);
  }
  ::closedir(opened);
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) server.load(kpp::read_file(kpp::path_join(folder, file)));
}

int serve(const Arguments& arguments) {
  // Taken here, by sigwait, and by no other thread.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  const auto clock = kpp::real_clock();
  kpp::apiserver::ApiServer server(*clock, {.port = arguments.port, .metrics = arguments.metrics});
  if (arguments.data != "none") load_folder(server, arguments.data);
  const kpp::apiserver::DeploymentController controller(server.store(), server.resources());
  kpp::replace_file(arguments.kubeconfig, server.kubeconfig(kpp::apiserver::ApiServer::admin()), 0600);
  fmt::print("kpp-apiserver: serving on {}, kubeconfig in {}\n", server.url(), arguments.kubeconfig);
  std::fflush(stdout);
  int signal = 0;
  ::sigwait(&ends, &signal);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return serve(read_arguments({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    fmt::print(stderr, "kpp-apiserver: {}\n", error.what());
  }
  return 1;
}
