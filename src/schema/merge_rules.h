// How objects of the API's types are merged: which lists by which key, and what is replaced as a whole.
#pragma once

#include <string_view>

namespace kpp::schema {

struct MergeField;

/// The rules of one object type. Where they come from is the implementation's: the table of the built-in types here,
/// a server's OpenAPI document elsewhere. Rules stay where they are as long as what they come from.
class MergeRules {
 public:
  constexpr MergeRules() = default;
  virtual MergeField field(std::string_view name) const = 0;

 protected:
  constexpr MergeRules(const MergeRules&) = default;
  constexpr MergeRules& operator=(const MergeRules&) = default;
  ~MergeRules() = default;  // nobody owns rules by this class, and constants need no more
};

/// A type without rules: maps merge, lists are replaced.
const MergeRules& no_merge_rules();

/// The rules of a built-in kind, which are those of all its versions. nullptr for a kind that is not built in: there is
/// no strategic merge for it.
/// Source: x-kubernetes-patch-strategy and x-kubernetes-patch-merge-key of the API's OpenAPI document.
const MergeRules* merge_rules_of_kind(std::string_view group, std::string_view kind);
/// The same, or no rules.
const MergeRules& merge_rules_or_none(std::string_view group, std::string_view kind);

/// What the rules say of one member.
struct MergeField {
  const MergeRules* type = &no_merge_rules();  ///< of the object, or of the list's elements
  std::string_view merge_key = {};             ///< of a list of objects that is merged
  bool merge = false;                          ///< a list: merged, not replaced
  bool replace = false;                        ///< an object: replaced, not merged
  bool retain_keys = false;                    ///< patches name the members to keep
};

}  // namespace kpp::schema
