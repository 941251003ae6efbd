// See http_read.h.
#include "support/apiserver/http_read.h"

#include <charconv>

#include "base/strings.h"

namespace kpp::apiserver {
namespace {

constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kLargestBody = std::size_t{16} << 20;

std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end == text.data() + text.size() && value <= kLargestBody ? std::optional(value)
                                                                                           : std::nullopt;
}

}  // namespace

std::string percent_decode(std::string_view text, bool query) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<std::size_t> code =
        text[i] == '%' && i + 2 < text.size() ? number(text.substr(i + 1, 2), 16) : std::nullopt;
    if (code) {
      out += static_cast<char>(*code);
      i += 2;
    } else {
      out += query && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

bool RequestReader::fill() {
  const std::string more = socket_.read();
  buffer_ += more;
  return !more.empty();
}

std::optional<std::string> RequestReader::take_line() {
  std::size_t end;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (buffer_.size() > kLongestLine || !fill()) return std::nullopt;
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

bool RequestReader::take(std::size_t size, std::string& out) {
  while (buffer_.size() < size) {
    if (!fill()) return false;
  }
  out.append(buffer_, 0, size);
  buffer_.erase(0, size);
  return true;
}

bool RequestReader::take_chunks(std::string& out) {
  for (;;) {
    const std::optional<std::string> line = take_line();
    if (!line) return false;
    const std::optional<std::size_t> size = number(trim(std::string_view(*line).substr(0, line->find(';'))), 16);
    if (!size || out.size() + *size > kLargestBody) return false;
    if (!take(*size, out)) return false;
    std::string end;
    if (!take(2, end)) return false;
    if (*size == 0) return true;
  }
}

std::optional<Request> RequestReader::next() {
  const std::optional<std::string> first = take_line();
  if (!first) return std::nullopt;
  const std::vector<std::string> words = split(*first, ' ');
  if (words.size() != 3 || !words[2].starts_with("HTTP/1.") || !words[1].starts_with('/')) return std::nullopt;
  Request request;
  request.method = words[0];
  request.target = words[1];
  const std::size_t mark = request.target.find('?');
  request.path = percent_decode(request.target.substr(0, mark));
  if (mark != std::string::npos) {
    for (const std::string& pair : split(request.target.substr(mark + 1), '&')) {
      const std::size_t equals = pair.find('=');
      if (pair.empty()) continue;
      request.query[percent_decode(pair.substr(0, equals), true)] =
          equals == std::string::npos ? "" : percent_decode(pair.substr(equals + 1), true);
    }
  }
  for (;;) {
    const std::optional<std::string> line = take_line();
    if (!line) return std::nullopt;
    if (line->empty()) break;
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos) return std::nullopt;
    std::string& value = request.headers[to_lower(line->substr(0, colon))];
    if (!value.empty()) value += ",";
    value += trim(std::string_view(*line).substr(colon + 1));
  }
  if (equal_fold(request.header("expect"), "100-continue") && !socket_.write("HTTP/1.1 100 Continue\r\n\r\n")) {
    return std::nullopt;
  }
  if (equal_fold(request.header("transfer-encoding"), "chunked")) {
    if (!take_chunks(request.body)) return std::nullopt;
  } else if (const std::string length = request.header("content-length"); !length.empty()) {
    const std::optional<std::size_t> size = number(length, 10);
    if (!size || !take(*size, request.body)) return std::nullopt;
  }
  return request;
}

}  // namespace kpp::apiserver
