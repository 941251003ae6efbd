// See resource_api.h. Source: https://kubernetes.io/docs/reference/using-api/api-concepts/
#include "support/apiserver/resource_api.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "data/yaml.h"
#include "kpp/error.h"
#include "support/apiserver/auth.h"
#include "support/apiserver/defaults.h"
#include "support/apiserver/eviction.h"
#include "support/apiserver/names.h"
#include "support/apiserver/patch.h"
#include "support/apiserver/scale.h"

namespace kpp::apiserver {
namespace {

void send_object(const Target& target, const Request& request, Answer& answer, int code, const Object& object,
                 TimePoint now) {
  const Renderer renderer(request, now);
  if (target.subresource == "scale") {
    answer.send(code, renderer.content_type(), renderer.encoded(data::to_json(scale_of(object->root)->root)));
  } else {
    answer.send(code, renderer.content_type(), renderer.one(*target.kind, object->root));
  }
}

void check_kind(const Kind& kind, const Json& object) {
  const std::string version = object.value("apiVersion", "");
  const std::string name = object.value("kind", "");
  if (name.empty() || version.empty()) {
    throw bad_request(fmt::format("Object 'Kind' is missing in '{}'", data::to_json(to_object(object)->root)));
  }
  if (version != kind.api_version() || name != kind.kind) {
    throw bad_request(
        name == kind.kind
            ? fmt::format("the API version in the data ({}) does not match the expected API version ({})", version,
                          kind.api_version())
            : fmt::format("{} in version \"{}\" cannot be handled as a {}: no kind \"{}\" is registered for this path",
                          name, GroupVersion::parse(version).version, kind.kind, name));
  }
}

bool is_dry_run(const Request& request) { return request.parameter("dryRun") == "All"; }

// The part of an object that the path may change: all but the status, or nothing but it.
Json merged_by_subresource(const Target& target, const Json& before, Json changed) {
  if (target.subresource == "status" || target.subresource == "approval") {
    Json out = before;
    if (changed.contains("status")) out["status"] = changed["status"];
    return out;
  }
  if (!target.kind->status) return changed;
  changed.erase("status");
  if (before.contains("status")) changed["status"] = before["status"];
  return changed;
}

void check_version(const Target& target, Node before, const Json& changed) {
  const Json& metadata = changed.contains("metadata") ? changed["metadata"] : changed;
  const std::string version = metadata.is_object() ? metadata.value("resourceVersion", "") : "";
  if (version.empty() || version == before["metadata"]["resourceVersion"].str()) return;
  throw conflict(target.kind->named(), target.name,
                 "the object has been modified; please apply your changes to the latest version and try again");
}

}  // namespace

Json read_body(const Request& request) {
  const std::string type = request.header("content-type");
  if (!type.empty() && type.find("json") == std::string::npos && !type.starts_with("application/yaml")) {
    throw Failure(415, "UnsupportedMediaType",
                  "the body of the request was in an unknown format - accepted media types include: application/json, "
                  "application/yaml");
  }
  try {
    if (type.starts_with("application/yaml")) {
      Arena arena;
      return data::to_json_value(data::parse_yaml(request.body, arena));
    }
    Json json = data::parse_json_value(request.body);
    if (!json.is_object() && !json.is_array()) throw ParseError("the body is no object");
    return json;
  } catch (const ParseError& error) {
    throw bad_request(error.what());
  }
}

void ResourceApi::answer(const Target& target, const Request& request, Answer& answer) {
  const std::string verb = verb_of(request, target);
  if (verb == "get") {
    send_object(target, request, answer, 200, store_.get(*target.kind, target.ns, target.name), store_.now());
  } else if (verb == "list") {
    const Renderer renderer(request, store_.now());
    const Lists::Page page = lists_.page(target, request);
    answer.send(200, renderer.content_type(), renderer.list(*target.kind, page.objects, page.info));
  } else if (verb == "watch") {
    watch(target, request, answer);
  } else if (verb == "create" && target.name.empty() && (!target.kind->namespaced || !target.ns.empty())) {
    Json object = read_body(request);
    check_kind(*target.kind, object);
    if (object.contains("metadata") && object["metadata"].is_object()) {
      for (const char* name : {"uid", "creationTimestamp"}) object["metadata"].erase(name);
    }
    // Of what has a status of its own, only nodes bring one along.
    if (target.kind->status && target.kind->resource != "nodes") object.erase("status");
    send_object(target, request, answer, 201, create(target, std::move(object), is_dry_run(request)), store_.now());
  } else if (verb == "create" && target.subresource == "eviction") {
    evict(target, request, answer);
  } else if (verb == "update" && !target.name.empty()) {
    send_object(target, request, answer, 200, update(target, request), store_.now());
  } else if (verb == "patch" && !target.name.empty()) {
    bool created = false;
    const Object patched = patch(target, request, created);
    send_object(target, request, answer, created ? 201 : 200, patched, store_.now());
  } else if (verb == "delete" && target.subresource.empty()) {
    remove(target, request, answer);
  } else if (verb == "deletecollection" && target.kind->resource != "namespaces") {
    remove_all(target, request, answer);
  } else {
    throw method_not_allowed();
  }
}

Object ResourceApi::create(const Target& target, Json object, bool dry_run) {
  const Kind& kind = *target.kind;
  Json& metadata = object["metadata"];
  if (!metadata.is_object()) metadata = Json::object();
  if (kind.namespaced) {
    const std::string ns = metadata.value("namespace", target.ns);
    if (ns != target.ns) {
      throw bad_request("the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata["namespace"] = target.ns;
    const Kind& namespaces = *find_kind("", "v1", "namespaces");
    if (!store_.find(namespaces, "", target.ns)) throw not_found(namespaces.named(), target.ns);
  }
  if (metadata.value("name", "").empty() && !metadata.value("generateName", "").empty()) {
    metadata["name"] = made_up_name(metadata["generateName"].get<std::string>());
  }
  if (!metadata.value("resourceVersion", "").empty()) {
    throw bad_request("resourceVersion should not be set on objects to be created");
  }
  add_defaults(kind, object, store_.version());
  validate(kind, to_object(object)->root);
  if (!dry_run) return store_.create(kind, object);
  if (store_.find(kind, target.ns, metadata["name"].get<std::string>())) {
    throw already_exists(kind.named(), metadata["name"].get<std::string>());
  }
  metadata["creationTimestamp"] = format_rfc3339(store_.now());
  return to_object(object);
}

Object ResourceApi::replace(const Target& target, const std::function<Json(const Object&)>& change, bool dry_run) {
  const auto checked = [&, number = store_.version()](const Object& before) {
    const Json old = data::to_json_value(before->root);
    Json changed = target.subresource == "scale" ? scaled(old, change(scale_of(before->root))) : change(before);
    check_version(target, before->root, changed);
    if (target.subresource != "scale") changed = merged_by_subresource(target, old, std::move(changed));
    if (!changed["metadata"].is_object()) changed["metadata"] = Json::object();
    changed["metadata"]["name"] = target.name;
    if (target.kind->namespaced) changed["metadata"]["namespace"] = target.ns;
    add_defaults(*target.kind, changed, number);
    validate(*target.kind, to_object(changed)->root);
    return changed;
  };
  if (dry_run) return to_object(checked(store_.get(*target.kind, target.ns, target.name)));
  return store_.update(*target.kind, target.ns, target.name, checked);
}

Object ResourceApi::update(const Target& target, const Request& request) {
  const Json object = read_body(request);
  if (target.subresource != "scale") check_kind(*target.kind, object);
  const std::string name = object.contains("metadata") ? object["metadata"].value("name", "") : "";
  if (name != target.name) {
    throw bad_request(
        fmt::format("the name of the object ({}) does not match the name on the URL ({})", name, target.name));
  }
  return replace(
      target, [&](const Object&) { return object; }, is_dry_run(request));
}

Object ResourceApi::patch(const Target& target, const Request& request, bool& created) {
  const std::string type = request.header("content-type");
  if (type.starts_with("application/apply-patch") && target.subresource.empty() &&
      !store_.find(*target.kind, target.ns, target.name)) {
    Json object = read_apply_body(request);
    check_kind(*target.kind, object);
    object["metadata"]["name"] = target.name;
    created = true;
    return create(target, std::move(object), is_dry_run(request));
  }
  const Patch patch(request, target.kind->custom);
  return replace(
      target, [&](const Object& before) { return patch.applied(data::to_json_value(before->root)); },
      is_dry_run(request));
}

void ResourceApi::empty_namespace(const std::string& name) {
  for (const Kind& kind : served_kinds()) {
    if (!kind.namespaced) continue;
    for (const Object& object : store_.list(kind, name).objects) {
      const std::string inside = text_of(object->root["metadata"]["name"]);
      if (store_.find(kind, name, inside)) store_.remove(kind, name, inside);
    }
  }
}

void ResourceApi::remove(const Target& target, const Request& request, Answer& answer) {
  const Json options = request.body.empty() ? Json::object() : read_body(request);
  const auto check = [&](const Object& object) {
    if (!options.contains("preconditions")) return;
    const Json& wanted = options["preconditions"];
    for (const char* name : {"uid", "resourceVersion"}) {
      const std::string value = wanted.value(name, "");
      const std::string_view have = object->root["metadata"][name].str();
      if (value.empty() || value == have) continue;
      throw conflict(
          target.kind->named(), target.name,
          fmt::format(
              "the {} in the precondition ({}) does not match the {} in record ({}). The object might have been {}",
              std::string_view(name) == "uid" ? "UID" : "ResourceVersion", value,
              std::string_view(name) == "uid" ? "UID" : "ResourceVersion", have,
              std::string_view(name) == "uid" ? "deleted and then recreated" : "modified"));
    }
  };
  const bool dry_run = is_dry_run(request) || (options.contains("dryRun") && !options["dryRun"].empty());
  const Object last = dry_run ? store_.get(*target.kind, target.ns, target.name)
                              : store_.remove(*target.kind, target.ns, target.name, check);
  if (dry_run) check(last);
  if (!dry_run && target.kind->resource == "namespaces") empty_namespace(target.name);
  // What takes its time to go is shown once more; the rest is only said to be gone.
  if (target.kind->resource == "pods" || target.kind->resource == "namespaces" ||
      last->root["metadata"]["deletionTimestamp"]) {
    Json json = data::to_json_value(last->root);
    json["metadata"]["deletionTimestamp"] = format_rfc3339(store_.now());
    if (target.kind->resource == "namespaces") json["status"]["phase"] = "Terminating";
    send_object(target, request, answer, 200, to_object(json), store_.now());
    return;
  }
  answer.send(200, "application/json",
              success_json(target.kind->named(), target.name, text_of(last->root["metadata"]["uid"])));
}

void ResourceApi::evict(const Target& target, const Request& request, Answer& answer) {
  const Json options = read_body(request).value("deleteOptions", Json::object());
  const bool dry_run = is_dry_run(request) || (options.contains("dryRun") && !options["dryRun"].empty());
  take_disruption(store_, store_.get(*target.kind, target.ns, target.name), dry_run);
  if (!dry_run) store_.remove(*target.kind, target.ns, target.name);
  answer.send(201, "application/json",
              R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201})"
              "\n");
}

void ResourceApi::remove_all(const Target& target, const Request& request, Answer& answer) {
  const Renderer renderer(request, store_.now());
  const Selection selection(*target.kind, request);
  std::vector<Object> removed;
  for (const Object& object : store_.list(*target.kind, target.ns).objects) {
    if (!selection.matches(object->root)) continue;
    const Node metadata = object->root["metadata"];
    const std::string ns = text_of(metadata["namespace"]);
    const std::string name = text_of(metadata["name"]);
    if (is_dry_run(request)) {
      removed.push_back(object);
    } else if (store_.find(*target.kind, ns, name)) {
      removed.push_back(store_.remove(*target.kind, ns, name));
    }
  }
  answer.send(200, renderer.content_type(), renderer.list(*target.kind, removed, {.version = store_.version()}));
}

}  // namespace kpp::apiserver
