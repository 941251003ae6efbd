// See title.h. Source: the word splitting is that of https://pkg.go.dev/github.com/fatih/camelcase
#include "describe/title.h"

#include <vector>

#include "base/strings.h"

namespace kpp::describe {
namespace {

// Letters beyond ASCII count as small ones: most are, and words stay whole.
bool is_lower(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
int class_of(char c) { return is_lower(c) ? 1 : is_upper(c) ? 2 : 3; }

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  for (const char c : name) {
    if (words.empty() || class_of(words.back().back()) != class_of(c)) words.emplace_back();
    words.back() += c;
  }
  // The last capital before small letters begins their word.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].empty() || !is_upper(words[i].front()) || !is_lower(words[i + 1].front())) continue;
    words[i + 1].insert(words[i + 1].begin(), words[i].back());
    words[i].pop_back();
  }
  std::erase(words, "");
  return words;
}

bool is_capitals(std::string_view word) {
  return word.size() >= 2 && std::none_of(word.begin(), word.end(), is_lower);
}

// "CID" and "Rs" belong together.
std::vector<std::string> merged(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    out.push_back(words[i]);
    if (i + 1 < words.size() && is_capitals(words[i]) && is_upper(words[i + 1].front())) out.back() += words[++i];
  }
  return out;
}

}  // namespace

std::string title_of(std::string_view field) {
  const auto plain = [](char c) { return is_lower(c) || is_upper(c) || c == '-'; };
  if (!std::all_of(field.begin(), field.end(), plain)) return std::string(field);
  std::vector<std::string> words = merged(words_of(field));
  for (std::string& word : words) {
    const std::string upper = to_upper(word);
    if (upper == "API" || upper == "URL" || upper == "UID" || upper == "GUID") word = upper;
    else if (word == to_lower(word)) word = to_upper(word.substr(0, 1)) + word.substr(1);
  }
  return join(words, " ");
}

}  // namespace kpp::describe
