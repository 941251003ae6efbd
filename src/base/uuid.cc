#include "base/uuid.h"

#include <fmt/core.h>
#include <sys/random.h>

#include <array>
#include <cerrno>

#include "base/files.h"
#include "kpp/error.h"

namespace kpp {

std::string uuid_v4() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error("getrandom: " + errno_text(errno));
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0Fu) | 0x40u);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3Fu) | 0x80u);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += fmt::format("{:02x}", bytes[i]);
  }
  return out;
}

std::string random_name_suffix() {
  constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";  // no vowels: no words
  std::array<unsigned char, 5> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error("getrandom: " + errno_text(errno));
  }
  std::string out;
  for (const unsigned char byte : bytes) out += kLetters[byte % kLetters.size()];
  return out;
}

}  // namespace kpp
