// See store.h.
#include "support/apiserver/store.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/uuid.h"

namespace kpp::apiserver {
namespace {

constexpr std::size_t kHistory = 10'000;

std::string key_of(const Kind& kind, const std::string& ns, const std::string& name) {
  return kind.namespaced ? ns + "/" + name : name;
}

std::string key_of(const Kind& kind, Node object) {
  return key_of(kind, text_of(object["metadata"]["namespace"]), text_of(object["metadata"]["name"]));
}

// Members in the order a server writes them: it has structures, where Json has lists of members.
Json arranged(const Json& object, std::initializer_list<const char*> first) {
  Json out = Json::object();
  for (const char* name : first) {
    if (const auto found = object.find(name); found != object.end()) out[name] = *found;
  }
  for (const auto& [name, value] : object.items()) {
    if (!out.contains(name)) out[name] = value;
  }
  return out;
}

Json arranged(const Json& object) {
  Json out = arranged(object, {"kind", "apiVersion", "metadata", "spec", "status"});
  out["metadata"] =
      arranged(out["metadata"],
               {"name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp",
                "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences"});
  return out;
}

void keep_server_metadata(Json& object, Node before) {
  Json& metadata = object["metadata"];
  for (const char* name : {"name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp",
                           "deletionTimestamp", "deletionGracePeriodSeconds", "generation"}) {
    const Node old = before["metadata"][name];
    if (old) {
      metadata[name] = data::to_json_value(old);
    } else {
      metadata.erase(name);
    }
  }
}

}  // namespace

std::string text_of(Node node) { return std::string(node.str()); }

Object to_object(const Json& json) {
  auto document = std::make_shared<Document>();
  document->root = data::to_node(json, document->arena);
  return document;
}

Object Store::find(const Kind& kind, const std::string& ns, const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto objects = objects_.find(&kind);
  if (objects == objects_.end()) return nullptr;
  const auto found = objects->second.find(key_of(kind, ns, name));
  return found == objects->second.end() ? nullptr : found->second;
}

Object Store::get(const Kind& kind, const std::string& ns, const std::string& name) const {
  Object found = find(kind, ns, name);
  if (!found) throw not_found(kind.named(), name);
  return found;
}

Snapshot Store::list(const Kind& kind, const std::string& ns) const {
  const std::lock_guard lock(mutex_);
  Snapshot out{.version = version_};
  const auto objects = objects_.find(&kind);
  if (objects == objects_.end()) return out;
  const std::string prefix = kind.namespaced && !ns.empty() ? ns + "/" : "";
  for (auto at = objects->second.lower_bound(prefix); at != objects->second.end() && at->first.starts_with(prefix);
       ++at) {
    out.objects.push_back(at->second);
  }
  return out;
}

Object Store::put(const Kind& kind, Json object, Change::Type type, const Object& before) {
  object["metadata"]["resourceVersion"] = fmt::format("{}", ++version_);
  Object stored = to_object(arranged(object));
  objects_[&kind][key_of(kind, stored->root)] = stored;
  remember({type, version_, &kind, stored, before});
  return stored;
}

void Store::remember(Change change) {
  history_.push_back(std::move(change));
  if (history_.size() > kHistory) {
    forgotten_ = history_.front().version;
    history_.pop_front();
  }
  changed_.notify_all();
}

void Store::tell(const Change& change) const {
  if (listener_) listener_(change);
}

Object Store::create(const Kind& kind, const Json& object) {
  Json made = object;
  Json& metadata = made["metadata"];
  if (!metadata.contains("uid")) metadata["uid"] = uuid_v4();
  if (!metadata.contains("creationTimestamp") || !metadata["creationTimestamp"].is_string()) {
    metadata["creationTimestamp"] = format_rfc3339(clock_.now());
  }
  Object stored;
  {
    const std::lock_guard lock(mutex_);
    const std::string name = metadata["name"].get<std::string>();
    if (objects_[&kind].contains(key_of(kind, metadata.value("namespace", ""), name))) {
      throw already_exists(kind.named(), name);
    }
    stored = put(kind, std::move(made), Change::Type::added, nullptr);
  }
  tell({Change::Type::added, 0, &kind, stored, nullptr});
  return stored;
}

Object Store::update(const Kind& kind, const std::string& ns, const std::string& name,
                     const std::function<Json(const Object&)>& change) {
  Object stored;
  Object before;
  {
    const std::lock_guard lock(mutex_);
    Objects& objects = objects_[&kind];
    const auto found = objects.find(key_of(kind, ns, name));
    if (found == objects.end()) throw not_found(kind.named(), name);
    before = found->second;
    Json changed = change(before);
    keep_server_metadata(changed, before->root);
    if (to_object(changed)->root == before->root) return before;
    const Json spec = data::to_json_value(before->root["spec"]);
    if (before->root["metadata"]["generation"] && changed.contains("spec") && changed["spec"] != spec) {
      changed["metadata"]["generation"] = before->root["metadata"]["generation"].as_int() + 1;
    }
    stored = put(kind, std::move(changed), Change::Type::modified, before);
  }
  tell({Change::Type::modified, 0, &kind, stored, before});
  if (stored->root["metadata"]["deletionTimestamp"] && stored->root["metadata"]["finalizers"].items().empty()) {
    remove(kind, ns, name);
  }
  return stored;
}

// Its finalizers have work left: it is only marked.
Object Store::mark_deleted(const Kind& kind, const Object& before) {
  Json json = data::to_json_value(before->root);
  json["metadata"]["deletionTimestamp"] = format_rfc3339(clock_.now());
  json["metadata"]["deletionGracePeriodSeconds"] = 0;
  return put(kind, std::move(json), Change::Type::modified, before);
}

Object Store::remove(const Kind& kind, const std::string& ns, const std::string& name,
                     const std::function<void(const Object&)>& check) {
  Object last;
  Object marked;
  {
    const std::lock_guard lock(mutex_);
    Objects& objects = objects_[&kind];
    const auto found = objects.find(key_of(kind, ns, name));
    if (found == objects.end()) throw not_found(kind.named(), name);
    const Object before = found->second;
    if (check) check(before);
    if (!before->root["metadata"]["finalizers"].items().empty()) {
      if (before->root["metadata"]["deletionTimestamp"]) return before;
      marked = mark_deleted(kind, before);
      last = before;
    } else {
      objects.erase(found);
      Json json = data::to_json_value(before->root);
      json["metadata"]["resourceVersion"] = fmt::format("{}", ++version_);
      last = to_object(json);
      remember({Change::Type::deleted, version_, &kind, last, before});
    }
  }
  if (marked) {
    tell({Change::Type::modified, 0, &kind, marked, last});
    return marked;
  }
  tell({Change::Type::deleted, 0, &kind, last, last});
  remove_owned(text_of(last->root["metadata"]["uid"]));
  return last;
}

void Store::remove_owned(const std::string& owner_uid) {
  std::vector<std::pair<const Kind*, Object>> owned;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [kind, objects] : objects_) {
      for (const auto& [key, object] : objects) {
        for (const Node owner : object->root["metadata"]["ownerReferences"].items()) {
          if (owner["uid"].str() == owner_uid) owned.emplace_back(kind, object);
        }
      }
    }
  }
  for (const auto& [kind, object] : owned) {
    const Node metadata = object->root["metadata"];
    try {
      remove(*kind, text_of(metadata["namespace"]), text_of(metadata["name"]));
    } catch (const Failure& failure) {
      if (failure.code != 404) throw;  // somebody else was quicker
    }
  }
}

std::uint64_t Store::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

std::vector<Change> Store::changes(const Kind& kind, std::uint64_t version,
                                   std::chrono::steady_clock::time_point deadline, std::uint64_t& seen) const {
  std::unique_lock lock(mutex_);
  std::vector<Change> out;
  const auto collect = [&] {
    // Asked each time: while this one waited, what it had not seen yet may have been forgotten.
    if (version < forgotten_) throw expired(fmt::format("too old resource version: {} ({})", version, forgotten_));
    auto at = std::lower_bound(history_.begin(), history_.end(), version + 1,
                               [](const Change& change, std::uint64_t wanted) { return change.version < wanted; });
    for (; at != history_.end(); ++at) {
      if (at->kind == &kind) out.push_back(*at);
    }
    version = std::max(version, version_);
    return !out.empty();
  };
  changed_.wait_until(lock, deadline, collect);
  seen = version;
  return out;
}

void Store::compact() {
  const std::lock_guard lock(mutex_);
  forgotten_ = version_;
  history_.clear();
}

}  // namespace kpp::apiserver
