// PEM texts: what counts as a block, and that no text takes long to read.
#include "net/pem.h"

#include "net/support.h"

namespace kpp::net {
namespace {

std::vector<std::string> types(std::string_view text) {
  std::vector<std::string> out;
  for (const PemBlock& block : pem_blocks(text)) {
    out.push_back(block.type + (block.has_headers ? "+" : "") + "=" + block.bytes);
  }
  return out;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("blocks are found between other text, and what is none is passed over") {
  CHECK(types("").empty());
  CHECK(types("text -----BEGIN A-----\nYQ==\n-----END A-----\n").empty());
  CHECK(types("text\n-----BEGIN A-----\nYQ==\n-----END A-----\nmore\n-----BEGIN B B-----\r\nYm\r\nI=\r\n-----END B "
              "B-----") == Found{"A=a", "B B=bb"});
  CHECK(types("-----BEGIN A-----\n-----END A-----\n") == Found{"A="});
  CHECK(types("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nYQ==\n-----END A-----\n") == Found{"A+=a"});
  CHECK(types("-----BEGIN A-----\n Y Q=\t= \n-----END A-----\n") == Found{"A=a"});
  // Begun twice, ended otherwise, no base64, not at the end of its line: none.
  CHECK(types("-----BEGIN A-----\n-----BEGIN B-----\nYQ==\n-----END B-----\n") == Found{"B=a"});
  CHECK(types("-----BEGIN A-----\nYQ==\n-----END B-----\n-----BEGIN C-----\nYQ==\n-----END C-----\n") == Found{"C=a"});
  CHECK(types("-----BEGIN A-----\n!\n-----END A-----\n-----BEGIN C-----\nYQ==\n-----END C-----\n") == Found{"C=a"});
  CHECK(types("-----BEGIN A-----\nYQ==\n-----END A----- x\n").empty());
  CHECK(types("-----BEGIN A\nYQ==\n-----END A-----\n").empty());
}

TEST_CASE("what stands behind the last block is left") {
  PemReader reader("-----BEGIN A-----\nYQ==\n-----END A-----\nrest");
  CHECK(reader.next().has_value());
  CHECK_FALSE(reader.next().has_value());
  CHECK(reader.rest() == "rest");
}

TEST_CASE("a text is read once, however often something begins or ends in it") {
  std::string begun, ended;
  for (std::size_t i = 0; i < 200'000; ++i) {
    begun += "-----BEGIN A-----\n", ended += "-----BEGIN B-----\n-----END A-----\n";
  }
  CHECK(types(begun).empty());
  CHECK(types(ended).empty());
}

TEST_CASE("a DER sequence is whole, and alone") {
  CHECK(is_der_sequence({"\x30\x00", 2}));
  CHECK(is_der_sequence("\x30\x01x"));
  CHECK(is_der_sequence("\x30\x81\x01x"));
  CHECK(is_der_sequence({"\x30\x82\x00\x01x", 5}));
  for (const std::string_view bad :
       {"", "\x30", "\x31\x01x", "\x30\x02x", "\x30\x01xy", "\x30\x80x", "\x30\x81", "\x30\x85\x01\x01\x01\x01\x01x"}) {
    CHECK_FALSE(is_der_sequence(bad));
  }
}

}  // namespace kpp::net
