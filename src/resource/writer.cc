// See writer.h.
#include "resource/writer.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "algo/merge_patch.h"
#include "algo/strategic_merge.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "schema/merge_rules.h"

namespace kpp::resource {

std::string_view content_type(PatchType type) {
  switch (type) {
    case PatchType::json: return "application/json-patch+json";
    case PatchType::merge: return "application/merge-patch+json";
    case PatchType::strategic: return "application/strategic-merge-patch+json";
    case PatchType::apply: return "application/apply-patch+yaml";
  }
  return "";
}

std::string body_of(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

void retry_on_conflict(const Persistence& persistence, Clock& clock, const std::function<void()>& work) {
  const auto end = clock.monotonic() + persistence.limit;
  for (int attempt = 1;; ++attempt) {
    try {
      return work();
    } catch (const ApiError& error) {
      if (!error.is("Conflict")) throw;
      if (persistence.tries > 0 && attempt >= persistence.tries) throw;
      if (persistence.limit.count() > 0 && clock.monotonic() + persistence.pause > end) throw;
    }
    if (persistence.pause.count() > 0) clock.sleep_for(persistence.pause);
  }
}

Request Writer::request(std::string method, const ObjectRef& place, std::string body) const {
  if (options_.dry_run == DryRun::client) throw std::logic_error("a change is sent in a client's dry run");
  Request out = place.request(std::move(method));
  out.body = std::move(body);
  if (options_.dry_run == DryRun::server) out.with("dryRun", "All");
  if (!options_.field_manager.empty()) out.with("fieldManager", options_.field_manager);
  if (!options_.validation.empty()) out.with("fieldValidation", options_.validation);
  return out;
}

Document Writer::send(const Request& request) { return access_.client().get(request, order_); }

// The object as if the server had answered with it.
Document Writer::unsent(const Json& object) const {
  Document out;
  out.root = data::to_node(object, out.arena, order_);
  return out;
}

Document Writer::create(const ObjectRef& place, const Json& object) {
  if (!sends()) return unsent(object);
  ObjectRef parent = place;
  if (place.subresource.empty()) parent.name.clear();
  return send(request("POST", parent, body_of(object)));
}

Document Writer::create_given(const ObjectRef& place, Json object) {
  if (!sends()) return unsent(object);
  if (const auto metadata = object.find("metadata"); metadata != object.end() && metadata->is_object()) {
    const auto version = metadata->find("resourceVersion");
    if (version != metadata->end() && version->is_string() && *version != "") metadata->erase(version);
  }
  return create(place, object);
}

Document Writer::replace(const ObjectRef& place, const Json& object) {
  if (!sends()) return unsent(object);
  return send(request("PUT", place, body_of(object)));
}

Document Writer::update(const ObjectRef& place, PatchType type, const Json& before, const Json& after) {
  if (!sends()) return unsent(after);
  if (type == PatchType::merge) return patch(place, type, algo::create_merge_patch(before, after));
  const std::string group = GroupVersion::parse(before.value("apiVersion", "")).group;
  const schema::MergeRules& rules = schema::merge_rules_or_none(group, before.value("kind", ""));
  return patch(place, type, algo::create_strategic_patch(before, after, rules));
}

Document Writer::patch(const ObjectRef& place, PatchType type, const Json& body) {
  return patch(place, type, body_of(body));
}

Document Writer::patch(const ObjectRef& place, PatchType type, std::string body) {
  Request out = request("PATCH", place, std::move(body));
  out.content_type = content_type(type);
  return send(out);
}

Document Writer::erase(const ObjectRef& place, Json options) {
  if (place.name.empty()) throw Error("resource name may not be empty");  // the path would be that of all of them
  if (options_.dry_run == DryRun::client) throw std::logic_error("a deletion is sent in a client's dry run");
  Request out = place.request("DELETE");
  if (options_.dry_run == DryRun::server) options["dryRun"] = Json::array({"All"});
  out.body = body_of(options);
  return send(out);
}

}  // namespace kpp::resource
