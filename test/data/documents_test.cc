// -f input cut into documents, against apimachinery's decoder.
#include "data/documents.h"

#include "document_cases.h"
#include "kpp/error.h"
#include "support/catch.h"
#include "support/fake_streams.h"

using namespace kpp;
using namespace kpp::data;

namespace {

template <class Source>
std::string all_of(Source&& source) {
  std::string out;
  try {
    DocumentReader reader(std::forward<Source>(source));
    Document document;
    while (reader.next(document)) out += to_json(document.root) + "\n";
  } catch (const ParseError& error) {
    out += std::string("ERR ") + error.what();
  }
  return out;
}

}  // namespace

TEST_CASE("input is cut as kubectl cuts it") {
  for (const auto& c : document_cases::kInputs) {
    INFO(c.in);
    CHECK(all_of(std::string(c.in)) == c.out);
  }
}

TEST_CASE("a source is read to its end, however small its pieces") {
  test::TextSource pieces("a: 1\n---\nb: 2\n", 1);
  CHECK(all_of(pieces) == "{\"a\":1}\n{\"b\":2}\n");
}

TEST_CASE("a document outlives the reader and the next one") {
  Document first;
  {
    DocumentReader reader(std::string("a: text\n---\nb: 2\n"));
    REQUIRE(reader.next(first));
    Document second;
    REQUIRE(reader.next(second));
    CHECK_FALSE(reader.next(second));
  }
  CHECK(first.root["a"].str() == "text");
}

TEST_CASE("white space beyond the first 4,096 bytes hides that it is JSON") {
  const std::string blanks(5000, '\n');
  CHECK(all_of(blanks + "{\"a\":1}") == "{\"a\":1}\n");
  CHECK(all_of(blanks + "{\"a\":nul}") == "{\"a\":\"nul\"}\n");
}

TEST_CASE("the text of a document is told as messages quote it") {
  DocumentReader json(std::string(" {\"b\": 1,\n \"a\":2}\n---\nd: 1\nc: 2\n"));
  Document document;
  REQUIRE(json.next(document));
  CHECK(json.json_text(document) == "{\"b\": 1,\n \"a\":2}");
  REQUIRE(json.next(document));
  CHECK(json.json_text(document) == R"({"c":2,"d":1})");
}
