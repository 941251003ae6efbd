// delete: objects by words, selectors or files, and waiting until they are gone.
#include <fmt/core.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/change_flags.h"
#include "app/flags/flag_groups.h"
#include "app/read.h"
#include "base/files.h"
#include "base/signals.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "net/url.h"
#include "resource/await.h"
#include "resource/each.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/writer.h"

namespace kpp::cmd {
namespace {

using resource::DryRun;
using resource::ObjectRef;

constexpr std::int64_t kChunk = 500;

struct DeleteOptions {
  app::FilenameFlags filenames;
  app::SelectorFlags selectors;
  app::DryRunFlag dry_run_flag;
  bool all = false;
  bool all_namespaces = false;
  bool force = false;
  bool now = false;
  bool ignore_not_found = false;
  bool wait = true;
  bool interactive = false;
  app::CascadeFlag cascade;
  std::string output;
  std::string raw;
  std::int64_t grace_period = -1;
  std::chrono::nanoseconds timeout{0};

  const cli::FlagSet* flags = nullptr;
  resource::Selection selection;
  std::string propagation;
  DryRun dry_run = DryRun::none;
  bool warn_cluster_scope = false;

  void bind(cli::FlagSet& set) {
    filenames.bind(set, "to delete");
    selectors.bind(set);
    set.add({.name = "all", .target = &all, .help = "Delete all objects of the types, in the namespace."});
    set.add({.name = "all-namespaces",
             .short_name = 'A',
             .target = &all_namespaces,
             .help = "Objects of all namespaces; a namespace given with -n does not count then."});
    set.add({.name = "force",
             .target = &force,
             .help = "Take objects from the API at once, without a graceful end. What runs may go on running, and data "
                     "may be lost."});
    cascade.bind(set,
                 "What becomes of the objects that belong to it: background deletes them afterwards, foreground "
                 "before, orphan leaves them.");
    set.add({.name = "now", .target = &now, .help = "Stop at once: the same as --grace-period=1."});
    set.add({.name = "grace-period",
             .target = &grace_period,
             .help = "Seconds an object has for ending well; below 0 leaves it to the object. 0 only with --force.",
             .type_name = "int"});
    set.add({.name = "timeout",
             .target = &timeout,
             .help = "How long to wait for the end of the objects; 0 is as long as it takes."});
    set.add({.name = "ignore-not-found",
             .target = &ignore_not_found,
             .help = "An object that is not there is no error. This is so by itself with --all and with selectors."});
    set.add({.name = "wait", .target = &wait, .help = "Return only when the objects are gone, their finalizers done."});
    set.add({.name = "output", .short_name = 'o', .target = &output, .help = "name: print type and name only."});
    set.add({.name = "raw", .target = &raw, .help = "Path on the server to send a DELETE to as it is."});
    set.add({.name = "interactive",
             .short_name = 'i',
             .target = &interactive,
             .help = "Show what would go and ask before."});
    dry_run_flag.bind(set);
  }

  void complete(app::Context& context, const cli::Args& args) {
    propagation = cascade.propagation_policy(context);
    if ((all || !selectors.label_selector.empty() || !selectors.field_selector.empty()) &&
        !flags->changed("ignore-not-found")) {
      ignore_not_found = true;
    }
    if (now) {
      if (grace_period != -1) throw UsageError("--now and --grace-period cannot be specified together");
      grace_period = 1;
    }
    // --grace-period=0 kills at once, which may lose data: without --force it is taken for 1.
    if (grace_period == 0 && !force) grace_period = 1;
    if (force && grace_period < 0) grace_period = 0;
    dry_run = dry_run_flag.resolve(context);
    warn_cluster_scope = context.namespace_explicit() && !all_namespaces;
    selection = {.args = args.words,
                 .files = filenames.files,
                 .namespace_name = context.namespace_name(),
                 .all_namespaces = all_namespaces,
                 .label_selector = selectors.label_selector,
                 .field_selector = selectors.field_selector,
                 .select_all = all,
                 .program = context.program()};
    if (!raw.empty()) return;
    app::confirm_lookup(context);
    (void)resource::make_plan(selection, context.mapper());
  }

