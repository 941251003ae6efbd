// create job: from an image, or from the template of a cron job.
#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "app/read.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/job_template.h"
#include "cmd/create/subcommands.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "resource/plan.h"

namespace kpp::cmd {
namespace {

// The one object that --from names, its members as the server has them.
Document read_source(app::Context& context, const std::string& from, std::string& kind) {
  const resource::Plan plan = resource::make_plan(
      {.args = {from}, .namespace_name = context.namespace_name(), .program = context.program()}, context.mapper());
  if (plan.items.size() != 1) throw Error("from must be an existing cronjob");
  const resource::ObjectRef& item = plan.items.front();
  kind = item.type.version + "." + item.type.kind;
  return context.client().get(item.request("GET"), KeyOrder::as_written);
}

struct CreateJobOptions {
  CreateFlags create;
  std::string image;
  std::string from;
  std::string name;
  std::vector<std::string> command;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "image", .target = &image, .help = "Image to run."});
    flags.add({.name = "from", .target = &from, .help = "Cron job whose template to use: cronjob/NAME."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    command.assign(args.begin() + 1, args.end());
  }

  void validate() const {
    if (image.empty() == from.empty()) throw UsageError("either --image or --from must be specified");
    if (!command.empty() && !from.empty()) throw UsageError("cannot specify --from and command");
  }

  Json from_image() const {
    Json job = app::new_object("Job", "batch/v1", name);
    job["spec"] = {{"template", job_pods(name, image, command, "Never")}};
    return job;
  }

  Json from_cron_job(Node source) const {
    const Node job_template = source["spec"]["jobTemplate"];
    std::map<std::string, std::string> annotations = {{"cronjob.kubernetes.io/instantiate", "manual"}};
    for (const Member& member : job_template["metadata"]["annotations"].members()) {
      annotations[std::string(member.key)] = member.value.str();
    }
    Json job = app::new_object("Job", "batch/v1", name);
    Json& metadata = job["metadata"];
    if (const Node labels = job_template["metadata"]["labels"]; labels.size() > 0) {
      metadata["labels"] = data::to_json_value(labels);
    }
    metadata["annotations"] = app::string_map(annotations);
    metadata["ownerReferences"] = Json::array({{{"apiVersion", "batch/v1"},
                                                {"kind", "CronJob"},
                                                {"name", source["metadata"]["name"].str()},
                                                {"uid", source["metadata"]["uid"].str()},
                                                {"controller", true}}});
    job["spec"] = data::to_json_value(job_template["spec"]);
    return job;
  }

  void run(app::Context& context) {
    Json job;
    if (!image.empty()) {
      job = from_image();
    } else {
      std::string kind;
      const Document source = read_source(context, from, kind);
      if (kind != "v1.CronJob") throw Error("unknown object type *" + kind);
      job = from_cron_job(source.root);
    }
    job["status"] = Json::object();
    create.create(context, std::move(job), {.type = {"batch", "v1", "jobs"}, .failure = "failed to create job: "});
  }
};

}  // namespace

cli::Command create_job_command() {
  return cli::make_command<CreateJobOptions>(
      {.name = "job",
       .usage = "create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]",
       .summary = "Create a job with the specified name",
       .description = "Creates a job from an image, or from the template of a cron job as if its time had come.",
       .examples =
           "# A job that runs an image\nPROGRAM create job once --image=busybox\n\n"
           "# With a command in place of the image's own\nPROGRAM create job once --image=busybox -- date -u\n\n"
           "# A cron job's work, now\nPROGRAM create job tonight --from=cronjob/nightly"});
}

}  // namespace kpp::cmd
