// See manifests.h.
#include "app/manifests.h"

#include "app/context.h"
#include "app/read.h"
#include "app/render_error.h"
#include "app/visit_objects.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/selector.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "resource/gathered.h"
#include "resource/reader.h"
#include "resource/unreached.h"

namespace kpp::app {
namespace {

// The object with metadata.namespace set.
Node with_namespace(Node object, std::string_view ns, Arena& arena) {
  std::vector<Member> metadata;
  for (const Member& member : object["metadata"].members()) {
    if (member.key != "namespace") metadata.push_back(member);
  }
  metadata.push_back({"namespace", Node::string(arena.copy(ns))});
  std::sort(metadata.begin(), metadata.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  std::vector<Member> members;
  for (const Member& member : object.members()) {
    if (member.key != "metadata") members.push_back(member);
  }
  members.push_back({"metadata", arena.make_object(metadata)});
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  return arena.make_object(members);
}

}  // namespace

namespace {

// What an object says of its namespace must be what -n, or else the context, says.
void require_namespace(Context& context, const std::string& own) {
  if (own.empty() || own == context.namespace_name()) return;
  throw Error(fmt::format(
      "the namespace from the provided object {} does not match the namespace {}. You must pass '--namespace={}' to "
      "perform this operation.",
      go_quote(own), go_quote(context.namespace_name()), own));
}

}  // namespace

void settle_namespace(Context& context, resource::ManifestObject& object, bool always) {
  if (!object.mapping.namespaced) return;
  if (object.namespace_name.empty()) {
    object.namespace_name = context.namespace_name();
    const Node metadata = object.object["metadata"];
    if (!metadata.exists() || metadata.is_object()) {
      object.object = with_namespace(object.object, object.namespace_name, object.document->arena);
    }
  } else if (always || context.namespace_explicit()) {
    require_namespace(context, object.namespace_name);
  }
}

namespace {

// kubectl asks for the server's schema before it sends an object, or for its groups where nothing is to be validated,
// and so tells there of a server that cannot be reached. kpp needs neither, so that it asks only once the sending has
// failed; what it then gets to hear is thrown in kubectl's words.
class NoSchema : public Error {
 public:
  using Error::Error;
};

void ask_first_after_all(Context& context, bool validate, std::string_view source) {
  if (!validate) return resource::ask_for_types(context.client(), source);
  try {
    (void)context.client().send({.path = "/openapi/v2", .default_timeout = kDiscoveryTimeout})->status();
  } catch (const Error& error) {
    throw NoSchema(fmt::format(
        "error validating {}: error validating data: failed to download openapi: {}; if you choose to ignore these "
        "errors, turn validation off with --validate=false",
        go_quote(source), resource::unreached_text(error)));
  }
}

}  // namespace

std::size_t for_each_manifest(Context& context, const ManifestSelection& selection, const ManifestVisit& visit) {
  resource::Gathered failures;
  const std::size_t visited = walk_manifests(
      context, selection, visit,
      [&](std::shared_ptr<const Error> error, bool of_source) { failures.add(std::move(error), of_source); });
  failures.raise();
  return visited;
}

std::size_t walk_manifests(Context& context, const ManifestSelection& selection, const ManifestVisit& visit,
                           const ManifestFailure& failed) {
  std::vector<std::shared_ptr<const Error>> missing;
  const std::vector<resource::FileSource> sources = resource::expand_files(selection.files, missing);
  if (!missing.empty()) throw Aggregate(std::move(missing));
  const std::optional<Selector> labels = resource::manifest_selector(selection.label_selector);
  resource::FileReading reading = file_reading(context, selection.local);
  reading.flatten = selection.flatten;
  reading.validate = selection.validate;
  if (selection.typed) reading.knows = knows_type;
  std::size_t visited = 0;
  // Without a schema nothing more is read of the same source: `passed_on` leaves that to the guard around it.
  const auto guarded = [&](std::string_view source, bool passed_on, const auto& work) {
    try {
      try {
        work();
      } catch (const Error& error) {
        const bool asked_first =
            resource::never_reached(error) || (selection.validate && resource::is_unauthorized(error));
        if (!selection.local && asked_first) ask_first_after_all(context, selection.validate, source);
        throw;
      }
    } catch (const ExitStatus&) {
      throw;
    } catch (const NoSchema&) {
      if (passed_on) throw;
      failed(resource::share_current_error(), true);
    } catch (const Error&) {
      failed(resource::share_current_error(), !passed_on);
    }
  };
  for (const resource::FileSource& source : sources) {
    guarded(source.path, false, [&] {
      resource::read_objects(
          source, reading,
          [&](resource::ManifestObject object) {
            if (labels && !labels->matches(object.object["metadata"]["labels"])) return;
            guarded(object.source, true, [&] {
              const std::string own_namespace = object.namespace_name;
              if (selection.local && context.namespace_explicit()) require_namespace(context, object.namespace_name);
              if (!selection.local) settle_namespace(context, object);
              try {
                visit(object);
              } catch (const ApiError& error) {
                if (selection.local || !resource::unknown_path(error)) throw;
                object.namespace_name = own_namespace;
                const auto unknown = resource::unknown_kind(context.mapper(), object);
                if (!unknown) throw;
                throw Error(*unknown);
              }
              ++visited;
            });
          },
          [&](const Error& error) { failed(resource::share(error), true); });
    });
  }
  return visited;
}

void throw_with_source(const Error& error, std::string_view verb, std::string_view source) {
  if (resource::never_reached(error)) throw;
  const std::string before = fmt::format("error when {} {}: ", verb, go_quote(source));
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) {
    Status status = api->status();
    status.message = before + status.message;
    throw ApiError(std::move(status));
  }
  throw Error(before + error_text(error));
}

}  // namespace kpp::app
