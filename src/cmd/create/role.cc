// create role.
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/policy_rules.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateRoleOptions {
  CreateFlags create;
  RuleFlags rules;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    rules.bind(flags);
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    rules.complete();
  }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    if (rules.verbs.empty()) throw UsageError("at least one verb must be specified");
  }

  void run(app::Context& context) {
    rules.warn_of_verbs(context);
    if (rules.resources.empty()) throw UsageError("at least one resource must be specified");
    rules.check_resources(context);
    Json object = app::new_object("Role", "rbac.authorization.k8s.io/v1", name);
    object["rules"] = rules.rules(context.mapper(), {});
    create.create(context, std::move(object), {.type = {"rbac.authorization.k8s.io", "v1", "roles"}});
  }
};

}  // namespace

cli::Command create_role_command() {
  return cli::make_command<CreateRoleOptions>(
      {.name = "role",
       .usage = "create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] "
                "[--dry-run=server|client|none]",
       .summary = "Create a role with single rule",
       .description = "Creates a role: what may be done with which resources of a namespace.",
       .examples =
           "# To read pods\nPROGRAM create role reader --verb=get,list,watch --resource=pods\n\n"
           "# Only these two\nPROGRAM create role reader --verb=get --resource=pods --resource-name=a "
           "--resource-name=b\n\n"
           "# Of an API group\nPROGRAM create role scaler --verb=get,update --resource=deployments.apps/scale"});
}

}  // namespace kpp::cmd
