// See values.h.
#include "describe/values.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/go_sort.h"
#include "base/quote.h"
#include "base/time.h"

namespace kpp::describe {

std::string time_text(Node time) {
  const std::optional<TimePoint> point = parse_rfc3339(time.str());
  return point ? format_rfc1123z(*point) : "Mon, 01 Jan 0001 00:00:00 +0000";
}

std::string go_time_text(Node time) {
  const std::optional<TimePoint> point = parse_rfc3339(time.str());
  return point ? format_go_time(*point) : "0001-01-01 00:00:00 +0000 UTC";
}

namespace {

std::string number_text(Node number) {
  return number.is_integer() ? std::to_string(number.as_int()) : json_float(number.as_double());
}

}  // namespace

Quantity to_quantity(Node quantity) {
  const std::string text = quantity.is_number() ? number_text(quantity) : std::string(quantity.str());
  return Quantity::try_parse(text).value_or(Quantity());
}

std::string quantity_text(Node quantity) { return to_quantity(quantity).str(); }

std::string_view true_false(bool value) { return value ? "True" : "False"; }

std::string_view text_or(Node text, std::string_view fallback) { return text.str().empty() ? fallback : text.str(); }

std::string number_or(Node number, std::string_view fallback) {
  return number.is_number() ? std::to_string(number.as_int()) : std::string(fallback);
}

std::string int_or_text(Node value, std::string_view absent) {
  if (value.is_string()) return std::string(value.str());
  return number_or(value, absent);
}

std::vector<std::string> texts(Node list) {
  std::vector<std::string> out;
  for (const Node item : list.items()) out.emplace_back(item.str());
  return out;
}

std::string bracketed(Node list) { return go_list(texts(list)); }

std::string map_text(Node map) {
  std::string out = "map[";
  for (const Member& member : sorted_members(map)) {
    if (out.back() != '[') out += ' ';
    out += fmt::format("{}:{}", member.key, member.value.str());
  }
  return out + "]";
}

std::string local_reference(Node reference) {
  if (!reference) return "nil";
  return fmt::format("&LocalObjectReference{{Name:{},}}", reference["name"].str());
}

std::string secret_reference(Node reference) {
  if (!reference) return "nil";
  return fmt::format("&SecretReference{{Name:{},Namespace:{},}}", reference["name"].str(),
                     reference["namespace"].str());
}

std::vector<Member> sorted_members(Node object) {
  std::vector<Member> out(object.members().begin(), object.members().end());
  std::sort(out.begin(), out.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  return out;
}

std::vector<Node> sorted_by(Node list, std::string_view field) {
  std::vector<Node> out(list.items().begin(), list.items().end());
  go_sort(out, [&](Node a, Node b) { return a[field].str() < b[field].str(); });
  return out;
}

Node controller_of(Node object) {
  for (const Node owner : object["metadata"]["ownerReferences"].items()) {
    if (owner["controller"].as_bool()) return owner;
  }
  return {};
}

bool has_key(Node map, std::string_view key) { return map[key].exists(); }

}  // namespace kpp::describe
