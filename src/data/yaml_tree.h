// YamlTree: one YAML document as it is written, before tags, aliases and merge keys mean anything.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/yaml_events.h"
#include "kpp/node.h"

namespace kpp::data {

struct YamlNode {
  enum class Kind { scalar, sequence, mapping, alias };
  Kind kind = Kind::scalar;
  bool plain_implicit = false;
  std::uint32_t line = 0;                 ///< counted from 0
  std::string_view tag;                   ///< long form; empty for none
  std::string_view value;                 ///< of a scalar; of an alias the anchor's name
  const YamlNode* target = nullptr;       ///< of an alias
  std::vector<const YamlNode*> children;  ///< of a mapping: key, value, key, value, …

  bool is_merge_key() const;
};

class YamlTree {
 public:
  /// Reads the first document of `text`. Throws ParseError in go-yaml's words.
  explicit YamlTree(std::string_view text);
  /// nullptr when there is no document.
  const YamlNode* root() const { return root_; }

 private:
  void read(std::string_view text);
  const YamlNode* compose(YamlEvents& events, const YamlEvent& event, int depth);
  YamlNode& add(YamlNode::Kind kind, const YamlEvent& event);

  Arena texts_;
  std::deque<YamlNode> nodes_;
  std::unordered_map<std::string_view, const YamlNode*> anchors_;
  const YamlNode* root_ = nullptr;
  bool colons_hidden_ = false;
};

}  // namespace kpp::data
