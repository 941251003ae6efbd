// See namespace_rule.h.
#include "resource/namespace_rule.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <string_view>

#include "base/quote.h"
#include "data/node_edit.h"
#include "kpp/error.h"
#include "resource/access.h"
#include "resource/file_source.h"

namespace kpp::resource {

void require_namespace(const std::string& own, const std::string& wanted) {
  if (own.empty() || own == wanted) return;
  throw Error(fmt::format(
      "the namespace from the provided object {} does not match the namespace {}. You must pass '--namespace={}' to "
      "perform this operation.",
      go_quote(own), go_quote(wanted), own));
}

void settle_namespace(Access& access, Found& found, bool always) {
  if (!found.ref.type.namespaced) return;
  if (!found.ref.namespace_name.empty()) {
    if (always || access.namespace_explicit()) require_namespace(found.ref.namespace_name, access.namespace_name());
    return;
  }
  found.ref.namespace_name = access.namespace_name();
  const Node metadata = found.object["metadata"];
  if (metadata.exists() && !metadata.is_object()) return;
  Arena& arena = found.document->arena;
  const std::string_view path[] = {"metadata", "namespace"};
  found.object = data::with_member_at(found.object, path, arena.copy_string(found.ref.namespace_name), arena);
}

}  // namespace kpp::resource
