// Label selectors: parsing, canonical text, matching.
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"

namespace kpp {

class Selector {
 public:
  enum class Op { equals, double_equals, not_equals, in, not_in, exists, not_exists, greater, less };
  struct Requirement {
    std::string key;
    Op op = Op::exists;
    std::vector<std::string> values;  ///< sorted, unique
  };
  /// Matches everything.
  Selector() = default;
  /// Throws ParseError in apimachinery's words ("unable to parse requirement: …", "found 'x', expected: …").
  static Selector parse(std::string_view text);
  /// Of requirements that are right in themselves (check_requirement); sorts them by key.
  static Selector of(std::vector<Requirement> requirements);
  /// Throws ParseError when a key, an operator's number of values, or a value is wrong.
  static void check_requirement(const Requirement& requirement);
  bool empty() const { return requirements_.empty(); }
  /// `labels` is an object of texts; anything else counts as no labels.
  bool matches(Node labels) const;
  std::string str() const;  ///< canonical, requirements sorted by key
  const std::vector<Requirement>& requirements() const { return requirements_; }

 private:
  std::vector<Requirement> requirements_;
};

/// The canonical text of a LabelSelector (matchLabels, matchExpressions); "" when it has no requirements. Throws
/// ParseError as check_requirement() does.
std::string label_selector_text(Node selector);
/// metav1.FormatLabelSelector of a spec.selector: "<none>", "<error>", or text.
std::string format_label_selector(Node selector);

}  // namespace kpp
