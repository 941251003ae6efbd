// See known_types.h.
#include "resource/known_types.h"

#include <fmt/format.h>

#include <string>

#include "algo/patch_schema.h"
#include "base/quote.h"
#include "kpp/error.h"

namespace kpp::resource {

bool knows_type(const GroupVersion& version, std::string_view kind) {
  // The core group has never had another version.
  const bool version_known = !version.group.empty() || version.version == "v1";
  return version_known && algo::PatchSchema::known_to_clients(version.group, std::string(kind));
}

void require_known_type(const GroupVersion& version, std::string_view kind) {
  if (knows_type(version, kind)) return;
  throw Error(fmt::format("no kind {} is registered for version {} in scheme \"pkg/scheme/scheme.go:28\"",
                          go_quote(kind), go_quote(version.str())));
}

}  // namespace kpp::resource