  void validate() const {
    if (!output.empty() && output != "name") {
      throw UsageError(fmt::format("unexpected -o output mode: {}. We only support '-o name'", output));
    }
    if (force && grace_period > 0) {
      throw UsageError("--force and --grace-period greater than 0 cannot be specified together");
    }
    if (raw.empty()) return;
    if (interactive) throw UsageError("--interactive can not be used with --raw");
    const std::vector<std::string>& files = filenames.files.filenames;
    if (files.size() > 1) throw UsageError("--raw can only use a single local file or stdin");
    if (!files.empty() && (files.front().starts_with("http://") || files.front().starts_with("https://"))) {
      throw UsageError("--raw cannot read from a url");
    }
    if (filenames.files.recursive) throw UsageError("--raw and --recursive are mutually exclusive");
    if (!output.empty()) throw UsageError("--raw and --output are mutually exclusive");
    net::require_request_uri(raw);
  }

  void run(app::Context& context) {
    if (force && grace_period == 0) {
      warn(context,
           "Immediate deletion does not wait for confirmation that the running resource has been terminated. The "
           "resource may "
           "continue to run on the cluster indefinitely.");
    }
    if (!raw.empty()) return send_raw(context);
    resource::Failures failures(ignore_not_found);
    std::vector<Gone> gone;
    bool warned = !warn_cluster_scope;
    std::size_t found = 0;
    const auto visit = [&](const ObjectRef& target) {
      ++found;
      if (!warned && !target.type.namespaced) {
        warn(context, "deleting cluster-scoped resources, not scoped to the provided namespace");
        warned = true;
      }
      std::string uid;
      if (dry_run != DryRun::client) uid = erase(context, target);
      tell(context, target);
      gone.push_back({target, std::move(uid)});
    };
    if (interactive) {
      const std::vector<ObjectRef> chosen = confirmed(context);
      for (const ObjectRef& target : chosen) failures.guard([&] { visit(target); });
      if (chosen.empty()) return;
    } else {
      for_each(context, failures, visit);
    }
    failures.raise();
    if (found == 0) return context.out().write("No resources found\n");
    context.flush();
    if (wait && dry_run == DryRun::none) wait_until_gone(context, gone);
  }

 private:
  struct Gone {
    ObjectRef target;
    std::string uid;
  };

  void for_each(app::Context& context, resource::Failures& failures,
                const std::function<void(const ObjectRef&)>& visit) const {
    const resource::Plan plan = resource::make_plan(selection, context.mapper());
    resource::each(context, plan, resource::read_options(selection, kChunk, false), resource::kDelete, failures,
                   [&](const resource::Found& found) { visit(found.ref); });
  }

  static void warn(app::Context& context, std::string_view text) {
    context.err().write("Warning: " + std::string(text) + "\n");
    context.err().flush();
  }

  // The uid of what is being deleted; "" where the answer does not tell.
  std::string erase(app::Context& context, const ObjectRef& target) const {
    Json options = {{"propagationPolicy", propagation}};
    if (grace_period >= 0) options["gracePeriodSeconds"] = grace_period;
    resource::Writer changer(context, {.dry_run = dry_run});
    try {
      const Document answer = changer.erase(target, std::move(options));
      const Node root = answer.root;
      const bool status = root["kind"].str() == "Status" && root["apiVersion"].str() == "v1";
      return std::string((status ? root["details"] : root["metadata"])["uid"].str());
    } catch (const Error& error) {
      if (target.source.empty()) throw;
      resource::throw_with_source(error, "deleting", target.source);
    }
  }

  void tell(app::Context& context, const ObjectRef& target) const {
    if (output == "name") return context.out().write_foreign(fmt::format("{}/{}\n", target.kind_text(), target.name));
    std::string operation = grace_period == 0 ? "force deleted" : "deleted";
    if (target.type.namespaced) operation += fmt::format(" from {} namespace", target.namespace_name);
    context.out().write_foreign(
        fmt::format("{} \"{}\" {}{}\n", target.kind_text(), target.name, operation, app::dry_run_suffix(dry_run)));
  }

