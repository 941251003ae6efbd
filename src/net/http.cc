// The parts of HttpExchange that are the same for every transport.
#include "kpp/http.h"

#include <fmt/core.h>

#include "base/strings.h"
#include "kpp/error.h"

namespace kpp {

std::string HttpExchange::header(std::string_view name) {
  for (const Header& header : headers()) {
    if (equal_fold(header.first, name)) return header.second;
  }
  return "";
}

std::string HttpExchange::read_all(std::size_t limit) {
  std::string out;
  for (;;) {
    const std::string_view piece = read();
    if (piece.empty()) return out;
    if (piece.size() > limit - out.size()) {
      throw TransportError(TransportError::Kind::other, fmt::format("the answer is larger than {} bytes", limit));
    }
    out.append(piece);
  }
}

}  // namespace kpp
