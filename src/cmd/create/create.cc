// create: objects from files, and the subcommands that make an object from flags.
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/last_applied.h"
#include "resource/each.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "cmd/create/create_edited.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "net/url.h"
#include "resource/failures.h"
#include "resource/plan.h"

namespace kpp::cmd {
namespace {

struct CreateOptions {
  CreateFlags create;
  app::FilenameFlags filenames;
  app::SelectorFlags selectors;
  std::string raw;
  bool edit = false;
  bool windows_line_endings = false;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    filenames.bind(flags, "to create");
    selectors.bind(flags, false);
    flags.add({.name = "raw", .target = &raw, .help = "Path on the server to send the file to as it is."});
    flags.add({.name = "edit", .target = &edit, .help = "Edit each object before it is created."});
    flags.add({.name = "windows-line-endings",
               .target = &windows_line_endings,
               .help = "Only with --edit: end lines as Windows does."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (!args.empty()) throw context.usage_error("Unexpected args: " + go_list(args.words));
    create.dry_run = create.dry_run_flag.resolve(context);
    (void)create.validate.directive();
    (void)create.print.format();
  }

  void validate() const {
    const resource::FileSelection& files = filenames.files;
    if (files.empty()) throw UsageError("must specify one of -f and -k");
    if (raw.empty()) return;
    if (edit) throw UsageError("--raw and --edit are mutually exclusive");
    if (files.filenames.size() != 1) throw UsageError("--raw can only use a single local file or stdin");
    const std::string& file = files.filenames.front();
    if (file.starts_with("http://") || file.starts_with("https://")) throw UsageError("--raw cannot read from a url");
    if (files.recursive) throw UsageError("--raw and --recursive are mutually exclusive");
    if (!selectors.label_selector.empty()) throw UsageError("--raw and --selector (-l) are mutually exclusive");
    if (!create.print.options.output.empty()) throw UsageError("--raw and --output are mutually exclusive");
    net::require_request_uri(raw);
  }

  // The file's bytes as they are, and the answer's.
  void send_raw(app::Context& context) const {
    const std::string& file = filenames.files.filenames.front();
    Request request{.method = "POST", .path = net::request_path(raw), .accept = Accept::any};
    request.body = file == "-" ? read_stream(*context.io().in) : read_file(file);
    context.out().write_foreign(context.client().send(request)->read_all());
  }

  void run(app::Context& context) {
    if (!raw.empty()) return send_raw(context);
    if (edit) {
      return create_edited(context, create, {.files = filenames.files, .windows_line_endings = windows_line_endings});
    }
    const auto printer = create.print.printer("created" + std::string(app::dry_run_suffix(create.dry_run)));
    resource::Writer changer(context, {create.dry_run, create.field_manager.name, create.validate.directive()});
    resource::ReadPolicy policy = resource::kCreate;
    policy.validate = create.validate.directive() != "Ignore";
    resource::Failures failures;
    const auto visit = [&](const resource::Found& found) {
      Json object = data::to_json_value(found.object);
      app::note_last_applied(object, false, create.save_config.save);
      Document created;
      try {
        created = changer.create_given(found.ref, std::move(object));
      } catch (const Error& error) {
        resource::throw_with_source(error, "creating", found.ref.source);
      }
      printer->print(created.root, context.out());
    };
    const std::size_t count = resource::each(context, resource::make_file_plan(filenames.files),
                                             {.label_selector = selectors.label_selector}, policy, failures, visit);
    failures.raise();
    if (count == 0) throw Error("no objects passed to create");
  }
};

}  // namespace

cli::Command create_command() {
  cli::Command command = cli::make_command<CreateOptions>(
      {.name = "create",
       .usage = "create -f FILENAME",
       .summary = "Create a resource from a file or from stdin",
       .description = "Creates the objects of files, folders, URLs or standard input; or, with a subcommand, one "
                      "object from flags.",
       .examples = "# The objects of a file\nPROGRAM create -f shop.yaml\n\n"
                   "# From standard input\ncat pod.json | PROGRAM create -f -\n\n"
                   "# What would be sent\nPROGRAM create -f shop.yaml --dry-run=client -o yaml",
       .group = cli::Group::basic_beginner});
  command.subcommands = {create_clusterrole_command(),
                         create_clusterrolebinding_command(),
                         create_configmap_command(),
                         create_cronjob_command(),
                         create_deployment_command(),
                         create_ingress_command(),
                         create_job_command(),
                         create_namespace_command(),
                         create_poddisruptionbudget_command(),
                         create_priorityclass_command(),
                         create_quota_command(),
                         create_role_command(),
                         create_rolebinding_command(),
                         create_secret_command(),
                         create_service_command(),
                         create_serviceaccount_command(),
                         create_token_command()};
  return command;
}

}  // namespace kpp::cmd
