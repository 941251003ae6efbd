// create quota.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "data/quantity.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateQuotaOptions {
  CreateFlags create;
  std::string hard;
  std::string scopes;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "hard", .target = &hard, .help = "The limits: resource=quantity, joined by commas."});
    flags.add({.name = "scopes",
               .target = &scopes,
               .help = "Count only objects that all of these scopes match; joined by commas."});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
  }

  Json limits() const {
    std::map<std::string, std::string> out;
    for (const std::string& pair : split(hard, ',')) {
      const std::vector<std::string> sides = split(pair, '=');
      if (sides.size() != 2) throw Error(fmt::format("Invalid argument syntax {}, expected <resource>=<value>", pair));
      out[sides[0]] = Quantity::parse(sides[1]).str();
    }
    return app::string_map(out);
  }

  void run(app::Context& context) {
    Json object = app::new_object("ResourceQuota", "v1", name);
    Json& spec = object["spec"] = Json::object();
    if (!hard.empty()) spec["hard"] = limits();
    if (!scopes.empty()) {
      for (const std::string& scope : split(scopes, ',')) {
        if (scope.empty()) throw Error("invalid resource quota scope \"\"");
        spec["scopes"].push_back(scope);
      }
    }
    object["status"] = Json::object();
    create.create(context, std::move(object),
                  {.type = {"", "v1", "resourcequotas"}, .failure = "failed to create quota: "});
  }
};

}  // namespace

cli::Command create_quota_command() {
  return cli::make_command<CreateQuotaOptions>(
      {.name = "quota",
       .aliases = {"resourcequota"},
       .usage =
           "create quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]",
       .summary = "Create a quota with the specified name",
       .description = "Creates a resource quota: what a namespace may use at most.",
       .examples = "# Four cores and ten pods\nPROGRAM create quota caps --hard=cpu=4,pods=10\n\n"
                   "# Only pods that ask for nothing are counted\nPROGRAM create quota loose --hard=pods=100 "
                   "--scopes=BestEffort"});
}

}  // namespace kpp::cmd
