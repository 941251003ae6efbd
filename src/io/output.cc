// See output.h.
#include "io/output.h"

#include "base/strings.h"

namespace kpp::io {
namespace {

// Overrides and isolates reorder the text after them.
bool reorders(char32_t rune) { return (rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069) || rune == 0x200E || rune == 0x200F; }

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
    else if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || reorders(rune)) out += fmt::format("\\u{:04x}", static_cast<unsigned>(rune));
    else out += text.substr(at, pos - at);
  }
  return out;
}

Output::~Output() {
  // Whoever wants to know whether it worked calls flush().
  try {
    drain();
  } catch (const std::exception&) {
    buffer_.clear();
  }
}

void Output::write_foreign(std::string_view text) {
  if (!terminal_) return write(text);
  write(escape_for_terminal(text));
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
