// Whom a role binding gives its role: --user, --group, --serviceaccount.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::cli {
class FlagSet;
}

namespace kpp::cmd {

inline constexpr std::string_view kRbacGroup = "rbac.authorization.k8s.io";

struct SubjectFlags {
  std::vector<std::string> users;
  std::vector<std::string> groups;
  std::vector<std::string> accounts;

  void bind(cli::FlagSet& flags);
  /// Adds subjects, if there are any, and the role they get. Throws Error for a service account that is not
  /// NAMESPACE:NAME.
  void add_to(Json& binding, std::string_view role_kind, const std::string& role) const;
};

}  // namespace kpp::cmd
