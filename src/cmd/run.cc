// run: makes a pod that runs an image, and a service for it when asked to.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/change_flags.h"
#include "app/flags/flag_groups.h"
#include "app/flags/overrides.h"
#include "app/flags/pair_args.h"
#include "app/last_applied.h"
#include "app/object_parts.h"
#include "base/go_int.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/env_name.h"
#include "data/image_reference.h"
#include "io/output.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/reader.h"
#include "resource/writer.h"

namespace kpp::cmd {
namespace {

// Flags of deletion that kubectl has here: they say how --rm deletes the pod.
struct RemovalFlags {
  app::FilenameFlags filenames;
  app::CascadeFlag cascade;
  std::int64_t grace_period = -1;
  std::chrono::nanoseconds timeout{0};
  bool force = false;
  bool wait = false;

  void bind(cli::FlagSet& flags) {
    filenames.bind(flags, "to use to replace the resource");
    cascade.bind(flags, "With --rm: background, orphan or foreground.");
    flags.add({.name = "grace-period",
               .target = &grace_period,
               .help = "With --rm: seconds the pod has to end; -1 leaves it its own."});
    flags.add({.name = "timeout",
               .target = &timeout,
               .help = "With --rm: how long to wait for the deletion; 0s is as long as the object needs."});
    flags.add({.name = "force",
               .target = &force,
               .help = "With --rm: do not wait for the node to say that the pod has ended."});
    flags.add({.name = "wait", .target = &wait, .help = "With --rm: wait until the pod is gone."});
  }
};

struct RunOptions {
  app::PrintFlags print;
  app::DryRunFlag dry_run_flag;
  app::SaveConfigFlag save_config;
  app::FieldManagerFlag field_manager{"kubectl-run"};
  app::OverrideFlags overrides;
  app::RecordFlag record;
  RemovalFlags removal;
  resource::DryRun dry_run = resource::DryRun::none;
  const cli::FlagSet* flags = nullptr;  ///< set by whoever runs the command
  std::string image;
  std::string pull_policy;
  std::string port;
  std::string labels;
  std::string restart = "Always";
  std::string detach_keys = "ctrl-p,ctrl-q";
  std::vector<std::string> annotations;
  std::vector<std::string> environment;
  std::chrono::nanoseconds running_timeout = std::chrono::minutes(1);
  bool attach = false;
  bool in = false;
  bool tty = false;
  bool leave_stdin_open = false;
  bool remove = false;
  bool as_command = false;
  bool expose = false;
  bool quiet = false;
  bool privileged = false;
  std::string name;
  std::vector<std::string> words;

