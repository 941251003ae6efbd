// set subject: more users, groups and service accounts for role bindings.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "algo/merge_patch.h"
#include "app/context.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetSubjectOptions {
  app::ObjectFlags objects{"subjects updated", "kubectl-set"};
  std::vector<std::string> resources;
  std::vector<std::string> users;
  std::vector<std::string> groups;
  std::vector<std::string> accounts;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to change the subjects of", .record = false});
    flags.add({.name = "user",
               .target = &users,
               .help = "User to bind to the role; may be given several times.",
               .repeated = true});
    flags.add({.name = "group",
               .target = &groups,
               .help = "Group to bind to the role; may be given several times.",
               .repeated = true});
    flags.add({.name = "serviceaccount",
               .target = &accounts,
               .help = "Service account to bind to the role, as NAMESPACE:NAME; may be given several times.",
               .repeated = true});
  }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    resources = args.words;
  }

  void check(const std::vector<app::FoundObject>& found) const {
    objects.check_local();
    if (objects.all && !objects.selectors.label_selector.empty()) {
      throw UsageError("cannot set --all and --selector at the same time");
    }
    if (users.empty() && groups.empty() && accounts.empty()) {
      throw UsageError("you must specify at least one value of user, group or serviceaccount");
    }
    for (const std::string& account : accounts) {
      const std::vector<std::string> parts = split(account, ':');
      if (parts.size() != 2 || parts[1].empty()) throw UsageError("serviceaccount must be <namespace>:<name>");
      for (const app::FoundObject& object : found) {
        if (object.object().value("kind", "") == "ClusterRoleBinding" && parts[0].empty()) {
          throw UsageError("serviceaccount must be <namespace>:<name>, namespace must be specified");
        }
      }
    }
  }

  std::vector<Json> subjects(app::Context& context) const {
    std::vector<Json> out;
    for (const std::string& user : std::set<std::string>(users.begin(), users.end())) {
      out.push_back({{"kind", "User"}, {"apiGroup", "rbac.authorization.k8s.io"}, {"name", user}});
    }
    for (const std::string& group : std::set<std::string>(groups.begin(), groups.end())) {
      out.push_back({{"kind", "Group"}, {"apiGroup", "rbac.authorization.k8s.io"}, {"name", group}});
    }
    for (const std::string& account : std::set<std::string>(accounts.begin(), accounts.end())) {
      const std::vector<std::string> parts = split(account, ':');
      out.push_back({{"kind", "ServiceAccount"},
                     {"name", parts[1]},
                     {"namespace", parts[0].empty() ? context.namespace_name() : parts[0]}});
    }
    return out;
  }

  static void add(Json& object, const std::vector<Json>& subjects) {
    const std::string kind = object.value("kind", "");
    if (kind != "RoleBinding" && kind != "ClusterRoleBinding") {
      throw Error("setting subjects is only supported for RoleBinding/ClusterRoleBinding");
    }
    Json there = object.contains("subjects") && object["subjects"].is_array() ? object["subjects"] : Json::array();
    const std::size_t before = there.size();
    for (const Json& subject : subjects) {
      if (std::none_of(there.begin(), there.end(),
                       [&](const Json& other) { return algo::same_value(other, subject); })) {
        there.push_back(subject);
      }
    }
    if (there.size() != before) object["subjects"] = std::move(there);
  }

  void run(app::Context& context) {
    std::vector<app::FoundObject> found = find_to_set(context, objects, resources);
    check(found);
    const std::vector<Json> wanted = subjects(context);
    std::vector<std::shared_ptr<const Error>> failures;
    set_objects(context, objects, found,
                {.failure = "failed to patch subjects to rolebinding: ",
                 .change = [&](app::FoundObject& object) { add(object.object(), wanted); }},
                failures);
  }
};

}  // namespace

cli::Command set_subject_command() {
  cli::Command command = cli::make_command<SetSubjectOptions>(
      {.name = "subject",
       .usage = "set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] "
                "[--serviceaccount=namespace:serviceaccountname] "
                "[--dry-run=server|client|none]",
       .summary = "Update the user, group, or service account in a role binding or cluster role binding",
       .description = "Adds users, groups and service accounts to role bindings and cluster role bindings.",
       .examples = "# A user and a group\nPROGRAM set subject rolebinding readers --user=ann --group=devs\n\n"
                   "# A service account\nPROGRAM set subject clusterrolebinding admins --serviceaccount=shop:robot"});
  return command;
}

}  // namespace kpp::cmd
