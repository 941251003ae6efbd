// JSON: bytes to Nodes, Nodes and Json values to bytes. Source: RFC 8259, and Go's encoding/json for the output.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/meaning.h"
#include "kpp/node.h"

namespace kpp {

/// A JSON value to be built or changed; keeps the order its members were added in.
using Json = nlohmann::ordered_json;

namespace data {

using kpp::KeyOrder;

/// Reads one document. Integers beyond int64 become reals. Throws ParseError in encoding/json's words where
/// scripts can meet them, else naming the byte. Nesting is limited to 1,000 levels, texts to 4 GiB.
/// Texts are copied into the arena: `text` may go.
Node parse_json(std::string_view text, Arena& arena, KeyOrder order = KeyOrder::sorted);
Document parse_json(std::string_view text, KeyOrder order = KeyOrder::sorted);

/// metadata.managedFields is often a third of an object, and mostly nobody looks at it.
enum class ManagedFields {
  keep,
  drop,         ///< those of the object that is read
  drop_in_row,  ///< those of member `object`: for rows of a Table
};

/// Reads one document after the other, keeping its buffers: for lists. What it returns refers to the text it was read
/// from: Arena::copy() what is to stay longer. Managed fields left out are not read, only passed over. Not thread-safe.
class JsonParser {
 public:
  JsonParser();
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;
  /// As parse_json(), but for how long the Node is valid.
  Node parse(std::string_view text, Arena& arena, KeyOrder order = KeyOrder::sorted,
             ManagedFields managed = ManagedFields::keep);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Go's json.Marshal: no blanks, <, >, & and U+2028/9 escaped, invalid UTF-8 becomes U+FFFD.
void write_json(Node node, std::string& out);
std::string to_json(Node node);
/// Go's json.MarshalIndent with `indent` spaces, no newline at the end.
void write_json_indented(Node node, std::string& out, int indent = 4, int level = 0);
/// The same, telling what its parts mean.
void write_json_indented(Node node, std::string& out, Marks& marks, int indent = 4, int level = 0);
/// A JSON string literal with Go's escapes.
void write_json_string(std::string_view text, std::string& out);

/// From a Json value to a Node and back.
Node to_node(const Json& json, Arena& arena, KeyOrder order = KeyOrder::as_written);
Json to_json_value(Node node);
/// A copy of the object's member; null where there is none or `object` is none.
Json member(const Json& object, std::string_view name);
/// Json::parse and dump live in one file: they are slow to compile.
Json parse_json_value(std::string_view text);

}  // namespace data
}  // namespace kpp
