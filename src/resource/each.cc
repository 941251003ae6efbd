// See each.h. One loop, and in it three ways on which an object comes from the plan to its visit:
//
//   manifests()  objects as files have them (create, delete -f, --local): one source after the other,
//                each object in its turn
//   named()      names that need not be read (delete pod web): the visit gets a reference without an object;
//                and lists, each visited to its end before the next is asked for
//   read()       objects as the server has them (label, taint, set …): Reader asks and hands out, here they are visited
//
// Example: `create -f shop.yaml --validate=false`, a file of three documents: a Service, nonsense, a Deployment.
//   plan       one FileSource
//   read       Service: found, with its type looked up and its namespace settled (namespace_rule.h)
//   visit      the command sends it; the server says "already exists"  -> failures_.add: a line of its own
//   read       nonsense: no object of a kind                           -> failures_.add_of_source: comes last (with
//                                                                         validation it ends its source)
//   read       Deployment: found, visited, created                     -> counts as one visit that went well
//   end        Failures::error() is an Aggregate of the first and (an Aggregate of) the second
// So an error falls where its cause is: in the visit, that of the object; in the source, that of the source. A visit
// that fails never keeps the next object from its turn. Three things end more than their object: a server that the very
// first request does not reach (thrown: the others would not reach it either; for files see the last paragraph), a
// server whose schema cannot be had (NoSchema: nothing more of that source), and a type of named objects that the
// server does not have (thrown).
//
// A 404 to a whole path is not yet the answer: the type may be there in another version or group. It is looked up then,
// and the visit made once more with the type as the server has it (visit_named), or the failure told as that of a kind
// that does not exist (visit_manifest).
//
// Errors are told in the order in which kubectl meets them, which asks questions first that are not asked here (which
// types a server has, its schema): where an object's first request fails in a way that such a question would have met
// before it, the question is asked then, and its failure told instead (first_question.h).
//
// Rejected:
// - A loop in each command: there were five, and each of the rules above had to be right in all of them.
// - Reading all objects, then visiting them: memory grows with the cluster, and the last is changed long after it was
//   read. Commands that must not begin before all is found ask for that (app::ObjectFinder::find_all).
// - Visits side by side: what is printed, and which object fails first, would be another on each run.
#include "resource/each.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <exception>
#include <optional>
#include <utility>

#include "base/quote.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "resource/first_question.h"
#include "resource/namespace_rule.h"
#include "schema/kinds.h"

namespace kpp::resource {
namespace {

class Walk {
 public:
  Walk(Access& access, const ReadOptions& options, const ReadPolicy& policy, Failures& failures, const Visit& visit)
      : access_(access), options_(options), policy_(policy), failures_(failures), visit_(visit) {}

  // Objects as the files have them.
  void manifests(const std::vector<FileSource>& sources) {
    const std::optional<Selector> labels = manifest_selector(options_.label_selector);
    FileReading reading = reading_of_files();
    for (const FileSource& source : sources) {
      guard_source(source.path, [&] {
        read_objects(
            source, reading,
            [&](Found found) {
              if (labels && !labels->matches(found.object["metadata"]["labels"])) return;
              guard_object(found.ref.source, [&] { visit_manifest(found); });
            },
            [&](std::shared_ptr<const Error> error) { failures_.add_of_source(std::move(error)); });
      });
    }
  }

  // Objects as the server has them.
  void read(const Plan& plan) {
    ReadOptions options = options_;
    options.order = policy_.order;
    options.one_by_one = true;
    Reader reader(access_.client(), reading_of_files(), std::move(options));
    const bool lists = plan.by == Plan::By::selector;
    ResourceInfo type;
    const auto begins = [&](const ResourceInfo& info, bool) {
      type = info;
      // kubectl decodes the list first: so the unknown kind that it names is that of the list.
      const GroupVersion version{type.group, type.version};
      const bool known = !policy_.known_only || !lists || schema::knows_type(version, type.kind);
      if (!known) schema::require_known_type(version, type.kind + "List");
    };
    const auto take = [&](Node object) {
      Found found = found_in(type, object);
      found.listed = lists;
      try {
        visit(found);
      } catch (const Error&) {
        failures_.add(share_current_error());
      }
    };
    reader.read(plan, {.type_begins = begins, .object = take}, failures_);
  }

  // Objects by name, without asking for them, and lists one after the other: what is done to the objects of one may
  // change those of the next.
  void named(const Plan& plan) {
    bool reached = false;  // then what was gathered is told, too
    for (const ObjectRef& collection : plan.collections) {
      try {
        list(collection);
        reached = true;
      } catch (const Error&) {
        if (!reached) throw;
        failures_.add(share_current_error());
      }
    }
    for (const ObjectRef& item : plan.items) {
      std::exception_ptr no_type;
      failures_.guard([&] { visit_named(item, no_type); });
      if (no_type) std::rethrow_exception(no_type);
    }
  }

  std::size_t visited() const { return visited_; }

 private:
  FileReading reading_of_files() {
    FileReading reading = file_reading(access_, policy_.look_up);
    reading.flatten = policy_.flatten;
    reading.validate = policy_.validate;
    if (policy_.known_only) reading.knows = schema::knows_type;
    return reading;
  }

