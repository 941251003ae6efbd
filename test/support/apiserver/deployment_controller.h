// Does what a cluster's controllers, scheduler and kubelets would: a Deployment gets its ReplicaSet and running pods.
#pragma once

#include <atomic>
#include <thread>

#include "support/apiserver/resource_api.h"

namespace kpp::apiserver {

class DeploymentController {
 public:
  /// Works in a thread of its own as long as it lives, from what changes after this moment on.
  DeploymentController(Store& store, ResourceApi& resources);
  ~DeploymentController();
  DeploymentController(const DeploymentController&) = delete;
  DeploymentController& operator=(const DeploymentController&) = delete;

 private:
  void run(std::uint64_t from);
  void care_for_what_is_left_of(const Object& deployment);
  void complain(const Object& deployment, const std::string& message);
  void care_for_deployment(const Object& deployment);
  Object replica_set_of(const Object& deployment);
  void care_for_pods(const Object& replica_set);
  void clear_up_if_gone(const Kind& kind, const Object& owner);
  std::size_t ready_pods(const Object& replica_set) const;
  void start_pod(const Object& replica_set);
  std::vector<Object> owned_by(const Kind& kind, const Object& owner) const;
  std::string some_node();

  Store& store_;
  ResourceApi& resources_;
  std::size_t started_ = 0;  ///< pods so far
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace kpp::apiserver
