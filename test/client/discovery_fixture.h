// A mapper over a fake server with a few groups of its own.
#pragma once

#include <filesystem>

#include "client/discovery.h"
#include "client/fixture.h"
#include "support/temp_folder.h"

namespace kpp::test {

inline const char* const kCore =
    R"({"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":""},"versions":[{"version":"v1","resources":[
  {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get",)"
    R"("list"],
   "shortNames":["po"],"categories":["all"],"subresources":[{"subresource":"log"}]},
  {"resource":"odd","scope":"Namespaced"}],"freshness":"Current"}]}]})";

inline const char* const kGroups = R"({"kind":"APIGroupDiscoveryList","items":[
 {"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
  {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced",)"
                                   R"("singularResource":"deployment","verbs":["get"],
   "shortNames":["deploy"],"categories":["all"]}]}]},
 {"metadata":{"name":"metrics.example.com"},"versions":[{"version":"v1beta1","freshness":"Stale"}]},
 {"metadata":{"name":"shop.example.com"},"versions":[
  {"version":"v1","resources":[{"resource":"widgets","responseKind":{"kind":"Widget"},"scope":"Namespaced",)"
                                   R"("singularResource":"widget",
   "verbs":["get"],"shortNames":["wd"],"categories":["all"]}]},
  {"version":"v1alpha1","resources":[
   {"resource":"widgets","responseKind":{"kind":"Widget"},"scope":"Namespaced","singularResource":"widget",)"
                                   R"("verbs":["get"],"shortNames":["wd"]},
   {"resource":"gadgets","responseKind":{"kind":"Thing"},"scope":"Cluster","singularResource":"gadget",)"
                                   R"("verbs":["get"],"shortNames":["g"]}]}]},
 {"metadata":{"name":"toys.example.com"},"versions":[{"version":"v1","resources":[
   {"resource":"games","responseKind":{"kind":"Game"},"scope":"Cluster","singularResource":"game","verbs":["get"],)"
                                   R"("shortNames":["g"]},
   {"resource":"widgets","responseKind":{"kind":"Widget"},"scope":"Cluster","singularResource":"widget",)"
                                   R"("verbs":["get"]}]}]}]})";

struct MapperFixture : ClientFixture {
  std::vector<std::string> ambiguous{};

  /// A question about types, which has a time limit of its own.
  auto asked(const std::string& path) const { return get(path + "?timeout=32s"); }
  void serve(const std::string& core = kCore, const std::string& groups = kGroups) {
    transport.on(asked("/api"), {.headers = {{"ETag", "\"c1\""}}, .body = {core}});
    transport.on(asked("/apis"), {.headers = {{"ETag", "\"g1\""}}, .body = {groups}});
  }
  void serve_unchanged() {
    transport.on(asked("/api"), {.status = 304});
    transport.on(asked("/apis"), {.status = 304});
  }
  std::unique_ptr<RestMapper> mapper(std::string folder = {}, Care care = Care::reading) {
    return make_rest_mapper(
        *client, std::move(folder), clock, [this](std::string_view text) { ambiguous.emplace_back(text); }, care);
  }
};

/// "widgets.v1.shop.example.com", or "-".
inline std::string name_of(const std::optional<ResourceInfo>& type) {
  return type ? type->resource + "." + type->version + "." + type->group : "-";
}

}  // namespace kpp::test
