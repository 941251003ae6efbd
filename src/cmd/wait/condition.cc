// See condition.h.
#include "cmd/wait/condition.h"

#include <fmt/core.h>

#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "data/go_value.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// Parts at each single "=": two of them are part of an expression.
std::vector<std::string> split_at_equals(std::string_view text) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out.back() += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == '=') {
      out.back() += "==";
      ++i;
    } else {
      out.emplace_back();
    }
  }
  return out;
}

ForJsonPath parse_jsonpath(std::string_view text) {
  const std::vector<std::string> parts = split_at_equals(text);
  if (parts.size() > 2) {
    throw UsageError(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
        "--for=jsonpath='{.status.readyReplicas}'");
  }
  const std::string expression = algo::relaxed_expression(parts[0]);
  std::string value;
  if (parts.size() == 2) {
    value = trim_right(trim_left(parts[1], "'\""), "'\"");
    if (value.empty()) {
      throw UsageError(
          "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3");
    }
  }
  if (expression.empty()) throw UsageError("jsonpath expression cannot be empty");
  return {algo::JsonPath::parse(expression, {.allow_missing_keys = true}), std::move(value)};
}

}  // namespace

bool ForCondition::met(Node object) const {
  for (const Node condition : object["status"]["conditions"].items()) {
    if (!condition["status"].is_string() || !equal_fold(condition["type"].str(), name)) continue;
    const Node generation = object["metadata"]["generation"];
    Node observed = condition["observedGeneration"];
    if (!observed.is_integer()) observed = object["status"]["observedGeneration"];
    // A condition of the object as it was before a change says nothing of now.
    if (generation.is_integer() && observed.is_integer() && observed.as_int() < generation.as_int()) return false;
    return equal_fold(condition["status"].str(), value);
  }
  return false;
}

bool ForJsonPath::met(Node object) const {
  const std::vector<std::vector<Node>> found = path.find(object);
  if (found.empty() || found[0].empty()) return false;
  if (found.size() > 1) throw Error("given jsonpath expression matches more than one list");
  if (found[0].size() > 1) throw Error("given jsonpath expression matches more than one value");
  if (value.empty()) return true;
  const Node one = found[0][0];
  if (one.is_object() || one.is_array()) {
    throw Error("jsonpath leads to a nested object or list which is not supported");
  }
  std::string text;
  data::append_go_value(text, one);
  return trim(text) == trim(value);
}

WaitCondition parse_wait_condition(std::string_view typed) {
  const std::string lower = to_lower(typed);
  if (lower == "delete") return ForDelete{};
  if (lower == "create") return ForCreate{};
  constexpr std::string_view kCondition = "condition=";
  if (typed.starts_with(kCondition)) {
    const std::string_view rest = typed.substr(kCondition.size());
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return ForCondition{.name = std::string(rest)};
    return ForCondition{std::string(rest.substr(0, equals)), std::string(rest.substr(equals + 1))};
  }
  constexpr std::string_view kJsonPath = "jsonpath=";
  if (typed.starts_with(kJsonPath)) return parse_jsonpath(typed.substr(kJsonPath.size()));
  throw UsageError(fmt::format("unrecognized condition: {}", go_quote(typed)));
}

}  // namespace kpp::cmd
