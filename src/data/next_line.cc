// See next_line.h.
#include "data/next_line.h"

namespace kpp::data {
namespace {

constexpr std::string_view kNextLine = "\xc2\x85";

/// How many breaks begin at `at`, which moves past them and the blanks among them and behind.
std::size_t skip_breaks(std::string_view text, std::size_t& at) {
  std::size_t count = 0;
  for (;;) {
    if (text.substr(at).starts_with(kNextLine)) {
      at += kNextLine.size();
      ++count;
    } else if (at < text.size() && text[at] == ' ') {
      ++at;
    } else {
      return count;
    }
  }
}

}  // namespace

std::string_view fold_next_lines(std::string_view text, std::string& buffer) {
  std::size_t found = text.find(kNextLine);
  if (found == std::string_view::npos) return text;
  buffer.clear();
  std::size_t from = 0;
  while (found != std::string_view::npos) {
    std::size_t end = found;
    while (end > from && text[end - 1] == ' ') --end;
    buffer.append(text.substr(from, end - from));
    from = found;
    // One break is a blank; of more, all but the first are kept.
    const std::size_t breaks = skip_breaks(text, from);
    if (breaks == 1) buffer += ' ';
    else buffer.append(breaks - 1, '\n');
    found = text.find(kNextLine, from);
  }
  buffer.append(text.substr(from));
  return buffer;
}

}  // namespace kpp::data
