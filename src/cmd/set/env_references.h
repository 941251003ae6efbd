// What a container's variables refer to (valueFrom): as text, and the value behind it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "data/json.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

/// "secret keys, key token" and the like.
std::string reference_text(const Json& value_from);

class EnvResolver {
 public:
  /// `context` must outlive it.
  explicit EnvResolver(app::Context& context) : context_(context) {}
  /// The value; throws Error when it cannot be had.
  std::string resolve(const Json& value_from, const Json& object, const Json& container);

 private:
  const Json& stored(const std::string& resource, const std::string& name);
  std::string key_of(const std::string& resource, std::string_view what, const Json& reference);

  app::Context& context_;
  std::map<std::string, std::shared_ptr<Json>> objects_;  ///< by resource and name
};

}  // namespace kpp::cmd
