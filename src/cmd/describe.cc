// describe: what there is to know of objects, with their events and what belongs to them.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "app/completers.h"
#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/read.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "describe/client_source.h"
#include "describe/describer.h"
#include "io/output.h"
#include "kpp/error.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/first_question.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

/// So many objects are asked about at a time (each with its events and the like) while the first of them is written.
constexpr std::size_t kAhead = 16;

/// One object to describe. Of an object in a file only the name is used: what is described is what the server has.
struct Described {
  resource::ObjectRef ref = {};
  Node object = {};  ///< missing: the server has to be asked for it
};

/// Describes objects one after the other, with the requests of the next ones under way.
class Descriptions {
 public:
  /// `targets` and the arena of their objects must outlive it.
  Descriptions(app::Context& context, const std::vector<Described>& targets, describe::Settings settings)
      : context_(context), targets_(targets), source_(context.client(), settings), jobs_(targets.size()) {}

  /// Throws what that description ends with.
  std::string text(std::size_t index, Marks& marks) {
    while (started_ < std::min(index + kAhead, targets_.size())) {
      begin(targets_[started_], jobs_[started_]);
      ++started_;
    }
    Job job = std::move(jobs_[index]);
    if (job.failure) std::rethrow_exception(job.failure);
    if (!job.write) job.write = prepare(targets_[index], object_of(targets_[index], job));
    describe::Writer writer(context_.out().for_terminal(), context_.clock().now());
    if (const io::Theme* theme = context_.out().theme()) writer.mark(*theme);
    job.write(writer);
    return writer.take(marks);
  }

 private:
  struct Job {
    std::shared_ptr<describe::Answer> object = {};  ///< of what is not in hand
    describe::Description write = {};
    std::exception_ptr failure = {};
  };

  void begin(const Described& target, Job& job) {
    try {
      const auto* describer = describe::find_describer(target.ref.type.group, target.ref.type.kind);
      GroupVersionResource as = target.ref.type.gvr();
      if (describer && !describer->version.empty()) as.version = describer->version;
      if (target.object && as == target.ref.type.gvr()) {
        job.write = prepare(target, target.object);
      } else {
        if (target.ref.name.empty()) throw Error("resource name may not be empty");
        job.object = source_.get(as, target.ref.namespace_name, target.ref.name);
      }
    } catch (const Error&) {
      job.failure = std::current_exception();
    }
  }

  // The object that was asked for, or else the older version that its describer takes.
  Node object_of(const Described& target, Job& job) {
    try {
      return job.object->object();
    } catch (const ApiError&) {
      const auto* describer = describe::find_describer(target.ref.type.group, target.ref.type.kind);
      if (!describer || describer->older_version.empty()) throw;
      GroupVersionResource as = target.ref.type.gvr();
      as.version = describer->older_version;
      if (target.object && as == target.ref.type.gvr()) return target.object;
      job.object = source_.get(as, target.ref.namespace_name, target.ref.name);
    }
    return job.object->object();
  }

  describe::Description prepare(const Described& target, Node object) {
    const auto* describer = describe::find_describer(target.ref.type.group, target.ref.type.kind);
    return describer ? describer->prepare(object, source_) : describe::generic(object, source_);
  }

  app::Context& context_;
  const std::vector<Described>& targets_;
  describe::ClientSource source_;
  std::vector<Job> jobs_;
  std::size_t started_ = 0;
};

struct Found {
  Arena arena = {};  ///< of the targets' objects
  std::vector<Described> targets = {};
  std::vector<std::string> sources = {};  ///< the file of each; "" for what the server listed
  resource::Failures unread = {};         ///< what failed before there was an object to describe
};

