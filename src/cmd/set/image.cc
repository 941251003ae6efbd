// set image: other images for containers.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/pair_args.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetImageOptions {
  app::ObjectFlags objects{"image updated", "kubectl-set"};
  std::vector<std::string> resources;
  std::map<std::string, std::string> images;  ///< by container

  void bind(cli::FlagSet& flags) { objects.bind(flags, {.purpose = "to change the images of"}); }

  void complete(app::Context& context, const cli::Args& args) {
    objects.complete(context);
    app::PairArgs words = app::split_pair_args(args.words, "image");
    resources = std::move(words.resources);
    images = app::parse_pairs(words.pairs, "image", false).set;
  }

  // All that is wrong with the line, in one Aggregate. kubectl checks this only after it has found the objects.
  void check() const {
    std::vector<std::shared_ptr<const Error>> errors;
    const auto wrong = [&](std::string_view message) {
      errors.push_back(std::make_shared<UsageError>(std::string(message)));
    };
    if (objects.all && !objects.selectors.label_selector.empty()) {
      wrong("cannot set --all and --selector at the same time");
    }
    if (resources.empty() && !objects.has_files()) {
      wrong("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    if (images.empty()) wrong("at least one image update is required");
    if (images.size() > 1 && images.contains("*")) {
      wrong("all containers are already specified by *, but saw more than one container_name=container_image pairs");
    }
    if (objects.local && objects.dry_run == resource::DryRun::server) {
      wrong("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    }
    if (!errors.empty()) throw Aggregate(std::move(errors));
  }

  void run(app::Context& context) {
    std::vector<app::FoundObject> found = find_to_set(context, objects, resources);
    check();
    std::vector<std::shared_ptr<const Error>> failures;
    const auto change = [&](app::FoundObject& object) {
      Json& spec = pod_spec(object.object());
      for (const auto& [name, image] : images) {
        bool any = false;
        for (const char* list : {"initContainers", "containers"}) {
          if (!spec.contains(list) || !spec[list].is_array()) continue;
          for (Json& container : spec[list]) {
            if (name != "*" && container.value("name", "") != name) continue;
            container["image"] = image;
            any = true;
          }
        }
        if (!any) failures.push_back(told(fmt::format("unable to find container named {}", go_quote(name))));
      }
      objects.note_cause(object.object(), context);
    };
    set_objects(context, objects, found,
                {.failure = "failed to patch image update to pod template: ", .change = change}, failures);
  }
};

}  // namespace

cli::Command set_image_command() {
  cli::Command command = cli::make_command<SetImageOptions>(
      {.name = "image",
       .usage = "set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... "
                "CONTAINER_NAME_N=CONTAINER_IMAGE_N",
       .summary = "Update the image of a pod template",
       .description = "Sets the images of containers, by their names, in pods and in what makes pods of a template. "
                      "The name * stands for all containers.",
       .examples = "# Another image for the container web\nPROGRAM set image deployment/shop web=nginx:1.27\n\n"
                   "# Of all containers of all deployments\nPROGRAM set image deployments --all '*=nginx:1.27'\n\n"
                   "# In a file, without a server\nPROGRAM set image -f shop.yaml web=nginx:1.27 --local -o yaml"});
  command.complete = app::complete_names_of_types(
      {"daemonsets", "deployments", "pods", "cronjobs", "replicasets", "replicationcontrollers", "statefulsets"}, true);
  return command;
}

}  // namespace kpp::cmd
