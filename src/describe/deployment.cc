// Deployments and the replica sets they have made.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "data/selector.h"
#include "describe/containers.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "kpp/error.h"

namespace kpp::describe {
namespace {

// Equal but for one key and for nulls, which stand for nothing.
bool equal_without(Node a, Node b, std::string_view left_out) {
  const auto kept = [&](Node object) {
    std::vector<Member> members = sorted_members(object);
    std::erase_if(members, [&](const Member& member) { return member.key == left_out || !member.value; });
    return members;
  };
  const std::vector<Member> left = kept(a);
  const std::vector<Member> right = kept(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Member& x, const Member& y) { return x.key == y.key && x.value == y.value; });
}

// The hash of a template is in the replica set's alone.
bool same_template(Node a, Node b) {
  return equal_without(a["metadata"]["labels"], b["metadata"]["labels"], "pod-template-hash") &&
         equal_without(a["metadata"], b["metadata"], "labels") && equal_without(a, b, "metadata");
}

struct ReplicaSets {
  std::vector<Node> old = {};
  std::vector<Node> current = {};  ///< none or one
};

// Those that the deployment owns, the oldest first; the one with its template is the current one.
ReplicaSets sort_out(Node deployment, const std::vector<Node>& all) {
  std::vector<Node> owned;
  for (const Node set : all) {
    const Node owner = controller_of(set);
    if (owner && owner["uid"].str() == deployment["metadata"]["uid"].str()) owned.push_back(set);
  }
  const auto age_and_name = [](Node set) {
    const std::optional<TimePoint> created = parse_rfc3339(set["metadata"]["creationTimestamp"].str());
    return std::pair(created.value_or(TimePoint::min()), set["metadata"]["name"].str());
  };
  std::sort(owned.begin(), owned.end(), [&](Node a, Node b) { return age_and_name(a) < age_and_name(b); });
  ReplicaSets out;
  for (const Node set : owned) {
    const bool current = out.current.empty() && same_template(set["spec"]["template"], deployment["spec"]["template"]);
    (current ? out.current : out.old).push_back(set);
  }
  return out;
}

std::string sets_text(const std::vector<Node>& sets) {
  std::vector<std::string> out;
  for (const Node set : sets) {
    out.push_back(fmt::format("{} ({}/{} replicas created)", set["metadata"]["name"].str(),
                              set["status"]["replicas"].as_int(), set["spec"]["replicas"].as_int()));
  }
  return out.empty() ? "<none>" : join(out, ", ");
}

void write_deployment(Writer& writer, Node object, std::string_view selector) {
  const Node spec = object["spec"];
  const Node status = object["status"];
  write_name(writer, object);
  writer.field(0, "CreationTimestamp", time_text(object["metadata"]["creationTimestamp"]));
  write_labels_and_annotations(writer, object);
  writer.field(0, "Selector", selector);
  writer.write(0, "Replicas:\t{} desired | {} updated | {} total | {} available | {} unavailable\n",
               spec["replicas"].as_int(), status["updatedReplicas"].as_int(), status["replicas"].as_int(),
               status["availableReplicas"].as_int(), status["unavailableReplicas"].as_int());
  writer.field(0, "StrategyType", spec["strategy"]["type"].str());
  writer.field(0, "MinReadySeconds", number_or(spec["minReadySeconds"], "0"));
  if (const Node rolling = spec["strategy"]["rollingUpdate"]) {
    writer.write(0, "RollingUpdateStrategy:\t{} max unavailable, {} max surge\n",
                 int_or_text(rolling["maxUnavailable"], "<nil>"), int_or_text(rolling["maxSurge"], "<nil>"));
  }
  write_pod_template(writer, spec["template"]);
  write_reasoned_conditions(writer, status["conditions"]);
}

// Replica sets that cannot be had are not told of.
const std::vector<Node>& all_or_none(Answer& answer) {
  static const std::vector<Node> none;
  return answer.failure_text().empty() ? answer.objects_so_far() : none;
}

Description prepare_deployment(Node object, Source& source) {
  const std::string selector = label_selector_text(object["spec"]["selector"]);
  const std::shared_ptr<Answer> sets =
      source.list({.type = {"apps", "v1", "replicasets"},
                   .namespace_name = std::string(object["metadata"]["namespace"].str()),
                   .label_selector = selector,
                   .field_selector = {}});
  return [object, selector, sets, events = Events(source, object, "Deployment")](Writer& writer) {
    write_deployment(writer, object, selector);
    const ReplicaSets found = sort_out(object, all_or_none(*sets));
    if (!found.old.empty() || !found.current.empty()) {
      writer.field(0, "OldReplicaSets", sets_text(found.old));
      writer.field(0, "NewReplicaSet", sets_text(found.current));
    }
    events.write(writer);
  };
}

constexpr Describer kDeployments[] = {{"apps", "Deployment", "v1", "deployments", prepare_deployment}};

}  // namespace

std::span<const Describer> deployment_describers() { return kDeployments; }

}  // namespace kpp::describe
