// What brings a role or a binding up to date: computed from the object as it is and as it is to be. No I/O.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp::cmd {

struct RoleChange {
  enum class Operation { none, create, update, recreate };
  std::shared_ptr<Json> object = {};  ///< as it is to be, or is by now; never null
  Operation operation = Operation::none;
  bool opted_out = false;  ///< the object wants to stay as it is
  // As kubectl shows them.
  std::vector<std::string> missing_subjects = {};
  std::vector<std::string> extra_subjects = {};
  std::vector<std::string> missing_rules = {};
  std::vector<std::string> extra_rules = {};
};

/// The fields of a role or binding that the API knows, in its order.
Json known_fields(Node object);

/// `wanted` comes from known_fields(), `existing` from the server. The first is of an object that is not there yet.
RoleChange creation(const Json& wanted);
/// Of Role and ClusterRole: missing rules are added; with `remove_extra` the rules become those that are wanted.
RoleChange role_change(const Json& wanted, const Json& existing, bool remove_extra);
/// Of RoleBinding and ClusterRoleBinding: the same for subjects. A binding to another role has to be made anew.
RoleChange binding_change(const Json& wanted, const Json& existing, bool remove_extra);

}  // namespace kpp::cmd
