// get -w: the objects, then each change. A watch that ends is taken up again where it was; one that has grown too old
// on the server is listed anew, and what changed in between is shown.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "app/context.h"
#include "app/read.h"
#include "base/signals.h"
#include "base/strings.h"
#include "client/resuming_watch.h"
#include "cmd/get/get.h"
#include "cmd/get/watch_output.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "print/sorter.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

using std::chrono::milliseconds;

// Between lists, while no watch begins after them.
constexpr milliseconds kFirstWait{250};
constexpr milliseconds kLongestWait{15000};

class Watcher {
 public:
  Watcher(app::Context& context, const GetOptions& options) : context_(context), options_(options) {}

  void run() {
    plan_ = make_plan(options_.selection, context_.mapper());
    // Widths of columns and the format are known to be good before anything is asked.
    (void)options_.print.format();
    end_on_signals(1);
    context_.out().end_when_unread();
    const bool listed = first_reading();
    if (!listed) return;
    follow();
  }

 private:
  resource::ReadOptions read_options() const {
    resource::ReadOptions out =
        resource::read_options(options_.selection, options_.chunk.chunk_size, options_.namespace_enforced);
    out.accept = options_.server_print ? Accept::table : Accept::json;
    if (!options_.sort_by.empty()) out.include_object = "Object";
    return out;
  }

  // Does kubectl sort what is there already? It sorts tables alone.
  bool is_sorted() const {
    return !options_.sort_by.empty() && options_.server_print && !options_.output_watch_events && !options_.watch_only;
  }

  void show_sorted(const std::vector<Node>& rows) {
    std::vector<Node> objects;
    for (const Node row : rows) objects.push_back(row["object"]);
    print::SortResult sorted;
    if (rows.size() > 1) sorted = print::sort_rows(objects, options_.sort_by);
    if (sorted.problem == print::SortResult::Problem::not_sortable) throw VerbatimError(sorted.message);
    if (sorted.problem != print::SortResult::Problem::none) {
      throw Error("unable to output the provided object: " + sorted.message);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      output_->row(rows[sorted.order.empty() ? i : sorted.order[i]], "ADDED");
    }
  }

  // False when an absent object ends it without an error.
  bool first_reading() {
    std::size_t infos = 0;
    resource::Reader reader(context_.client(), resource::file_reading(context_), read_options());
    // Of several names one may be absent: then nothing is shown of the others.
    const bool hold = plan_.by != resource::Plan::By::selector && plan_.by != resource::Plan::By::paths;
    Arena held;
    std::vector<Node> rows;
    std::vector<Node> objects;
    std::vector<std::vector<Node>> pages;  // of what is to be sorted: each for itself
    const auto take = [&](Node node, Node object, std::vector<Node>& kept, const auto& show) {
      know(object);
      if (options_.watch_only) return;
      if (is_sorted() && !hold) pages.back().push_back(held.copy(node));
      else if (hold) kept.push_back(held.copy(node));
      else show(node);
    };
    const auto show_row = [&](Node row) { output_->row(row, "ADDED"); };
    const auto show_object = [&](Node object) {
      try {
        output_->object(object, "ADDED");
      } catch (const Error& error) {
        throw Error(fmt::format("unable to output the provided object: {}", error.message()));
      }
    };
    resource::Failures failures;
    reader.read(plan_,
                {.type_begins =
                     [&](const ResourceInfo& type, bool) {
                       ++infos;
                       watched_.type = type;
                       pages.emplace_back();
                       if (!output_) output_ = std::make_unique<WatchOutput>(context_, options_, type);
                     },
                 .columns = [&](Node definitions) { output_->columns(definitions); },
                 .row = [&](Node row) { take(row, row["object"], rows, show_row); },
                 .object = [&](Node object) { take(object, object, objects, show_object); },
                 .version = [&](std::string_view version) { version_ = version; }},
                failures);
    if (!hold && output_) output_->flush();
    if (!failures.empty()) {  // the first one decides
      const std::shared_ptr<const Error> first = resource::flattened(failures.error()).front();
      if (options_.ignore_not_found && resource::is_not_found(*first)) return false;
      resource::throw_gathered(first);
    }
    for (const std::vector<Node>& page : pages) show_sorted(page);
    for (const Node row : rows) show_row(row);
    for (const Node object : objects) show_object(object);
    if (output_) output_->flush();
    settle_on(infos);
    return true;
  }

  void settle_on(std::size_t infos) {
    if (plan_.by == resource::Plan::By::selector) {
      watched_.namespace_name = plan_.collections.front().namespace_name;
      return;
    }
    const bool files = plan_.by == resource::Plan::By::paths;
    if (!files && plan_.items.size() != 1) {
      throw UsageError("you may only watch a single resource or type of resource at a time");
    }
    if (files && plan_.sources.size() != 1) {
      throw UsageError("you may only watch a single resource or type of resource at a time");
    }
    if (infos != 1) {
      throw UsageError(fmt::format(
          "watch is only supported on individual resources and resource collections - {} resources were found", infos));
    }
    const std::size_t slash = known_.begin()->first.find('/');
    watched_.namespace_name = files ? known_.begin()->first.substr(0, slash) : plan_.items.front().namespace_name;
    watched_.name = files ? known_.begin()->first.substr(slash + 1) : plan_.items.front().name;
    // From about now on: the server then begins with the object as it is, which has been printed already.
    version_ = "0";
    skip_first_ = true;
  }

