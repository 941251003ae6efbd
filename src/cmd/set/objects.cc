// See objects.h.
#include "cmd/set/objects.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/strategic_merge.h"
#include "app/context.h"
#include "app/render_error.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/reader.h"
#include "schema/decode.h"
#include "schema/merge_rules.h"

namespace kpp::cmd {
namespace {

std::string group_of(const Json& object) { return GroupVersion::parse(object.value("apiVersion", "")).group; }

// "deployments/web", or by the kind where no server was asked.
std::string subject(const app::FoundObject& found) {
  if (!found.type.resource.empty()) return found.subject();
  const std::string group = group_of(found.object());
  const std::string kind = to_lower(found.object().value("kind", ""));
  return group.empty() ? kind + "/" + found.name : fmt::format("{}.{}/{}\n", kind, group, found.name);
}

// Does the name match a pattern in which "*" stands for any text?
bool matches(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  if (!name.starts_with(pattern.substr(0, star))) return false;
  name.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (std::size_t skip = 0; skip <= name.size(); ++skip) {
    if (matches(name.substr(skip), pattern)) return true;
  }
  return false;
}

Json& member(Json& object, const char* name) {
  Json& out = object[name];
  if (!out.is_object()) out = Json::object();
  return out;
}

}  // namespace

std::shared_ptr<const Error> told(const std::string& message) { return std::make_shared<Error>("error: " + message); }

void refuse_local_arguments(const app::ObjectFlags& flags, const std::vector<std::string>& args) {
  if (!flags.local || args.empty()) return;
  throw UsageError(
      "you must specify resources by --filename when --local is set.\n"
      "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'");
}

std::vector<app::FoundObject> find_to_set(app::Context& context, const app::ObjectFlags& flags,
                                          const std::vector<std::string>& args) {
  refuse_local_arguments(flags, args);
  app::ObjectSelection selection = flags.selection(args);
  selection.typed = true;
  return app::ObjectFinder(context, std::move(selection)).find_all();
}

void set_objects(app::Context& context, const app::ObjectFlags& flags, std::vector<app::FoundObject>& found,
                 const SetObjects& how, std::vector<std::shared_ptr<const Error>>& failures) {
  const auto printer = flags.printer();
  resource::Writer changer(context, {flags.dry_run, flags.field_manager.name, {}}, KeyOrder::as_written);
  const auto tell = [&](const Json& object) {
    try {
      app::print_json(*printer, object, context, KeyOrder::as_written);
    } catch (const Error&) {
      failures.push_back(share_current_error());
    }
  };
  for (app::FoundObject& object : found) {
    const Json before = object.object();
    try {
      how.change(object);
      object.object() = schema::as_typed(std::move(object.object()));  // what is empty now is not written
    } catch (const Error& error) {
      failures.push_back(told(fmt::format("{} {}\n", subject(object), error.text_inside())));
      continue;
    }
    const schema::MergeRules& rules = schema::merge_rules_or_none(group_of(before), before.value("kind", ""));
    const Json patch = algo::create_strategic_patch(before, object.object(), rules);
    if (patch.empty() && !how.unchanged_too) continue;
    if (!flags.sends()) {
      tell(object.object());
      continue;
    }
    Document changed;
    try {
      changed = changer.patch(object, resource::PatchType::strategic, patch);
    } catch (const Error& error) {
      failures.push_back(std::make_shared<Error>(std::string(how.failure) + error.text_inside()));
      continue;
    }
    if (how.accepted) how.accepted();
    tell(schema::as_typed(data::to_json_value(changed.root)));
  }
  if (!failures.empty()) throw Aggregate(failures);
}

Json& pod_spec(Json& object) {
  const std::string kind = object.value("kind", "");
  if (kind == "Pod") return member(object, "spec");
  if (kind == "CronJob") {
    return member(member(member(member(member(object, "spec"), "jobTemplate"), "spec"), "template"), "spec");
  }
  for (const std::string_view known :
       {"DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController", "StatefulSet"}) {
    if (kind == known) return member(member(member(object, "spec"), "template"), "spec");
  }
  throw Error(fmt::format("the object is not a pod or does not have a pod template: *{}.{}",
                          GroupVersion::parse(object.value("apiVersion", "")).version, kind));
}

std::vector<Json*> matching_containers(Json& spec, std::string_view pattern) {
  std::vector<Json*> out;
  for (const char* list : {"containers", "initContainers"}) {
    const auto found = spec.find(list);
    if (found == spec.end() || !found->is_array()) continue;
    for (Json& container : *found) {
      if (matches(container.value("name", ""), pattern)) out.push_back(&container);
    }
  }
  return out;
}

}  // namespace kpp::cmd
