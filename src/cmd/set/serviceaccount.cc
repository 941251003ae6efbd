// set serviceaccount: the service account that pods run as.
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetServiceAccountOptions {
  app::ObjectFlags objects{"serviceaccount updated", "kubectl-set"};
  std::vector<std::string> resources;
  std::string account;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to change the service account of", .labels = false});
  }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    objects.check_local();
    if (args.empty()) throw UsageError("serviceaccount is required");
    resources.assign(args.begin(), args.end() - 1);
    account = args.words.back();
  }

  void run(app::Context& context) {
    std::vector<app::FoundObject> found =
        find_to_set(context, objects, objects.local ? std::vector<std::string>() : resources);
    std::vector<std::shared_ptr<const Error>> failures;
    const auto change = [&](app::FoundObject& object) {
      pod_spec(object.object())["serviceAccountName"] = account;
      objects.note_cause(object.object(), context);
    };
    set_objects(context, objects, found,
                {.failure = "failed to patch ServiceAccountName ", .unchanged_too = true, .change = change}, failures);
  }
};

}  // namespace

cli::Command set_serviceaccount_command() {
  cli::Command command = cli::make_command<SetServiceAccountOptions>(
      {.name = "serviceaccount",
       .aliases = {"sa"},
       .usage = "set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT",
       .summary = "Update the service account of a resource",
       .description = "Sets the service account that pods run as, in pods and in what makes pods of a template.",
       .examples = "# The pods of a deployment run as robot\nPROGRAM set serviceaccount deployment web robot\n\n"
                   "# In a file, without a server\nPROGRAM set sa -f web.yaml robot --local -o yaml"});
  return command;
}

}  // namespace kpp::cmd
