// explain from an OpenAPI v2 document: -o plaintext-openapiv2, and servers without v3.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/gvk.h"
#include "kpp/node.h"

namespace kpp::cmd {

struct ExplainKindRequest {
  GroupVersionKind kind;
  std::vector<std::string> path;  ///< fields to follow, from the object down
  bool recursive = false;
  int max_depth = 0;  ///< levels of fields to show with `recursive`; 0: all
};

/// Throws Error when the kind or a field of the path is not in the document.
void explain_v2(Node document, const ExplainKindRequest& request, const std::function<void(std::string_view)>& write);

}  // namespace kpp::cmd
