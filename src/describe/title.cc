// See title.h. Source: the word splitting is that of https://pkg.go.dev/github.com/fatih/camelcase
#include "describe/title.h"

#include <algorithm>
#include <vector>

#include "base/letter_case.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace kpp::describe {
namespace {

using Word = std::u32string;

int class_of(char32_t rune) { return is_small_letter(rune) ? 1 : is_capital_letter(rune) ? 2 : 3; }

Word runes_of(std::string_view text) {
  Word out;
  for (std::size_t pos = 0; pos < text.size();) out += decode_rune(text, pos);
  return out;
}

std::string text_of(const Word& word) {
  std::string out;
  for (const char32_t rune : word) append_rune(out, rune);
  return out;
}

std::vector<Word> words_of(const Word& name) {
  std::vector<Word> words;
  for (const char32_t rune : name) {
    if (words.empty() || class_of(words.back().back()) != class_of(rune)) words.emplace_back();
    words.back() += rune;
  }
  // The last capital before small letters begins their word.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!is_capital_letter(words[i].front()) || !is_small_letter(words[i + 1].front())) continue;
    words[i + 1].insert(words[i + 1].begin(), words[i].back());
    words[i].pop_back();
  }
  std::erase(words, Word());
  return words;
}

bool is_capitals(const Word& word) {
  const auto no_capital = [](char32_t rune) { return is_letter(rune) && !is_capital_letter(rune); };
  return text_of(word).size() >= 2 && std::none_of(word.begin(), word.end(), no_capital);
}

// kubectl looks at the first byte, as if it were a character.
bool begins_with_capital(const Word& word) {
  return is_capital_letter(static_cast<unsigned char>(text_of(word).front()));
}

// "CID" and "Rs" belong together.
std::vector<Word> merged(const std::vector<Word>& words) {
  std::vector<Word> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    out.push_back(words[i]);
    if (i + 1 < words.size() && is_capitals(words[i]) && begins_with_capital(words[i + 1])) out.back() += words[++i];
  }
  return out;
}

std::string title_word(const Word& word) {
  std::string text = text_of(word);
  std::string upper = to_upper(text);
  if (upper == "API" || upper == "URL" || upper == "UID" || upper == "GUID") return upper;
  return std::none_of(word.begin(), word.end(), is_capital_letter) ? with_title_letter(text) : text;
}

}  // namespace

std::string title_of(std::string_view field) {
  const Word name = runes_of(field);
  const auto plain = [](char32_t rune) { return is_letter(rune) || rune == U'-'; };
  if (!std::all_of(name.begin(), name.end(), plain)) return std::string(field);
  std::vector<std::string> titles;
  for (const Word& word : merged(words_of(name))) titles.push_back(title_word(word));
  return join(titles, " ");
}

}  // namespace kpp::describe
