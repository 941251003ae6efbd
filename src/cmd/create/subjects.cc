// See subjects.h.
#include "cmd/create/subjects.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/strings.h"
#include "cli/flag_set.h"
#include "kpp/error.h"

namespace kpp::cmd {

void SubjectFlags::bind(cli::FlagSet& flags) {
  flags.add({.name = "user",
             .target = &users,
             .help = "A user who gets the role; may be given several times.",
             .repeated = true});
  flags.add({.name = "group",
             .target = &groups,
             .help = "A group that gets the role; may be given several times.",
             .repeated = true});
  flags.add({.name = "serviceaccount",
             .target = &accounts,
             .help = "A service account that gets the role, as NAMESPACE:NAME; may be given several times.",
             .repeated = true});
}

void SubjectFlags::add_to(Json& binding, std::string_view role_kind, const std::string& role) const {
  Json subjects = Json::array();
  for (const std::string& user : users) {
    subjects.push_back({{"kind", "User"}, {"apiGroup", kRbacGroup}, {"name", user}});
  }
  for (const std::string& group : groups) {
    subjects.push_back({{"kind", "Group"}, {"apiGroup", kRbacGroup}, {"name", group}});
  }
  for (const std::string& account : accounts) {
    const std::vector<std::string> parts = split(account, ':');
    if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
      throw Error("serviceaccount must be <namespace>:<name>");
    }
    subjects.push_back({{"kind", "ServiceAccount"}, {"name", parts[1]}, {"namespace", parts[0]}});
  }
  if (!subjects.empty()) binding["subjects"] = std::move(subjects);
  binding["roleRef"] = {{"apiGroup", kRbacGroup}, {"kind", role_kind}, {"name", role}};
}

}  // namespace kpp::cmd