class DescribeOptions {
 public:
  void bind(cli::FlagSet& set) {
    flags_ = &set;
    set.add({.name = "all-namespaces",
             .short_name = 'A',
             .target = &all_namespaces_,
             .help = "Objects of all namespaces; a namespace given with -n does not count then."});
    chunk_.bind(set);
    filenames_.bind(set, "to describe");
    selectors_.bind(set, false);
    set.add({.name = "show-events",
             .target = &settings_.show_events,
             .help = "Show each object's events. When not given: for one object, not for several or those found by the "
                     "beginning of a name."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.empty() && filenames_.files.empty()) {
      throw Error(
          fmt::format("You must specify the type of resource to describe. Use \"{} api-resources\" for a complete list "
                      "of supported resources.",
                      context.program()));
    }
    settings_.chunk_size = chunk_.chunk_size;
    selection_ = {.args = args.words,
                  .files = filenames_.files,
                  .namespace_name = context.namespace_name(),
                  .all_namespaces = all_namespaces_,
                  .label_selector = selectors_.label_selector,
                  .allow_empty_selector = true,
                  .program = context.program()};
  }

  void run(app::Context& context) {
    if (!filenames_.files.kustomize.empty() && filenames_.files.filenames.empty()) {
      throw Error("-k is not supported by this version: build the kustomization first and pass it with -f");
    }
    app::confirm_lookup(context);
    Found found = find(context, selection_);
    const bool chosen = flags_->changed("show-events");
    if (!chosen && (!found.unread.empty() || found.targets.size() > 1)) settings_.show_events = false;
    const std::shared_ptr<const Error> unread = found.unread.error();
    if (selection_.args.size() == 2 && unread && resource::is_not_found(*unread)) {
      return describe_prefixed(context, *unread);
    }

    std::vector<std::shared_ptr<const Error>> failures = describe_all(context, found);
    if (found.targets.empty() && found.unread.empty()) {
      if (all_namespaces_) context.err().write("No resources found\n");
      else context.err().write_foreign(fmt::format("No resources found in {} namespace.\n", selection_.namespace_name));
    }
    if (!found.unread.empty()) failures.insert(failures.begin(), found.unread.error());
    if (!failures.empty()) throw Aggregate(std::move(failures));
  }

 private:
  Found find(app::Context& context, const resource::Selection& selection) {
    const resource::Plan plan = resource::make_plan(selection, context.mapper());
    const bool enforce = context.namespace_explicit() && !all_namespaces_;
    resource::ReadOptions options = resource::read_options(selection, settings_.chunk_size, enforce);
    options.manifests_as_written = true;
    Found found;
    const auto read = [&](const resource::Plan& part, const std::string& source) {
      resource::Reader reader(context.client(), resource::file_reading(context), options);
      ResourceInfo type;
      const auto take = [&](Node object) {
        found.targets.push_back(target_of(type, object));
        found.sources.push_back(source);
        if (source.empty()) found.targets.back().object = found.arena.copy(object);
      };
      reader.read(part, {.type_begins = [&](const ResourceInfo& info, bool) { type = info; }, .object = take},
                  found.unread);
    };
    if (plan.by != resource::Plan::By::paths) read(plan, {});
    for (const resource::FileSource& source : plan.sources) {
      resource::Plan part{.by = resource::Plan::By::paths};
      part.sources.push_back(source);
      read(part, source.path);
    }
    return found;
  }

  Described target_of(const ResourceInfo& type, Node object) const {
    const Node metadata = object["metadata"];
    Described target;
    target.ref = {.type = type,
                  .namespace_name = std::string(metadata["namespace"].str()),
                  .name = std::string(metadata["name"].str())};
    if (!type.namespaced) target.ref.namespace_name.clear();
    else if (target.ref.namespace_name.empty()) target.ref.namespace_name = selection_.namespace_name;
    return target;
  }

  // Writes all and returns what failed, each message once. An object of a file for which no server was reached counts
  // as one that was never read: its failure goes to `found.unread`.
  std::vector<std::shared_ptr<const Error>> describe_all(app::Context& context, Found& found) {
    Descriptions descriptions(context, found.targets, settings_);
    std::vector<std::shared_ptr<const Error>> failures;
    std::set<std::string> told;
    bool first = true;
    for (std::size_t i = 0; i < found.targets.size(); ++i) {
      try {
        Marks marks;
        const std::string text = descriptions.text(i, marks);
        if (!first) context.out().write("\n\n");
        first = false;
        context.out().write(text, marks);
      } catch (const Error& error) {
        auto failure = resource::share_with_first_question(context.client(), found.sources[i]);
        if (!found.sources[i].empty() && resource::never_reached(error)) found.unread.add_of_source(std::move(failure));
        else if (told.insert(failure->what()).second) failures.push_back(std::move(failure));
      }
    }
    return failures;
  }

  // No object has this name: those whose names begin with it are meant.
  void describe_prefixed(app::Context& context, const Error& absent) {
    resource::Selection all = selection_;
    const std::string prefix = all.args.back();
    all.args.pop_back();
    all.all_namespaces = false;
    all.label_selector.clear();
    all.single_resource_type = true;
    Found found = find(context, all);
    found.unread.raise();
    std::erase_if(found.targets, [&](const Described& target) { return !target.ref.name.starts_with(prefix); });
    if (found.targets.empty()) throw ApiError(dynamic_cast<const ApiError&>(absent));
    Descriptions descriptions(context, found.targets, settings_);
    for (std::size_t i = 0; i < found.targets.size(); ++i) {
      Marks marks;
      const std::string text = descriptions.text(i, marks);
      context.out().write(text, marks);
      context.out().write("\n");
    }
  }

  app::FilenameFlags filenames_;
  app::SelectorFlags selectors_;
  app::ChunkFlag chunk_;
  bool all_namespaces_ = false;
  describe::Settings settings_;
  const cli::FlagSet* flags_ = nullptr;
  resource::Selection selection_;
};

}  // namespace

cli::Command describe_command() {
  cli::Command command = cli::make_command<DescribeOptions>(
      {.name = "describe",
       .usage = "describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)",
       .summary = "Show details of one or many objects",
       .description = "Shows all that matters of objects in a form for reading: their fields, their events, and what "
                      "belongs to them, as the "
                      "pods of a node or the endpoints of a service.\n\n"
                      "Where TYPE and a name are given and no object has just this name, all objects are shown whose "
                      "names begin with it.",
       .examples = "# One pod, with its events\nPROGRAM describe pod web\n\n"
                   "# All pods whose names begin with web-\nPROGRAM describe pods web-\n\n"
                   "# Nodes by a label\nPROGRAM describe nodes -l disk=ssd\n\n"
                   "# The objects of a manifest as they are now\nPROGRAM describe -f shop.yaml",
       .group = cli::Group::troubleshooting,
       .reads_only = true});
  command.suggest_for = {"inspect"};
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
