// Typed resources: Pod, Deployment, Namespace and Node as classes over Object, and reading, making and watching them.
//
//   for (const api::Pod& pod : list<api::Pod>(client, {.namespace_name = "shop"})) use(pod.name(), pod.phase());
//
// Anything else is reached the same way through Object and a GroupVersionResource. All functions throw what
// Client::get() throws.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kpp/client.h"
#include "kpp/gvk.h"
#include "kpp/object.h"
#include "kpp/watch.h"

namespace kpp {

namespace api {

struct Container {
  std::string name;
  std::string image;
  bool ready = false;
  std::int64_t restarts = 0;
};

class Pod : public Object {
 public:
  static GroupVersionResource resource() { return {"", "v1", "pods"}; }
  Pod() = default;
  explicit Pod(Object object) : Object(std::move(object)) {}
  std::string_view phase() const { return status()["phase"].str(); }
  std::string_view node_name() const { return spec()["nodeName"].str(); }
  std::string_view pod_ip() const { return status()["podIP"].str(); }
  /// The containers of the spec, with what the status knows of each.
  std::vector<Container> containers() const;
  /// The condition Ready is True.
  bool ready() const;
};

class Deployment : public Object {
 public:
  static GroupVersionResource resource() { return {"apps", "v1", "deployments"}; }
  Deployment() = default;
  explicit Deployment(Object object) : Object(std::move(object)) {}
  std::int64_t replicas() const { return spec()["replicas"].as_int(1); }
  std::int64_t ready_replicas() const { return status()["readyReplicas"].as_int(); }
  std::int64_t updated_replicas() const { return status()["updatedReplicas"].as_int(); }
  std::int64_t available_replicas() const { return status()["availableReplicas"].as_int(); }
  std::vector<Container> containers() const;
};

class Namespace : public Object {
 public:
  static GroupVersionResource resource() { return {"", "v1", "namespaces"}; }
  Namespace() = default;
  explicit Namespace(Object object) : Object(std::move(object)) {}
  std::string_view phase() const { return status()["phase"].str(); }
};

class Node : public Object {
 public:
  static GroupVersionResource resource() { return {"", "v1", "nodes"}; }
  Node() = default;
  explicit Node(Object object) : Object(std::move(object)) {}
  bool ready() const;
  bool schedulable() const { return !spec()["unschedulable"].as_bool(); }
  std::string_view kubelet_version() const { return status()["nodeInfo"]["kubeletVersion"].str(); }
};

/// Makes the JSON of a new object. Setters may be chained; str() gives the body of a create or apply.
class Builder {
 public:
  ~Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;
  static Builder pod(std::string_view name);
  /// Selects and labels its pods with app=NAME.
  static Builder deployment(std::string_view name);
  static Builder of_namespace(std::string_view name);

  Builder& in_namespace(std::string_view ns);
  Builder& label(std::string_view key, std::string_view value);
  Builder& annotation(std::string_view key, std::string_view value);
  /// Of a deployment; throws Error for other kinds.
  Builder& replicas(std::int64_t count);
  /// Of a pod or a deployment's pods; throws Error for a namespace.
  Builder& container(std::string_view name, std::string_view image, const std::vector<std::string>& command = {});
  /// A port that the container added last listens on. Throws Error when there is none.
  Builder& port(std::int64_t number);
  /// The object's JSON, its members in the order of the API's types.
  std::string str() const;

 private:
  struct Impl;
  explicit Builder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace api

/// Which objects of a type.
struct ListOptions {
  std::string namespace_name{};  ///< "" for all, and for types without namespaces
  std::string label_selector{};
  std::string field_selector{};
  int page_size = 500;  ///< objects an answer; 0: all at once
};

/// Calls `each` with every object, page by page (the next page is asked for while one is handled). Returns the list's
/// resourceVersion, from which a watch can go on. A list that expires half way goes on with what the server then has.
std::string for_each_object(Client& client, const GroupVersionResource& gvr, const ListOptions& options,
                            const std::function<void(Object)>& each);
/// nullopt when there is none of that name.
std::optional<Object> find_object(Client& client, const GroupVersionResource& gvr, std::string_view ns,
                                  std::string_view name);
/// Sends `json` as a new object; returns it as the server has made it.
Object create_object(Client& client, const GroupVersionResource& gvr, std::string_view ns, std::string_view json);
void delete_object(Client& client, const GroupVersionResource& gvr, std::string_view ns, std::string_view name);

/// Changes of the objects that match, from now on or from a resourceVersion. A watch that the server ends, or whose
/// connection breaks, is taken up where it was.
class ObjectWatch {
 public:
  struct Change {
    WatchEvent::Type type = WatchEvent::Type::added;
    Object object{};
  };
  /// `clock` times the waits between connections; it and `client` must outlive the watch.
  ObjectWatch(Client& client, Clock& clock, const GroupVersionResource& gvr, const ListOptions& options,
              std::string resource_version = {});
  ~ObjectWatch();
  /// Blocks. Throws ApiError with code 410 when the resourceVersion has grown too old: list again, then watch from
  /// there.
  Change next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <class T>
std::vector<T> list(Client& client, const ListOptions& options = {}) {
  std::vector<T> out;
  for_each_object(client, T::resource(), options, [&](Object object) { out.push_back(T(std::move(object))); });
  return out;
}

template <class T>
std::optional<T> find(Client& client, std::string_view ns, std::string_view name) {
  std::optional<Object> found = find_object(client, T::resource(), ns, name);
  return found ? std::optional<T>(T(std::move(*found))) : std::nullopt;
}

template <class T>
T create(Client& client, std::string_view ns, const api::Builder& builder) {
  return T(create_object(client, T::resource(), ns, builder.str()));
}

}  // namespace kpp
