// Keys and values of a ConfigMap or a Secret: --from-literal, --from-file, --from-env-file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::app {
class Context;
}
namespace kpp::cli {
class FlagSet;
}

namespace kpp::cmd {

/// Takes one key and its bytes; throws for a key that cannot be used.
using KeyTaker = std::function<void(const std::string& key, std::string bytes)>;

struct DataSourceFlags {
  std::vector<std::string> files;
  std::vector<std::string> literals;
  std::vector<std::string> env_files;
  bool append_hash = false;

  /// The flags of all three, and --append-hash.
  void bind(cli::FlagSet& flags);
  /// Throws UsageError when env files stand beside the others.
  void validate() const;
};

/// KEY=VALUE.
void take_literals(const std::vector<std::string>& literals, const KeyTaker& take);
/// [KEY=]FILE, or a folder: each regular file in it, by its name.
void take_files(const std::vector<std::string>& sources, const KeyTaker& take);
/// Lines KEY=VALUE; a KEY alone takes its value from the environment. `what` names it in errors: "config", "secret".
void take_env_files(const app::Context& context, const std::vector<std::string>& paths, std::string_view what,
                    const KeyTaker& take);

/// "-" and the hash that --append-hash puts behind a name: of the object's kind, name and data, given as an object.
std::string hash_suffix(const Json& hashed);

}  // namespace kpp::cmd
