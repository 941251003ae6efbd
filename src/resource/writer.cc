// See writer.h.
#include "resource/writer.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kpp/client.h"
#include "kpp/error.h"

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

Document Writer::create(const ObjectRef& place, std::string body) {
  ObjectRef parent = place;
  if (place.subresource.empty()) parent.name.clear();
  return send(request("POST", parent, std::move(body)));
}

Document Writer::create_given(const ObjectRef& place, Json object) {
  if (const auto metadata = object.find("metadata"); metadata != object.end() && metadata->is_object()) {
    const auto version = metadata->find("resourceVersion");
    if (version != metadata->end() && version->is_string() && *version != "") metadata->erase(version);
  }
  return create(place, object.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Document Writer::replace(const ObjectRef& place, std::string body) {
  return send(request("PUT", place, std::move(body)));
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
  out.body = options.dump();
  return send(out);
}

}  // namespace kpp::resource
