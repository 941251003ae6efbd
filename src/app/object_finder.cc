// See object_finder.h.
#include "app/object_finder.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "app/context.h"
#include "base/quote.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"
#include "schema/decode.h"
#include "schema/kinds.h"

namespace kpp::app {
namespace {

// With --local no namespace is filled in, and one that the file gives as "" is left out.
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

// With --local, files alone are planned without a server: none need be configured.
resource::Plan make_plan(Context& context, const ObjectSelection& selection) {
  // Asked for its errors: a kubeconfig that is wrong is an error even where it is not needed.
  (void)context.namespace_name();
  if (selection.local && selection.args.empty() && !selection.files.empty()) {
    return resource::make_file_plan(selection.files);
  }
  return resource::make_plan(plan_selection(context, selection), context.mapper());
}

}  // namespace

FoundObject::FoundObject(Json value, resource::ObjectRef ref, bool in_list)
    : resource::ObjectRef(std::move(ref)), listed(in_list), object_(std::make_shared<Json>(std::move(value))) {}

ObjectFinder::ObjectFinder(Context& context, ObjectSelection selection)
    : context_(context), selection_(std::move(selection)), plan_(make_plan(context, selection_)) {}

FoundObject ObjectFinder::taken(const resource::Found& found) const {
  FoundObject out(data::to_json_value(found.object), found.ref, found.listed);
  if (selection_.local && out.namespace_name.empty()) drop_namespace(out.object());
  if (!selection_.typed) return out;
  const Json& object = out.object();
  schema::require_known_type(GroupVersion::parse(object.value("apiVersion", "")), object.value("kind", ""));
  out.object() = schema::as_typed(std::move(out.object()));
  return out;
}

std::size_t ObjectFinder::walk(resource::Failures& failures, const Visit& visit) {
  resource::ReadPolicy policy = selection_.typed ? resource::kChangeKnown : resource::kChange;
  const bool as_written = selection_.local || !selection_.fresh;
  if (as_written) policy.files = resource::ReadPolicy::Files::as_written;
  policy.look_up = !selection_.local;
  const bool enforced = context_.namespace_explicit() && !selection_.all_namespaces;
  const resource::ReadOptions options =
      resource::read_options(plan_selection(context_, selection_), selection_.chunk_size, enforced);
  const bool of_files = plan_.by == resource::Plan::By::paths && as_written;
  std::size_t count = 0;
  resource::each(context_, plan_, options, policy, failures, [&](resource::Found& found) {
    std::optional<FoundObject> object;
    try {
      object.emplace(taken(found));
    } catch (const Error& error) {
      if (!of_files) throw;
      throw Error(fmt::format("unable to decode {}: {}", go_quote(found.ref.source), error.message()));
    }
    ++count;
    visit(*object);
  });
  return count;
}

std::size_t ObjectFinder::each(const Visit& visit) {
  resource::Failures failures;
  const std::size_t count = walk(failures, visit);
  failures.raise();
  return count;
}

std::vector<FoundObject> ObjectFinder::find(resource::Failures& failures) {
  std::vector<FoundObject> out;
  walk(failures, [&](FoundObject& object) { out.push_back(std::move(object)); });
  return out;
}

std::vector<FoundObject> ObjectFinder::find_all() {
  resource::Failures failures;
  std::vector<FoundObject> out = find(failures);
  failures.raise();
  return out;
}

}  // namespace kpp::app
