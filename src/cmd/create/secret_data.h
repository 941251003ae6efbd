// A Secret in the making, of any type.
#pragma once

#include <map>
#include <string>

#include "data/json.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

struct CreateFlags;

class SecretData {
 public:
  /// Throws Error for a key that cannot be one, or is there already.
  void add(const std::string& key, const std::string& bytes);
  /// Creates the secret, with a hash behind its name when asked to.
  void create(app::Context& context, const CreateFlags& flags, const std::string& name, const std::string& type,
              bool append_hash) const;

 private:
  std::map<std::string, std::string> values_;  ///< in base64
};

}  // namespace kpp::cmd
