// See certificate_request.h.
#include "describe/certificate_request.h"

#include <fmt/core.h>

#include <utility>

#include "base/base64.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::describe {
namespace {

Error truncated() { return Error("asn1: syntax error: data truncated"); }

/// One value of DER: its tag, of one byte as all are here, and its bytes.
struct Value {
  unsigned tag = 0;
  std::string_view bytes = {};
};

constexpr unsigned kOctets = 0x04, kObjectId = 0x06, kSequence = 0x30, kSet = 0x31, kAttributes = 0xA0;

/// Reads values one after the other out of the bytes of the value around them.
class DerReader {
 public:
  explicit DerReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  bool next_is(unsigned tag) const { return !at_end() && static_cast<unsigned char>(rest_[0]) == tag; }

  Value next() {
    const unsigned tag = byte();
    std::size_t size = byte();
    if (size >= 0x80) {
      std::size_t count = size - 0x80;
      if (count == 0 || count > 4) throw Error("asn1: syntax error: length too large");
      for (size = 0; count > 0; --count) size = size << 8 | byte();
    }
    return {tag, take(size)};
  }
  std::string_view next(unsigned tag) {
    const Value value = next();
    if (value.tag != tag) throw Error("asn1: structure error: tags don't match");
    return value.bytes;
  }

 private:
  unsigned byte() { return static_cast<unsigned char>(take(1)[0]); }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) throw truncated();
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }

  std::string_view rest_;
};

// The text of the string types that names are made of; nullopt for other types.
std::optional<std::string> text_of(const Value& value) {
  switch (value.tag) {
    case 0x0C:  // UTF8String
    case 0x12:  // NumericString
    case 0x13:  // PrintableString
    case 0x16:  // IA5String
      return std::string(value.bytes);
    case 0x14: {  // T61String: Latin-1 in practice
      std::string out;
      for (const char c : value.bytes) append_rune(out, static_cast<unsigned char>(c));
      return out;
    }
    case 0x1E: {  // BMPString: two bytes a character
      std::string out;
      for (std::size_t i = 0; i + 1 < value.bytes.size(); i += 2) {
        append_rune(out, static_cast<char32_t>(static_cast<unsigned char>(value.bytes[i]) << 8 |
                                               static_cast<unsigned char>(value.bytes[i + 1])));
      }
      return out;
    }
    default: return std::nullopt;
  }
}

void keep_attribute(CertificateRequest& request, std::string_view id, const std::string& text) {
  if (id.size() != 3 || !id.starts_with("\x55\x04")) return;  // 2.5.4.x
  switch (id[2]) {
    case 3: request.common_name = text; break;
    case 5: request.serial_number = text; break;
    case 6: request.countries.push_back(text); break;
    case 7: request.localities.push_back(text); break;
    case 8: request.provinces.push_back(text); break;
    case 9: request.streets.push_back(text); break;
    case 10: request.organizations.push_back(text); break;
    case 11: request.units.push_back(text); break;
    case 17: request.postal_codes.push_back(text); break;
    default: break;
  }
}

void read_subject(CertificateRequest& request, std::string_view bytes) {
  for (DerReader sets(bytes); !sets.at_end();) {
    for (DerReader attributes(sets.next(kSet)); !attributes.at_end();) {
      DerReader attribute(attributes.next(kSequence));
      const std::string_view id = attribute.next(kObjectId);
      if (const auto text = text_of(attribute.next())) keep_attribute(request, id, *text);
    }
  }
}

// IPv6 as RFC 5952 has it.
std::string address_text(std::string_view bytes) {
  constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);
  if (bytes.size() == 16 && bytes.starts_with(kMapped)) {
    throw Error("x509: SAN iPAddress contains IPv4-mapped IPv6 address");
  }
  const auto at = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[i])); };
  if (bytes.size() == 4) return fmt::format("{}.{}.{}.{}", at(0), at(1), at(2), at(3));
  if (bytes.size() != 16) throw Error("x509: cannot parse IP address of length " + std::to_string(bytes.size()));
  const auto group = [&](std::size_t i) { return at(2 * i) << 8 | at(2 * i + 1); };
  std::size_t gap = 8;  // the longest run of zeros, of two groups at least
  std::size_t gap_size = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t size = 0;
    while (i + size < 8 && group(i + size) == 0) ++size;
    if (size > gap_size) {
      gap = i;
      gap_size = size;
    }
  }
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      out += "::";
      i += gap_size - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += fmt::format("{:x}", group(i));
  }
  return out;
}

void read_other_names(CertificateRequest& request, std::string_view bytes) {
  for (DerReader names(DerReader(bytes).next(kSequence)); !names.at_end();) {
    const Value name = names.next();
    switch (name.tag) {
      case 0x81: request.emails.emplace_back(name.bytes); break;
      case 0x82: request.dns_names.emplace_back(name.bytes); break;
      case 0x86: request.uris.emplace_back(name.bytes); break;
      case 0x87: request.addresses.push_back(address_text(name.bytes)); break;
      default: break;
    }
  }
}

void read_extensions(CertificateRequest& request, std::string_view bytes) {
  for (DerReader extensions(bytes); !extensions.at_end();) {
    DerReader extension(extensions.next(kSequence));
    const std::string_view id = extension.next(kObjectId);
    if (!extension.next_is(kOctets)) (void)extension.next();  // whether it is critical
    const std::string_view value = extension.next(kOctets);
    if (id == "\x55\x1D\x11") read_other_names(request, value);  // 2.5.29.17
  }
}

void read_attributes(CertificateRequest& request, std::string_view bytes) {
  for (DerReader attributes(bytes); !attributes.at_end();) {
    DerReader attribute(attributes.next(kSequence));
    const std::string_view id = attribute.next(kObjectId);
    if (id != "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x0E") continue;  // 1.2.840.113549.1.9.14
    DerReader values(attribute.next(kSet));
    if (!values.at_end()) read_extensions(request, values.next(kSequence));
  }
}

// The bytes of the first PEM block; its headers are passed over.
std::string first_block(std::string_view pem) {
  const Error wrong("PEM block type must be CERTIFICATE REQUEST");
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE REQUEST-----", kEnd = "-----END CERTIFICATE REQUEST-----";
  const std::size_t begin = pem.find("-----BEGIN ");
  if (begin == std::string_view::npos || !pem.substr(begin).starts_with(kBegin)) throw wrong;
  pem.remove_prefix(begin + kBegin.size());
  const std::size_t end = pem.find(kEnd);
  if (end == std::string_view::npos) throw wrong;
  std::string base64;
  for (const std::string& line : split(pem.substr(0, end), '\n')) {
    if (line.find(':') == std::string::npos) base64 += trim(line);
  }
  std::optional<std::string> bytes = base64_decode(base64);
  if (!bytes) throw wrong;
  return *std::move(bytes);
}

}  // namespace

CertificateRequest read_certificate_request(std::string_view pem) {
  const std::string bytes = first_block(pem);
  CertificateRequest request;
  DerReader info(DerReader(DerReader(bytes).next(kSequence)).next(kSequence));
  (void)info.next();  // version
  read_subject(request, info.next(kSequence));
  (void)info.next();  // public key
  if (info.next_is(kAttributes)) read_attributes(request, info.next().bytes);
  return request;
}

}  // namespace kpp::describe
