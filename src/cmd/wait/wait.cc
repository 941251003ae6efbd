// wait: until objects are in a state.
#include <fmt/core.h>

#include <algorithm>
#include <variant>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/read.h"
#include "base/signals.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "cmd/wait/condition.h"
#include "io/output.h"
#include "io/text_sink.h"
#include "kpp/client.h"
#include "resource/await.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

using resource::ObjectRef;

constexpr std::chrono::milliseconds kLookAgain{500};  ///< for objects that are to come

/// An object that was found, or what came instead, in the order of the words.
struct WaitedFor {
  resource::Awaited about = {};
  std::shared_ptr<Document> object = {};
  resource::Failures failures = {};
};

struct WaitOptions {
  app::PrintFlags print;
  app::FilenameFlags filenames;
  app::SelectorFlags selectors;
  bool all = false;
  bool all_namespaces = false;
  bool local = false;
  std::chrono::nanoseconds timeout = std::chrono::seconds(30);
  std::vector<std::string> typed;

  std::vector<WaitCondition> conditions;
  resource::Selection selection;

  void bind(cli::FlagSet& set) {
    print.bind(set);
    filenames.files.recursive = true;
    filenames.bind(set, "to wait for", false);
    selectors.bind(set);
    set.add({.name = "all", .target = &all, .help = "All objects of the types, in the namespace."});
    set.add({.name = "all-namespaces",
             .short_name = 'A',
             .target = &all_namespaces,
             .help = "Objects of all namespaces; a namespace given with -n does not count then."});
    set.add({.name = "local",
             .target = &local,
             .help = "Take which objects are meant from files alone, without asking the server for them first."});
    set.add({.name = "timeout",
             .target = &timeout,
             .help = "How long to wait, for all objects together. 0 looks once and does not wait; below 0 is a week."});
    set.add({.name = "for",
             .target = &typed,
             .help = "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath=EXPRESSION[=VALUE]. A "
                     "condition's VALUE is true where "
                     "none is given. With several, one after the other; create comes first.",
             .repeated = true});
  }

  void complete(app::Context& context, const cli::Args& args) {
    (void)print.printer("condition met");
    for (const std::string& one : typed) conditions.push_back(parse_wait_condition(one));
    if (conditions.empty()) throw UsageError("unrecognized condition: []");
    if (timeout.count() < 0) timeout = resource::kForEver;
    selection = {.args = args.words,
                 .files = filenames.files,
                 .namespace_name = context.namespace_name(),
                 .all_namespaces = all_namespaces,
                 .label_selector = selectors.label_selector,
                 .field_selector = selectors.field_selector,
                 .allow_empty_selector = all,
                 .program = context.program()};
    if (local && !args.empty()) {
      throw UsageError(
          "error: you must specify resources by --filename when --local is set.\n"
          "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'");
    }
  }

