#include "base/suggest.h"

#include <algorithm>
#include <numeric>

#include "base/strings.h"

namespace kpp {

int edit_distance(std::string_view a, std::string_view b, bool ignore_case) {
  if (ignore_case) return edit_distance(to_lower(a), to_lower(b), false);
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i) + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::vector<std::string> suggestions(std::string_view typed, const std::vector<std::string>& known, int most) {
  std::vector<std::string> out;
  const std::string low = to_lower(typed);
  for (const std::string& word : known) {
    if (edit_distance(typed, word, true) <= most || to_lower(word).starts_with(low)) out.push_back(word);
  }
  return out;
}

}  // namespace kpp
