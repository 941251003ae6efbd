// The tables of what makes pods.
#include <fmt/core.h>

#include "data/selector.h"
#include "support/apiserver/store.h"
#include "support/apiserver/table.h"

namespace kpp::apiserver {
namespace {

const Column kContainers{"Containers", "string", 1, "", "Names of the template's containers."};
const Column kImages{"Images", "string", 1, "", "Images of the template's containers."};
const Column kSelector{"Selector", "string", 1, "", "The labels of its pods."};

Node template_of(Node object) { return object["spec"]["template"]["spec"]; }
std::string selector_of(Node object) { return format_label_selector(object["spec"]["selector"]); }
std::int64_t status_number(Node object, const char* name) { return object["status"][name].as_int(); }

std::string job_status(Node job) {
  const auto holds = [&](std::string_view type) {
    for (const Node entry : job["status"]["conditions"].items()) {
      if (entry["type"].str() == type) return entry["status"].str() == "True";
    }
    return false;
  };
  if (holds("Complete")) return "Complete";
  if (holds("Failed")) return "Failed";
  if (job["metadata"]["deletionTimestamp"]) return "Terminating";
  for (const char* type : {"Suspended", "FailureTarget", "SuccessCriteriaMet"}) {
    if (holds(type)) return type;
  }
  return "Running";
}

std::string job_completions(Node job) {
  const std::int64_t done = status_number(job, "succeeded");
  if (const Node wanted = job["spec"]["completions"]) return fmt::format("{}/{}", done, wanted.as_int());
  const std::int64_t parallel = job["spec"]["parallelism"].as_int();
  return parallel > 1 ? fmt::format("{}/1 of {}", done, parallel) : fmt::format("{}/1", done);
}

std::string job_duration(Node job, TimePoint now) {
  const auto start = parse_rfc3339(job["status"]["startTime"].str());
  if (!start) return "";
  return human_duration(parse_rfc3339(job["status"]["completionTime"].str()).value_or(now) - *start);
}

}  // namespace

TableOf deployment_table() {
  return {{name_column(),
           {"Ready", "string", 0, "", "Pods that are ready, of those wanted."},
           {"Up-to-date", "string", 0, "", "Pods of the newest template."},
           {"Available", "string", 0, "", "Pods that have been ready for long enough."},
           age_column(),
           kContainers,
           kImages,
           kSelector},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    fmt::format("{}/{}", status_number(object, "readyReplicas"), object["spec"]["replicas"].as_int()),
                    status_number(object, "updatedReplicas"),
                    status_number(object, "availableReplicas"),
                    age_of(object, now),
                    container_names(template_of(object)),
                    container_images(template_of(object)),
                    selector_of(object)};
          }};
}

TableOf replica_set_table() {
  return {{name_column(),
           {"Desired", "integer", 0, "", "Pods wanted."},
           {"Current", "integer", 0, "", "Pods there are."},
           {"Ready", "integer", 0, "", "Pods that are ready."},
           age_column(),
           kContainers,
           kImages,
           kSelector},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    object["spec"]["replicas"].as_int(),
                    status_number(object, "replicas"),
                    status_number(object, "readyReplicas"),
                    age_of(object, now),
                    container_names(template_of(object)),
                    container_images(template_of(object)),
                    selector_of(object)};
          }};
}

TableOf stateful_set_table() {
  return {{name_column(),
           {"Ready", "string", 0, "", "Pods that are ready, of those wanted."},
           age_column(),
           kContainers,
           kImages},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    fmt::format("{}/{}", status_number(object, "readyReplicas"), object["spec"]["replicas"].as_int()),
                    age_of(object, now), container_names(template_of(object)), container_images(template_of(object))};
          }};
}

TableOf daemon_set_table() {
  return {{name_column(),
           {"Desired", "integer"},
           {"Current", "integer"},
           {"Ready", "integer"},
           {"Up-to-date", "integer"},
           {"Available", "integer"},
           {"Node Selector"},
           age_column(),
           kContainers,
           kImages,
           kSelector},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    status_number(object, "desiredNumberScheduled"),
                    status_number(object, "currentNumberScheduled"),
                    status_number(object, "numberReady"),
                    status_number(object, "updatedNumberScheduled"),
                    status_number(object, "numberAvailable"),
                    labels_text(template_of(object)["nodeSelector"]),
                    age_of(object, now),
                    container_names(template_of(object)),
                    container_images(template_of(object)),
                    selector_of(object)};
          }};
}

TableOf job_table() {
  return {{name_column(), {"Status"}, {"Completions"}, {"Duration"}, age_column(), kContainers, kImages, kSelector},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    job_status(object),
                    job_completions(object),
                    job_duration(object, now),
                    age_of(object, now),
                    container_names(template_of(object)),
                    container_images(template_of(object)),
                    selector_of(object)};
          }};
}

TableOf cron_job_table() {
  return {{name_column(),
           {"Schedule"},
           {"Timezone"},
           {"Suspend", "boolean"},
           {"Active", "integer"},
           {"Last Schedule"},
           age_column(),
           kContainers,
           kImages,
           kSelector},
          [](Node object, TimePoint now) -> Cells {
            const Node job = object["spec"]["jobTemplate"]["spec"];
            const Node last = object["status"]["lastScheduleTime"];
            const Node suspend = object["spec"]["suspend"];
            return {name_of(object),
                    text_of(object["spec"]["schedule"]),
                    text_or(object["spec"]["timeZone"], "<none>"),
                    suspend ? suspend.as_bool() ? "True" : "False" : "<unset>",
                    static_cast<std::int64_t>(object["status"]["active"].size()),
                    last ? age(last.str(), now) : "<none>",
                    age_of(object, now),
                    container_names(job["template"]["spec"]),
                    container_images(job["template"]["spec"]),
                    format_label_selector(job["selector"])};
          }};
}

}  // namespace kpp::apiserver
