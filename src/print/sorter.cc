// See sorter.h.
#include "print/sorter.h"

#include <numeric>
#include <optional>

#include "algo/jsonpath/jsonpath.h"
#include "base/go_sort.h"
#include "base/quote.h"
#include "data/go_value.h"
#include "data/quantity.h"
#include "kpp/error.h"

namespace kpp::print {
namespace {

using Problem = SortResult::Problem;

// Thrown by the comparison, out of the sorting algorithm, for two values that have no order.
struct NotSortable {
  std::string reason;
};

// The first value a path found in one object.
struct Key {
  Node value;  // missing: the object lacks the field
  std::optional<Quantity> quantity;
};

// Whether `a` sorts before `b`. An object without the field does so always, even before another one of its kind.
bool before(const Key& a, const Key& b) {
  if (!a.value.exists()) return true;
  if (!b.value.exists() || b.value.is_null()) return false;
  if (a.value.is_null()) return true;
  const bool sortable = a.value.is_number() || a.value.is_string();
  if (!sortable) throw NotSortable{"unsortable type: " + std::string(data::go_type(a.value))};
  if (a.value.kind() != b.value.kind()) throw NotSortable{"unsortable interface: interface"};
  if (a.value.is_integer()) return a.value.as_int() < b.value.as_int();
  if (a.value.is_real()) return a.value.as_double() < b.value.as_double();
  if (a.quantity && b.quantity) return a.quantity->compare(*b.quantity) < 0;
  return a.value.str() < b.value.str();
}

std::vector<std::size_t> sorted(const std::vector<Key>& keys) {
  std::vector<std::size_t> order(keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  go_sort(order, [&](std::size_t a, std::size_t b) { return before(keys[a], keys[b]); });
  return order;
}

SortResult problem(Problem kind, std::string message) {
  SortResult result;
  result.problem = kind;
  result.message = std::move(message);
  return result;
}

// `owner`: what kubectl names in the message about values without an order.
SortResult sort(std::span<const Node> objects, const algo::JsonPath& path, std::string_view expression,
                std::string_view owner) {
  std::vector<Key> keys;
  keys.reserve(objects.size());
  bool found_any = false;
  for (const Node object : objects) {
    Key& key = keys.emplace_back();
    const auto found = path.find(object);
    if (found.empty() || found.front().empty()) continue;
    found_any = true;
    key.value = found.front().front();
    if (key.value.is_string()) key.quantity = Quantity::try_parse(key.value.str());
  }
  if (!found_any) {
    return problem(Problem::not_found,
                   "couldn't find any field with path " + go_quote(expression) + " in the list of objects");
  }
  SortResult result;
  try {
    result.order = sorted(keys);
  } catch (const NotSortable& error) {
    return problem(Problem::not_sortable, "Field " + std::string(expression) + " in " + std::string(owner) +
                                              " is an unsortable type: interface, err: " + error.reason);
  }
  return result;
}

std::vector<std::size_t> as_they_are(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

}  // namespace

SortResult sort_objects(std::span<const Node> objects, std::string_view field) {
  SortResult result;
  if (objects.empty()) return result;
  try {
    const std::string expression = algo::relaxed_expression(field);
    const auto path = algo::JsonPath::parse(expression, {.allow_missing_keys = true});
    return sort(objects, path, expression, "*unstructured.Unstructured");
  } catch (const ParseError& error) {
    return problem(Problem::bad_expression, error.message());
  } catch (const Error& error) {
    return problem(Problem::not_usable, error.message());
  }
}

SortResult sort_rows(std::span<const Node> objects, std::string_view field) {
  SortResult result;
  if (objects.size() < 2) {
    result.order = as_they_are(objects.size());
    return result;
  }
  std::string expression;
  try {
    expression = algo::relaxed_expression(field);
  } catch (const ParseError&) {
    expression = field;  // kubectl tries it as it is, too
  }
  try {
    const auto path = algo::JsonPath::parse(expression, {.allow_missing_keys = true});
    return sort(objects, path, expression, "[][][]reflect.Value");
  } catch (const ParseError& error) {
    return problem(Problem::bad_expression, "sorting error: " + error.message());
  } catch (const Error& error) {
    return problem(Problem::not_usable, "Failed to get values for [][]reflect.Value(nil) using " + expression +
                                            " (&errors.errorString{s:" + go_quote(error.message()) + "})");
  }
}

}  // namespace kpp::print
