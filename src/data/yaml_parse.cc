// From the tree of a YAML document to Nodes: scalars resolved, aliases expanded within bounds, merge keys applied,
// keys made strings in the way of sigs.k8s.io/yaml.
#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/base64.h"
#include "base/limits.h"
#include "base/strings.h"
#include "data/go_number.h"
#include "data/yaml.h"
#include "data/yaml_go_syntax.h"
#include "data/yaml_scalars.h"
#include "data/yaml_tree.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

using Type = YamlScalar::Type;

/// go-yaml's limits: up to 400,000 values nearly all may come from aliases, from 4,000,000 on a tenth.
constexpr double kRatioLow = 400'000;
constexpr double kRatioHigh = 4'000'000;

double allowed_alias_ratio(std::size_t decoded) {
  const auto count = static_cast<double>(decoded);
  if (count <= kRatioLow) return 0.99;
  if (count >= kRatioHigh) return 0.10;
  return 0.99 - 0.89 * ((count - kRatioLow) / (kRatioHigh - kRatioLow));
}

/// Counts what is decoded, and how much of it because of aliases.
class AliasBudget {
 public:
  void count() {
    ++decoded_;
    if (depth_ > 0) ++aliased_;
    if (aliased_ > 100 && decoded_ > 1000 &&
        (static_cast<double>(aliased_) / static_cast<double>(decoded_) > allowed_alias_ratio(decoded_) ||
         aliased_ > limits::kYamlAliasedValues)) {
      throw ParseError("yaml: document contains excessive aliasing");
    }
  }
  void enter() { ++depth_; }
  void leave() { --depth_; }

 private:
  std::size_t decoded_ = 0;
  std::size_t aliased_ = 0;
  int depth_ = 0;
};

class Decoder {
 public:
  Decoder(Arena& arena, KeyOrder order, BigIntegers big) : arena_(arena), order_(order), big_(big) {}

  Node document(const YamlNode& root) {
    const Node result = decode(root, 0);
    if (bad_key_ != nullptr) throw ParseError(bad_key_message());
    if (!number_problem_.empty()) throw ParseError(number_problem_);
    return result;
  }

 private:
  Node decode(const YamlNode& node, int depth) {
    budget_.count();
    if (depth > limits::kYamlDepth) {
      throw ParseError("yaml: line " + std::to_string(node.line + 1) + ": exceeded max depth of " +
                       std::to_string(limits::kYamlDepth));
    }
    switch (node.kind) {
      case YamlNode::Kind::scalar: return scalar(node);
      case YamlNode::Kind::sequence: {
        std::vector<Node> items;
        items.reserve(node.children.size());
        for (const YamlNode* child : node.children) items.push_back(decode(*child, depth + 1));
        return arena_.make_array(items);
      }
      case YamlNode::Kind::mapping: {
        std::vector<Member> members;
        members.reserve(node.children.size() / 2);
        mapping(node, members, depth);
        return object(members);
      }
      case YamlNode::Kind::alias: {
        enter_alias(node);
        const Node result = decode(*node.target, depth + 1);
        leave_alias(node);
        return result;
      }
    }
    return {};
  }

  void enter_alias(const YamlNode& node) {
    if (!open_aliases_.insert(&node).second) {
      throw ParseError("yaml: anchor '" + std::string(node.value) + "' value contains itself");
    }
    budget_.enter();
  }
  void leave_alias(const YamlNode& node) {
    budget_.leave();
    open_aliases_.erase(&node);
  }

