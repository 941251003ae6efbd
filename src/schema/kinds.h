// The API's own kinds: what they are called, and which of them the program knows without a server.
#pragma once

#include <string_view>
#include <vector>

#include "kpp/discovery.h"
#include "kpp/gvk.h"

namespace kpp::schema {

/// kubernetes' own types, in their preferred versions, by group in the order the server lists them.
const std::vector<ResourceInfo>& builtin_resources();

/// Is it a kind of kubernetes' own, in any version?
bool is_builtin(std::string_view group, std::string_view kind);
/// Does kubectl itself know the kind, without a server?
bool known_to_clients(std::string_view group, std::string_view kind);
/// The same for a kind in a version: then it knows all of its fields.
bool knows_type(const GroupVersion& version, std::string_view kind);
/// Throws Error, in the words of Go's runtime.Scheme, for a type that kubectl does not know.
void require_known_type(const GroupVersion& version, std::string_view kind);

}  // namespace kpp::schema
