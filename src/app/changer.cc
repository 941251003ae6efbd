// See changer.h.
#include "app/changer.h"

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::app {

std::string_view content_type(PatchType type) {
  switch (type) {
    case PatchType::json: return "application/json-patch+json";
    case PatchType::merge: return "application/merge-patch+json";
    case PatchType::strategic: return "application/strategic-merge-patch+json";
    case PatchType::apply: return "application/apply-patch+yaml";
  }
  return "";
}

Request Changer::request(std::string method, const ObjectPlace& place, std::string body) const {
  if (options_.dry_run == DryRun::client) throw std::logic_error("a change is sent in a client's dry run");
  Request out = Request::resource(std::move(method), place.type, place.namespace_name, place.name, place.subresource);
  out.body = std::move(body);
  if (options_.dry_run == DryRun::server) out.with("dryRun", "All");
  if (!options_.field_manager.empty()) out.with("fieldManager", options_.field_manager);
  if (!options_.validation.empty()) out.with("fieldValidation", options_.validation);
  return out;
}

Document Changer::send(Request request) { return context_.client().get(request, order_); }

Document Changer::create(const ObjectPlace& place, std::string body) {
  return send(request("POST", place, std::move(body)));
}

Document Changer::create_given(const ObjectPlace& place, Json object) {
  if (const auto metadata = object.find("metadata"); metadata != object.end() && metadata->is_object()) {
    const auto version = metadata->find("resourceVersion");
    if (version != metadata->end() && version->is_string() && *version != "") metadata->erase(version);
  }
  return create(place, object.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Document Changer::replace(const ObjectPlace& place, std::string body) {
  return send(request("PUT", place, std::move(body)));
}

Document Changer::patch(const ObjectPlace& place, PatchType type, std::string body) {
  Request out = request("PATCH", place, std::move(body));
  out.content_type = content_type(type);
  return send(std::move(out));
}

Document Changer::erase(const ObjectPlace& place, Json options) {
  if (place.name.empty()) throw Error("resource name may not be empty");  // the path would be that of all of them
  if (options_.dry_run == DryRun::client) throw std::logic_error("a deletion is sent in a client's dry run");
  Request out = Request::resource("DELETE", place.type, place.namespace_name, place.name, place.subresource);
  if (options_.dry_run == DryRun::server) options["dryRun"] = Json::array({"All"});
  out.body = options.dump();
  return send(std::move(out));
}

void note_last_applied(Json& object, bool typed, bool wanted) {
  const std::string name(kLastApplied);
  Json annotations = metadata_map(object, "annotations");
  const auto old = annotations.find(name);
  if (!wanted && (old == annotations.end() || *old == "")) return;
  annotations.erase(name);
  Json plain = object;
  if (typed && annotations.empty()) plain["metadata"].erase("annotations");
  else set_in_metadata(plain, "annotations", annotations);
  Arena arena;
  const Node node = data::to_node(plain, arena, typed ? KeyOrder::as_written : KeyOrder::sorted);
  annotations[name] = data::to_json(node) + "\n";
  set_in_metadata(object, "annotations", std::move(annotations));
}

}  // namespace kpp::app
