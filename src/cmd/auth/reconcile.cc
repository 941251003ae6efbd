// auth reconcile: makes roles and bindings what files want, adding to what is there.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/flags/object_flags.h"
#include "app/read.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "client/discovery.h"
#include "cmd/auth/role_changes.h"
#include "cmd/auth/subcommands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"
#include "resource/writer.h"
#include "schema/go_json_error.h"

namespace kpp::cmd {
namespace {

using Operation = RoleChange::Operation;

constexpr std::string_view kGroup = "rbac.authorization.k8s.io";
/// How often an object that others change at the same time is looked at anew.
constexpr int kConflicts = 3;
constexpr int kReruns = 3;

struct ReconcileOptions {
  app::PrintFlags print;
  app::FilenameFlags filenames;
  app::DryRunFlag dry_run_flag;
  bool remove_extra_permissions = false;
  bool remove_extra_subjects = false;
  bool dry_run = false;

  void bind(cli::FlagSet& flags) {
    print.bind(flags);
    filenames.bind(flags, "to reconcile");
    flags.add({.name = "remove-extra-permissions",
               .target = &remove_extra_permissions,
               .help = "Take from roles what the files do not allow."});
    flags.add({.name = "remove-extra-subjects",
               .target = &remove_extra_subjects,
               .help = "Take from bindings the subjects that the files do not name."});
    dry_run_flag.bind(flags);
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (filenames.files.empty()) throw UsageError("must specify one of -f and -k");
    if (!args.empty()) throw UsageError("no arguments are allowed");
    resource::DryRun kind = resource::DryRun::none;
    try {
      kind = dry_run_flag.resolve(context);
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("error accessing --dry-run flag for command reconcile: {}", error.what()));
    }
    if (kind == resource::DryRun::server) {
      throw UsageError("--dry-run=server for command reconcile is not supported yet");
    }
    dry_run = kind == resource::DryRun::client;
    (void)print.format();
  }

  void run(app::Context& context);
};

// Reconciles one object.
class Reconciler {
 public:
  Reconciler(app::Context& context, const ReconcileOptions& options, Node object)
      : context_(context),
        options_(options),
        wanted_(known_fields(object)),
        binding_(object["kind"].str().ends_with("Binding")) {
    const Node metadata = object["metadata"];
    namespaced_ = !object["kind"].str().starts_with("Cluster");
    place_ = resource::ref_to({std::string(kGroup), "v1", to_lower(object["kind"].str()) + "s"},
                              namespaced_ ? std::string(metadata["namespace"].str()) : std::string(),
                              std::string(metadata["name"].str()));
  }

  RoleChange run() {
    RoleChange change;
    resource::retry_on_conflict({.tries = kConflicts}, context_.clock(), [&] { change = run_once(); });
    return change;
  }

 private:
  // What is made, changed or deleted by others meanwhile is looked at again.
  RoleChange run_once() {
    for (int attempt = 0; attempt < kReruns; ++attempt) {
      RoleChange change = compute();
      if (change.opted_out || options_.dry_run || change.operation == Operation::none || carry_out(change)) {
        return change;
      }
    }
    throw Error("exceeded maximum attempts");
  }

  RoleChange compute() {
    if (place_.name.empty()) throw Error("resource name may not be empty");
    uid_.clear();
    try {
      const Document found = context_.client().get(place_.request("GET"), KeyOrder::as_written);
      uid_ = found.root["metadata"]["uid"].str();
      const Json existing = data::to_json_value(found.root);
      return binding_ ? binding_change(wanted_, existing, options_.remove_extra_subjects)
                      : role_change(wanted_, existing, options_.remove_extra_permissions);
    } catch (const ApiError& error) {
      if (!error.is("NotFound")) throw;
    }
    return creation(wanted_);
  }

  // False when the object is not what it was any more.
  bool carry_out(RoleChange& change) {
    resource::Writer changer(context_, {}, KeyOrder::as_written);
    if (change.operation == Operation::update) {
      return keep(change, "NotFound", [&] { return changer.replace(place_, *change.object); });
    }
    if (change.operation == Operation::recreate && !erase(changer)) return false;
    if (namespaced_) ensure_namespace();
    return keep(change, "AlreadyExists", [&] { return changer.create(place_, *change.object); });
  }

  template <class Send>
  static bool keep(RoleChange& change, std::string_view passing, const Send& send) {
    try {
      *change.object = data::to_json_value(send().root);
      return true;
    } catch (const ApiError& error) {
      if (!error.is(passing)) throw;
      return false;
    }
  }

  bool erase(resource::Writer& changer) {
    try {
      (void)changer.erase(place_,
                          {{"kind", "DeleteOptions"}, {"apiVersion", "v1"}, {"preconditions", {{"uid", uid_}}}});
    } catch (const ApiError& error) {
      if (error.is("Conflict")) return false;
      if (!error.is("NotFound")) throw;
    }
    return true;
  }

