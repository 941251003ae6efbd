// explain from an OpenAPI v2 document: -o plaintext-openapiv2, and servers without v3.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/gvk.h"
#include "kpp/node.h"

namespace kpp::cmd {

/// Throws Error when the kind or a field of the path is not in the document.
void explain_v2(Node document, const GroupVersionKind& kind, const std::vector<std::string>& path, bool recursive,
                const std::function<void(std::string_view)>& write);

}  // namespace kpp::cmd
