// What certificate requests ask for, and that broken ones only throw.
#include "describe/certificate_request.h"

#include "base/base64.h"
#include "case.h"
#include "support/catch.h"

using namespace kpp;
using describe::CertificateRequest;
using describe::read_certificate_request;

namespace {

constexpr std::string_view kType = "CERTIFICATE REQUEST";

std::string pem(std::string_view der, std::string_view type = kType) {
  return fmt::format("-----BEGIN {}-----\n{}\n-----END {}-----\n", type, base64_encode(der), type);
}

// A value of DER shorter than 256 bytes.
std::string value(char tag, const std::string& bytes) {
  const std::string size(1, static_cast<char>(bytes.size()));
  return tag + (bytes.size() < 0x80 ? size : "\x81" + size) + bytes;
}

// A request with this subject and these other names.
std::string request(const std::string& subject, const std::string& names = "") {
  const std::string san =
      value(0x30, value(0x06, "\x55\x1D\x11") + value(0x01, "\xFF") + value(0x04, value(0x30, names)));
  const std::string attribute =
      value(0x30, value(0x06, "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x0E") + value(0x31, value(0x30, san)));
  return pem(
      value(0x30, value(0x30, value(0x02, "x") + value(0x30, subject) + value(0x30, "") + value('\xA0', attribute))));
}

std::string name(char attribute, char tag, const std::string& text) {
  return value(0x31, value(0x30, value(0x06, std::string("\x55\x04") + attribute) + value(tag, text)));
}

std::string address(const std::string& bytes) {
  return read_certificate_request(request("", value('\x87', bytes))).addresses.at(0);
}

std::string recorded_der() {
  const std::string text = test::read_case("signing-request").at("object").at("spec").at("request").get<std::string>();
  const std::string all = base64_decode(text).value();
  const std::size_t begin = all.find('\n');
  return base64_decode(all.substr(begin, all.find("-----END") - begin)).value();
}

}  // namespace

TEST_CASE("the texts of a subject, whatever their type") {
  const CertificateRequest asked = read_certificate_request(
      request(name(10, 0x0C, "n\xC3\xA9") + name(10, 0x14, "\xDC") + name(10, 0x1E, std::string("\0n\x20\xAC", 4)) +
              name(3, 0x13, "one") + name(3, 0x13, "two") + name(11, 0x02, "\x05") + name(99, 0x13, "x")));
  CHECK(asked.organizations == std::vector<std::string>{"n\xC3\xA9", "\xC3\x9C", "n\xE2\x82\xAC"});
  CHECK(asked.common_name == "two");
  CHECK(asked.units.empty());
}

TEST_CASE("addresses as Go writes them") {
  CHECK(address({"\xC0\0\x02\x07", 4}) == "192.0.2.7");
  CHECK(address(std::string(16, '\0')) == "::");
  CHECK(address(std::string(15, '\0') + "\x01") == "::1");
  CHECK(address("\x20\x01" + std::string(14, '\0')) == "2001::");
  CHECK(address({"\0\x01\0\0\0\0\0\x02\0\0\0\0\0\0\0\x03", 16}) == "1:0:0:2::3");
  CHECK(address({"\0\x01\0\x02\0\x03\0\0\0\x04\0\x05\0\x06\0\x07", 16}) == "1:2:3:0:4:5:6:7");
  CHECK_THROWS_AS(address("abc"), Error);
  CHECK_THROWS_AS(address(std::string(10, '\0') + "\xFF\xFF"
                                                  "abcd"),
                  Error);
}

TEST_CASE("what is no request is refused") {
  for (const std::string& text :
       {std::string(), std::string("hello"), pem("", "CERTIFICATE"),
        std::string("-----BEGIN CERTIFICATE REQUEST-----\nAA"),
        std::string("-----BEGIN CERTIFICATE REQUEST-----\n!!\n-----END CERTIFICATE REQUEST-----")}) {
    CHECK_THROWS_WITH(read_certificate_request(text), "PEM block type must be CERTIFICATE REQUEST");
  }
  CHECK_THROWS_WITH(read_certificate_request(pem("")), "asn1: syntax error: data truncated");
}

TEST_CASE("a request cut short or with a wrong byte crashes nothing") {
  const std::string whole = recorded_der();
  const auto read = [](const std::string& der) {
    try {
      (void)read_certificate_request(pem(der));
    } catch (const Error&) {
      SUCCEED();
    }
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    read(whole.substr(0, i));
    for (const char byte : {'\0', '\x7F', '\x80', '\x84', '\xFF', '\x30'}) {
      std::string changed = whole;
      changed[i] = byte;
      read(changed);
    }
  }
}
