// PEM texts as Go's encoding/pem reads them: what is no block is passed over.
// Source: RFC 7468, https://pkg.go.dev/encoding/pem
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kpp::net {

struct PemBlock {
  std::string type{};        ///< "CERTIFICATE"
  bool has_headers = false;  ///< "Proc-Type: …" and the like stand in it
  std::string bytes{};       ///< decoded

  bool is_certificate() const { return type == "CERTIFICATE"; }
  bool is_private_key() const { return type == "PRIVATE KEY" || type.ends_with(" PRIVATE KEY"); }
};

/// Gives the blocks of a text, which must outlive it, one by one. The text is read once, whatever stands in it.
class PemReader {
 public:
  explicit PemReader(std::string_view text) : rest_(text) {}
  /// The next block; nullopt when no more is there: then rest() is what stands behind the last one.
  std::optional<PemBlock> next();
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::vector<PemBlock> pem_blocks(std::string_view text);

/// Whether the bytes are one DER sequence and nothing behind it: the least that a certificate has to be.
bool is_der_sequence(std::string_view bytes);

}  // namespace kpp::net