  // What the user agreed to delete; nothing else is, even if it comes up meanwhile.
  std::vector<ObjectRef> confirmed(app::Context& context) const {
    std::vector<ObjectRef> targets;
    resource::Failures failures(ignore_not_found);
    for_each(context, failures, [&](const ObjectRef& target) { targets.push_back(target); });
    failures.raise();
    io::Output& out = context.out();
    if (targets.empty()) {
      out.write("No resources found\n");
      return {};
    }
    out.write(fmt::format("You are about to delete the following {} resource(s):\n", targets.size()));
    for (const ObjectRef& target : targets) out.write_foreign(fmt::format("{}/{}\n", target.kind_text(), target.name));
    out.write("Do you want to continue? (y/N): ");
    context.flush();
    const std::string answer(trim(read_line(*context.io().in)));
    if (answer == "y" || answer == "Y") return targets;
    out.write("deletion is cancelled\n");
    return {};
  }

  void wait_until_gone(app::Context& context, const std::vector<Gone>& gone) const {
    context.flush();  // a signal ends the waiting at once
    end_on_signals(1);
    std::vector<resource::Awaited> objects;
    for (const Gone& one : gone) objects.push_back({.target = one.target});
    const bool once = timeout.count() < 0;
    resource::Await await(context, objects,
                          once || timeout.count() == 0 ? std::chrono::nanoseconds(resource::kForEver) : timeout);
    try {
      for (std::size_t i = 0; i < gone.size(); ++i) {
        const bool done = once ? is_gone(context, gone[i]) : await.until_gone(i, gone[i].uid).has_value();
        if (!done) {
          throw Error(fmt::format("timed out waiting for the condition on {}/{}", gone[i].target.type.resource,
                                  gone[i].target.name));
        }
      }
    } catch (const ApiError& error) {
      // Who may delete but not look has still deleted.
      if (!error.is("Forbidden") && !error.is("MethodNotAllowed")) throw;
      if (context.log().enabled(1)) context.log().info(1, error.what());
    }
  }

  static bool is_gone(app::Context& context, const Gone& one) {
    const auto now = context.client().find(one.target.request("GET"));
    return !now || (!one.uid.empty() && now->root["metadata"]["uid"].str() != one.uid);
  }

  void send_raw(app::Context& context) const {
    Request request{.method = "DELETE", .path = net::request_path(raw), .accept = Accept::any};
    if (!filenames.files.filenames.empty()) {
      const std::string& file = filenames.files.filenames.front();
      request.body = file == "-" ? read_stream(*context.io().in) : read_file(file);
    }
    context.out().write_foreign(context.client().send(request)->read_all());
  }
};

}  // namespace

cli::Command delete_command() {
  cli::Command command = cli::make_command<DeleteOptions>(
      {.name = "delete",
       .usage = "delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
       .summary = "Delete resources by file names, stdin, resources and names, or by resources and label selector",
       .description = "Deletes objects: by type and name, by selectors, all of a type, or those of files.\n\n"
                      "Some objects end gracefully: a pod has the time of its grace period to stop. delete waits until "
                      "objects are gone, and so "
                      "until their finalizers are done; --wait=false returns before.\n\n"
                      "With --force and --grace-period=0 an object is taken from the API at once. What it stands for "
                      "may go on running: use this "
                      "for pods of a dead node only.\n\n"
                      "delete does not look at versions: what was changed meanwhile goes too.",
       .examples =
           "# One pod\nPROGRAM delete pod web\n\n"
           "# The objects of a file\nPROGRAM delete -f shop.yaml\n\n"
           "# Pods and services by a label\nPROGRAM delete pods,services -l app=shop\n\n"
           "# All jobs of a namespace, after a look at them\nPROGRAM delete jobs --all -n batch --interactive\n\n"
           "# A pod on a dead node\nPROGRAM delete pod web --force",
       .group = cli::Group::basic_intermediate});
  command.suggest_for = {"rm", "remove"};
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
