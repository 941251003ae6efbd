#include "net/status_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace kpp::net {
namespace {

constexpr std::pair<int, std::string_view> kTexts[] = {{100, "Continue"},
                                                       {101, "Switching Protocols"},
                                                       {200, "OK"},
                                                       {201, "Created"},
                                                       {202, "Accepted"},
                                                       {203, "Non-Authoritative Information"},
                                                       {204, "No Content"},
                                                       {205, "Reset Content"},
                                                       {206, "Partial Content"},
                                                       {300, "Multiple Choices"},
                                                       {301, "Moved Permanently"},
                                                       {302, "Found"},
                                                       {303, "See Other"},
                                                       {304, "Not Modified"},
                                                       {307, "Temporary Redirect"},
                                                       {308, "Permanent Redirect"},
                                                       {400, "Bad Request"},
                                                       {401, "Unauthorized"},
                                                       {402, "Payment Required"},
                                                       {403, "Forbidden"},
                                                       {404, "Not Found"},
                                                       {405, "Method Not Allowed"},
                                                       {406, "Not Acceptable"},
                                                       {407, "Proxy Authentication Required"},
                                                       {408, "Request Timeout"},
                                                       {409, "Conflict"},
                                                       {410, "Gone"},
                                                       {411, "Length Required"},
                                                       {412, "Precondition Failed"},
                                                       {413, "Request Entity Too Large"},
                                                       {414, "Request URI Too Long"},
                                                       {415, "Unsupported Media Type"},
                                                       {416, "Requested Range Not Satisfiable"},
                                                       {417, "Expectation Failed"},
                                                       {418, "I'm a teapot"},
                                                       {421, "Misdirected Request"},
                                                       {422, "Unprocessable Entity"},
                                                       {423, "Locked"},
                                                       {424, "Failed Dependency"},
                                                       {425, "Too Early"},
                                                       {426, "Upgrade Required"},
                                                       {428, "Precondition Required"},
                                                       {429, "Too Many Requests"},
                                                       {431, "Request Header Fields Too Large"},
                                                       {451, "Unavailable For Legal Reasons"},
                                                       {500, "Internal Server Error"},
                                                       {501, "Not Implemented"},
                                                       {502, "Bad Gateway"},
                                                       {503, "Service Unavailable"},
                                                       {504, "Gateway Timeout"},
                                                       {505, "HTTP Version Not Supported"},
                                                       {507, "Insufficient Storage"},
                                                       {508, "Loop Detected"},
                                                       {511, "Network Authentication Required"}};

}  // namespace

std::string_view status_text(int code) {
  const auto* found =
      std::find_if(std::begin(kTexts), std::end(kTexts), [code](const auto& known) { return known.first == code; });
  return found == std::end(kTexts) ? std::string_view() : found->second;
}

std::string status_line(HttpExchange& exchange) {
  if (auto* known = dynamic_cast<StatusLine*>(&exchange)) return known->status_line();
  const int code = exchange.status();
  return fmt::format("{} {}", code, status_text(code));
}

}  // namespace kpp::net
