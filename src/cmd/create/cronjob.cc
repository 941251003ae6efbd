// create cronjob.
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/job_template.h"
#include "cmd/create/subcommands.h"

namespace kpp::cmd {
namespace {

struct CreateCronJobOptions {
  CreateFlags create;
  std::string image;
  std::string schedule;
  std::string restart;
  std::string name;
  std::vector<std::string> command;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "image", .target = &image, .help = "Image to run.", .required = true});
    flags.add({.name = "schedule",
               .target = &schedule,
               .help = "When to run it, in cron's five fields or as @hourly and its like.",
               .required = true});
    flags.add({.name = "restart",
               .target = &restart,
               .help = "Restart policy of the pods: OnFailure (the default) or Never.",
               .choices = {"OnFailure", "Never"},
               .completes = cli::Completes::choices});
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    command.assign(args.begin() + 1, args.end());
  }

  void run(app::Context& context) {
    Json object = app::new_object("CronJob", "batch/v1", name);
    Json& spec = object["spec"] = {{"schedule", schedule}};
    spec["jobTemplate"] = {
        {"metadata", {{"name", name}}},
        {"spec", {{"template", job_pods(name, image, command, restart.empty() ? "OnFailure" : restart)}}}};
    object["status"] = Json::object();
    create.create(context, std::move(object),
                  {.type = {"batch", "v1", "cronjobs"}, .failure = "failed to create cronjob: "});
  }
};

}  // namespace

cli::Command create_cronjob_command() {
  return cli::make_command<CreateCronJobOptions>(
      {.name = "cronjob",
       .aliases = {"cj"},
       .usage = "create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
       .summary = "Create a cron job with the specified name",
       .description = "Creates a cron job: a job that is started again and again.",
       .examples = "# Every five minutes\nPROGRAM create cronjob tick --image=busybox --schedule='*/5 * * * *'\n\n"
                   "# With a command in place of the image's own\nPROGRAM create cronjob tick --image=busybox "
                   "--schedule=@hourly -- date"});
}

}  // namespace kpp::cmd
