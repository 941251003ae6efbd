// See certificates.h.
#include "cmd/config/certificates.h"

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/files.h"
#include "kpp/error.h"

namespace kpp::cmd {

void check_embeddable(const std::string& flag, const std::string& path) {
  if (!path.empty() && !file_exists(path)) {
    throw Error(fmt::format("could not stat {} file {}: stat {}: no such file or directory", flag, path, path));
  }
}

void set_certificate(Json& value, const std::string& name, const std::string& path, bool embed, const std::string& working_directory) {
  value[name] = "";
  value[name + "-data"] = "";
  if (path.empty()) return;
  if (embed) value[name + "-data"] = base64_encode(read_file(path));
  else value[name] = path.starts_with('/') ? path_clean(path) : path_join(working_directory, path);
}

}  // namespace kpp::cmd
