// create namespace.
#include <nlohmann/json.hpp>

#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "kpp/resources.h"

namespace kpp::cmd {
namespace {

struct CreateNamespaceOptions {
  CreateFlags create;
  std::string name;

  void bind(cli::FlagSet& flags) { create.bind(flags); }
  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }
  void run(app::Context& context) {
    Json object = data::parse_json_value(api::Builder::of_namespace(name).str());
    create.create(context, std::move(object), {.type = api::Namespace::resource(), .namespaced = false});
  }
};

}  // namespace

cli::Command create_namespace_command() {
  return cli::make_command<CreateNamespaceOptions>(
      {.name = "namespace",
       .aliases = {"ns"},
       .usage = "create namespace NAME [--dry-run=server|client|none]",
       .summary = "Create a namespace with the specified name",
       .description = "Creates a namespace.",
       .examples = "# A namespace of the name shop\nPROGRAM create namespace shop"});
}

}  // namespace kpp::cmd
