// create priorityclass.
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"

namespace kpp::cmd {
namespace {

struct CreatePriorityClassOptions {
  CreateFlags create;
  std::int32_t value = 0;
  bool global_default = false;
  std::string description;
  std::string preemption_policy = "PreemptLowerPriority";
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "value", .target = &value, .help = "The priority: pods with more of it go first."});
    flags.add(
        {.name = "global-default", .target = &global_default, .help = "Use it for pods that name no priority class."});
    flags.add({.name = "description", .target = &description, .help = "When to use it, in words."});
    flags.add({.name = "preemption-policy",
               .target = &preemption_policy,
               .help = "Whether its pods may push out others: PreemptLowerPriority or Never.",
               .choices = {"PreemptLowerPriority", "Never"},
               .completes = cli::Completes::choices});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void run(app::Context& context) {
    Json object = app::new_object("PriorityClass", "scheduling.k8s.io/v1", name);
    object["value"] = value;
    if (global_default) object["globalDefault"] = true;
    if (!description.empty()) object["description"] = description;
    object["preemptionPolicy"] = preemption_policy;
    create.create(context, std::move(object),
                  {.type = {"scheduling.k8s.io", "v1", "priorityclasses"},
                   .namespaced = false,
                   .failure = "failed to create priorityclass: "});
  }
};

}  // namespace

cli::Command create_priorityclass_command() {
  return cli::make_command<CreatePriorityClassOptions>(
      {.name = "priorityclass",
       .aliases = {"pc"},
       .usage = "create priorityclass NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]",
       .summary = "Create a priority class with the specified name",
       .description = "Creates a priority class, by which the scheduler decides whose pods go first.",
       .examples =
           "# A class of high priority\nPROGRAM create priorityclass high --value=1000 --description='for the till'\n\n"
           "# The class of all pods that name none\nPROGRAM create priorityclass usual --value=10 "
           "--global-default=true\n\n"
           "# One that waits for its turn\nPROGRAM create priorityclass patient --value=500 "
           "--preemption-policy=Never"});
}

}  // namespace kpp::cmd
