// See value_meaning.h.
#include "data/value_meaning.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/time.h"

namespace kpp::data {
namespace {

constexpr std::size_t kLongest = 24;  // of what is looked at as a quantity or a duration

/// Digits, with one point among or before them; moves past them.
bool take_number(std::string_view& text) {
  const std::size_t whole =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  text.remove_prefix(whole);
  if (!text.starts_with('.')) return whole > 0;
  text.remove_prefix(1);
  const std::size_t part =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  text.remove_prefix(part);
  return whole + part > 0;
}

void skip_sign(std::string_view& text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
}

bool is_number(std::string_view text) {
  skip_sign(text);
  return take_number(text) && text.empty();
}

bool is_quantity(std::string_view text) {
  skip_sign(text);
  if (!take_number(text) || text.empty() || text.size() > 2) return false;
  if (text.size() == 2 && text[1] != 'i') return false;
  return text == "m" || std::string_view("kMGTPEK").find(text[0]) != std::string_view::npos;
}

Meaning meaning_of_string(std::string_view text) {
  if (text.empty() || text.size() > kLongest) return Meaning::string;
  if (is_quantity(text)) return Meaning::quantity;
  return is_digit(text[0]) && parse_human_duration(text) ? Meaning::duration : Meaning::string;
}

}  // namespace

Meaning meaning_of(Node value) {
  if (value.is_string()) return meaning_of_string(value.str());
  if (value.is_number()) return Meaning::number;
  if (value.is_boolean()) return value.as_bool() ? Meaning::yes : Meaning::no;
  return Meaning::null;
}

Meaning meaning_of_text(std::string_view text) {
  for (const std::string_view null : {"<none>", "<unknown>", "<unset>", "<nil>", "<invalid>", "null"}) {
    if (text == null) return Meaning::null;
  }
  if (text == "True" || text == "true" || text == "TRUE") return Meaning::yes;
  if (text == "False" || text == "false" || text == "FALSE") return Meaning::no;
  if (text.size() <= kLongest && is_number(text)) return Meaning::number;
  return meaning_of_string(text);
}

}  // namespace kpp::data