  static std::string key_of(Node object) {
    const Node metadata = object["metadata"];
    return std::string(metadata["namespace"].str()) + "/" + std::string(metadata["name"].str());
  }
  void know(Node object) { known_[key_of(object)] = object["metadata"]["resourceVersion"].str(); }

  Request request() const {
    Request out = Request::resource("GET", watched_.type.gvr(), watched_.namespace_name);
    out.accept = options_.server_print ? Accept::table : Accept::json;
    if (out.accept == Accept::table && !options_.sort_by.empty()) out.with("includeObject", "Object");
    if (std::string fields = request_fields(); !fields.empty()) out.with("fieldSelector", std::move(fields));
    if (const std::string_view labels = trim(options_.selectors.label_selector); !labels.empty()) {
      out.with("labelSelector", std::string(labels));
    }
    return out;
  }

  void follow() {
    milliseconds wait = kFirstWait;
    for (;;) {
      try {
        ResumingWatch watch(context_.client(), context_.clock(), request(), version_);
        for (;;) {
          const WatchEvent event = watch.next();
          wait = kFirstWait;
          const bool print = !skip_first_;
          skip_first_ = false;
          show(event.object(), event.type_name(), print);
        }
      } catch (const TransportError& error) {
        if (app::ended_by_its_time(context_, error)) return;
        throw;
      } catch (const ApiError& error) {
        if (error.status().code != 410) throw;
      }
      list_again();
      context_.clock().sleep_for(wait);
      wait = std::min(wait * 2, kLongestWait);
    }
  }

  void show(Node object, std::string_view event, bool print) {
    if (object["kind"].str() == "Table" && options_.server_print) {
      output_->columns(object["columnDefinitions"]);
      for (const Node row : object["rows"].items()) {
        remember(row["object"], event);
        if (print) output_->row(row, event);
      }
    } else {
      remember(object, event);
      if (print) output_->object(object, event);
    }
    output_->flush();
  }

  void remember(Node object, std::string_view event) {
    if (event == "DELETED") known_.erase(key_of(object));
    else know(object);
  }

  // What a new list shows of the time between: additions and changes as they are now, what is gone by its name.
  void list_again() {
    std::map<std::string, std::string> before;
    before.swap(known_);
    resource::Plan plan{.by = resource::Plan::By::selector};
    const bool one = !watched_.name.empty();
    if (one) {
      plan = {.by = resource::Plan::By::names, .items = {watched_}};
    } else plan.collections.push_back(watched_);
    resource::ReadOptions options = read_options();
    options.field_selector = request_fields();
    resource::Reader reader(context_.client(), resource::file_reading(context_), options);
    const auto compare = [&](Node object) -> std::string_view {
      know(object);
      const auto old = before.find(key_of(object));
      if (old == before.end()) return "ADDED";
      const bool changed = old->second != object["metadata"]["resourceVersion"].str();
      before.erase(old);
      return changed ? "MODIFIED" : "";
    };
    resource::Failures failures(one);
    reader.read(plan,
                {.type_begins = {},
                 .columns = [&](Node definitions) { output_->columns(definitions); },
                 .row =
                     [&](Node row) {
                       if (const auto event = compare(row["object"]); !event.empty()) output_->row(row, event);
                     },
                 .object =
                     [&](Node object) {
                       if (const auto event = compare(object); !event.empty()) output_->object(object, event);
                     },
                 .version = [&](std::string_view version) { version_ = version; }},
                failures);
    failures.raise();
    if (one) {
      version_ = "0";
      skip_first_ = !known_.empty();
    }
    for (const auto& [key, version] : before) gone(key);
    output_->flush();
  }

  std::string request_fields() const {
    std::string fields(trim(options_.selectors.field_selector));
    if (!watched_.name.empty()) fields += (fields.empty() ? "" : ",") + ("metadata.name=" + watched_.name);
    return fields;
  }

  void gone(const std::string& key) {
    const std::size_t slash = key.find('/');
    const std::string ns = key.substr(0, slash);
    const std::string name = key.substr(slash + 1);
    const Member metadata[] = {{"name", Node::string(name)}, {"namespace", Node::string(ns)}};
    const std::string api_version = watched_.type.gvr().group_version().str();
    const Member object[] = {{"apiVersion", Node::string(api_version)},
                             {"kind", Node::string(watched_.type.kind)},
                             {"metadata", Node::object(metadata, ns.empty() ? 1 : 2)}};
    const Node cells[] = {Node::string(name)};
    const Member row[] = {{"cells", Node::array(cells, 1)}, {"object", Node::object(object, 3)}};
    if (options_.server_print) output_->row(Node::object(row, 2), "DELETED");
    else output_->object(Node::object(object, 3), "DELETED");
  }

  app::Context& context_;
  const GetOptions& options_;
  resource::Plan plan_;
  resource::ObjectRef watched_;  ///< the object, or without a name the list
  std::unique_ptr<WatchOutput> output_;
  std::map<std::string, std::string> known_;  ///< namespace/name to resourceVersion
  std::string version_;
  bool skip_first_ = false;
};

}  // namespace

void get_watch(app::Context& context, const GetOptions& options) { Watcher(context, options).run(); }

}  // namespace kpp::cmd
