// See deployment_controller.h.
#include "support/apiserver/deployment_controller.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "support/apiserver/names.h"

namespace kpp::apiserver {
namespace {

const Kind& deployments() { return *find_kind("apps", "v1", "deployments"); }
const Kind& replica_sets() { return *find_kind("apps", "v1", "replicasets"); }
const Kind& pods() { return *find_kind("", "v1", "pods"); }

std::string namespace_of(const Object& object) { return text_of(object->root["metadata"]["namespace"]); }
std::string name_of(const Object& object) { return text_of(object->root["metadata"]["name"]); }

Json owner_reference(const Kind& kind, const Object& owner) {
  return Json::array({Json{{"apiVersion", kind.api_version()},
                           {"kind", kind.kind},
                           {"name", name_of(owner)},
                           {"uid", text_of(owner->root["metadata"]["uid"])},
                           {"controller", true},
                           {"blockOwnerDeletion", true}}});
}

Json condition(const char* type, const std::string& now) {
  return {{"type", type}, {"status", "True"}, {"lastTransitionTime", now}};
}

Json running_status(const Json& spec, std::size_t number, const std::string& now) {
  const std::string ip = fmt::format("10.244.{}.{}", number / 250 % 256, number % 250 + 2);
  Json containers = Json::array();
  for (const Json& container : spec["containers"]) {
    containers.push_back({{"name", container.value("name", "")},
                          {"image", container.value("image", "")},
                          {"imageID", ""},
                          {"ready", true},
                          {"started", true},
                          {"restartCount", 0},
                          {"lastState", Json::object()},
                          {"state", {{"running", {{"startedAt", now}}}}}});
  }
  return {{"phase", "Running"},
          {"conditions", Json::array({condition("Initialized", now), condition("Ready", now),
                                      condition("ContainersReady", now), condition("PodScheduled", now)})},
          {"podIP", ip},
          {"podIPs", Json::array({Json{{"ip", ip}}})},
          {"startTime", now},
          {"containerStatuses", std::move(containers)},
          {"qosClass", "BestEffort"}};
}

}  // namespace

DeploymentController::DeploymentController(Store& store, ResourceApi& resources)
    : store_(store), resources_(resources), thread_([this, from = store.version()] { run(from); }) {}

DeploymentController::~DeploymentController() {
  ending_ = true;
  thread_.join();
}

void DeploymentController::run(std::uint64_t from) {
  constexpr std::chrono::milliseconds kWait{100};
  std::uint64_t deployments_seen = from;
  std::uint64_t pods_seen = deployments_seen;
  while (!ending_) {
    try {
      std::vector<Object> touched;
      for (const Change& change : store_.changes(deployments(), deployments_seen,
                                                 std::chrono::steady_clock::now() + kWait, deployments_seen)) {
        if (change.type != Change::Type::deleted) touched.push_back(change.object);
      }
      // A pod that went is replaced.
      for (const Change& change : store_.changes(pods(), pods_seen, {}, pods_seen)) {
        if (change.type != Change::Type::deleted) continue;
        for (const Snapshot all = store_.list(deployments(), namespace_of(change.object));
             const Object& deployment : all.objects)
          touched.push_back(deployment);
      }
      for (const Object& object : touched) care_for_what_is_left_of(object);
    } catch (const Failure&) {
      // The history was forgotten: every deployment may have changed.
      deployments_seen = pods_seen = store_.version();
      for (const Snapshot all = store_.list(deployments(), ""); const Object& deployment : all.objects) {
        care_for_what_is_left_of(deployment);
      }
    }
  }
}

void DeploymentController::care_for_what_is_left_of(const Object& deployment) {
  try {
    if (const Object now = store_.find(deployments(), namespace_of(deployment), name_of(deployment))) {
      care_for_deployment(now);
    }
  } catch (const Failure& failure) {
    // Removed or changed by somebody in the middle of the work: a change is one of its own, which comes next.
    if (failure.code != 404 && failure.code != 409) return complain(deployment, failure.message);
    clear_up_if_gone(deployments(), deployment);
  }
}

// What was made for an owner after it had been removed goes too.
void DeploymentController::clear_up_if_gone(const Kind& kind, const Object& owner) {
  const Node uid = owner->root["metadata"]["uid"];
  const Object now = store_.find(kind, namespace_of(owner), name_of(owner));
  if (!now || now->root["metadata"]["uid"].str() != uid.str()) store_.remove_owned(text_of(uid));
}

// As controllers do: an event beside the object says what is wrong with it.
void DeploymentController::complain(const Object& deployment, const std::string& message) {
  const std::string now = format_rfc3339(store_.now());
  Json object = {{"kind", "Event"},
                 {"apiVersion", "v1"},
                 {"metadata", {{"generateName", "deployment."}}},
                 {"involvedObject",
                  {{"apiVersion", "apps/v1"},
                   {"kind", "Deployment"},
                   {"name", name_of(deployment)},
                   {"namespace", namespace_of(deployment)}}},
                 {"type", "Warning"},
                 {"reason", "ReplicaSetCreateError"},
                 {"message", message},
                 {"source", {{"component", "deployment-controller"}}},
                 {"firstTimestamp", now},
                 {"lastTimestamp", now},
                 {"count", 1}};
  resources_.create({.kind = find_kind("", "v1", "events"), .ns = namespace_of(deployment)}, std::move(object));
}

std::vector<Object> DeploymentController::owned_by(const Kind& kind, const Object& owner) const {
  std::vector<Object> out;
  for (const Snapshot all = store_.list(kind, namespace_of(owner)); const Object& object : all.objects) {
    if (object->root["metadata"]["ownerReferences"].at(0)["uid"] == owner->root["metadata"]["uid"]) {
      out.push_back(object);
    }
  }
  return out;
}

// The one with the deployment's template, with the replicas it should have; made when there is none.
Object DeploymentController::replica_set_of(const Object& deployment) {
  const Json spec = data::to_json_value(deployment->root["spec"]);
  for (const Object& owned : owned_by(replica_sets(), deployment)) {
    Json own_template = data::to_json_value(owned->root["spec"]["template"]);
    own_template["metadata"]["labels"].erase("pod-template-hash");
    if (!(to_object(own_template)->root == deployment->root["spec"]["template"])) continue;
    return store_.update(replica_sets(), namespace_of(owned), name_of(owned), [&](const Object& before) {
      Json changed = data::to_json_value(before->root);
      changed["spec"]["replicas"] = spec["replicas"];
      return changed;
    });
  }
  const std::string hash = sha256_hex(data::to_json(deployment->root["spec"]["template"])).substr(0, 10);
  const std::string name = name_of(deployment) + "-" + hash;
  Json own_template = spec["template"];
  own_template["metadata"]["labels"]["pod-template-hash"] = hash;
  Json selector = spec["selector"];
  selector["matchLabels"]["pod-template-hash"] = hash;
  Json object = {{"kind", "ReplicaSet"},
                 {"apiVersion", "apps/v1"},
                 {"metadata",
                  {{"name", name},
                   {"labels", own_template["metadata"]["labels"]},
                   {"ownerReferences", owner_reference(deployments(), deployment)}}},
                 {"spec", {{"replicas", spec["replicas"]}, {"selector", selector}, {"template", own_template}}}};
  return resources_.create({.kind = &replica_sets(), .ns = namespace_of(deployment)}, std::move(object));
}

void DeploymentController::care_for_deployment(const Object& deployment) {
  // A deployment that came with a life of its own, as those of a file do, is left alone until somebody changes it.
  const Object current = replica_set_of(deployment);
  for (const Object& other : owned_by(replica_sets(), deployment)) {
    if (name_of(other) != name_of(current)) store_.remove(replica_sets(), namespace_of(other), name_of(other));
  }
  try {
    care_for_pods(current);
  } catch (const Failure&) {
    clear_up_if_gone(replica_sets(), current);
    throw;
  }
  const std::size_t wanted = owned_by(pods(), current).size();
  const std::size_t ready = ready_pods(current);
  const std::string now = format_rfc3339(store_.now());
  store_.update(deployments(), namespace_of(deployment), name_of(deployment), [&](const Object& before) {
    Json changed = data::to_json_value(before->root);
    const std::int64_t seen = before->root["metadata"]["generation"].as_int();
    const Node status = before->root["status"];
    if (status["observedGeneration"].as_int() == seen &&
        static_cast<std::size_t>(status["readyReplicas"].as_int()) == ready) {
      return changed;
    }
    changed["status"] = {{"observedGeneration", seen},
                         {"replicas", wanted},
                         {"updatedReplicas", wanted},
                         {"readyReplicas", ready},
                         {"availableReplicas", ready},
                         {"conditions", Json::array({condition("Available", now), condition("Progressing", now)})}};
    return changed;
  });
}

std::size_t DeploymentController::ready_pods(const Object& replica_set) const {
  const auto is_ready = [](const Object& pod) {
    const auto conditions = pod->root["status"]["conditions"].items();
    return std::any_of(conditions.begin(), conditions.end(),
                       [](Node each) { return each["type"].str() == "Ready" && each["status"].str() == "True"; });
  };
  const std::vector<Object> owned = owned_by(pods(), replica_set);
  return static_cast<std::size_t>(std::count_if(owned.begin(), owned.end(), is_ready));
}

void DeploymentController::care_for_pods(const Object& replica_set) {
  std::vector<Object> have = owned_by(pods(), replica_set);
  const auto wanted =
      static_cast<std::size_t>(std::max<std::int64_t>(replica_set->root["spec"]["replicas"].as_int(), 0));
  for (; have.size() > wanted; have.pop_back()) store_.remove(pods(), namespace_of(have.back()), name_of(have.back()));
  for (std::size_t count = have.size(); count < wanted; ++count) start_pod(replica_set);
  const std::size_t ready = ready_pods(replica_set);
  store_.update(replica_sets(), namespace_of(replica_set), name_of(replica_set), [&](const Object& before) {
    Json changed = data::to_json_value(before->root);
    changed["status"] = {{"replicas", wanted},
                         {"fullyLabeledReplicas", wanted},
                         {"readyReplicas", ready},
                         {"availableReplicas", ready},
                         {"observedGeneration", before->root["metadata"]["generation"].as_int()}};
    return changed;
  });
}

std::string DeploymentController::some_node() {
  const Snapshot nodes = store_.list(*find_kind("", "v1", "nodes"), "");
  std::vector<std::string> able;
  for (const Object& node : nodes.objects) {
    if (!node->root["spec"]["unschedulable"].as_bool()) able.push_back(name_of(node));
  }
  return able.empty() ? "" : able[started_ % able.size()];
}

void DeploymentController::start_pod(const Object& replica_set) {
  const Json own_template = data::to_json_value(replica_set->root["spec"]["template"]);
  Json spec = own_template["spec"];
  const std::string node = some_node();
  const std::string now = format_rfc3339(store_.now());
  Json metadata = {{"generateName", name_of(replica_set) + "-"}};
  if (own_template.contains("metadata") && own_template["metadata"].contains("labels")) {
    metadata["labels"] = own_template["metadata"]["labels"];
  }
  metadata["ownerReferences"] = owner_reference(replica_sets(), replica_set);
  Json object = {{"kind", "Pod"}, {"apiVersion", "v1"}, {"metadata", std::move(metadata)}, {"spec", spec}};
  // Without a node to run on it waits.
  if (!node.empty()) {
    object["spec"]["nodeName"] = node;
    object["status"] = running_status(spec, started_, now);
  }
  ++started_;
  resources_.create({.kind = &pods(), .ns = namespace_of(replica_set)}, std::move(object));
}

}  // namespace kpp::apiserver
