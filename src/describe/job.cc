// Jobs and cron jobs.
#include <fmt/core.h>

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

/// Bytes of a list of indexes after which it is cut at the next comma.
constexpr std::size_t kIndexesShown = 50;

std::string indexes_text(std::string_view indexes) {
  if (indexes.empty()) return "<none>";
  const std::size_t comma = indexes.find(',', kIndexesShown);
  return comma == std::string_view::npos ? std::string(indexes) : std::string(indexes.substr(0, comma + 1)) + "...";
}

void write_selector(Writer& writer, Node selector) {
  try {
    writer.field(0, "Selector", label_selector_text(selector));
  } catch (const ParseError& error) {
    writer.write(0, "Selector:\tFailed to get selector: {}\n", error.what());
  }
}

void number_if_there(Writer& writer, std::string_view title, Node number, std::string_view unit = "") {
  if (number) writer.write(0, "{}:\t{}{}\n", title, number.as_int(), unit);
}

void number_or_unset(Writer& writer, std::string_view title, Node number, std::string_view unit = "") {
  writer.write(0, "{}:\t{}{}\n", title, number_or(number, "<unset>"), number.is_number() ? unit : "");
}

void write_times(Writer& writer, Node status) {
  const Node start = status["startTime"];
  const Node end = status["completionTime"];
  if (start) writer.field(0, "Start Time", time_text(start));
  if (end) writer.field(0, "Completed At", time_text(end));
  const std::optional<TimePoint> from = parse_rfc3339(start.str());
  const std::optional<TimePoint> to = parse_rfc3339(end.str());
  if (from && to) writer.field(0, "Duration", human_duration(*to - *from));
}

void write_job(Writer& writer, Node object) {
  const Node spec = object["spec"];
  const Node status = object["status"];
  write_name(writer, object);
  write_selector(writer, spec["selector"]);
  write_labels_and_annotations(writer, object);
  write_controller(writer, object);
  number_if_there(writer, "Parallelism", spec["parallelism"]);
  number_or_unset(writer, "Completions", spec["completions"]);
  if (const Node mode = spec["completionMode"]) writer.field(0, "Completion Mode", mode.str());
  if (const Node suspend = spec["suspend"]) writer.write(0, "Suspend:\t{}\n", suspend.as_bool());
  number_if_there(writer, "Backoff Limit", spec["backoffLimit"]);
  number_if_there(writer, "TTL Seconds After Finished", spec["ttlSecondsAfterFinished"]);
  write_times(writer, status);
  number_if_there(writer, "Active Deadline Seconds", spec["activeDeadlineSeconds"], "s");
  const Node ready = status["ready"];
  writer.write(0, "Pods Statuses:\t{} Active {}/ {} Succeeded / {} Failed\n", status["active"].as_int(),
               ready ? fmt::format("({} Ready) ", ready.as_int()) : "", status["succeeded"].as_int(),
               status["failed"].as_int());
  if (spec["completionMode"].str() == "Indexed") {
    writer.field(0, "Completed Indexes", indexes_text(status["completedIndexes"].str()));
  }
  write_pod_template(writer, spec["template"]);
}

Description prepare_job(Node object, Source& source) {
  return [object, events = Events(source, object, "Job")](Writer& writer) {
    write_job(writer, object);
    events.write(writer);
  };
}

void write_job_template(Writer& writer, Node spec) {
  if (spec["selector"]) write_selector(writer, spec["selector"]);
  else writer.field(0, "Selector", "<unset>");
  number_or_unset(writer, "Parallelism", spec["parallelism"]);
  number_or_unset(writer, "Completions", spec["completions"]);
  number_if_there(writer, "Active Deadline Seconds", spec["activeDeadlineSeconds"], "s");
  write_pod_template(writer, spec["template"]);
}

void write_cron_job(Writer& writer, Node object) {
  const Node spec = object["spec"];
  const Node status = object["status"];
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.field(0, "Schedule", spec["schedule"].str());
  writer.field(0, "Concurrency Policy", spec["concurrencyPolicy"].str());
  writer.field(0, "Suspend", spec["suspend"] ? true_false(spec["suspend"].as_bool()) : "<unset>");
  writer.field(0, "Time Zone", spec["timeZone"].str("<unset>"));
  number_or_unset(writer, "Successful Job History Limit", spec["successfulJobsHistoryLimit"]);
  number_or_unset(writer, "Failed Job History Limit", spec["failedJobsHistoryLimit"]);
  number_or_unset(writer, "Starting Deadline Seconds", spec["startingDeadlineSeconds"], "s");
  write_job_template(writer, spec["jobTemplate"]["spec"]);
  const Node last = status["lastScheduleTime"];
  writer.field(0, "Last Schedule Time", last ? time_text(last) : "<unset>");
  std::vector<std::string> active;
  for (const Node reference : status["active"].items()) active.emplace_back(reference["name"].str());
  writer.field(0, "Active Jobs", active.empty() ? "<none>" : join(active, ", "));
}

Description prepare_cron_job(Node object, Source& source) {
  return [object, events = Events(source, object, "CronJob")](Writer& writer) {
    write_cron_job(writer, object);
    events.write(writer);
  };
}

constexpr Describer kJobs[] = {
    {"batch", "CronJob", "v1", "cronjobs", prepare_cron_job},
    {"batch", "Job", "v1", "jobs", prepare_job},
};

}  // namespace

std::span<const Describer> job_describers() { return kJobs; }

}  // namespace kpp::describe
