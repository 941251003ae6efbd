// set resources: requests and limits of containers.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "data/quantity.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// "cpu=1,memory=2Gi"
std::map<std::string, std::string> parse_amounts(const std::string& text) {
  std::map<std::string, std::string> out;
  if (text.empty()) return out;
  for (const std::string& part : split(text, ',')) {
    const std::vector<std::string> pair = split(part, '=');
    if (pair.size() != 2) {
      throw UsageError(fmt::format("Invalid argument syntax {}, expected <resource>=<value>", part));
    }
    out[pair[0]] = Quantity::parse(pair[1]).str();
  }
  return out;
}

void set_amounts(Json& container, const char* which, const std::map<std::string, std::string>& amounts) {
  if (amounts.empty()) return;
  Json& resources = container["resources"];
  if (!resources.is_object()) resources = Json::object();
  if (!resources[which].is_object()) resources[which] = Json::object();
  for (const auto& [name, amount] : amounts) resources[which][name] = amount;
}

struct SetResourcesOptions {
  app::ObjectFlags objects{"resource requirements updated", "kubectl-set"};
  std::vector<std::string> resources;
  std::string containers = "*";
  std::string limits;
  std::string requests;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to change the resources of"});
    flags.add({.name = "containers",
               .short_name = 'c',
               .target = &containers,
               .help = "Names of the containers; * stands for any text."});
    flags.add({.name = "limits", .target = &limits, .help = "The most a container may use: cpu=100m,memory=256Mi."});
    flags.add(
        {.name = "requests", .target = &requests, .help = "What a container is to be given: cpu=100m,memory=256Mi."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    resources = args.words;
  }

  void run(app::Context& context) {
    std::vector<app::FoundObject> found = find_to_set(context, objects, resources);
    objects.check_local();
    if (objects.all && !objects.selectors.label_selector.empty()) {
      throw UsageError("cannot set --all and --selector at the same time");
    }
    if (limits.empty() && requests.empty()) {
      throw UsageError("you must specify an update to requests or limits (in the form of --requests/--limits)");
    }
    const auto wanted_limits = parse_amounts(limits);
    const auto wanted_requests = parse_amounts(requests);
    std::vector<std::shared_ptr<const Error>> failures;
    const auto change = [&](app::FoundObject& object) {
      const std::vector<Json*> matching = matching_containers(pod_spec(object.object()), containers);
      if (matching.empty()) failures.push_back(told("unable to find container named " + containers));
      for (Json* container : matching) {
        set_amounts(*container, "limits", wanted_limits);
        set_amounts(*container, "requests", wanted_requests);
      }
      if (!matching.empty()) objects.note_cause(object.object(), context);
    };
    set_objects(context, objects, found,
                {.failure = "failed to patch resources update to pod template ", .change = change}, failures);
  }
};

}  // namespace

cli::Command set_resources_command() {
  cli::Command command = cli::make_command<SetResourcesOptions>(
      {.name = "resources",
       .usage = "set resources (-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]",
       .summary = "Update resource requests/limits on objects with pod templates",
       .description = "Sets what containers request and may use at most, in pods and in what makes pods of a template.",
       .examples =
           "# Limits for all containers\nPROGRAM set resources deployment web --limits=cpu=200m,memory=512Mi\n\n"
           "# For one of them\nPROGRAM set resources deployment web -c=proxy --requests=cpu=50m\n\n"
           "# None\nPROGRAM set resources deployment web --limits=cpu=0,memory=0"});
  return command;
}

}  // namespace kpp::cmd
