// See output.h.
#include "io/output.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/strings.h"
#include "io/theme.h"

namespace kpp::io {
namespace {

// Overrides and isolates reorder the text after them.
bool reorders(char32_t rune) {
  return (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069) || rune == 0x200E || rune == 0x200F;
}

// How many bytes at the end are a UTF-8 character's beginning that wants more.
std::size_t begun_at_end(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return size > back ? back : 0;
  }
  return 0;
}

bool is_plain(char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; }

}  // namespace

std::string escape_for_terminal(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    const char32_t rune = decode_rune(text, pos);
    const bool invalid = rune == 0xFFFD && pos - at == 1;
    if (invalid) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    else if (rune == 0x1B) out += "^[";
    else if (rune == '\r') out += "\\r";
    else if (rune == '\n' || rune == '\t') out += static_cast<char>(rune);
    else if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || reorders(rune)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(rune));
    } else out += text.substr(at, pos - at);
  }
  return out;
}

Output::Output(ByteSink& sink, bool is_terminal, int width, ThemeSource theme_source)
    : sink_(&sink), terminal_(is_terminal), width_(width), theme_source_(std::move(theme_source)) {}

Output::~Output() {
  // Whoever wants to know whether it worked calls flush().
  try {
    release();
    drain();
  } catch (const std::exception&) {
    buffer_.clear();
  }
}

// A body comes in pieces, which may end within a character: what is begun waits for the rest.
void Output::write_safe(std::string_view text) {
  if (begun_.empty() && std::all_of(text.begin(), text.end(), is_plain)) return put(text);
  const std::string joined = std::exchange(begun_, {}) + std::string(text);
  const std::size_t whole = joined.size() - begun_at_end(joined);
  begun_ = joined.substr(whole);
  put(escape_for_terminal(std::string_view(joined).substr(0, whole)));
}

void Output::release() {
  if (!begun_.empty()) put(escape_for_terminal(std::exchange(begun_, {})));
}

const Theme* Output::theme() {
  if (theme_source_) theme_ = std::exchange(theme_source_, nullptr)();
  return theme_.get();
}

// Each line has its own colours, so that a pager may begin anywhere; the blanks before it have none.
void Output::write_line(std::string_view text, std::string_view code) {
  const std::size_t blanks = std::min(text.find_first_not_of(' '), text.size());
  write(text.substr(0, blanks));
  text.remove_prefix(blanks);
  if (text.empty()) return;
  release();
  put("\x1b[");
  put(code);
  put("m");
  write(text);
  release();
  put("\x1b[0m");
}

void Output::write(std::string_view text, std::span<const Mark> marks) {
  if (!theme()) return write(text);
  std::size_t at = 0;
  for (const Mark& mark : marks) {
    write(text.substr(at, mark.begin - at));
    at = mark.end;
    std::string_view part = text.substr(mark.begin, mark.end - mark.begin);
    const std::string_view code = theme_->code(mark.meaning, mark.index);
    if (code.empty()) {
      write(part);
      continue;
    }
    for (std::size_t end = part.find('\n'); end != part.npos; end = part.find('\n')) {
      write_line(part.substr(0, end), code);
      write("\n");
      part.remove_prefix(end + 1);
    }
    write_line(part, code);
  }
  write(text.substr(at));
}

void Output::write_foreign(std::string_view text, std::span<const Mark> marks) {
  if (!theme()) return write_foreign(text);
  std::string safe;
  Marks moved;
  moved.reserve(marks.size());
  std::size_t at = 0;
  for (const Mark& mark : marks) {
    safe += escape_for_terminal(text.substr(at, mark.begin - at));
    const std::size_t begin = safe.size();
    safe += escape_for_terminal(text.substr(mark.begin, mark.end - mark.begin));
    moved.push_back({begin, safe.size(), mark.meaning, mark.index});
    at = mark.end;
  }
  safe += escape_for_terminal(text.substr(at));
  write(safe, moved);
}

void Output::flush() {
  drain();
  sink_->flush();
}

void Output::drain() {
  if (buffer_.empty()) return;
  std::string bytes;
  bytes.swap(buffer_);
  sink_->write(bytes);
  bytes.clear();
  buffer_.swap(bytes);  // keeps the room
}

std::string escape_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\x1b') out += "^[";
    else if (c == '\r') out += "\\r";
    else out += c;
  }
  return out;
}

}  // namespace kpp::io
