// See kpp/gvk.h.
#include "kpp/gvk.h"

#include "kpp/error.h"

namespace kpp {

GroupVersion GroupVersion::parse(std::string_view api_version) {
  if (api_version.empty() || api_version == "/") return {};
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return {"", std::string(api_version)};
  if (api_version.find('/', slash + 1) != std::string_view::npos) {
    throw ParseError("unexpected GroupVersion string: " + std::string(api_version));
  }
  return {std::string(api_version.substr(0, slash)), std::string(api_version.substr(slash + 1))};
}

}  // namespace kpp
