// Small things with text that the standard library lacks.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kpp {

std::vector<std::string> split(std::string_view text, char separator);
std::vector<std::string> split(std::string_view text, std::string_view separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// ASCII only, as DNS names and flags are.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
std::string_view trim(std::string_view text);  ///< ASCII white space at both ends
std::string_view trim_left(std::string_view text, std::string_view characters);
std::string_view trim_right(std::string_view text, std::string_view characters);
bool equal_fold(std::string_view a, std::string_view b);  ///< ASCII case ignored
bool all_letters(std::string_view text);                  ///< ASCII; true for ""
/// Go's strconv.ParseBool: 1, t, true, … or 0, f, false, …; nullopt for anything else.
std::optional<bool> parse_go_bool(std::string_view text);
/// Is `text` one of a range of texts?
template <class Texts>
bool contains(const Texts& texts, std::string_view text) {
  return std::find(std::begin(texts), std::end(texts), text) != std::end(texts);
}
std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// Code points, counting each invalid byte as one.
std::size_t rune_count(std::string_view text);
bool is_valid_utf8(std::string_view text);
/// Every invalid byte becomes U+FFFD, as Go's conversions do.
std::string to_valid_utf8(std::string_view text);
/// The text of a file: UTF-16 where a byte order mark says so, else UTF-8, whose mark goes and whose invalid bytes
/// become U+FFFD.
std::string text_of_file(std::string bytes);
/// Reads one code point at `pos` and moves past it; U+FFFD and one byte for an invalid sequence.
char32_t decode_rune(std::string_view text, std::size_t& pos);
void append_rune(std::string& out, char32_t rune);
/// Percent-encoding of one path segment, as Go's url.PathEscape; and of a query value, as url.QueryEscape.
std::string path_escape(std::string_view text);
std::string query_escape(std::string_view text);

}  // namespace kpp
