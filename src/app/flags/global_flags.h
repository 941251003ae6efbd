// The flags that every command takes.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace kpp::cli {
class FlagSet;
}

namespace kpp::app {

struct GlobalFlags {
  std::string kubeconfig;
  std::string context;
  std::string cluster;
  std::string user;
  std::string namespace_name;
  std::string server;
  std::string tls_server_name;
  bool insecure_skip_tls_verify = false;
  std::string certificate_authority;
  std::string client_certificate;
  std::string client_key;
  std::string token;
  std::string username;
  std::string password;
  std::string as;
  std::string as_uid;
  std::vector<std::string> as_groups;
  std::vector<std::string> as_user_extra;
  std::string request_timeout = "0";
  std::string cache_dir;
  bool disable_compression = false;
  bool match_server_version = false;
  bool warnings_as_errors = false;
  std::string profile = "none";
  std::string profile_output = "profile.pprof";
  std::string proxy_url;
  std::string log_flush_frequency = "5s";
  std::string kuberc;
  std::string colour = "auto";
  int verbosity = 0;
  std::string vmodule;

  void bind(cli::FlagSet& flags);
};

}  // namespace kpp::app
