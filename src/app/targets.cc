// See targets.h.
#include "app/targets.h"

#include <exception>
#include <utility>

#include "app/context.h"
#include "app/manifests.h"
#include "app/read.h"
#include "base/strings.h"
#include "resource/gathered.h"
#include "resource/reader.h"
#include "resource/unreached.h"

namespace kpp::app {
namespace {

constexpr std::int64_t kChunk = 500;

void of_files(Context& context, const resource::Selection& selection, Failures& failures, const TargetVisit& visit) {
  const auto found = [&](const resource::ManifestObject& object) {
    visit(
        {object.mapping, object.mapping.namespaced ? object.namespace_name : std::string(), object.name, object.source},
        object.object);
  };
  walk_manifests(
      context, {.files = selection.files, .label_selector = selection.label_selector}, found,
      [&](std::shared_ptr<const Error> error, bool of_source) { failures.add(std::move(error), of_source); });
}

// One list after the other: what is done to the objects of one may change those of the next.
void of_collection(Context& context, const resource::Selection& selection, const resource::Collection& collection,
                   Failures& failures, const TargetVisit& visit) {
  resource::ReadOptions options = read_options(selection, kChunk, false);
  options.drop_managed_fields = true;
  resource::Reader reader(context.client(), file_reading(context), options);
  resource::Plan part{.by = resource::Plan::By::selector};
  part.collections.push_back(collection);
  ResourceInfo type = collection.type;
  reader.read(part, {.type_begins = [&](const ResourceInfo& info, bool) { type = info; },
                     .object =
                         [&](Node object) {
                           const Node metadata = object["metadata"];
                           const Target target{
                               type, std::string(metadata["namespace"].str()), std::string(metadata["name"].str()), {}};
                           failures.guard([&] { visit(target, object); });
                         }});
  for (const resource::ReadError& error : reader.errors()) failures.add(error.error, error.of_source);
}

// A type that the server has no path for may be one it has otherwise. Where it has none, `no_type` says so: then there
// is nothing to do for any object of the type.
void visit_item(Context& context, const resource::Item& item, const TargetVisit& visit, std::exception_ptr& no_type) {
  try {
    return visit({item.type, item.namespace_name, item.name, {}}, Node());
  } catch (const ApiError& error) {
    if (!resource::unknown_path(error)) throw;
    std::optional<ResourceInfo> type;
    try {
      type = resource::reconsider(context.mapper(), item.type, item.word);
    } catch (const Error&) {
      no_type = std::current_exception();
      return;
    }
    if (!type) throw;
    visit({*type, type->namespaced ? item.namespace_name : std::string(), item.name, {}}, Node());
  }
}

}  // namespace

std::string Target::kind_text() const {
  const std::string kind = to_lower(type.kind);
  return type.group.empty() ? kind : kind + "." + type.group;
}

void Failures::guard(const std::function<void()>& work) {
  const bool first = std::exchange(first_, false);
  try {
    work();
  } catch (const ExitStatus&) {
    throw;
  } catch (const Error& error) {
    if (first && resource::never_reached(error)) throw;
    add(resource::share_current_error());
  }
}

void Failures::raise() const {
  resource::throw_gathered(ignore_not_found_ ? resource::without(gathered_.error(), resource::is_not_found)
                                             : gathered_.error());
}

void for_each_target(Context& context, const resource::Selection& selection, Failures& failures,
                     const TargetVisit& visit) {
  const resource::Plan plan = resource::make_plan(selection, context.mapper());
  if (plan.by == resource::Plan::By::paths) return of_files(context, selection, failures, visit);
  bool reached = false;  // then what was gathered is told, too
  for (const resource::Collection& collection : plan.collections) {
    try {
      of_collection(context, selection, collection, failures, visit);
      reached = true;
    } catch (const ExitStatus&) {
      throw;
    } catch (const Error&) {
      if (!reached) throw;
      failures.add(resource::share_current_error());
    }
  }
  for (const resource::Item& item : plan.items) {
    std::exception_ptr no_type;
    failures.guard([&] { visit_item(context, item, visit, no_type); });
    if (no_type) std::rethrow_exception(no_type);
  }
}

}  // namespace kpp::app