  void bind(cli::FlagSet& set) {
    print.bind(set);
    removal.bind(set);
    dry_run_flag.bind(set);
    save_config.bind(set);
    field_manager.bind(set);
    overrides.bind(set);
    record.bind(set);
    set.add({.name = "image", .target = &image, .help = "Image to run.", .required = true});
    set.add({.name = "image-pull-policy",
             .target = &pull_policy,
             .help = "Always, IfNotPresent or Never; else the server decides.",
             .choices = {"Always", "IfNotPresent", "Never"},
             .completes = cli::Completes::choices});
    set.add({.name = "env",
             .target = &environment,
             .help = "An environment variable: NAME=VALUE. May be given several times.",
             .repeated = true});
    set.add({.name = "annotations",
             .target = &annotations,
             .help = "An annotation of the pod: key=value. May be given several times.",
             .repeated = true});
    set.add({.name = "labels",
             .short_name = 'l',
             .target = &labels,
             .help = "Labels of the pod: key=value, joined by commas; else run=NAME."});
    set.add({.name = "port", .target = &port, .help = "Port that the container listens on."});
    set.add({.name = "restart",
             .target = &restart,
             .help = "Restart policy: Always, OnFailure or Never.",
             .choices = {"Always", "OnFailure", "Never"},
             .completes = cli::Completes::choices});
    set.add({.name = "command",
             .target = &as_command,
             .help = "Take the arguments as the container's command, not as the command's arguments."});
    set.add({.name = "expose", .target = &expose, .help = "Also make a service for the pod. Needs --port."});
    set.add({.name = "privileged", .target = &privileged, .help = "Run the container with the node's rights."});
    set.add({.name = "stdin",
             .short_name = 'i',
             .target = &in,
             .help = "Keep the container's standard input open, and attach to it."});
    set.add({.name = "tty", .short_name = 't', .target = &tty, .help = "Give the container a terminal. Needs -i."});
    set.add({.name = "attach",
             .target = &attach,
             .help = "Wait until the pod runs, and attach to it; with -i unless it is given as false."});
    set.add({.name = "leave-stdin-open",
             .target = &leave_stdin_open,
             .help = "Leave standard input open when the first who attached goes."});
    set.add({.name = "rm", .target = &remove, .help = "Delete the pod when it has ended. Only when attaching."});
    set.add({.name = "quiet", .short_name = 'q', .target = &quiet, .help = "Say nothing while attaching."});
    set.add(
        {.name = "detach-keys", .target = &detach_keys, .help = "Keys that end attaching and leave the pod running."});
    set.add({.name = "pod-running-timeout",
             .target = &running_timeout,
             .help = "How long to wait until the pod runs, when attaching."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    dry_run = dry_run_flag.resolve(context);
    (void)context.client_config();  // one that is wrong is told, though nothing may be sent
    if (!flags->changed("attach") && in) attach = true;
    (void)print.format();
    (void)removal.cascade.propagation_policy(context);
    if (args.empty()) throw context.usage_error("NAME is required for run");
    name = args[0];
    words.assign(args.begin() + 1, args.end());
    check(context);
  }

  void check(const app::Context& context) const {
    if (running_timeout.count() <= 0) throw context.usage_error("--pod-running-timeout must be higher than zero");
    if (image.empty()) throw UsageError("--image is required");
    if (!data::is_image_reference(image)) {
      throw UsageError(fmt::format("Invalid image name {}: invalid reference format", go_quote(image)));
    }
    if (tty && !in) throw context.usage_error("-i/--stdin is required for containers with -t/--tty=true");
    if (expose && port.empty()) throw context.usage_error("--port must be set when exposing a service");
    if (!restart.empty() && restart != "Always" && restart != "OnFailure" && restart != "Never") {
      throw context.usage_error("invalid restart policy: " + restart);
    }
    if (!attach && remove) throw context.usage_error("--rm should only be used for attached containers");
    if (attach && dry_run != resource::DryRun::none) {
      throw context.usage_error(
          "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
    }
    if (!pull_policy.empty() && pull_policy != "Always" && pull_policy != "IfNotPresent" && pull_policy != "Never") {
      throw context.usage_error("invalid image pull policy: " + pull_policy);
    }
    if (attach) throw UsageError("this version of kpp cannot attach to the pods it runs (-i, --attach, --rm)");
  }

  Json environment_list() const {
    Json out = Json::array();
    for (const std::string& pair : environment) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos || equals == 0 || !data::env_name_problems(pair.substr(0, equals)).empty()) {
        throw Error("invalid env: " + pair);
      }
      Json variable = {{"name", pair.substr(0, equals)}};
      if (equals + 1 < pair.size()) variable["value"] = pair.substr(equals + 1);
      out.push_back(std::move(variable));
    }
    return out;
  }

  Json container(const Json& variables) const {
    Json out = {{"name", name}, {"image", image}};
    if (!words.empty()) out[as_command ? "command" : "args"] = words;
    if (!port.empty()) out["ports"] = Json::array({{{"containerPort", static_cast<std::int32_t>(go_atoi(port))}}});
    if (!variables.empty()) out["env"] = variables;
    out["resources"] = Json::object();
    if (!pull_policy.empty()) out["imagePullPolicy"] = pull_policy;
    if (privileged) out["securityContext"] = {{"privileged", true}};
    if (in) out["stdin"] = true;
    if (in && !leave_stdin_open) out["stdinOnce"] = true;
    if (tty) out["tty"] = true;
    return out;
  }

  Json pod() const {
    const Json variables = environment_list();
    const std::map<std::string, std::string> notes = app::parse_pairs(annotations, "annotations", false).set;
    Json out = app::new_object("Pod", "v1", name);
    out["metadata"]["labels"] = labels.empty() ? Json{{"run", name}} : app::string_map(app::parse_label_pairs(labels));
    if (!notes.empty()) out["metadata"]["annotations"] = app::string_map(notes);
    out["spec"] = {{"containers", Json::array({container(variables)})},
                   {"restartPolicy", restart.empty() ? "Always" : restart},
                   {"dnsPolicy", "ClusterFirst"}};
    out["status"] = Json::object();
    return overrides.apply(std::move(out));
  }

  Json service() const {
    app::ServiceParts parts{.name = name, .selector = {{"run", name}}, .ports = port};
    if (!labels.empty()) parts.selector = parts.labels = app::parse_label_pairs(labels);
    return app::make_service(parts);
  }

  // The object as it is to be shown: as the server has it, or as it would be sent.
  Document made(app::Context& context, Json object, std::string_view resource) const {
    record.note_cause(object, context);
    resource::Writer changer(context, {dry_run, field_manager.name, {}}, print.typed_order());
    if (changer.sends()) app::note_last_applied(object, true, save_config.save);
    else if (context.namespace_explicit()) app::set_namespace(object, context.namespace_name());
    return changer.create(resource::ref_to({"", "v1", std::string(resource)}, context.namespace_name(), {}), object);
  }

  void run(app::Context& context) {
    const auto printer = print.printer("created" + std::string(app::dry_run_suffix(dry_run)));
    const Document pod_made = made(context, pod(), "pods");
    std::vector<std::shared_ptr<const Error>> errors;
    if (expose) {
      try {
        printer->print(made(context, service(), "services").root, context.out());
        if (print.options.output == "yaml") context.out().write("---\n");
      } catch (const Error&) {
        errors.push_back(share_current_error());
      }
    }
    printer->print(pod_made.root, context.out());
    if (!errors.empty()) throw Aggregate(std::move(errors));
  }
};

}  // namespace

cli::Command run_command() {
  return cli::make_command<RunOptions>(
      {.name = "run",
       .usage = "run NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] "
                "[--overrides=inline-json] [--command] -- "
                "[COMMAND] [args...]",
       .summary = "Run a particular image on the cluster",
       .description = "Creates a pod with one container that runs an image.",
       .examples = "# A pod that runs nginx\nPROGRAM run web --image=nginx\n\n"
                   "# With a port and a service for it\nPROGRAM run web --image=nginx --port=80 --expose\n\n"
                   "# With variables and labels\nPROGRAM run web --image=nginx --env=STAGE=test --env=REGION=north "
                   "--labels=app=web,tier=front\n\n"
                   "# What would be sent\nPROGRAM run web --image=nginx --dry-run=client -o yaml\n\n"
                   "# With more of a pod's fields\nPROGRAM run web --image=nginx "
                   "--overrides='{\"spec\":{\"nodeSelector\":{\"disk\":\"ssd\"}}}'\n\n"
                   "# Other arguments for the image's command; another command\nPROGRAM run once --image=busybox "
                   "--restart=Never -- one two\n"
                   "PROGRAM run once --image=busybox --restart=Never --command -- sh -c date",
       .group = cli::Group::basic_beginner});
}

}  // namespace kpp::cmd
