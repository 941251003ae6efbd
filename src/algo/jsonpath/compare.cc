// See compare.h. Source: client-go's third_party/forked/golang/template, whose order of checks decides which of two
// errors is told.
#include "algo/jsonpath/compare.h"

#include <compare>

namespace kpp::algo::jsonpath {
namespace {

bool is_basic(Node value) { return value.is_boolean() || value.is_number() || value.is_string(); }

std::partial_ordering order(Node left, Node right) {
  if (left.is_string()) return left.str() <=> right.str();
  if (left.is_integer()) return left.as_int() <=> right.as_int();
  return left.as_double() <=> right.as_double();
}

Verdict of(bool truth) { return truth ? Verdict::yes : Verdict::no; }

}  // namespace

Verdict compare(std::string_view op, Node left, Node right) {
  const bool equality = op == "==" || op == "!=";
  if (!equality && op != "<" && op != ">" && op != "<=" && op != ">=") return Verdict::no_operator;
  if (!is_basic(left) || !is_basic(right)) return Verdict::not_comparable;
  if (left.kind() != right.kind()) return Verdict::incompatible;
  if (equality) return of((left == right) == (op == "=="));
  if (left.is_boolean()) return Verdict::not_comparable;
  const std::partial_ordering found = order(left, right);
  if (op == "<") return of(found < 0);
  if (op == ">") return of(found > 0);
  return of(op == "<=" ? found <= 0 : found >= 0);
}

}  // namespace kpp::algo::jsonpath
