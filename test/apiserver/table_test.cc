// The words and numbers of tables.
#include "support/apiserver/table.h"

#include "base/time.h"
#include "data/json.h"
#include "support/catch.h"

namespace kpp::apiserver {
namespace {

std::string cell(const char* resource, const std::string& object, std::size_t index) {
  static const TimePoint kNow = *parse_rfc3339("2026-01-01T12:00:00Z");
  const Document document = data::parse_json(object);
  for (const Kind& kind : served_kinds()) {
    if (kind.resource != resource) continue;
    const Cells cells = table_of(kind).cells(document.root, kNow);
    REQUIRE(cells.size() == table_of(kind).columns.size());
    if (const auto* text = std::get_if<std::string>(&cells.at(index))) return *text;
    return std::to_string(std::get<std::int64_t>(cells.at(index)));
  }
  return "no such kind";
}

std::string pod_status(const std::string& status, const std::string& more = "") {
  return cell(
      "pods",
      R"({"metadata": {"name": "a" )" + more +
          R"(}, "spec": {"containers": [{}, {}], "initContainers": [{"name": "i"}, {"name": "j"}]}, "status": )" +
          status + "}",
      2);
}

}  // namespace

TEST_CASE("one word says how a pod is") {
  struct Case {
    const char* status;
    const char* word;
  };
  const Case cases[] = {
      {R"({"phase": "Pending"})", "Pending"},
      {R"({"phase": "Failed", "reason": "Evicted"})", "Evicted"},
      {R"({"phase": "Pending", "conditions": [{"type": "PodScheduled", "reason": "SchedulingGated"}]})",
       "SchedulingGated"},
      {R"({"phase": "Pending", "initContainerStatuses": [{"name": "i", "state": {"running": {}}}]})", "Init:0/2"},
      {R"({"phase": "Pending", "initContainerStatuses": [{"state": {"terminated": {"exitCode": 0}}}, )"
       R"({"state": {"waiting": {"reason": "CrashLoopBackOff"}}}]})",
       "Init:CrashLoopBackOff"},
      {R"({"phase": "Pending", "initContainerStatuses": [{"state": {"terminated": {"exitCode": 3}}}]})",
       "Init:ExitCode:3"},
      {R"({"phase": "Pending", "initContainerStatuses": [{"state": {"terminated": {"exitCode": 1, )"
       R"("signal": 9}}}]})",
       "Init:Signal:9"},
      {R"({"phase": "Running", "containerStatuses": [{"state": {"waiting": {"reason": "ImagePullBackOff"}}}, )"
       R"({"ready": true, "state": {"running": {}}}]})",
       "ImagePullBackOff"},
      {R"({"phase": "Running", "containerStatuses": [{"state": {"terminated": {"exitCode": 0, )"
       R"("reason": "Completed"}}}, {"ready": true, "state": {"running": {}}}]})",
       "NotReady"},
      {R"({"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}],
           "containerStatuses": [{"state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}, {"ready": true, )"
       R"("state": {"running": {}}}]})",
       "Running"},
      {R"({"phase": "Succeeded", "containerStatuses": [{"state": {"terminated": {"exitCode": 0, )"
       R"("reason": "Completed"}}}]})",
       "Completed"},
      {R"({"phase": "Failed", "containerStatuses": [{"state": {"terminated": {"exitCode": 2}}}]})", "ExitCode:2"},
  };
  for (const Case& each : cases) CHECK(pod_status(each.status) == each.word);
  CHECK(pod_status(R"({"phase": "Running"})", R"(, "deletionTimestamp": "2026-01-01T11:59:00Z")") == "Terminating");
}

TEST_CASE("restarts tell when the last one was") {
  CHECK(cell("pods",
             R"({"status": {"containerStatuses": [{"restartCount": 2, )"
             R"("lastState": {"terminated": {"finishedAt": "2026-01-01T11:00:00Z"}}},
                                                        {"restartCount": 1, )"
             R"("lastState": {"terminated": {"finishedAt": "2026-01-01T11:55:00Z"}}}]}})",
             3) == "3 (5m ago)");
  CHECK(cell("pods", R"({"status": {"containerStatuses": [{"restartCount": 4}]}})", 3) == "4");
}

TEST_CASE("nodes, services, jobs and volumes") {
  CHECK(cell("nodes",
             R"({"spec": {"unschedulable": true}, "status": {"conditions": [{"type": "Ready", )"
             R"("status": "Unknown"}]}})",
             1) == "NotReady,SchedulingDisabled");
  CHECK(cell("nodes", R"({})", 1) == "Unknown");
  CHECK(cell("nodes",
             R"({"metadata": {"labels": {"node-role.kubernetes.io/b": "", "node-role.kubernetes.io/a": "", )"
             R"("kubernetes.io/role": "c"}}})",
             2) == "a,b,c");
  CHECK(cell("services", R"({"spec": {"type": "LoadBalancer"}})", 3) == "<pending>");
  CHECK(cell("services",
             R"({"spec": {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080, "protocol": "TCP"}, )"
             R"({"port": 53, "protocol": "UDP"}]}})",
             4) == "80:30080/TCP,53/UDP");
  CHECK(cell("jobs",
             R"({"spec": {"completions": 3}, "status": {"succeeded": 1, )"
             R"("startTime": "2026-01-01T11:58:00Z"}})",
             2) == "1/3");
  CHECK(cell("jobs", R"({"spec": {"completions": 3}, "status": {"startTime": "2026-01-01T11:58:00Z"}})", 3) == "2m");
  CHECK(cell("persistentvolumes", R"({"spec": {"accessModes": ["ReadWriteMany", "ReadWriteOnce"]}})", 2) == "RWO,RWX");
  CHECK(cell("endpoints",
             R"({"subsets": [{"ports": [{"port": 1}, {"port": 2}], "addresses": [{"ip": "a"}, {"ip": "b"}]}]})",
             1) == "a:1,b:1,a:2 + 1 more...");
}

}  // namespace kpp::apiserver
