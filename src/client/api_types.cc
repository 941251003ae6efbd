// What the typed resources of kpp/resources.h read and build.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "data/json.h"
#include "kpp/error.h"
#include "kpp/resources.h"

namespace kpp::api {
namespace {

bool condition_is_true(const Object& object, std::string_view type) {
  for (const kpp::Node condition : object.status()["conditions"].items()) {
    if (condition["type"].str() == type) return condition["status"].str() == "True";
  }
  return false;
}

std::vector<Container> containers_of(kpp::Node spec, kpp::Node statuses) {
  std::vector<Container> out;
  for (const kpp::Node container : spec["containers"].items()) {
    Container one{std::string(container["name"].str()), std::string(container["image"].str()), false, 0};
    for (const kpp::Node status : statuses.items()) {
      if (status["name"].str() != one.name) continue;
      one.ready = status["ready"].as_bool();
      one.restarts = status["restartCount"].as_int();
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::vector<Container> Pod::containers() const { return containers_of(spec(), status()["containerStatuses"]); }
bool Pod::ready() const { return condition_is_true(*this, "Ready"); }
std::vector<Container> Deployment::containers() const { return containers_of(spec()["template"]["spec"], {}); }
bool Node::ready() const { return condition_is_true(*this, "Ready"); }

struct Builder::Impl {
  enum class Kind { pod, deployment, of_namespace };
  Kind kind = Kind::pod;
  Json metadata = Json::object();  ///< name and namespace
  Json labels = Json::object();
  Json annotations = Json::object();
  std::int64_t replicas = 1;
  Json containers = Json::array();

  void require_pods(std::string_view what) const {
    if (kind == Kind::of_namespace) throw Error(fmt::format("a Namespace has no {}", what));
  }

  // Members in the order of the API's types: servers and kubectl write them so.
  Json object(const char* kind_name, const char* api_version) const {
    Json meta = metadata;
    if (!labels.empty()) meta["labels"] = labels;
    if (!annotations.empty()) meta["annotations"] = annotations;
    return {{"kind", kind_name}, {"apiVersion", api_version}, {"metadata", std::move(meta)}};
  }

  Json pod_spec() const { return {{"containers", containers}}; }

  Json built() const {
    Json out;
    switch (kind) {
      case Kind::pod:
        out = object("Pod", "v1");
        out["spec"] = pod_spec();
        break;
      case Kind::deployment: {
        out = object("Deployment", "apps/v1");
        const Json selected = {{"app", metadata["name"]}};
        Json pod_labels = labels;
        pod_labels["app"] = metadata["name"];
        out["spec"] = {{"replicas", replicas},
                       {"selector", {{"matchLabels", selected}}},
                       {"template", {{"metadata", {{"labels", std::move(pod_labels)}}}, {"spec", pod_spec()}}},
                       {"strategy", Json::object()}};
        break;
      }
      case Kind::of_namespace:
        out = object("Namespace", "v1");
        out["spec"] = Json::object();
        break;
    }
    out["status"] = Json::object();
    return out;
  }
};

Builder::Builder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

Builder Builder::pod(std::string_view name) {
  return Builder(std::make_unique<Impl>(Impl{.kind = Impl::Kind::pod, .metadata = {{"name", name}}}));
}

Builder Builder::deployment(std::string_view name) {
  return Builder(std::make_unique<Impl>(
      Impl{.kind = Impl::Kind::deployment, .metadata = {{"name", name}}, .labels = {{"app", name}}}));
}

Builder Builder::of_namespace(std::string_view name) {
  return Builder(std::make_unique<Impl>(Impl{.kind = Impl::Kind::of_namespace, .metadata = {{"name", name}}}));
}

Builder& Builder::in_namespace(std::string_view ns) {
  impl_->metadata["namespace"] = ns;
  return *this;
}

Builder& Builder::label(std::string_view key, std::string_view value) {
  impl_->labels[std::string(key)] = value;
  return *this;
}

Builder& Builder::annotation(std::string_view key, std::string_view value) {
  impl_->annotations[std::string(key)] = value;
  return *this;
}

Builder& Builder::replicas(std::int64_t count) {
  if (impl_->kind != Impl::Kind::deployment) throw Error("only a Deployment has replicas");
  impl_->replicas = count;
  return *this;
}

Builder& Builder::container(std::string_view name, std::string_view image, const std::vector<std::string>& command) {
  impl_->require_pods("containers");
  Json container = {{"name", name}, {"image", image}};
  if (!command.empty()) container["command"] = command;
  container["resources"] = Json::object();
  impl_->containers.push_back(std::move(container));
  return *this;
}

Builder& Builder::port(std::int64_t number) {
  impl_->require_pods("ports");
  if (impl_->containers.empty()) throw Error("a port wants a container");
  Json& container = impl_->containers.back();
  container.erase("resources");  // it stands behind the ports
  container["ports"].push_back({{"containerPort", number}});
  container["resources"] = Json::object();
  return *this;
}

std::string Builder::str() const { return impl_->built().dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace kpp::api
