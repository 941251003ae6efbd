// What a JsonPath holds.
#pragma once

#include "algo/jsonpath/ast.h"
#include "algo/jsonpath/jsonpath.h"
#include "algo/jsonpath/shape.h"

namespace kpp::algo {

struct JsonPath::Impl {
  jsonpath::Path root;
  JsonPathOptions options;
  jsonpath::Shape shape;
};

}  // namespace kpp::algo
