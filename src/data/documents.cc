// Cutting -f input into documents.
#include "data/documents.h"

#include "base/strings.h"
#include "base/unicode.h"
#include "data/json_scan.h"
#include "data/yaml.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

constexpr std::size_t kGuessBytes = 4096;
constexpr std::string_view kSeparator = "---";

void check_size(std::size_t size) {
  if (size > DocumentReader::kSizeLimit) throw ParseError("input is larger than 256 MiB");
}

std::string_view trim_spaces(std::string_view text) {
  std::size_t pos = 0;
  while (pos < text.size()) {
    std::size_t after = pos;
    if (!is_unicode_space(decode_rune(text, after))) break;
    pos = after;
  }
  text.remove_prefix(pos);
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80) --start;
    std::size_t after = start;
    if (!is_unicode_space(decode_rune(text, after))) break;
    text = text.substr(0, start);
  }
  return text;
}

std::string read_all(ByteSource& source) {
  std::string text;
  char buffer[16 * 1024];
  while (const std::size_t count = source.read(buffer, sizeof buffer)) {
    check_size(text.size() + count);
    text.append(buffer, count);
  }
  return text;
}

}  // namespace

bool looks_like_json(std::string_view text) {
  const std::string_view rest = trim_spaces(text.substr(0, kGuessBytes));
  return !rest.empty() && rest[0] == '{';
}

DocumentReader::DocumentReader(std::string text) : text_(std::move(text)) {
  check_size(text_.size());
  json_ = looks_like_json(text_);
}

DocumentReader::DocumentReader(ByteSource& source) : DocumentReader(text_of_file(read_all(source))) {}

bool DocumentReader::next(Document& document, KeyOrder order) {
  while (true) {
    document = Document{};
    const bool found = json_ ? next_json(document, order) : next_yaml(document, order);
    if (!found) return false;
    ++documents_;
    if (!document.root.is_null()) return true;
  }
}

bool DocumentReader::next_json(Document& document, KeyOrder order) {
  const JsonScan scan = scan_json(text_, pos_);
  switch (scan.outcome) {
    case JsonScan::Outcome::no_more: return false;
    case JsonScan::Outcome::value:
      value_begin_ = scan.begin;
      value_end_ = pos_ = scan.end;
      try {
        document.root =
            parse_json(std::string_view(text_).substr(scan.begin, scan.end - scan.begin), document.arena, order);
      } catch (const ParseError& error) {
        throw UndecodableError(error.what());
      }
      return true;
    case JsonScan::Outcome::unexpected_end:
    case JsonScan::Outcome::syntax_error: break;
  }
  const bool at_end = scan.outcome == JsonScan::Outcome::unexpected_end;
  const std::string plain = at_end ? "unexpected EOF" : scan.problem;
  if (documents_ > 1) throw ParseError(plain);  // no doubt a stream of JSON
  const std::string problem = at_end ? plain : "json: offset " + std::to_string(scan.offset) + ": " + plain;
  json_ = false;
  if (!skip_to_yaml()) throw ParseError(problem);
  try {
    return next_yaml(document, order);
  } catch (const ParseError&) {
    throw ParseError(problem);
  }
}

std::string DocumentReader::json_text(const Document& document) const {
  return value_end_ == 0 ? to_json(document.root) : text_.substr(value_begin_, value_end_ - value_begin_);
}

/// White space up to and with the first newline is not for YAML. False where too little is left to look at.
bool DocumentReader::skip_to_yaml() {
  constexpr std::size_t look_ahead = 4;
  while (text_.size() - pos_ >= look_ahead) {
    std::size_t after = pos_;
    const char32_t rune = decode_rune(text_, after);
    if (rune == 0xfffd) return false;
    if (!is_unicode_space(rune)) return true;
    pos_ = after;
    if (rune == '\n') return true;
  }
  return false;
}

bool DocumentReader::next_yaml(Document& document, KeyOrder order) {
  std::string text;
  value_end_ = 0;
  if (!next_yaml_text(text)) return false;
  try {
    document.root = parse_yaml(text, document.arena, order);
  } catch (ParseError& error) {
    error.add_context("error converting YAML to JSON");
    throw;
  }
  return true;
}

/// One line without its newline (and the CR before it); the last needs none.
bool DocumentReader::take_line(std::string_view& line) {
  if (pos_ >= text_.size()) return false;
  const std::size_t end = text_.find('\n', pos_);
  if (end == std::string::npos) {
    line = std::string_view(text_).substr(pos_);
    pos_ = text_.size();
  } else {
    line = std::string_view(text_).substr(pos_, end - pos_);
    pos_ = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  }
  return true;
}

/// The lines up to the next separator. One that comes first belongs to the document it opens.
bool DocumentReader::next_yaml_text(std::string& text) {
  std::string_view line;
  while (take_line(line)) {
    if (line.substr(0, kSeparator.size()) == kSeparator) {
      const std::string_view rest = trim_spaces(line.substr(kSeparator.size()));
      if (!rest.empty() && rest[0] != '#') {
        throw ParseError("invalid Yaml document separator: " + std::string(rest));
      }
      if (!text.empty()) return true;
    }
    text += line;
    text += '\n';
  }
  return !text.empty();
}

}  // namespace kpp::data
