// From events to a tree. Anchors are known from the start of their node, so that a node may hold an alias to itself
// (which fails later, with a better message).
#include "data/yaml_tree.h"

#include <string>

#include "data/yaml_scalars.h"
#include "kpp/error.h"

namespace kpp::data {

bool YamlNode::is_merge_key() const {
  return kind == Kind::scalar && value == "<<" &&
         (plain_implicit || (tag.substr(0, kYamlTagPrefix.size()) == kYamlTagPrefix &&
                             tag.substr(kYamlTagPrefix.size()) == "merge"));
}

YamlTree::YamlTree(std::string_view text) {
  YamlEvents events(text);
  events.next();  // the start of the stream
  if (events.next().type == YamlEvent::Type::stream_end) return;
  root_ = compose(events, events.next(), 0);
  events.next();  // the end of the document: throws when something else follows
}

YamlNode& YamlTree::add(YamlNode::Kind kind, const YamlEvent& event) {
  YamlNode& node = nodes_.emplace_back();
  node.kind = kind;
  node.line = event.line;
  node.tag = texts_.copy(event.tag);
  node.plain_implicit = event.plain_implicit;
  if (!event.anchor.empty() && kind != YamlNode::Kind::alias) anchors_[texts_.copy(event.anchor)] = &node;
  return node;
}

const YamlNode* YamlTree::compose(YamlEvents& events, const YamlEvent& event, int depth) {
  if (depth > kMaxYamlDepth) {
    throw ParseError("yaml: line " + std::to_string(event.line + 1) + ": exceeded max depth of " +
                     std::to_string(kMaxYamlDepth));
  }
  switch (event.type) {
    case YamlEvent::Type::alias: {
      YamlNode& node = add(YamlNode::Kind::alias, event);
      const auto found = anchors_.find(event.anchor);
      if (found == anchors_.end()) {
        throw ParseError("yaml: unknown anchor '" + std::string(event.anchor) + "' referenced");
      }
      node.value = found->first;
      node.target = found->second;
      return &node;
    }
    case YamlEvent::Type::scalar: {
      YamlNode& node = add(YamlNode::Kind::scalar, event);
      node.value = texts_.copy(event.value);
      return &node;
    }
    case YamlEvent::Type::sequence_start:
    case YamlEvent::Type::mapping_start: {
      const bool sequence = event.type == YamlEvent::Type::sequence_start;
      YamlNode& node = add(sequence ? YamlNode::Kind::sequence : YamlNode::Kind::mapping, event);
      const auto end = sequence ? YamlEvent::Type::sequence_end : YamlEvent::Type::mapping_end;
      for (YamlEvent next = events.next(); next.type != end; next = events.next()) {
        node.children.push_back(compose(events, next, depth + 1));
      }
      return &node;
    }
    case YamlEvent::Type::stream_start:
    case YamlEvent::Type::stream_end:
    case YamlEvent::Type::document_start:
    case YamlEvent::Type::document_end:
    case YamlEvent::Type::sequence_end:
    case YamlEvent::Type::mapping_end: break;
  }
  throw ParseError("yaml: attempted to go past the end of stream; corrupted value?");
}

}  // namespace kpp::data
