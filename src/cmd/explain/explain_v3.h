// explain from OpenAPI v3 documents. Source: https://spec.openapis.org/oas/v3.0.0, KEP-3515
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/gvk.h"
#include "kpp/node.h"

namespace kpp::cmd {

struct ExplainRequest {
  GroupVersionResource gvr;
  std::vector<std::string> path;  ///< fields to follow, from the object down
  bool recursive = false;
  int max_depth = 0;  ///< levels of fields to show with `recursive`; 0: all
};

/// "apps/v1, Resource=deployments", as errors name a resource.
std::string describe_gvr(const GroupVersionResource& gvr);

/// Writes what `document` (of the resource's group and version) says. Text goes to `write` as it is found: a field
/// that does not exist is thrown (Error) after the header has been written.
void explain_v3(Node document, const ExplainRequest& request, const std::function<void(std::string_view)>& write);

/// The names of the fields at the end of `path`, sorted; none where there is nothing.
std::vector<std::string> explained_fields(Node document, const GroupVersionResource& gvr,
                                          const std::vector<std::string>& path);

}  // namespace kpp::cmd
