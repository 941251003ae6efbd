// Which types the program itself knows, as kubectl knows those it was built with.
#pragma once

#include <string_view>

#include "kpp/gvk.h"

namespace kpp::resource {

/// Does kubectl itself know the type, and all of its fields?
bool knows_type(const GroupVersion& version, std::string_view kind);
/// Throws Error, in the words of Go's runtime.Scheme, for a type that it does not know.
void require_known_type(const GroupVersion& version, std::string_view kind);

}  // namespace kpp::resource
