// What the typed resources of kpp/resources.h read and build.
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
  Json object;

  // Where the containers go; null for kinds that have none.
  Json* pod_spec() {
    if (object["kind"] == "Pod") return &object["spec"];
    if (object["kind"] == "Deployment") return &object["spec"]["template"]["spec"];
    return nullptr;
  }
};

Builder::Builder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

Builder Builder::pod(std::string_view name) {
  return Builder(std::unique_ptr<Impl>(new Impl{{{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"name", name}}}, {"spec", Json::object()}}}));
}

Builder Builder::deployment(std::string_view name) {
  const Json labels = {{"app", name}};
  const Json pod = {{"metadata", {{"labels", labels}}}, {"spec", Json::object()}};
  return Builder(std::unique_ptr<Impl>(
      new Impl{{{"apiVersion", "apps/v1"},
                {"kind", "Deployment"},
                {"metadata", {{"name", name}, {"labels", labels}}},
                {"spec", {{"replicas", 1}, {"selector", {{"matchLabels", labels}}}, {"template", pod}}}}}));
}

Builder Builder::of_namespace(std::string_view name) {
  return Builder(std::unique_ptr<Impl>(new Impl{{{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}}}));
}

Builder& Builder::in_namespace(std::string_view ns) {
  impl_->object["metadata"]["namespace"] = ns;
  return *this;
}

Builder& Builder::label(std::string_view key, std::string_view value) {
  impl_->object["metadata"]["labels"][std::string(key)] = value;
  return *this;
}

Builder& Builder::annotation(std::string_view key, std::string_view value) {
  impl_->object["metadata"]["annotations"][std::string(key)] = value;
  return *this;
}

Builder& Builder::replicas(std::int64_t count) {
  if (impl_->object["kind"] != "Deployment") throw Error("only a Deployment has replicas");
  impl_->object["spec"]["replicas"] = count;
  return *this;
}

Builder& Builder::container(std::string_view name, std::string_view image, const std::vector<std::string>& command) {
  Json* spec = impl_->pod_spec();
  if (!spec) throw Error("a Namespace has no containers");
  Json container = {{"name", name}, {"image", image}};
  if (!command.empty()) container["command"] = command;
  (*spec)["containers"].push_back(std::move(container));
  return *this;
}

std::string Builder::str() const { return impl_->object.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace kpp::api
