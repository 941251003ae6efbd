// See word_wrap.h.
#include "cmd/explain/word_wrap.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace kpp::cmd {
namespace {

bool is_space(char32_t rune) {
  return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0x1680 ||
         (rune >= 0x2000 && rune <= 0x200a) || rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f ||
         rune == 0x3000;
}

// Text with its width in characters.
struct Piece {
  std::string text;
  std::size_t width = 0;
  void add(char32_t rune) {
    append_rune(text, rune);
    ++width;
  }
  void clear() {
    text.clear();
    width = 0;
  }
};

bool begins_list(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  std::size_t marker = digits;
  if (digits > 0) marker += digits < line.size() && line[digits] == '.' ? 1u : 0u;
  else if (!line.empty() && (line[0] == '-' || line[0] == '*')) marker = 1;
  return marker > 0 && marker < line.size() && (line[marker] == ' ' || (line[marker] >= '\t' && line[marker] <= '\r'));
}

}  // namespace

std::string wrap_words(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t column = 0;
  Piece word;
  Piece space;
  const auto flush = [&] {
    column += space.width + word.width;
    out += space.text + word.text;
    space.clear();
    word.clear();
  };
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t rune = decode_rune(text, pos);
    if (rune == '\n') {
      if (word.width > 0 || column + space.width <= limit) flush();
      space.clear();
      out += '\n';
      column = 0;
    } else if (is_space(rune)) {
      if (space.width == 0 || word.width > 0) flush();
      space.add(rune);
    } else {
      word.add(rune);
      if (column + word.width + space.width > limit && word.width < limit) {
        out += '\n';
        column = 0;
        space.clear();
      }
    }
  }
  if (word.width > 0 || column + space.width <= limit) flush();
  return out;
}

std::string indent_lines(std::string_view text, std::size_t indent) {
  const std::string blanks(indent, ' ');
  return blanks + replace_all(std::string(text), "\n", "\n" + blanks);
}

std::vector<std::string> rewrap_paragraphs(std::string_view text, std::size_t limit) {
  std::vector<std::string> out;
  std::string line;
  std::string last_word;
  const auto flush = [&] {
    if (line.empty()) return;
    out.push_back(std::move(line));
    line.clear();
    last_word.clear();
  };
  for (const std::string& original : split(text, '\n')) {
    const std::string_view bare = trim(original);
    if (original.starts_with("    ")) {
      flush();
      out.push_back(original);
      continue;
    }
    if (!out.empty() && bare.empty()) {
      flush();
      out.emplace_back();
      continue;
    }
    if (last_word.ends_with(':') || bare.empty() || begins_list(bare)) flush();
    std::size_t begin = 0;
    while ((begin = bare.find_first_not_of(" \t\r\v\f", begin)) != std::string_view::npos) {
      const std::size_t end = std::min(bare.find_first_of(" \t\r\v\f", begin), bare.size());
      const std::string_view word = bare.substr(begin, end - begin);
      if (!line.empty() && line.size() + 1 + word.size() > limit) flush();
      if (!line.empty()) line += ' ';
      line += word;
      last_word = word;
      begin = end;
    }
  }
  flush();
  return out;
}

}  // namespace kpp::cmd
