// From events to a tree. Anchors are known from the start of their node, so that a node may hold an alias to itself
// (which fails later, with a better message).
#include "data/yaml_tree.h"

#include <fmt/core.h>

#include <string>

#include "base/limits.h"
#include "base/strings.h"
#include "data/yaml_scalars.h"
#include "kpp/error.h"

namespace kpp::data {

bool YamlNode::is_merge_key() const {
  return kind == Kind::scalar && value == "<<" &&
         (plain_implicit ||
          (tag.substr(0, kYamlTagPrefix.size()) == kYamlTagPrefix && tag.substr(kYamlTagPrefix.size()) == "merge"));
}

namespace {

/// A private code point that stands for a ':' the scanner must not stumble over.
constexpr std::string_view kHiddenColon = "\xef\xa3\xb0";
constexpr int kMostHiddenColons = 64;

/// Byte of the code point number `character`, or npos where there is no ':' (text in UTF-16, for one).
std::size_t colon_at(std::string_view text, std::size_t character) {
  std::size_t pos = text.substr(0, 3) == "\xef\xbb\xbf" ? 3 : 0;
  for (; character > 0 && pos < text.size(); --character) {
    ++pos;
    while (pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xc0) == 0x80) ++pos;
  }
  return pos < text.size() && text[pos] == ':' ? pos : std::string_view::npos;
}

}  // namespace

YamlTree::YamlTree(std::string_view text) {
  std::string changed;
  for (int tries = 0;; ++tries) {
    try {
      read(tries == 0 ? text : std::string_view(changed));
      return;
    } catch (const UnexpectedColon& colon) {
      if (tries == 0) changed = text;
      const std::size_t pos = colon_at(changed, colon.character());
      const bool taken = tries == 0 && text.find(kHiddenColon) != std::string_view::npos;
      if (taken || pos == std::string_view::npos || tries == kMostHiddenColons) throw;
      changed.replace(pos, 1, kHiddenColon);
      colons_hidden_ = true;
      nodes_.clear();
      anchors_.clear();
    }
  }
}

void YamlTree::read(std::string_view text) {
  YamlEvents events(text);
  events.next();  // the start of the stream
  if (events.next().type == YamlEvent::Type::stream_end) return;
  root_ = compose(events, events.next(), 0);
  events.next();  // the end of the document: throws when something else follows
}

YamlNode& YamlTree::add(YamlNode::Kind kind, const YamlEvent& event) {
  if (nodes_.size() >= limits::kYamlValues) {
    throw ParseError(
        fmt::format("yaml: line {}: more than {} values in one document", event.line + 1, limits::kYamlValues));
  }
  YamlNode& node = nodes_.emplace_back();
  node.kind = kind;
  node.line = event.line;
  node.tag = texts_.copy(event.tag);
  node.plain_implicit = event.plain_implicit;
  if (!event.anchor.empty() && kind != YamlNode::Kind::alias) anchors_[texts_.copy(event.anchor)] = &node;
  return node;
}

const YamlNode* YamlTree::compose(YamlEvents& events, const YamlEvent& event, int depth) {
  if (depth > limits::kYamlDepth) {
    throw ParseError("yaml: line " + std::to_string(event.line + 1) + ": exceeded max depth of " +
                     std::to_string(limits::kYamlDepth));
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
      node.value = colons_hidden_ ? texts_.copy(replace_all(std::string(event.value), kHiddenColon, ":"))
                                  : texts_.copy(event.value);
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
