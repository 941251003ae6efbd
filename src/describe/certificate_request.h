// CertificateRequest: what a PKCS#10 certificate request asks for.
// Sources: https://www.rfc-editor.org/rfc/rfc2986, https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::describe {

struct CertificateRequest {
  std::string common_name = {};
  std::string serial_number = {};
  std::vector<std::string> organizations = {};
  std::vector<std::string> units = {};
  std::vector<std::string> countries = {};
  std::vector<std::string> localities = {};
  std::vector<std::string> provinces = {};
  std::vector<std::string> streets = {};
  std::vector<std::string> postal_codes = {};
  // Other names of the subject.
  std::vector<std::string> dns_names = {};
  std::vector<std::string> emails = {};
  std::vector<std::string> uris = {};
  std::vector<std::string> addresses = {};
};

/// Reads the first block of a PEM text. Throws Error("PEM block type must be CERTIFICATE REQUEST") where that is no
/// request, or in Go's words where it is broken. The signature is not checked.
CertificateRequest read_certificate_request(std::string_view pem);

}  // namespace kpp::describe
