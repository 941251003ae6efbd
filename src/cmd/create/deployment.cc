// create deployment.
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/strings.h"
#include "base/uuid.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"
#include "kpp/resources.h"

namespace kpp::cmd {
namespace {

// The last part of an image's name, without tag and digest: "registry:5000/team/api:2.0" is "api". Names of containers
// know neither "_" nor ".": what had them gets a random end, as it may no longer be unique.
std::string container_name(const std::string& image) {
  std::string name = image.substr(image.rfind('/') + 1);
  name = name.substr(0, name.find_first_of(":@"));
  if (name.find_first_of("_.") == std::string::npos) return name;
  return replace_all(replace_all(name, "_", "-"), ".", "-") + "-" + random_name_suffix();
}

struct CreateDeploymentOptions {
  CreateFlags create;
  std::vector<std::string> images;
  std::int32_t port = -1;
  std::int32_t replicas = 1;
  std::string name;
  std::vector<std::string> command;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "image",
               .target = &images,
               .help = "Image to run; several make a pod of several containers.",
               .required = true});
    flags.add({.name = "port", .target = &port, .help = "Port that the first container listens on."});
    flags.add({.name = "replicas", .short_name = 'r', .target = &replicas, .help = "Number of pods."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    command.assign(args.begin() + 1, args.end());
  }

  void validate() const {
    if (images.size() > 1 && !command.empty()) throw UsageError("cannot specify multiple --image options and command");
  }

  void run(app::Context& context) {
    api::Builder builder = api::Builder::deployment(name);
    builder.replicas(replicas);
    for (const std::string& image : images) {
      builder.container(container_name(image), image, command);
      if (port >= 0 && &image == &images.front()) builder.port(port);
    }
    create.create(context, data::parse_json_value(builder.str()),
                  {.type = api::Deployment::resource(), .failure = "failed to create deployment: "});
  }
};

}  // namespace

cli::Command create_deployment_command() {
  return cli::make_command<CreateDeploymentOptions>(
      {.name = "deployment",
       .aliases = {"deploy"},
       .usage = "create deployment NAME --image=image -- [COMMAND] [args...]",
       .summary = "Create a deployment with the specified name",
       .description = "Creates a deployment. Its pods carry the label app with the deployment's name.",
       .examples = "# Two pods that run nginx\nPROGRAM create deployment web --image=nginx --replicas=2\n\n"
                   "# A command in place of the image's own\nPROGRAM create deployment clock --image=busybox -- sh -c "
                   "'while date; do sleep 60; done'\n\n"
                   "# Two containers in each pod\nPROGRAM create deployment pair --image=nginx --image=redis"});
}

}  // namespace kpp::cmd
