// What fields the API's types have: for objects that kubectl decodes before it works on them.
#pragma once

#include <span>
#include <string_view>

namespace kpp::schema {

struct TypedField {
  std::string_view name = {};
  std::string_view part = {};  ///< the embedded type it comes from; errors name it
  std::string_view type = {};  ///< as in fields.cc
  bool always = false;         ///< written even when it is empty
};

/// In the order of the type; none for types that are not known.
std::span<const TypedField> fields_of_type(std::string_view type);

}  // namespace kpp::schema
