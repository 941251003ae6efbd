// Structs of Go that configuration files hold (a kubeconfig, a kuberc), as documents to be read, changed and written.
//
// Members stand in the struct's order and hold what Go would write: required ones always, others when they say
// something.
#pragma once

#include <string_view>
#include <vector>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp::schema {

enum class FieldType { text, flag, bytes, texts, text_map, texts_map, object, object_list, extensions };

/// When a member is written: when it says something, when it was set (even to nothing), or always.
enum class Written { filled, set, always };

struct StructType;

/// One member of a struct.
struct StructField {
  std::string_view name = {};
  FieldType type = FieldType::text;
  Written written = Written::filled;
  const StructType* of = nullptr;       ///< of an object, or of a list's objects
  bool named = false;                   ///< a list whose objects are sorted by their names, which are unique
  std::string_view go_type = "string";  ///< of a text, for errors
};

struct StructType {
  std::string_view name = {};  ///< Go's, for errors
  std::vector<StructField> fields = {};
  std::string_view package = "v1";
  void (*set_defaults)(Json& value) = nullptr;  ///< of a value just read
  const StructField* find(std::string_view member) const;
};

enum class UnknownMembers { keep, drop };

/// The document that `root` is, in the form told above. Throws ConfigError in Go's words.
Json struct_document(Node root, const StructType& type, UnknownMembers unknown);
/// An object of this type with nothing in it but the required members.
Json empty_struct(const StructType& type);
/// Brings an object that was changed, and all below it, into the form told above (order, empty members).
void normalise_struct(Json& value, const StructType& type);

}  // namespace kpp::schema
