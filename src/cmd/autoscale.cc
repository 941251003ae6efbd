// autoscale: makes a horizontal pod autoscaler for an object that can be scaled.
#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/object_flags.h"
#include "app/last_applied.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/quantity.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// What pods are to use on average: a share of their request, or an amount.
struct UsageTarget {
  std::optional<std::int32_t> percent = {};
  std::string amount = {};
};

// `unit` is that of numbers without one: "m" for CPU, "Mi" for memory.
UsageTarget parse_target(std::string_view typed, std::string_view resource, std::string_view unit) {
  const std::string text(trim(typed));
  if (text.empty()) throw UsageError("empty input");
  if (text.ends_with('%')) {
    const std::string digits = text.substr(0, text.size() - 1);
    std::int32_t percent = -1;
    const char* first = digits.data() + (digits.starts_with('+') ? 1 : 0);
    const auto [end, problem] = std::from_chars(first, digits.data() + digits.size(), percent);
    if (problem != std::errc() || end != digits.data() + digits.size() || percent < 0) {
      throw UsageError("invalid percentage value: " + digits);
    }
    return {.percent = percent};
  }
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem == std::errc() && end == text.data() + text.size()) {
    return {.amount = Quantity::parse(go_float(number) + std::string(unit)).str()};
  }
  const std::optional<Quantity> quantity = Quantity::try_parse(text);
  if (!quantity) throw UsageError(fmt::format("invalid resource {} value: {}", resource, text));
  return {.amount = quantity->str()};
}

Json metric(std::string_view resource, const UsageTarget& target) {
  Json wanted = Json::object();
  wanted["type"] = target.percent ? "Utilization" : "AverageValue";
  if (target.percent) wanted["averageUtilization"] = *target.percent;
  else wanted["averageValue"] = target.amount;
  return {{"type", "Resource"}, {"resource", {{"name", resource}, {"target", wanted}}}};
}

