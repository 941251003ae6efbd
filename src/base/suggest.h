// "Did you mean this?": how far two words are from each other, and which known words are near a mistyped one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp {

/// Levenshtein distance in bytes; with `ignore_case` ASCII case does not count.
int edit_distance(std::string_view a, std::string_view b, bool ignore_case = false);

/// Those of `known`, in their order, that cobra would suggest for `typed`: at most `most` edits away or beginning with
/// `typed`, case ignored.
std::vector<std::string> suggestions(std::string_view typed, const std::vector<std::string>& known, int most = 2);

}  // namespace kpp
