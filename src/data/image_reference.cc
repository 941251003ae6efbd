// See image_reference.h.
#include "data/image_reference.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/strings.h"

namespace kpp::data {
namespace {

constexpr std::size_t kMostTag = 128;
constexpr std::size_t kLeastDigest = 32;

template <class Test>
bool all(std::string_view text, const Test& test) {
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

// Words of lower-case letters and digits, between them one of ".", "_", "__" or dashes.
bool is_path_part(std::string_view text) {
  const auto plain = [](char c) { return is_lower(c) || is_digit(c); };
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = at;
    while (at < text.size() && plain(text[at])) ++at;
    if (at == begin) return false;
    if (at == text.size()) return true;
    const std::size_t gap = at;
    while (at < text.size() && !plain(text[at])) ++at;
    const std::string_view separator = text.substr(gap, at - gap);
    if (separator != "." && separator != "_" && separator != "__" && !all(separator, [](char c) { return c == '-'; })) {
      return false;
    }
  }
}

bool is_host(std::string_view text) {
  if (text.starts_with('[')) {
    return text.ends_with(']') &&
           all(text.substr(1, text.size() - 2), [](char c) { return is_hex_digit(c) || c == ':'; });
  }
  const std::vector<std::string> labels = split(text, '.');
  return std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    const auto plain = [](char c) { return is_ascii_letter(c) || is_digit(c); };
    return all(label, [&](char c) { return plain(c) || c == '-'; }) && plain(label.front()) && plain(label.back());
  });
}

bool is_registry(std::string_view text) {
  const std::size_t colon = text.ends_with(']') ? std::string_view::npos : text.rfind(':');
  return is_host(text.substr(0, colon)) && (colon == std::string_view::npos || all(text.substr(colon + 1), is_digit));
}

bool is_image_name(std::string_view text) {
  const std::vector<std::string> parts = split(text, '/');
  if (!std::all_of(parts.begin() + 1, parts.end(), is_path_part)) return false;
  return is_path_part(parts[0]) || (parts.size() > 1 && is_registry(parts[0]));
}

bool is_tag(std::string_view text) {
  const auto word = [](char c) { return is_ascii_letter(c) || is_digit(c) || c == '_'; };
  return text.size() <= kMostTag && all(text, [&](char c) { return word(c) || c == '.' || c == '-'; }) &&
         word(text.front());
}

// ALGORITHM:HEX, where the algorithm is words of letters and digits with one of -_+. between.
bool is_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon - 1 < kLeastDigest ||
      !all(text.substr(colon + 1), is_hex_digit)) {
    return false;
  }
  bool begins = true;
  for (const char c : text.substr(0, colon)) {
    const bool separator = c == '-' || c == '_' || c == '+' || c == '.';
    if (begins ? !is_ascii_letter(c) : !(is_ascii_letter(c) || is_digit(c) || separator)) return false;
    begins = separator;
  }
  return !begins;
}

}  // namespace

bool is_image_reference(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos && !is_digest(text.substr(at + 1))) return false;
  std::string_view name = text.substr(0, at);
  const std::size_t slash = name.rfind('/');
  const std::size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    if (!is_tag(name.substr(colon + 1))) return false;
    name = name.substr(0, colon);
  }
  return is_image_name(name);
}

}  // namespace kpp::data
