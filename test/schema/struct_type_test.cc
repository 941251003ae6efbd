// Structs of configuration files: read, brought in form, refused.
#include "schema/struct_type.h"

#include <nlohmann/json.hpp>

#include "kpp/error.h"
#include "support/catch.h"

namespace kpp::schema {
namespace {

const StructType kShelf{"Shelf", {{"name", FieldType::text, Written::always}, {"open", FieldType::flag}}, "v2"};
const StructType kNamedShelf{
    "NamedShelf", {{"name", FieldType::text, Written::always}, {"shelf", FieldType::object, Written::always, &kShelf}}};
const StructType kShop{"Shop",
                       {{"title", FieldType::text, Written::always},
                        {"shelves", FieldType::object_list, Written::always, &kNamedShelf, true},
                        {"shelf", FieldType::object, Written::set, &kShelf},
                        {"goods", FieldType::texts},
                        {"seal", FieldType::bytes},
                        {"prices", FieldType::text_map},
                        {"notes", FieldType::extensions}},
                       "v1",
                       [](Json& shop) {
                         if (shop.value("title", "").empty()) shop["title"] = "untitled";
                       }};

std::string read(std::string_view text, UnknownMembers unknown = UnknownMembers::drop) {
  Arena arena;
  try {
    return struct_document(data::parse_json(text, arena), kShop, unknown).dump();
  } catch (const ConfigError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("members stand in the struct's order; what says nothing is left out, but for what is always written") {
  CHECK(read(R"({"prices":{"a":"1"},"goods":[],"title":"x"})") == R"({"title":"x","shelves":null,"prices":{"a":"1"}})");
  CHECK(read(R"({"title":"x","shelf":{}})") == R"({"title":"x","shelves":null,"shelf":{"name":""}})");
  CHECK(empty_struct(kShop).dump() == R"({"title":"","shelves":null})");
}

TEST_CASE("defaults are set of what is read") { CHECK(read("{}") == R"({"title":"untitled","shelves":null})"); }

TEST_CASE("members nobody knows are kept at the end, or dropped") {
  CHECK(read(R"({"colour":1,"title":"x"})") == R"({"title":"x","shelves":null})");
  CHECK(read(R"({"colour":1,"title":"x"})", UnknownMembers::keep) == R"({"title":"x","shelves":null,"colour":1})");
}

TEST_CASE("named lists are sorted, each name once") {
  CHECK(read(R"({"title":"x","shelves":[{"name":"b","shelf":{"open":true}},{"name":"a"}]})") ==
        R"({"title":"x","shelves":[{"name":"a","shelf":{"name":""}},{"name":"b","shelf":{"name":"","open":true}}]})");
  CHECK(read(R"({"shelves":[{"name":"a"},{"name":"a"}]})") ==
        R"(error converting *[]NamedShelf into *map[string]*api.Shelf: duplicate name "a" in list: [a a])");
}

TEST_CASE("values of a wrong type are refused in Go's words") {
  const std::string begin = "json: cannot unmarshal ", field = " into Go struct field ";
  CHECK(read(R"({"title":1})") == begin + "number" + field + "Shop.title of type string");
  CHECK(read(R"({"shelf":{"open":"yes"}})") == begin + "string" + field + "Shelf.shelf.open of type bool");
  CHECK(read(R"({"shelf":[]})") == begin + "array" + field + "Shop.shelf of type v2.Shelf");
  CHECK(read(R"({"shelves":{}})") == begin + "object" + field + "Shop.shelves of type []v1.NamedShelf");
  CHECK(read(R"({"goods":[true]})") == begin + "bool" + field + "Shop.goods of type string");
  CHECK(read(R"({"seal":7})") == begin + "number" + field + "Shop.seal of type []uint8");
  CHECK(read(R"({"notes":[{"name":3}]})") == begin + "number" + field + "NamedExtension.notes.name of type string");
}

}  // namespace kpp::schema
