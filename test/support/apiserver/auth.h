// Who asks, and what they may do.
#pragma once

#include <map>
#include <string>

#include "support/apiserver/http_types.h"
#include "support/apiserver/target.h"

namespace kpp::apiserver {

/// Groups decide: system:masters may do everything, "readers" may read everything, others only ask how the server is.
inline constexpr const char* kMasters = "system:masters";
inline constexpr const char* kReaders = "readers";

class Authenticator {
 public:
  void add_token(const std::string& token, User user) { tokens_[token] = std::move(user); }
  /// By bearer token, else by certificate, else "system:anonymous". Throws Failure (401) for a token nobody has and for
  /// a certificate of another authority.
  User user_of(const Request& request) const;

 private:
  std::map<std::string, User> tokens_;
};

/// Throws Failure (403) when `user` may not. `target` is null for paths outside the resource API.
void check_allowed(const User& user, const Request& request, const Target* target);
/// "list" for GET of a collection, and so on.
std::string verb_of(const Request& request, const Target& target);

}  // namespace kpp::apiserver
