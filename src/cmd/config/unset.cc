// config unset: takes one value out of the kubeconfig, by its path.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "cmd/config/property.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct UnsetOptions {
  std::string name;

  void bind(cli::FlagSet&) {}

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() != 1) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    name = args[0];
  }

  void validate() const {
    if (name.empty()) throw Error("you must specify a property");
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    const Property property = parse_property(name);
    if (property.section) unset_in_section(context, files, merged, property);
    else if (property.member == "current-context") set_current_context(context, files, merged, "");
    else if (property.member == "preferences") unset_preference(context, files, merged, property);
    // kind and apiVersion are always written; extensions are for their owners to change.
    context.out().write_foreign(fmt::format("Property {} unset.\n", go_quote(name)));
  }

  static void unset_in_section(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                               const Property& property) {
    const KubeconfigEntries& entries = merged.entries(*property.section);
    if (!property.entry) {
      for (const auto& [entry, value] : entries) delete_entry(context, merged, *property.section, entry);
      return;
    }
    const bool exists = entries.contains(*property.entry);
    if (!property.field) {
      if (exists) return delete_entry(context, merged, *property.section, *property.entry);
      return change_file(context, files.default_file(), [](Json&) {});  // it must be a file that could be changed
    }
    if (!exists) throw Error(fmt::format("current map key `{}` is invalid", *property.entry));
    change_entry(
        context, files, merged, *property.section, *property.entry,
        [&](Json& value) { value.erase(std::string(property.field->name)); }, false);
  }

  static void unset_preference(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                               const Property& property) {
    if (merged.preferences().empty()) return;
    change_file(context, files.paths().front(), [&](Json& document) {
      if (!property.field) document.erase("preferences");
      else if (document.contains("preferences")) document["preferences"].erase(std::string(property.field->name));
    });
  }
};

}  // namespace

cli::Command config_unset_command() {
  return cli::make_command<UnsetOptions>(
      {.name = "unset",
       .usage = "config unset PROPERTY_NAME",
       .summary = "Take one value out of the kubeconfig",
       .description = "Takes one value out of the kubeconfig. PROPERTY_NAME is its path with dots between the parts.",
       .examples = "# No current context\nPROGRAM config unset current-context\n\n# A context's namespace\n"
                   "PROGRAM config unset contexts.foo.namespace"});
}

}  // namespace kpp::cmd
