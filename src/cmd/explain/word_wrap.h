// Breaking lines of documentation, in the two ways that explain does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::cmd {

/// Breaks at white space so that lines have at most `limit` characters; longer words stay whole. Line breaks of
/// the text stay, blanks at a break go.
std::string wrap_words(std::string_view text, std::size_t limit);
/// Every line with `indent` blanks in front, empty ones too.
std::string indent_lines(std::string_view text, std::size_t indent);
/// The older way: lines are joined and broken anew; code blocks (four blanks), lists, empty lines and lines that
/// end in a colon keep their place.
std::vector<std::string> rewrap_paragraphs(std::string_view text, std::size_t limit);

}  // namespace kpp::cmd
