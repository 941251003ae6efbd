// create clusterrolebinding.
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "cmd/create/subjects.h"

namespace kpp::cmd {
namespace {

struct CreateClusterRoleBindingOptions {
  CreateFlags create;
  SubjectFlags subjects;
  std::string cluster_role;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "clusterrole", .target = &cluster_role, .help = "Cluster role to give.", .required = true});
    subjects.bind(flags);
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void run(app::Context& context) {
    Json object = app::new_object("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", name);
    subjects.add_to(object, "ClusterRole", cluster_role);
    create.create(context, std::move(object),
                  {.type = {std::string(kRbacGroup), "v1", "clusterrolebindings"},
                   .namespaced = false,
                   .failure = "failed to create clusterrolebinding: "});
  }
};

}  // namespace

cli::Command create_clusterrolebinding_command() {
  return cli::make_command<CreateClusterRoleBindingOptions>(
      {.name = "clusterrolebinding",
       .usage = "create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] "
                "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
       .summary = "Create a cluster role binding for a particular cluster role",
       .description = "Gives users, groups and service accounts a cluster role, everywhere.",
       .examples = "# Two users and a group\nPROGRAM create clusterrolebinding readers --clusterrole=view --user=ann "
                   "--user=bob --group=devs"});
}

}  // namespace kpp::cmd
