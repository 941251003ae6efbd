// What fields the API's types have: for objects that kubectl decodes before it works on them.
#pragma once

#include <string_view>
#include <vector>

namespace kpp::app {

struct TypedField {
  std::string_view name = {};
  std::string_view part = {};  ///< the embedded type it comes from; errors name it
  std::string_view type = {};  ///< as in typed_schema.cc
  bool always = false;         ///< written even when it is empty
};

/// In the order of the type; none for types that are not known.
std::vector<TypedField> fields_of_type(std::string_view type);

}  // namespace kpp::app
