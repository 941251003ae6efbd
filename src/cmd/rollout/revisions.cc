// See revisions.h.
#include "cmd/rollout/revisions.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "cmd/rollout/rollout_flags.h"
#include "data/go_number.h"
#include "data/selector.h"
#include "describe/values.h"
#include "kpp/client.h"

namespace kpp::cmd {
namespace {

// Kinds without rollouts for which kubectl has an error of its own ("no … has been implemented for"): it does know that
// they run pods.
bool is_known(const ResourceInfo& type) {
  constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
      {"", "Pod"}, {"", "ReplicationController"}, {"apps", "ReplicaSet"}, {"batch", "Job"}, {"batch", "CronJob"}};
  return std::find(std::begin(kKnown), std::end(kKnown),
                   std::pair<std::string_view, std::string_view>(type.group, type.kind)) != std::end(kKnown);
}

void require_rollouts(const ResourceInfo& type, std::string_view what) {
  if (has_rollouts(type)) return;
  const std::string kind = go_quote(kind_name(type));
  if (is_known(type)) throw Error(fmt::format("no {} has been implemented for {}", what, kind));
  const std::string_view subject = what == "history viewer" ? "history for" : what;
  const std::string_view join = what == "history viewer" ? " " : " for ";
  throw Error(fmt::format("error retrieving {}{}{}, no visitor method exists for {{{} {}}}", subject, join, kind,
                          type.group, type.kind));
}

std::optional<std::int64_t> number_of(Node holder, bool replica_set) {
  if (!replica_set) return holder["revision"].as_int();
  const Node noted = holder["metadata"]["annotations"][kRevisionAnnotation];
  return noted ? data::parse_go_int(noted.str(), 10) : std::optional<std::int64_t>(0);
}

// What stands before the server's reason where revisions cannot be listed: kubectl has other words for each kind.
std::string failure_words(const app::FoundObject& object) {
  if (object.type.kind == "Deployment") return "failed to retrieve replica sets from deployment " + object.name + ": ";
  return "unable to find history controlled by " + object.type.kind + " " + object.name + ": ";
}

}  // namespace

Revisions revisions_of(const app::FoundObject& object, app::Context& context, std::string_view what) {
  require_rollouts(object.type, what);
  Arena arena;
  const Node self = data::to_node(object.object(), arena);
  const bool replica_sets = object.type.kind == "Deployment";
  Request list = Request::resource("GET", {"apps", "v1", replica_sets ? "replicasets" : "controllerrevisions"},
                                   object.namespace_name);
  list.with("labelSelector", label_selector_text(self["spec"]["selector"]));
  Document answer;
  try {
    answer = context.client().get(list, KeyOrder::as_written);
  } catch (const Error& error) {
    throw Error(failure_words(object) + error.text_inside());
  }
  Revisions out;
  for (const Node item : answer.root["items"].items()) {
    if (describe::controller_of(item)["uid"].str() != self["metadata"]["uid"].str()) continue;
    const std::optional<std::int64_t> number = number_of(item, replica_sets);
    if (!number) {
      context.log().warning(fmt::format("unable to get revision from replicaset {} for deployment {} in namespace {}",
                                        item["metadata"]["name"].str(), object.name, object.namespace_name));
      continue;
    }
    Json holder = {{"kind", replica_sets ? "ReplicaSet" : "ControllerRevision"}, {"apiVersion", "apps/v1"}};
    holder.update(data::to_json_value(item));
    out[*number] = {std::string(item["metadata"]["annotations"][kChangeCause].str()),
                    std::make_shared<const Json>(std::move(holder))};
  }
  return out;
}

Json template_of(const Revision& revision) {
  const bool replica_set = revision.holder->value("kind", "") == "ReplicaSet";
  Json out = revision.holder->value(Json::json_pointer(replica_set ? "/spec/template" : "/data/spec/template"),
                                    Json::object());
  out.erase("$patch");
  return out;
}

Json object_of(const Revision& revision, const app::FoundObject& object) {
  if (object.type.kind == "Deployment") return *revision.holder;
  Json out = object.object();
  out["spec"]["template"] = template_of(revision);
  return out;
}

}  // namespace kpp::cmd