  // Whoever may not see or make namespaces may still make roles in them.
  void ensure_namespace() {
    if (place_.namespace_name.empty()) throw Error("resource name may not be empty");
    const resource::ObjectRef home = resource::ref_to({"", "v1", "namespaces"}, {}, place_.namespace_name);
    try {
      (void)context_.client().get(home.request("GET"));
      return;
    } catch (const ApiError& error) {
      if (!error.is("NotFound") && !error.is("Forbidden")) throw;
    }
    try {
      resource::Writer changer(context_, {});
      const Json made = {{"kind", "Namespace"}, {"apiVersion", "v1"}, {"metadata", {{"name", place_.namespace_name}}}};
      (void)changer.create(home, made);
    } catch (const ApiError& error) {
      if (!error.is("AlreadyExists") && !error.is("Forbidden")) throw;
    }
  }

  app::Context& context_;
  const ReconcileOptions& options_;
  Json wanted_;
  bool binding_;
  bool namespaced_ = false;
  resource::ObjectRef place_;
  std::string uid_ = {};
};

std::string report(const RoleChange& change, const ReconcileOptions& options) {
  std::string_view word;
  switch (change.operation) {
    case Operation::none: return "";
    case Operation::create: word = "create"; break;
    case Operation::update: word = "update"; break;
    case Operation::recreate: word = "recreate"; break;
  }
  std::string text = fmt::format(
      "\treconciliation required {}{}\n", word,
      change.opted_out ? ", but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)" : "");
  const auto add = [&](std::string_view title, const std::vector<std::string>& lines) {
    if (!lines.empty()) text += fmt::format("\t{}:\n", title);
    for (const std::string& line : lines) text += fmt::format("\t\t{}\n", line);
  };
  add("missing subjects added", change.missing_subjects);
  if (options.remove_extra_subjects) add("extra subjects removed", change.extra_subjects);
  add("missing rules added", change.missing_rules);
  if (options.remove_extra_permissions) add("extra rules removed", change.extra_rules);
  return text;
}

bool is_role_kind(std::string_view kind) {
  return kind == "Role" || kind == "ClusterRole" || kind == "RoleBinding" || kind == "ClusterRoleBinding";
}

// What keeps kubectl from reading it as such an object; "" for nothing.
std::string problem_of(Node object) {
  const std::string_view kind = object["kind"].str();
  if (GroupVersion::parse(object["apiVersion"].str()).group != kGroup) return "";
  for (const auto& [field, type] : {std::pair("rules", "PolicyRule"), std::pair("subjects", "Subject")}) {
    const Node value = object[field];
    if (!value || value.is_array()) continue;
    return schema::cannot_unmarshal_field(schema::go_json_type(value), kind, field, fmt::format("[]v1.{}", type));
  }
  return "";
}

void ReconcileOptions::run(app::Context& context) {
  const auto printer = print.printer(dry_run ? "reconciled (dry run)" : "reconciled");
  const resource::Plan plan = resource::make_file_plan(filenames.files);
  // kubectl decodes these as the types it knows, without asking for the server's.
  resource::ReadPolicy policy = resource::kLocal;
  policy.known_only = true;
  const auto visit = [&](const resource::Found& found) {
    const GroupVersion version = GroupVersion::parse(found.object["apiVersion"].str());
    const std::string_view kind = found.object["kind"].str();
    if (version.group != kGroup || !is_role_kind(kind)) return;
    if (version.version != "v1") {
      throw Error(fmt::format("only {}/v1 is supported: not *{}.{}", kGroup, version.version, kind));
    }
    const RoleChange change = Reconciler(context, *this, found.object).run();
    Arena arena;
    printer->print(data::to_node(*change.object, arena), context.out());
    context.out().flush();
    context.err().write_foreign(report(change, *this));
    context.err().flush();
  };
  resource::Failures failures;
  resource::each(context, plan, {}, policy, failures, [&](const resource::Found& found) {
    const std::string problem = problem_of(found.object);
    if (problem.empty()) return visit(found);
    failures.add_of_source(
        std::make_shared<Error>(fmt::format("unable to decode {}: {}", go_quote(found.ref.source), problem)));
  });
  failures.raise();
}

}  // namespace

cli::Command auth_reconcile_command() {
  return cli::make_command<ReconcileOptions>(
      {.name = "reconcile",
       .usage = "auth reconcile -f FILENAME",
       .summary = "Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects",
       .description =
           "Makes roles and bindings allow what files say, whatever the form it is written in.\n\n"
           "What is missing is made, namespaces too. Rules and subjects that an existing object lacks are added to it, "
           "and what it has "
           "beyond them stays, unless one of the --remove flags is given. An object annotated with "
           "rbac.authorization.kubernetes.io/autoupdate=false is left alone. Objects of other kinds are passed over.",
       .examples = "# Roles and bindings of a file\nPROGRAM auth reconcile -f access.yaml\n\n"
                   "# What would change\nPROGRAM auth reconcile -f access.yaml --dry-run=client"});
}

}  // namespace kpp::cmd
