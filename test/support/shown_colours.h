// Colours in a form that can be read in a test: {31 text} for what is red.
#pragma once

#include <string>
#include <string_view>

#include "base/strings.h"

namespace kpp::test {

/// Other escape sequences stay as they are.
inline std::string shown_colours(std::string text) {
  text = replace_all(std::move(text), "\x1b[0m", "}");
  for (std::size_t at = text.find("\x1b["); at != text.npos; at = text.find("\x1b[", at + 1)) {
    const std::size_t end = text.find_first_not_of("0123456789;", at + 2);
    if (end == text.npos || text[end] != 'm') continue;
    text = text.substr(0, at) + "{" + text.substr(at + 2, end - at - 2) + " " + text.substr(end + 1);
  }
  return text;
}

}  // namespace kpp::test