struct AutoscaleOptions {
  app::ObjectFlags objects{"autoscaled", "kubectl-autoscale"};
  app::SaveConfigFlag save_config;
  std::int32_t min = -1;
  std::int32_t max = -1;
  std::int32_t cpu_percent = -1;
  std::string cpu;
  std::string memory;
  std::string name;
  std::vector<std::string> args;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to scale automatically", .labels = false, .all = false, .local = false});
    save_config.bind(flags);
    flags.add({.name = "min", .target = &min, .help = "The least number of pods; left to the server when not given."});
    flags.add({.name = "max", .target = &max, .help = "The greatest number of pods.", .required = true});
    flags.add({.name = "cpu-percent",
               .target = &cpu_percent,
               .help = "Average use of CPU, in percent of what pods request.",
               .deprecated = "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or "
                             "'500m' for milliCPU)."});
    flags.add(
        {.name = "cpu",
         .target = &cpu,
         .help =
             "Average use of CPU: 70% of what pods request, or an amount (500m; a bare number counts thousandths)."});
    flags.add(
        {.name = "memory",
         .target = &memory,
         .help = "Average use of memory: 60% of what pods request, or an amount (200Mi; a bare number counts Mi)."});
    flags.add(
        {.name = "name", .target = &name, .help = "Name of the autoscaler; the object's own name when not given."});
  }

  void complete(app::Context& context, const cli::Args& words) {
    objects.complete(context);
    args = words.words;
  }

  UsageTarget cpu_target() const { return parse_target(cpu, "cpu", "m"); }
  UsageTarget memory_target() const { return parse_target(memory, "memory", "Mi"); }

  void validate() const {
    if (max < 1) throw UsageError(fmt::format("--max=MAXPODS is required and must be at least 1, max: {}", max));
    if (max < min) {
      throw UsageError(
          fmt::format("--max=MAXPODS must be larger or equal to --min=MINPODS, max: {}, min: {}", max, min));
    }
    if (cpu_percent > 0 && !cpu.empty()) throw UsageError("--cpu-percent and --cpu are mutually exclusive");
    if (!cpu.empty()) (void)cpu_target();
    if (!memory.empty()) (void)memory_target();
  }

  static void require_scalable(app::Context& context, const ResourceInfo& type) {
    const std::string group_version = type.gvr().group_version().str();
    const Document resources =
        context.client().get({.path = (type.group.empty() ? "/api/" : "/apis/") + group_version});
    for (const Node resource : resources.root["resources"].items()) {
      if (resource["name"].str() == type.resource + "/scale") return;
    }
    throw Error(fmt::format(
        "cannot autoscale a {}: could not find scale subresource for {}, Resource={} in discovery information",
        type.kind, type.group.empty() ? "/" + type.version : group_version, type.resource));
  }

  // Both versions, up to the metrics.
  Json autoscaler(app::Context& context, const app::FoundObject& object, std::string_view version) const {
    Json metadata = {{"name", name.empty() ? object.name : name}};
    if (context.namespace_explicit()) metadata["namespace"] = context.namespace_name();
    Json spec = {
        {"scaleTargetRef",
         {{"kind", object.type.kind}, {"name", object.name}, {"apiVersion", object.type.gvr().group_version().str()}}}};
    if (min > 0) spec["minReplicas"] = min;
    spec["maxReplicas"] = max;
    return {{"kind", "HorizontalPodAutoscaler"},
            {"apiVersion", "autoscaling/" + std::string(version)},
            {"metadata", metadata},
            {"spec", spec}};
  }

  Json autoscaler_v2(app::Context& context, const app::FoundObject& object) const {
    Json out = autoscaler(context, object, "v2");
    Json metrics = Json::array();
    if (cpu_percent > 0) metrics.push_back(metric("cpu", {.percent = cpu_percent}));
    if (!cpu.empty()) metrics.push_back(metric("cpu", cpu_target()));
    if (!memory.empty()) metrics.push_back(metric("memory", memory_target()));
    if (!metrics.empty()) out["spec"]["metrics"] = std::move(metrics);
    out["status"] = {{"desiredReplicas", 0}, {"currentMetrics", nullptr}};
    return out;
  }

  Json autoscaler_v1(app::Context& context, const app::FoundObject& object) const {
    Json out = autoscaler(context, object, "v1");
    if (cpu_percent >= 0) out["spec"]["targetCPUUtilizationPercentage"] = cpu_percent;
    out["status"] = {{"currentReplicas", 0}, {"desiredReplicas", 0}};
    return out;
  }

  void create(app::Context& context, Json object, std::string version) const {
    objects.note_cause(object, context);
    resource::Writer changer(context, {objects.dry_run, objects.field_manager.name, {}}, KeyOrder::as_written);
    if (changer.sends()) app::note_last_applied(object, true, save_config.save);
    const Document created = changer.create(
        resource::ref_to({"autoscaling", std::move(version), "horizontalpodautoscalers"}, context.namespace_name(), {}),
        object);
    objects.printer(changer.sends() ? "" : "created")->print(created.root, context.out());
  }

  // An old server may know v1 only, which has but the share of CPU. Throws Error when that is not all that is asked
  // for.
  void require_v1_suffices() const {
    constexpr std::string_view kProblem =
        "failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ";
    bool share = false;
    try {
      share = cpu_target().percent.has_value();
    } catch (const Error& error) {
      throw Error(std::string(kProblem) + error.message());
    }
    if (!memory.empty() || !(share || cpu_percent >= 0)) throw Error(std::string(kProblem) + "%!w(<nil>)");
  }

  void run(app::Context& context) {
    app::ObjectSelection selection = objects.selection(args);
    selection.fresh = false;
    app::ObjectFinder finder(context, std::move(selection));
    const std::size_t count = finder.each([&](app::FoundObject& object) {
      require_scalable(context, object.type);
      try {
        create(context, autoscaler_v2(context, object), "v2");
      } catch (const ApiError&) {
        require_v1_suffices();
        create(context, autoscaler_v1(context, object), "v1");
      }
    });
    if (count == 0) throw Error("no objects passed to autoscale");
  }
};

}  // namespace

cli::Command autoscale_command() {
  cli::Command command = cli::make_command<AutoscaleOptions>(
      {.name = "autoscale",
       .usage = "autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] "
                "[--memory=MEMORY]",
       .summary = "Auto-scale a deployment, replica set, stateful set, or replication controller",
       .description =
           "Creates an autoscaler that keeps the number of pods of an object between two bounds, by what they use.",
       .examples = "# Between two and ten pods\nPROGRAM autoscale deployment web --min=2 --max=10\n\n"
                   "# By 80 % of the CPU that the pods request\nPROGRAM autoscale deployment web --max=5 --cpu=80%\n\n"
                   "# By CPU and memory\nPROGRAM autoscale deployment web --max=5 --cpu=500m --memory=200Mi",
       .group = cli::Group::deploy});
  command.complete = app::complete_names_of_types({"deployment", "replicaset", "replicationcontroller", "statefulset"});
  return command;
}

}  // namespace kpp::cmd
