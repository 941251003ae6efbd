// A World whose objects the test changes while a command watches them, as controllers and kubelets would.
#pragma once

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "e2e/world.h"

namespace kpp::test {

class Stage : public World {
 public:
  using Change = std::function<void(Json&)>;

  void change(const std::string& api_version, const std::string& kind, const std::string& name, const Change& how) {
    server().store().update(*apiserver::find_kind_of_object(api_version, kind), kind == "Node" ? "" : "default", name,
                            [&](const apiserver::Object& before) {
                              Json out = data::to_json_value(before->root);
                              how(out);
                              return out;
                            });
  }
  /// The status as merged with this JSON.
  void set_status(const std::string& api_version, const std::string& kind, const std::string& name,
                  const std::string& status) {
    change(api_version, kind, name, [&](Json& object) { object["status"].merge_patch(Json::parse(status)); });
  }
  void let_go(const std::string& api_version, const std::string& kind, const std::string& name) {
    change(api_version, kind, name, [](Json& object) { object["metadata"].erase("finalizers"); });
  }
  void remove(const std::string& api_version, const std::string& kind, const std::string& name) {
    server().store().remove(*apiserver::find_kind_of_object(api_version, kind), "default", name);
  }
  std::size_t watches() { return server().requests("watch=true").size(); }
  bool watched(std::size_t times = 1) {
    return eventually([&] { return watches() >= times; });
  }
  /// The watches that are open end, and the next `times` are refused like this; at least one has been when it returns.
  void away(int times, int status = 503) {
    const std::size_t before = watches();
    server().faults().add(
        {.kind = apiserver::Fault::Kind::status, .match = "watch=true", .times = times, .status = status});
    server().resources().end_watches();
    watched(before + 1);
  }
};

}  // namespace kpp::test
