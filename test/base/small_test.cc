// SHA-256, UUIDs, base64, suggestions.
#include "base/base64.h"
#include "base/sha256.h"
#include "base/suggest.h"
#include "base/uuid.h"
#include "kpp/error.h"
#include "support/catch.h"

namespace kpp {

TEST_CASE("sha256 gives the standard's own examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256 does not mind where its input is cut") {
  const std::string text(200, 'x');
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 hash;
    hash.update(std::string_view(text).substr(0, cut));
    hash.update(std::string_view(text).substr(cut));
    REQUIRE(hash.finish() == sha256(text));
  }
}

TEST_CASE("uuids are version 4 and differ") {
  const std::string one = uuid_v4();
  REQUIRE(one.size() == 36);
  CHECK(one[14] == '4');
  CHECK(std::string("89ab").find(one[19]) != std::string::npos);
  CHECK(one != uuid_v4());
}

TEST_CASE("base64 goes there and back, and refuses in Go's words") {
  CHECK(base64_encode("") == "");
  CHECK(base64_encode("a") == "YQ==");
  CHECK(base64_encode("abc") == "YWJj");
  CHECK(base64_decode("YWJj\n") == "abc");
  CHECK(base64_decode("YQ==") == "a");
  CHECK_FALSE(base64_decode("YQ"));
  CHECK_FALSE(base64_decode("Y*=="));
  CHECK_THROWS_WITH(base64_decode_or_throw("Y*=="), "illegal base64 data at input byte 1");
}

TEST_CASE("distance counts edits") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("get", "") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("GET", "get") == 3);
  CHECK(edit_distance("GET", "get", true) == 0);
}

TEST_CASE("suggestions are near or begin alike, in the known order") {
  const std::vector<std::string> known{"describe", "get", "set", "delete"};
  CHECK(suggestions("gat", known) == std::vector<std::string>{"get", "set"});
  CHECK(suggestions("DESC", known) == std::vector<std::string>{"describe"});
  CHECK(suggestions("nothing", known).empty());
}

}  // namespace kpp
