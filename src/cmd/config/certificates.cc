// See certificates.h.
#include "cmd/config/certificates.h"

#include <fmt/core.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/files.h"
#include "kpp/error.h"

namespace kpp::cmd {

void check_embeddable(const std::string& flag, const std::string& path) {
  if (!path.empty() && !file_exists(path)) {
    throw Error(fmt::format("could not stat {} file {}: stat {}: {}", flag, path, path, errno_text(errno)));
  }
}

namespace {

std::string text_or_nothing(const std::string& path) {
  try {
    return read_file(path);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void set_certificate(Json& value, const std::string& name, const std::string& path, bool embed,
                     const std::string& working_directory) {
  value[name] = embed ? "" : path.starts_with('/') ? path_clean(path) : path_join(working_directory, path);
  value[name + "-data"] = embed ? base64_encode(text_or_nothing(path)) : "";
}

}  // namespace kpp::cmd
