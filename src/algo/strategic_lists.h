// Lists in strategic merge patches: who is who in them, and in which order they end up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::algo {

inline constexpr std::string_view kPatchDirective = "$patch";
inline constexpr std::string_view kRetainKeysDirective = "$retainKeys";
inline constexpr std::string_view kDeleteFromList = "$deleteFromPrimitiveList";
inline constexpr std::string_view kElementOrder = "$setElementOrder";

/// Elements of one list, of objects that are known by their merge key or of plain values (then the key is "").
class MergeList {
 public:
  explicit MergeList(std::string_view merge_key) : key_(merge_key) {}

  /// Are the elements objects? Throws Error for lists of lists, of several types, or of nothing at all.
  static bool holds_objects(const Json& a, const Json& b);
  /// What the element is known by. Throws Error when it has no merge key.
  const Json& identity(const Json& element) const;
  /// Where `list` has the element of this identity; -1: nowhere.
  std::ptrdiff_t index(const Json& list, const Json& identity) const;
  bool same_identity(const Json& a, const Json& b) const;
  /// `list` in the order of `order`; deletions last.
  Json ordered(const Json& list, const Json& order) const;
  /// What of `merged` the patch knows comes as the patch says, between it stays what only the server knows.
  Json arranged(const Json& merged, const Json& patch_order, const Json& server_order) const;

 private:
  std::string_view key_;
};

/// Is it {"$patch": "delete", …}?
bool is_deletion(const Json& element);
[[noreturn]] void throw_wrong_type(std::string_view expected, const Json& found);
/// Go's %v of it.
std::string as_go_text(const Json& value);

}  // namespace kpp::algo