  /// Adds a mapping's entries; a key that comes again, also by a merge, is added again and wins.
  void mapping(const YamlNode& node, std::vector<Member>& members, int depth) {
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const YamlNode& key = *node.children[i];
      const YamlNode& value = *node.children[i + 1];
      if (key.is_merge_key()) {
        merge(value, members, depth + 1);
        continue;
      }
      const std::string_view name = key_text(key, value, depth + 1);
      members.push_back({name, decode(value, depth + 1)});
    }
  }

  void merge(const YamlNode& node, std::vector<Member>& members, int depth) {
    switch (node.kind) {
      case YamlNode::Kind::mapping:
      case YamlNode::Kind::alias: merge_mapping(node, members, depth); return;
      case YamlNode::Kind::sequence:
        for (std::size_t i = node.children.size(); i > 0; --i) {
          merge_mapping(*node.children[i - 1], members, depth);  // earlier ones win: they come last
        }
        return;
      case YamlNode::Kind::scalar: break;
    }
    refuse_merge();
  }

  void merge_mapping(const YamlNode& node, std::vector<Member>& members, int depth) {
    if (node.kind == YamlNode::Kind::alias) {
      if (node.target->kind != YamlNode::Kind::mapping) refuse_merge();
      budget_.count();
      enter_alias(node);
      budget_.count();
      check_merge_depth(node, depth);
      mapping(*node.target, members, depth + 1);
      leave_alias(node);
      return;
    }
    if (node.kind != YamlNode::Kind::mapping) refuse_merge();
    budget_.count();
    check_merge_depth(node, depth);
    mapping(node, members, depth + 1);
  }

  static void check_merge_depth(const YamlNode& node, int depth) {
    if (depth <= limits::kYamlDepth) return;
    throw ParseError("yaml: line " + std::to_string(node.line + 1) + ": exceeded max depth of " +
                     std::to_string(limits::kYamlDepth));
  }

  [[noreturn]] static void refuse_merge() {
    throw ParseError("yaml: map merge requires map or sequence of maps as the value");
  }

  static YamlScalar resolve(const YamlNode& node) {
    if (node.tag.empty() && !node.plain_implicit) return YamlScalar{};
    return resolve_yaml_scalar(node.tag, node.value);
  }

  std::string_view binary(const YamlNode& node) {
    const auto bytes = base64_decode(node.value);
    if (!bytes) throw ParseError("yaml: !!binary value contains invalid base64 data");
    return arena_.copy(to_valid_utf8(*bytes));
  }

  Node scalar(const YamlNode& node) {
    const YamlScalar found = resolve(node);
    switch (found.type) {
      case Type::null: return Node::null();
      case Type::boolean: return Node::boolean(found.boolean);
      case Type::integer: return Node::integer(found.integer);
      case Type::unsigned_integer:
        return big_ == BigIntegers::kept ? Node::unsigned_integer(found.unsigned_integer)
                                         : Node::real(static_cast<double>(found.unsigned_integer));
      case Type::real: return real(found.real);
      case Type::binary: return Node::string(binary(node));
      case Type::timestamp:
      case Type::string: return arena_.copy_string(node.value);
    }
    return {};
  }

  /// Numbers pass through JSON, where 1.0 and 1e3 are written as integers and not-a-number cannot be.
  Node real(double value) {
    if (!std::isfinite(value)) {
      if (number_problem_.empty()) {
        number_problem_ = std::string("json: unsupported value: ") + (std::isnan(value) ? "NaN"
                                                                      : value < 0       ? "-Inf"
                                                                                        : "+Inf");
      }
      return Node::null();
    }
    if (const auto text = integer_text(value)) {
      if (const auto whole = parse_go_int(*text)) return Node::integer(*whole);
    }
    return Node::real(value);
  }

  static const YamlNode& behind(const YamlNode& node) {
    const YamlNode* target = &node;
    for (int hops = 0; target->kind == YamlNode::Kind::alias && hops < limits::kYamlDepth; ++hops) {
      target = target->target;
    }
    return *target;
  }

  std::string_view key_text(const YamlNode& key, const YamlNode& value, int depth) {
    const YamlNode& node = behind(key);
    if (&node != &key) budget_.count();
    if (node.kind != YamlNode::Kind::scalar) {
      decode(key, depth);  // what is wrong inside comes first
      throw ParseError("yaml: invalid map key: " + go_syntax(node));
    }
    budget_.count();
    const YamlScalar found = resolve(node);
    switch (found.type) {
      case Type::boolean: return found.boolean ? "true" : "false";
      case Type::integer: return arena_.copy(std::to_string(found.integer));
      case Type::real: {
        std::string text;
        append_go_float32(found.real, text);
        return arena_.copy(text);
      }
      case Type::binary: return binary(node);
      case Type::timestamp:
      case Type::string: return arena_.copy(node.value);
      case Type::null:
      case Type::unsigned_integer: break;
    }
    if (bad_key_ == nullptr) {
      bad_key_ = &node;
      bad_key_value_ = &value;
    }
    return {};
  }

  /// sigs.k8s.io/yaml's words for a key that is null or above int64, with the value in Go's syntax.
  std::string bad_key_message() {
    const bool null_key = resolve(*bad_key_).type == Type::null;
    const bool null_value =
        bad_key_value_->kind == YamlNode::Kind::scalar && resolve(*bad_key_value_).type == Type::null;
    return std::string("unsupported map key of type: ") +
           (null_key ? "%!s(<nil>), key: <nil>" : "uint64, key: " + go_syntax(*bad_key_)) +
           ", value: " + (null_value ? std::string("<nil>") : go_syntax(*bad_key_value_));
  }

  Node object(std::vector<Member>& members) {
    if (order_ == KeyOrder::as_written) {
      keep_last_in_place(members);
      return arena_.make_object(members);
    }
    const auto by_key = [](const Member& a, const Member& b) { return a.key < b.key; };
    if (!std::is_sorted(members.begin(), members.end(), by_key)) {
      std::stable_sort(members.begin(), members.end(), by_key);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (kept > 0 && members[kept - 1].key == members[i].key) --kept;
      members[kept++] = members[i];
    }
    members.resize(kept);
    return arena_.make_object(members);
  }

  static void keep_last_in_place(std::vector<Member>& members) {
    std::unordered_map<std::string_view, std::size_t> places;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto [place, is_new] = places.emplace(members[i].key, kept);
      if (is_new) {
        members[kept++] = members[i];
      } else {
        members[place->second].value = members[i].value;
      }
    }
    members.resize(kept);
  }

  Arena& arena_;
  KeyOrder order_;
  BigIntegers big_;
  AliasBudget budget_;
  std::unordered_set<const YamlNode*> open_aliases_;
  const YamlNode* bad_key_ = nullptr;  ///< found while decoding, reported after go-yaml's own errors
  const YamlNode* bad_key_value_ = nullptr;
  std::string number_problem_;  ///< reported last, by the JSON encoder there
};

}  // namespace

Node parse_yaml(std::string_view text, Arena& arena, KeyOrder order, BigIntegers big) {
  const YamlTree tree(text);
  return tree.root() == nullptr ? Node::null() : Decoder(arena, order, big).document(*tree.root());
}

}  // namespace kpp::data