  static Found found_in(const ResourceInfo& type, Node object) {
    const Node metadata = object["metadata"];
    return {.ref = {.type = type,
                    .namespace_name = std::string(metadata["namespace"].str()),
                    .name = std::string(metadata["name"].str())},
            .object = object};
  }

  void list(const ObjectRef& collection) {
    ReadOptions options = options_;
    options.one_by_one = true;
    options.drop_managed_fields = true;
    Reader reader(access_.client(), reading_of_files(), std::move(options));
    Plan part{.by = Plan::By::selector};
    part.collections.push_back(collection);
    ResourceInfo type = collection.type;
    reader.read(part,
                {.type_begins = [&](const ResourceInfo& info, bool) { type = info; },
                 .object =
                     [&](Node object) {
                       Found found = found_in(type, object);
                       found.listed = true;
                       failures_.guard([&] { visit(found); });
                     }},
                failures_);
  }

  void visit(Found& found) {
    visit_(found);
    ++visited_;
  }

  // A type that the server has no path for may be one it has otherwise. Where it has none, `no_type` says so: then
  // there is nothing to do for any object of the type.
  void visit_named(const ObjectRef& item, std::exception_ptr& no_type) {
    Found found{.ref = item};
    try {
      return visit(found);
    } catch (const ApiError& error) {
      if (!unknown_path(error)) throw;
      std::optional<ResourceInfo> type;
      try {
        type = reconsider(access_.mapper(), item.type, item.word);
      } catch (const Error&) {
        no_type = std::current_exception();
        return;
      }
      if (!type) throw;
      found.ref.type = std::move(*type);
      if (!found.ref.type.namespaced) found.ref.namespace_name.clear();
      visit(found);
    }
  }

  void visit_manifest(Found& found) {
    const std::string own_namespace = found.ref.namespace_name;
    if (!policy_.look_up) {
      if (access_.namespace_explicit()) require_namespace(own_namespace, access_.namespace_name());
      return visit(found);
    }
    settle_namespace(access_, found);
    try {
      visit(found);
    } catch (const ApiError& error) {
      if (!unknown_path(error)) throw;
      found.ref.namespace_name = own_namespace;
      const auto unknown = unknown_kind(access_.mapper(), found);
      if (!unknown) throw;
      throw Error(*unknown);
    }
  }

  // Throws what the question that comes first would have met.
  void ask_first(const Error& error, std::string_view source) {
    const bool would_have_met = never_reached(error) || (policy_.validate && is_unauthorized(error));
    if (!policy_.look_up || !would_have_met) return;
    if (policy_.validate) ask_for_schema(access_.client(), source);
    else ask_for_types(access_.client(), source);
  }

  void guard_object(std::string_view source, const std::function<void()>& work) {
    try {
      try {
        work();
      } catch (const Error& error) {
        ask_first(error, source);
        throw;
      }
    } catch (const NoSchema&) {
      throw;  // nothing more is read of this source
    } catch (const Error&) {
      failures_.add(share_current_error());
    }
  }

  void guard_source(std::string_view source, const std::function<void()>& work) {
    try {
      try {
        work();
      } catch (const NoSchema&) {
        throw;
      } catch (const Error& error) {
        ask_first(error, source);
        throw;
      }
    } catch (const Error&) {
      failures_.add_of_source(share_current_error());
    }
  }

  Access& access_;
  const ReadOptions& options_;
  const ReadPolicy& policy_;
  Failures& failures_;
  const Visit& visit_;
  std::size_t visited_ = 0;
};

}  // namespace

std::size_t each(Access& access, const Plan& plan, const ReadOptions& options, const ReadPolicy& policy,
                 Failures& failures, const Visit& visit) {
  Walk walk(access, options, policy, failures, visit);
  const bool files = plan.by == Plan::By::paths;
  if (files && policy.files == ReadPolicy::Files::as_written) walk.manifests(plan.sources);
  else if (!files && policy.names == ReadPolicy::Names::leave) walk.named(plan);
  else walk.read(plan);
  return walk.visited();
}

FileReading file_reading(Access& access, bool look_up) {
  return {.io = &access.io(),
          .takes_input =
              [&access, look_up] {
                if (look_up) access.deny_input();
              },
          .transport = [&access]() -> Transport& { return access.transport(); },
          .clock = &access.clock(),
          .mapper = look_up ? &access.mapper() : nullptr};
}

ReadOptions read_options(const Selection& selection, std::int64_t chunk_size, bool enforce_namespace) {
  return {.label_selector = selection.label_selector,
          .field_selector = selection.field_selector,
          .subresource = selection.subresource,
          .chunk_size = chunk_size,
          .namespace_name = selection.all_namespaces ? std::string() : selection.namespace_name,
          .enforce_namespace = enforce_namespace};
}

void throw_with_source(const Error& error, std::string_view verb, std::string_view source) {
  if (never_reached(error)) throw;
  const std::string before = fmt::format("error when {} {}: ", verb, go_quote(source));
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) {
    Status status = api->status();
    status.message = before + status.message;
    throw ApiError(std::move(status));
  }
  throw Error(before + error.text_inside());
}

}  // namespace kpp::resource
