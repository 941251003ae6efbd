// create serviceaccount.
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"

namespace kpp::cmd {
namespace {

struct CreateServiceAccountOptions {
  CreateFlags create;
  std::string name;

  void bind(cli::FlagSet& flags) { create.bind(flags); }
  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }
  void run(app::Context& context) {
    create.create(context, app::new_object("ServiceAccount", "v1", name),
                  {.type = {"", "v1", "serviceaccounts"}, .failure = "failed to create serviceaccount: "});
  }
};

}  // namespace

cli::Command create_serviceaccount_command() {
  return cli::make_command<CreateServiceAccountOptions>(
      {.name = "serviceaccount",
       .aliases = {"sa"},
       .usage = "create serviceaccount NAME [--dry-run=server|client|none]",
       .summary = "Create a service account with the specified name",
       .description = "Creates a service account.",
       .examples = "# A service account of the name robot\nPROGRAM create serviceaccount robot"});
}

}  // namespace kpp::cmd
