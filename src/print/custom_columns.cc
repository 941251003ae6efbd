// See custom_columns.h.
#include "print/custom_columns.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "data/go_value.h"
#include "kpp/error.h"
#include "print/table_marks.h"

namespace kpp::print {
namespace {

constexpr std::string_view kExpectedLines =
    "Expected format is one line of space separated headers, one line of space separated column specs.";

// The next line of `text`, which is moved past it; nullopt at the end.
std::optional<std::string_view> take_line(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> found;
  bool inside = false;
  for (std::size_t pos = 0; pos < line.size();) {
    const std::size_t begin = pos;
    const bool blank = is_unicode_space(decode_rune(line, pos));
    if (blank) {
      inside = false;
      continue;
    }
    if (!inside) found.emplace_back();
    inside = true;
    found.back() += line.substr(begin, pos - begin);
  }
  return found;
}

// What could move a cursor, made visible as kubectl does it, on a terminal or not.
std::string escaped(std::string_view text) {
  return replace_all(replace_all(std::string(text), "\x1b", "^["), "\r", "\\r");
}

std::string cell(const std::vector<std::vector<Node>>& found) {
  if (found.empty() || found.front().empty()) return "<none>";
  std::string text;
  bool first = true;
  for (const auto& values : found) {
    for (const Node value : values) {
      if (!first) text += ',';
      first = false;
      std::string shown;
      data::append_go_value(shown, value);
      text += escaped(shown);
    }
  }
  return text;
}

}  // namespace

CustomColumns CustomColumns::from_spec(std::string_view spec, bool no_headers) {
  if (spec.empty()) throw ParseError("custom-columns format specified but no custom columns given");
  CustomColumns result;
  result.no_headers_ = no_headers;
  for (const std::string& part : split(spec, ',')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string::npos) {
      throw ParseError("unexpected custom-columns spec: " + part + ", expected <header>:<json-path-expr>");
    }
    result.columns_.push_back({part.substr(0, colon), algo::relaxed_expression(part.substr(colon + 1)), std::nullopt});
  }
  return result;
}

CustomColumns CustomColumns::from_file(std::string_view text) {
  const auto missing = [](std::string_view what) {
    return ParseError("invalid template, missing " + std::string(what) + " line. " + std::string(kExpectedLines));
  };
  const auto header_line = take_line(text);
  if (!header_line) throw missing("header");
  const auto path_line = take_line(text);
  if (!path_line) throw missing("spec");
  const std::vector<std::string> headers = words(*header_line);
  const std::vector<std::string> paths = words(*path_line);
  if (headers.size() != paths.size()) {
    throw ParseError("number of headers (" + std::to_string(headers.size()) + ") and field specifications (" +
                     std::to_string(paths.size()) + ") don't match");
  }
  CustomColumns result;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    result.columns_.push_back({headers[i], algo::relaxed_expression(paths[i]), std::nullopt});
  }
  return result;
}

void CustomColumns::headers() {
  if (no_headers_) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) layout_.write("\t");
    layout_.write(columns_[i].header);
  }
  layout_.write("\n");
}

void CustomColumns::flush(std::string& out, Marks& marks, const io::Theme* theme) {
  if (theme) {
    std::vector<std::string_view> titles;
    for (const Column& column : columns_) titles.push_back(column.header);
    layout_.set_marker(TableMarks(columns_of(titles), *theme));
  }
  layout_.flush(out, marks);
}

void CustomColumns::parse_paths() {
  for (Column& column : columns_) {
    if (!column.path) column.path = algo::JsonPath::parse(column.expression, {.allow_missing_keys = true});
  }
}

void CustomColumns::row(Node object) {
  parse_paths();
  std::string line;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) line += '\t';
    line += cell(columns_[i].path->find(object));
  }
  line += '\n';
  layout_.write(line);
}

}  // namespace kpp::print
