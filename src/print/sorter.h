// --sort-by: the order of objects, or of a table's rows, by one field.
// Source: https://kubernetes.io/docs/reference/kubectl/#sorting-list-objects
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"

namespace kpp::print {

/// How sorting went. Commands differ in what a problem means to them: `get` of a table shows an empty one.
struct SortResult {
  enum class Problem {
    none,
    bad_expression,  ///< the path cannot be read
    not_found,       ///< no object has the field
    not_usable,      ///< the path fails on an object (an index out of bounds, …)
    not_sortable,    ///< the values are booleans, lists or objects, or of two types: kubectl ends at once, exit code 1
  };
  Problem problem = Problem::none;
  std::string message;             ///< kubectl's words for the problem
  std::vector<std::size_t> order;  ///< without a problem: the indexes of the objects, in order
};

/// Objects without the field come first. Numbers sort as numbers, texts bytewise, but as quantities where both are.
/// `field` is a relaxed expression ("metadata.name", "{.metadata.name}").
SortResult sort_objects(std::span<const Node> objects, std::string_view field);

/// The same for the objects of a table's rows, whose problems kubectl words differently. Fewer than two rows stay as
/// they are, whatever the field.
SortResult sort_rows(std::span<const Node> objects, std::string_view field);

}  // namespace kpp::print
