// Label selectors: what they match and their text. Reading them is in selector_parse.cc.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "data/go_number.h"
#include "data/label_syntax.h"
#include "data/selector.h"
#include "kpp/error.h"

namespace kpp {
namespace {

using Op = Selector::Op;

bool compares(Op op, std::string_view label, std::string_view bound) {
  const auto value = data::parse_go_int(label, 10);
  const auto limit = data::parse_go_int(bound, 10);
  if (!value || !limit) return false;
  return op == Op::greater ? *value > *limit : *value < *limit;
}

bool meets(const Selector::Requirement& requirement, Node labels) {
  const Node label = labels[requirement.key];
  const std::string_view text = label.str();
  const auto& values = requirement.values;
  switch (requirement.op) {
    case Op::equals:
    case Op::double_equals:
    case Op::in: return label.exists() && std::find(values.begin(), values.end(), text) != values.end();
    case Op::not_equals:
    case Op::not_in: return !label.exists() || std::find(values.begin(), values.end(), text) == values.end();
    case Op::exists: return label.exists();
    case Op::not_exists: return !label.exists();
    case Op::greater:
    case Op::less: break;
  }
  return label.exists() && values.size() == 1 && compares(requirement.op, text, values.front());
}

std::string_view infix(Op op) {
  switch (op) {
    case Op::equals: return "=";
    case Op::double_equals: return "==";
    case Op::not_equals: return "!=";
    case Op::in: return " in (";
    case Op::not_in: return " notin (";
    case Op::greater: return ">";
    case Op::less: return "<";
    case Op::exists:
    case Op::not_exists: break;
  }
  return "";
}

std::string text_of(const Selector::Requirement& requirement) {
  const Op op = requirement.op;
  std::string text = (op == Op::not_exists ? "!" : "") + requirement.key;
  text += infix(op);
  text += join(requirement.values, ",");
  if (op == Op::in || op == Op::not_in) text += ')';
  return text;
}

// The requirements of a LabelSelector. Throws ParseError for an operator that there is not.
std::vector<Selector::Requirement> read_label_selector(Node selector) {
  std::vector<Selector::Requirement> out;
  for (const Member& label : selector["matchLabels"].members()) {
    out.push_back({std::string(label.key), Op::equals, {std::string(label.value.str())}});
  }
  for (const Node expression : selector["matchExpressions"].items()) {
    Selector::Requirement requirement;
    requirement.key = expression["key"].str();
    const std::string_view op = expression["operator"].str();
    if (op == "In") {
      requirement.op = Op::in;
    } else if (op == "NotIn") {
      requirement.op = Op::not_in;
    } else if (op == "Exists") {
      requirement.op = Op::exists;
    } else if (op == "DoesNotExist") {
      requirement.op = Op::not_exists;
    } else {
      throw ParseError(fmt::format("{} is not a valid label selector operator", go_quote(op)));
    }
    for (const Node value : expression["values"].items()) requirement.values.emplace_back(value.str());
    std::sort(requirement.values.begin(), requirement.values.end());
    out.push_back(std::move(requirement));
  }
  return out;
}

}  // namespace

Selector Selector::of(std::vector<Requirement> requirements) {
  Selector selector;
  selector.requirements_ = std::move(requirements);
  std::stable_sort(selector.requirements_.begin(), selector.requirements_.end(),
                   [](const Requirement& a, const Requirement& b) { return a.key < b.key; });
  return selector;
}

bool Selector::matches(Node labels) const {
  return std::all_of(requirements_.begin(), requirements_.end(),
                     [&](const Requirement& requirement) { return meets(requirement, labels); });
}

std::string Selector::str() const {
  std::string text;
  for (const Requirement& requirement : requirements_) {
    if (!text.empty()) text += ',';
    text += text_of(requirement);
  }
  return text;
}

std::string label_selector_text(Node selector) {
  std::vector<Selector::Requirement> requirements = read_label_selector(selector);
  for (const Selector::Requirement& requirement : requirements) Selector::check_requirement(requirement);
  return Selector::of(std::move(requirements)).str();
}

std::string format_label_selector(Node selector) {
  try {
    const std::string text = label_selector_text(selector);
    return text.empty() ? "<none>" : text;
  } catch (const ParseError&) {
    return "<error>";
  }
}

}  // namespace kpp