  template <class Condition>
  bool waits_for() const {
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const WaitCondition& one) { return std::holds_alternative<Condition>(one); });
  }

  void run(app::Context& context) {
    end_on_signals(1);
    const resource::Plan plan = resource::make_plan(selection, context.mapper());
    const auto start = context.clock().monotonic();
    std::vector<WaitedFor> found = waits_for<ForCreate>() ? find_when_there(context, plan) : find(context, plan);
    const std::chrono::nanoseconds gone_by = context.clock().monotonic() - start;
    std::vector<resource::Awaited> awaited;
    for (const WaitedFor& one : found) {
      if (one.failures.empty()) awaited.push_back(one.about);
    }
    const bool some = !awaited.empty();
    resource::Await await(context, awaited, timeout - gone_by);
    const auto printer = print.printer("condition met");
    resource::Failures failures(waits_for<ForDelete>());
    std::size_t index = 0;
    for (const WaitedFor& one : found) {
      failures.add(one.failures);
      if (!one.failures.empty()) continue;
      const std::size_t at = index++;
      failures.guard([&] {
        for (const WaitCondition& condition : conditions) {
          const Document good = wait_for(context, await, at, one, condition);
          show(*printer, good.root.exists() ? good.root : one.object->root, context);
          context.flush();
        }
      });
    }
    failures.raise();
    if (!some && !waits_for<ForDelete>()) throw Error("no matching resources found");
  }

 private:
  // Prints the object. A template that fails on it is no error of `wait`: the object has become what was waited for,
  // and the exit code says so. A failure to write is one.
  static void show(print::Printer& printer, Node object, app::Context& context) {
    io::TextSink sink;
    {
      io::Output captured(sink, false, 0);
      try {
        printer.print(object, context.out().theme() ? context.out() : captured);
      } catch (const Error& error) {
        if (context.log().enabled(4)) context.log().info(4, error.what());
      }
    }
    context.out().write_foreign(sink.text);
  }

  std::vector<WaitedFor> find(app::Context& context, const resource::Plan& plan) const {
    std::vector<WaitedFor> out;
    const auto read = [&](resource::Plan part) {
      part.by = plan.by;
      resource::ReadOptions options =
          resource::read_options(selection, 500, context.namespace_explicit() && !all_namespaces);
      options.manifests_as_written = local;
      resource::Reader reader(context.client(), resource::file_reading(context), options);
      resource::Failures failures;
      ResourceInfo type;
      const std::size_t begin = out.size();
      std::string version;
      reader.read(
          part,
          {.type_begins = [&](const ResourceInfo& info, bool) { type = info; },
           .object =
               [&](Node object) {
                 const Node metadata = object["metadata"];
                 auto copy = std::make_shared<Document>();
                 copy->root = copy->arena.copy(object);
                 std::string ns = type.namespaced ? std::string(metadata["namespace"].str()) : std::string();
                 if (type.namespaced && ns.empty()) ns = selection.namespace_name;
                 resource::Awaited about{.target = {type, std::move(ns), std::string(metadata["name"].str()), {}}};
                 // Of a manifest only the name counts: its state is not the object's, which is asked for.
                 if (!local) about.object = copy->root;
                 about.listed = !part.collections.empty();
                 out.push_back({std::move(about), std::move(copy), {}});
               },
           .version =
               [&](std::string_view of_list) {
                 if (version.empty()) version = of_list;
               }},
          failures);
      for (std::size_t i = begin; i < out.size(); ++i) out[i].about.version = version;
      if (!failures.empty()) out.push_back({.failures = std::move(failures)});
    };
    for (const auto& one : plan.collections) read({.collections = {one}});
    for (const auto& one : plan.items) read({.items = {one}});
    for (const auto& one : plan.sources) read({.sources = {one}});
    return out;
  }

  // Looks again and again while the only thing wrong is one object that is not there yet. Any other failure, or a
  // second missing object, is thrown.
  std::vector<WaitedFor> find_when_there(app::Context& context, const resource::Plan& plan) const {
    const auto end = context.clock().monotonic() + timeout;
    for (;;) {
      std::vector<WaitedFor> found = find(context, plan);
      resource::Failures failures;
      for (const WaitedFor& one : found) failures.add(one.failures);
      if (failures.empty() && !found.empty()) return found;
      const bool only_absent =
          failures.size() == 1 && resource::is_not_found(*resource::flattened(failures.error()).front());
      if (!only_absent) failures.raise();
      if (context.clock().monotonic() + kLookAgain >= end) throw Error("timed out waiting for the condition");
      context.clock().sleep_for(kLookAgain);
    }
  }

  Document wait_for(app::Context& context, resource::Await& await, std::size_t index, const WaitedFor& about,
                    const WaitCondition& condition) const {
    if (std::holds_alternative<ForCreate>(condition)) return {};
    const ObjectRef& target = about.about.target;
    const auto good = [&](Node object) {
      if (const auto* of_status = std::get_if<ForCondition>(&condition)) return of_status->met(object);
      if (const auto* of_path = std::get_if<ForJsonPath>(&condition)) return of_path->met(object);
      return false;
    };
    const std::string words = fmt::format("{}/{}", target.type.resource, target.name);
    const bool gone = std::holds_alternative<ForDelete>(condition);
    if (timeout.count() == 0) {
      const Request request = Request::resource("GET", target.type.gvr(), target.namespace_name, target.name);
      std::optional<Document> now = gone ? context.client().find(request) : context.client().get(request);
      if (gone && !now) return {};
      if (gone || !good(now->root)) throw Error("condition not met for " + words);
      return std::move(*now);
    }
    std::optional<Document> done = gone ? await.until_gone(index) : await.until(index, good);
    if (!done) throw Error("timed out waiting for the condition on " + words);
    return std::move(*done);
  }
};

}  // namespace

cli::Command wait_command() {
  cli::Command command = cli::make_command<WaitOptions>(
      {.name = "wait",
       .usage = "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) "
                "[--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
       .summary = "Wait for a specific condition on one or many resources",
       .description = "Waits until each of the objects has the state that --for names, and prints it then.\n\n"
                      "A state is a condition of an object's status, a value that a JSONPath expression finds, that "
                      "the object is there (create), "
                      "or that it is there no more (delete).",
       .examples = "# Until a pod is ready\nPROGRAM wait --for=condition=Ready pod/web\n\n"
                   "# Until a condition is false\nPROGRAM wait --for=condition=Ready=false pod/web\n\n"
                   "# Until a pod runs, a minute at most\nPROGRAM wait --for=jsonpath='{.status.phase}'=Running "
                   "pod/web --timeout=60s\n\n"
                   "# Until a service has an address\nPROGRAM wait --for=jsonpath='{.status.loadBalancer.ingress}' "
                   "service/web\n\n"
                   "# Until a pod is there, and then ready\nPROGRAM wait --for=create --for=condition=Ready pod/web\n\n"
                   "# Until a pod is gone\nPROGRAM wait --for=delete pod/web",
       .group = cli::Group::advanced,
       .reads_only = true});
  return command;
}

}  // namespace kpp::cmd
