// %#v of YAML values.
#include "data/yaml_go_syntax.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/limits.h"
#include "base/quote.h"
#include "data/go_number.h"
#include "data/yaml_scalars.h"

namespace kpp::data {
namespace {

/// However long the value, a message stays readable.
constexpr std::size_t kLongestMessage = 64 * 1024;

void append(const YamlNode& node, std::string& out, int depth);

void append_scalar(const YamlNode& node, std::string& out) {
  YamlScalar found;
  if (!node.tag.empty() || node.plain_implicit) found = resolve_yaml_scalar(node.tag, node.value);
  switch (found.type) {
    case YamlScalar::Type::null: out += "interface {}(nil)"; return;
    case YamlScalar::Type::boolean: out += found.boolean ? "true" : "false"; return;
    case YamlScalar::Type::integer: out += std::to_string(found.integer); return;
    case YamlScalar::Type::unsigned_integer: {
      char digits[24];
      out += "0x";
      out.append(digits, std::to_chars(digits, digits + sizeof digits, found.unsigned_integer, 16).ptr);
      return;
    }
    case YamlScalar::Type::real:
      if (std::isfinite(found.real)) {
        out += kpp::go_float(found.real);
      } else {
        out += std::isnan(found.real) ? "NaN" : found.real < 0 ? "-Inf" : "+Inf";
      }
      return;
    case YamlScalar::Type::timestamp:
    case YamlScalar::Type::binary:
    case YamlScalar::Type::string: out += go_quote(node.value); return;
  }
}

void append_mapping(const YamlNode& node, std::string& out, int depth) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    std::string key;
    std::string value;
    append(*node.children[i], key, depth + 1);
    append(*node.children[i + 1], value, depth + 1);
    entries.emplace_back(std::move(key), std::move(value));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  out += "map[interface {}]interface {}{";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0) out += ", ";
    out += entries[i].first + ":" + entries[i].second;
  }
  out += '}';
}

void append(const YamlNode& node, std::string& out, int depth) {
  if (depth > limits::kYamlDepth || out.size() > kLongestMessage) return;
  switch (node.kind) {
    case YamlNode::Kind::scalar: append_scalar(node, out); return;
    case YamlNode::Kind::alias: append(*node.target, out, depth + 1); return;
    case YamlNode::Kind::mapping: append_mapping(node, out, depth); return;
    case YamlNode::Kind::sequence:
      out += "[]interface {}{";
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += ", ";
        append(*node.children[i], out, depth + 1);
      }
      out += '}';
      return;
  }
}

}  // namespace

std::string go_syntax(const YamlNode& node) {
  std::string out;
  append(node, out, 0);
  return out;
}

}  // namespace kpp::data
