// SHA-256 (FIPS 180-4), for names of cached files and of generated objects; small, so that OpenSSL need not be loaded
// for it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kpp {

/// Hashes bytes given in pieces.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// Ends the hash; the object must not be used after it.
  std::array<std::uint8_t, 32> finish();

 private:
  void block(const std::uint8_t* bytes);
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t total_ = 0;
};

std::array<std::uint8_t, 32> sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);  ///< 64 lower-case digits

}  // namespace kpp
