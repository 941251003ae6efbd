// ListSplitter: the same pieces, however the bytes arrive.
#include "data/json_stream.h"

#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::data;

namespace {

std::vector<std::string> pieces(std::string_view text, std::size_t step, std::size_t limit = 1 << 20) {
  std::vector<std::string> out;
  ListSplitter splitter(
      {.item = [&](std::string_view item) { out.push_back("item " + std::string(item)); },
       .member = [&](std::string_view key,
                     std::string_view value) { out.push_back(std::string(key) + "=" + std::string(value)); },
       .array_begins = [&](std::string_view key) { out.push_back(std::string(key) + "["); }},
      limit);
  for (std::size_t at = 0; at < text.size(); at += step) splitter.feed(text.substr(at, step));
  splitter.finish();
  return out;
}

}  // namespace

TEST_CASE("items and members come whole, cut anywhere") {
  const std::string text = R"( {"kind":"List", "metadata":{"continue":"a\\","x":[1,"]}"]},"n":12,"b":true ,
    "items":[{"a":"}\"]"}, [1,{}],"s\"\\", 7 ,null], "it\u0065ms2":null} )";
  const std::vector<std::string> expected = {R"(kind="List")", R"(metadata={"continue":"a\\","x":[1,"]}"]})",
                                             "n=12",           "b=true",
                                             "items[",         R"(item {"a":"}\"]"})",
                                             "item [1,{}]",    R"(item "s\"\\")",
                                             "item 7",         "item null",
                                             "items2=null"};
  for (const std::size_t step : {1u, 2u, 3u, 5u, 7u, 16u, 1000u}) CHECK(pieces(text, step) == expected);
}

TEST_CASE("long items end where they end, wherever quotes, backslashes and brackets fall") {
  // Each lies at every place of a block of 64 bytes once.
  for (std::size_t blanks = 0; blanks < 70; ++blanks) {
    const std::string shift(blanks, ' ');
    const std::string inner = R"({"a":"}\\\"]\\",)" + shift + R"("b":[[{"c":"\\"},"]"],{}],"d":")" +
                              std::string(120, '\\') + R"(","e":"\"}"})";
    const std::vector<std::string> expected = {"items[", "item " + inner, "item [" + inner + "]"};
    for (const std::size_t step : {1u, 13u, 63u, 64u, 65u, 1000u}) {
      CHECK(pieces("{\"items\":[" + inner + ",[" + inner + "]]}", step) == expected);
    }
  }
}

TEST_CASE("an empty list, and one that is null") {
  CHECK(pieces(R"({"items":[]})", 1) == std::vector<std::string>{"items["});
  CHECK(pieces(R"({"items":null})", 100) == std::vector<std::string>{"items=null"});
  CHECK(pieces("{}", 1).empty());
}

TEST_CASE("what is cut or crooked is an error") {
  CHECK_THROWS_WITH(pieces(R"({"items":[{"a":1})", 3), "unexpected end of JSON input");
  CHECK_THROWS_WITH(pieces("<html>", 3), "invalid character '<' looking for beginning of value");
  CHECK_THROWS_WITH(pieces("\x1f\x8b", 3), "invalid character '\\x1f' looking for beginning of value");
  CHECK_THROWS_AS(pieces(R"({"items":[1 2]})", 3), ParseError);
  CHECK_THROWS_AS(pieces(R"({"items":[,]})", 3), ParseError);
  CHECK_THROWS_AS(pieces(R"({"a":1}})", 3), ParseError);
  CHECK_THROWS_AS(pieces(R"({"a" 1})", 3), ParseError);
}

TEST_CASE("a backslash outside of texts is the same wrong thing in every piece") {
  // Long enough for the walk over 64 bytes at a time, and the backslash within the first of them.
  const std::string text = R"({"b":{"a":1\],nu}[1,"x"],null]})" + std::string(80, ' ');
  const auto outcome = [&](std::size_t step) {
    std::string out;
    ListSplitter splitter(
        {.item = {},
         .member = [&](std::string_view key, std::string_view value) { out += std::string(key) + std::string(value); },
         .array_begins = {}});
    try {
      for (std::size_t at = 0; at < text.size(); at += step) splitter.feed(std::string_view(text).substr(at, step));
      splitter.finish();
    } catch (const ParseError& error) {
      out += error.what();
    }
    return out;
  };
  for (const std::size_t step : {1u, 6u, 63u, 64u, 65u}) CHECK(outcome(step) == outcome(text.size()));
}

TEST_CASE("one endless item is given up at the limit, however it arrives") {
  const std::string text = R"({"items":[")" + std::string(500, 'x') + R"("]})";
  CHECK_THROWS_WITH(pieces(text, 10, 100), ContainsSubstring("larger than 100 bytes"));
  CHECK_THROWS_WITH(pieces(text, 10000, 100), ContainsSubstring("larger than 100 bytes"));
}
