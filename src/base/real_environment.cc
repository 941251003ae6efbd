// The process's own environment.
#include <unistd.h>

#include <cstdlib>
#include <map>

#include "base/seams_real.h"

extern char** environ;  // NOLINT: POSIX has programs declare it

namespace kpp {
namespace {

class RealEnvironment final : public Environment {
 public:
  std::optional<std::string> get(const std::string& name) const override {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
  }

  std::map<std::string, std::string> all() const override {
    std::map<std::string, std::string> out;
    for (char** entry = environ; entry && *entry; ++entry) {
      const std::string_view text(*entry);
      const std::size_t equals = text.find('=');
      if (equals != std::string_view::npos) out.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return out;
  }

  std::string home() const override { return get("HOME").value_or(""); }

  std::string working_directory() const override {
    std::string path(4096, '\0');
    if (!::getcwd(path.data(), path.size())) return "";
    path.resize(path.find('\0'));
    return path;
  }
};

}  // namespace

std::unique_ptr<Environment> real_environment() { return std::make_unique<RealEnvironment>(); }

}  // namespace kpp
