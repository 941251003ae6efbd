// See visit_objects.h.
#include "app/visit_objects.h"

#include <nlohmann/json.hpp>

#include "algo/patch_schema.h"
#include "app/context.h"
#include "app/manifests.h"
#include "app/read.h"
#include "app/typed_object.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "resource/gathered.h"
#include "resource/reader.h"
#include "resource/unreached.h"

namespace kpp::app {
namespace {

std::string text_at(const Json& object, std::string_view member) {
  const auto metadata = object.find("metadata");
  if (metadata == object.end() || !metadata->is_object()) return {};
  const auto found = metadata->find(member);
  return found != metadata->end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Without a server nothing is filled in, and what says nothing goes.
void drop_namespace(Json& object) {
  const auto metadata = object.find("metadata");
  if (metadata != object.end() && metadata->is_object()) metadata->erase("namespace");
}

resource::Selection plan_selection(Context& context, const ObjectSelection& selection) {
  return {.args = selection.args,
          .default_type = selection.default_type,
          .files = selection.files,
          .namespace_name = selection.local ? std::string() : context.namespace_name(),
          .all_namespaces = selection.all_namespaces,
          .label_selector = selection.label_selector,
          .field_selector = selection.field_selector,
          .subresource = selection.subresource,
          .allow_empty_selector = selection.all,
          .single_resource_type = selection.single_type,
          .program = context.program()};
}

// Files alone need no server, not even to know one.
resource::Plan make_plan(Context& context, const ObjectSelection& selection) {
  // A kubeconfig that is wrong is told all the same.
  (void)context.namespace_name();
  if (selection.local && selection.args.empty() && !selection.files.empty()) {
    return resource::make_file_plan(selection.files);
  }
  return resource::make_plan(plan_selection(context, selection), context.mapper());
}

}  // namespace

bool knows_type(const GroupVersion& version, std::string_view kind) {
  // The core group has never had another version.
  const bool version_known = !version.group.empty() || version.version == "v1";
  return version_known && algo::PatchSchema::known_to_clients(version.group, std::string(kind));
}

void require_known_type(const Json& object) {
  const GroupVersion version = GroupVersion::parse(object.value("apiVersion", ""));
  const std::string kind = object.value("kind", "");
  if (knows_type(version, kind)) return;
  throw Error(fmt::format("no kind {} is registered for version {} in scheme \"pkg/scheme/scheme.go:28\"",
                          go_quote(kind), go_quote(version.str())));
}

void FoundObjects::each(const std::function<void(FoundObject&)>& visit) {
  resource::Gathered failures;
  std::size_t next = 0;
  const auto take_errors_before = [&](std::size_t place) {
    for (; next < errors.size() && errors[next].place <= place; ++next) {
      failures.add(errors[next].error, errors[next].of_source);
    }
  };
  for (std::size_t i = 0; i < objects.size(); ++i) {
    take_errors_before(i);
    try {
      visit(objects[i]);
    } catch (const ExitStatus&) {
      throw;
    } catch (const Error&) {
      failures.add(context ? resource::share_with_first_question(context->client(), objects[i].source)
                           : resource::share_current_error());
    }
  }
  take_errors_before(objects.size());
  failures.raise();
}

void FoundObjects::throw_errors() const {
  resource::Gathered failures;
  for (const FindError& one : errors) failures.add(one.error, one.of_source);
  failures.raise();
}

FoundObject::FoundObject(Json value, ResourceInfo found_type, std::string ns)
    : type(std::move(found_type)),
      namespace_name(std::move(ns)),
      name(text_at(value, "name")),
      object_(std::make_shared<Json>(std::move(value))) {}

ObjectFinder::ObjectFinder(Context& context, ObjectSelection selection)
    : context_(context), selection_(std::move(selection)), plan_(make_plan(context, selection_)) {}

FoundObjects ObjectFinder::find() {
  FoundObjects found;
  if (plan_.by == resource::Plan::By::paths && (selection_.local || !selection_.fresh)) read_files(found);
  else read_server(found);
  return found;
}

void ObjectFinder::add(FoundObjects& found, FoundObject object) const {
  if (selection_.typed) {
    require_known_type(object.object());
    object.object() = as_typed(std::move(object.object()));
  }
  found.objects.push_back(std::move(object));
}

namespace {

// A list is decoded before its items.
void require_known_list(const ResourceInfo& type) {
  const GroupVersion version{type.group, type.version};
  if (!knows_type(version, type.kind)) {
    require_known_type({{"apiVersion", version.str()}, {"kind", type.kind + "List"}});
  }
}

}  // namespace

void ObjectFinder::read_server(FoundObjects& found) {
  const bool enforced = context_.namespace_explicit() && !selection_.all_namespaces;
  resource::ReadOptions options = read_options(plan_selection(context_, selection_), selection_.chunk_size, enforced);
  if (selection_.typed) options.order = KeyOrder::as_written;
  resource::FileReading reading = file_reading(context_);
  if (selection_.typed) reading.knows = knows_type;
  resource::Reader reader(context_.client(), std::move(reading), std::move(options));
  const auto note_errors = [&] {
    for (std::size_t i = found.errors.size(); i < reader.errors().size(); ++i) {
      found.errors.push_back({reader.errors()[i].error, found.objects.size(), reader.errors()[i].of_source});
    }
  };
  ResourceInfo type;
  const bool lists = plan_.by == resource::Plan::By::selector;
  reader.read(plan_, {.type_begins =
                          [&](const ResourceInfo& info, bool) {
                            type = info;
                            if (selection_.typed && lists) require_known_list(info);
                          },
                      .object =
                          [&](Node object) {
                            note_errors();
                            Json value = data::to_json_value(object);
                            std::string ns = text_at(value, "namespace");
                            FoundObject one(std::move(value), type, std::move(ns));
                            one.listed = plan_.by == resource::Plan::By::selector;
                            add(found, std::move(one));
                          }});
  note_errors();
}

void ObjectFinder::read_files(FoundObjects& found) {
  if (!selection_.local) found.context = &context_;
  const auto take = [&](const resource::ManifestObject& manifest) {
    try {
      FoundObject object(data::to_json_value(manifest.object), manifest.mapping, manifest.namespace_name);
      object.source = manifest.source;
      if (selection_.local && object.namespace_name.empty()) drop_namespace(object.object());
      add(found, std::move(object));
    } catch (const Error& error) {
      throw Error(fmt::format("unable to decode {}: {}", go_quote(manifest.source), error.message()));
    }
  };
  const auto failed = [&](std::shared_ptr<const Error> error, bool of_source) {
    found.errors.push_back({std::move(error), found.objects.size(), of_source});
  };
  walk_manifests(context_,
                 {.files = selection_.files,
                  .label_selector = selection_.label_selector,
                  .local = selection_.local,
                  .typed = selection_.typed},
                 take, failed);
}

void ObjectFlags::bind(cli::FlagSet& flags, const Shape& shape) {
  print.bind(flags);
  if (shape.files) filenames.bind(flags, shape.purpose);
  if (shape.labels) selectors.bind(flags, shape.fields);
  dry_run_flag.bind(flags);
  if (shape.field_manager) field_manager.bind(flags);
  if (shape.record) record.bind(flags);
  if (shape.all) flags.add({.name = "all", .target = &all, .help = "All objects of the types, in the namespace."});
  if (shape.all_namespaces) {
    flags.add(
        {.name = "all-namespaces", .short_name = 'A', .target = &all_namespaces, .help = "Objects of all namespaces."});
  }
  if (shape.local) {
    flags.add({.name = "local", .target = &local, .help = "Ask no server: change what the files hold, and print it."});
  }
}

void ObjectFlags::complete(Context& context) {
  dry_run = dry_run_flag.resolve(context);
  (void)print.format();
}

void ObjectFlags::check_local() const {
  if (local && dry_run == DryRun::server) {
    throw UsageError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
  }
}

bool ObjectFlags::note_cause(Json& object, const Context& context) const { return record.note_cause(object, context); }

ObjectSelection ObjectFlags::selection(std::vector<std::string> args) const {
  if (local) return {.files = filenames.files, .local = true};
  return {.args = std::move(args),
          .files = filenames.files,
          .label_selector = selectors.label_selector,
          .field_selector = selectors.field_selector,
          .all = all,
          .all_namespaces = all_namespaces};
}

Changer ObjectFlags::changer(Context& context, std::string validation) const {
  return Changer(context, {dry_run, field_manager.name, std::move(validation)});
}

std::unique_ptr<print::Printer> ObjectFlags::printer(std::string_view operation) const {
  return print.printer(std::string(operation.empty() ? operation_ : operation) + std::string(dry_run_suffix(dry_run)));
}

void print_json(print::Printer& printer, const Json& object, Context& context, KeyOrder order) {
  Arena arena;
  printer.print(data::to_node(object, arena, order), context.out());
}

}  // namespace kpp::app
