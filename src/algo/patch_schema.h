// How the built-in types of the API are merged: which lists by which key, and what is replaced as a whole.
// Source: x-kubernetes-patch-strategy and x-kubernetes-patch-merge-key of the API's OpenAPI document.
#pragma once

#include <optional>
#include <string_view>

namespace kpp::algo {

struct PatchField;

/// The rules of one object type. A small value; the table behind it is static.
class PatchSchema {
 public:
  /// A type without rules: maps merge, lists are replaced.
  PatchSchema() = default;
  /// nullopt for a kind that is not built in: there is no strategic merge for it. The rules are those of all versions.
  static std::optional<PatchSchema> of_kind(std::string_view group, std::string_view kind);
  /// Does kubectl itself know the type, without a server?
  static bool known_to_clients(std::string_view group, std::string_view kind);

  PatchField field(std::string_view name) const;

 private:
  explicit PatchSchema(std::string_view type) : type_(type) {}
  std::string_view type_ = {};
};

struct PatchField {
  PatchSchema type = {};            ///< of the object, or of the list's elements
  std::string_view merge_key = {};  ///< of a list of objects that is merged
  bool merge = false;               ///< a list: merged, not replaced
  bool replace = false;             ///< an object: replaced, not merged
  bool retain_keys = false;         ///< patches name the members to keep
};

}  // namespace kpp::algo
