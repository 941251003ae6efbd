// create rolebinding.
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "cmd/create/subjects.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateRoleBindingOptions {
  CreateFlags create;
  SubjectFlags subjects;
  std::string cluster_role;
  std::string role;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add(
        {.name = "clusterrole", .target = &cluster_role, .help = "Cluster role to give, in this namespace only."});
    flags.add({.name = "role", .target = &role, .help = "Role to give."});
    subjects.bind(flags);
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    if (cluster_role.empty() == role.empty()) throw UsageError("exactly one of clusterrole or role must be specified");
  }

  void run(app::Context& context) {
    Json object = app::new_object("RoleBinding", "rbac.authorization.k8s.io/v1", name);
    subjects.add_to(object, role.empty() ? "ClusterRole" : "Role", role.empty() ? cluster_role : role);
    create.create(
        context, std::move(object),
        {.type = {std::string(kRbacGroup), "v1", "rolebindings"}, .failure = "failed to create rolebinding: "});
  }
};

}  // namespace

cli::Command create_rolebinding_command() {
  return cli::make_command<CreateRoleBindingOptions>(
      {.name = "rolebinding",
       .usage = "create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] "
                "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
       .summary = "Create a role binding for a particular role or cluster role",
       .description = "Gives users, groups and service accounts a role, or a cluster role, in one namespace.",
       .examples =
           "# Two users and a group\nPROGRAM create rolebinding team --clusterrole=admin --user=ann --user=bob "
           "--group=devs\n\n"
           "# A service account\nPROGRAM create rolebinding builder --role=deployer --serviceaccount=shop:builder"});
}

}  // namespace kpp::cmd
