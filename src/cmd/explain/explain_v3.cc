// See explain_v3.h.
#include "cmd/explain/explain_v3.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>

#include "base/quote.h"
#include "base/strings.h"
#include "cmd/explain/word_wrap.h"
#include "kpp/error.h"
#include "print/go_value.h"

namespace kpp::cmd {
namespace {

constexpr std::size_t kV3Width = 76;
constexpr int kV3Deepest = 200;

using Seen = std::set<std::string, std::less<>>;

bool truthy(Node node) {
  switch (node.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return false;
    case Node::Kind::boolean: return node.as_bool();
    case Node::Kind::integer:
    case Node::Kind::real: return node.as_double() != 0;
    case Node::Kind::string: return !node.str().empty();
    case Node::Kind::array:
    case Node::Kind::object: return !node.empty();
  }
  return false;
}

// additionalProperties as a schema; it may also be a plain true.
Node map_values(Node schema) {
  const Node values = schema["additionalProperties"];
  return values.is_object() && !values.empty() ? values : Node();
}

// How far fields of fields are shown.
struct Recursion {
  bool on = false;
  std::size_t levels = 0;  ///< 0: all
  bool below(std::size_t level) const { return on && (levels == 0 || level < levels); }
};

class V3Explainer {
 public:
  explicit V3Explainer(Node document) : document_(document) {}

  Node group_version_kind(const GroupVersionResource& gvr) const {
    const std::string base = (gvr.group.empty() ? "/api/" : "/apis/" + gvr.group + "/") + gvr.version;
    Node found;
    for (const std::string& path : {base + "/" + gvr.resource, base + "/" + gvr.resource + "/{name}",
                                    base + "/namespaces/{namespace}/" + gvr.resource,
                                    base + "/namespaces/{namespace}/" + gvr.resource + "/{name}"}) {
      for (const char* method : {"get", "post", "put", "patch", "delete"}) {
        const Node kind = document_["paths"][path][method]["x-kubernetes-group-version-kind"];
        if (!truthy(kind)) continue;
        found = kind;
        break;
      }
    }
    return found;
  }

  Node schema_of(Node kind) const {
    for (const Member& schema : document_["components"]["schemas"].members()) {
      for (const Node candidate : schema.value["x-kubernetes-group-version-kind"].items()) {
        if (candidate == kind) return schema.value;
      }
    }
    return {};
  }

  /// The text for the schema at the end of the path; empty when there is no such field.
  std::string output(Node schema, std::span<const std::string> path, const Recursion& recursive, const Seen& seen,
                     int depth = 0) const {
    const std::string ref(schema["$ref"].str());
    const Node resolved = resolve(schema);
    if (path.empty()) return leaf(resolved, recursive);
    if (depth > kV3Deepest || (!ref.empty() && seen.contains(ref))) return {};
    Seen next = seen;
    next.insert(ref);
    const Node property = resolved["properties"][path.front()];
    if (truthy(property)) {
      std::string text;
      if (path.size() == 1) {
        text = fmt::format("FIELD: {} <{}>\n{}\n\n", path.front(), type_name(property), enumeration(property));
      }
      // A way through a field begins a new history.
      const std::string rest = output(property, path.subspan(1), recursive, {}, depth + 1);
      return rest.empty() ? rest : text + rest;
    }
    if (const Node items = resolved["items"]; truthy(items)) return output(items, path, recursive, next, depth + 1);
    if (const Node values = map_values(resolved); values.exists()) {
      return output(values, path, recursive, next, depth + 1);
    }
    for (const Node part : resolved["allOf"].items()) {
      std::string text = output(part, path, recursive, next, depth + 1);
      if (!text.empty()) return text;
    }
    return {};
  }

  /// The names of the fields at the end of the path.
  void field_names(Node schema, std::span<const std::string> path, std::set<std::string>& out, int depth = 0) const {
    constexpr int kDeepestWay = 30;  // through schemas that refer to themselves
    if (depth > kDeepestWay) return;
    const Node resolved = resolve(schema);
    if (path.empty()) {
      for (const Member& property : resolved["properties"].members()) out.emplace(property.key);
    } else if (const Node property = resolved["properties"][path.front()]; truthy(property)) {
      return field_names(property, path.subspan(1), out, depth + 1);
    }
    for (const Node part : resolved["allOf"].items()) field_names(part, path, out, depth + 1);
    if (const Node items = resolved["items"]; truthy(items)) field_names(items, path, out, depth + 1);
    if (const Node values = map_values(resolved); values.exists()) field_names(values, path, out, depth + 1);
  }

 private:
  Node resolve(Node schema) const {
    const std::string_view ref = schema["$ref"].str();
    if (!ref.starts_with('#')) return schema;
    Node at = document_;
    for (const std::string& key : split(ref.substr(1), '/')) {
      if (key.empty()) continue;
      at = at[replace_all(replace_all(key, "~1", "/"), "~0", "~")];
      if (!at.is_object()) return schema;
    }
    return truthy(at) ? at : schema;
  }

  std::string leaf(Node schema, const Recursion& recursive) const {
    std::string description;
    describe(schema, description, 0);
    if (description.empty()) description = "<empty>";
    std::string text = "DESCRIPTION:\n" + indent_lines(wrap_words(description, kV3Width), 4) + "\n";
    if (const Node docs = schema["externalDocs"]; truthy(docs)) text += "\n" + external_docs(docs, 0);
    std::string fields;
    list_fields(schema, 1, recursive, {}, fields);
    if (!fields.empty()) text += "FIELDS:\n" + fields;
    return text;
  }

  void describe(Node schema, std::string& out, int depth) const {
    if (depth > kV3Deepest) return;
    const Node resolved = resolve(schema);
    if (const std::string_view text = resolved["description"].str(); !text.empty()) {
      out += text;
      out += '\n';
    }
    for (const Node part : resolved["allOf"].items()) describe(part, out, depth + 1);
    if (const Node items = resolved["items"]; truthy(items)) describe(items, out, depth + 1);
    if (const Node values = map_values(resolved); values.exists()) describe(values, out, depth + 1);
  }

  // `field_indent` is that of the field the documents belong to, 0 for the whole schema.
  static std::string external_docs(Node docs, std::size_t field_indent) {
    std::string text = std::string(field_indent == 0 ? 0 : field_indent + 2, ' ') + "EXTERNAL DOCS:\n";
    if (const std::string_view description = docs["description"].str(); !description.empty()) {
      text += indent_lines(wrap_words(description, kV3Width - field_indent), field_indent + 4) + "\n";
    }
    if (const std::string_view url = docs["url"].str(); !url.empty()) {
      text += indent_lines("URL: " + std::string(url), field_indent + 4) + "\n";
    }
    return text;
  }

  std::string type_name(Node schema, int depth = 0) const {
    if (depth > kV3Deepest) return "Object";
    if (const Node items = schema["items"]; truthy(items)) return "[]" + type_name(items, depth + 1);
    if (const Node values = map_values(schema); values.exists()) return "map[string]" + type_name(values, depth + 1);
    const Node parts = schema["allOf"];
    if (parts.size() == 1 && !truthy(schema["properties"])) return type_name(parts.at(0), depth + 1);
    const std::string_view ref = schema["$ref"].str();
    if (!ref.empty()) {
      const Node target = resolve(schema);
      const std::string_view type = target["$ref"].exists() ? std::string_view() : target["type"].str();
      if (!type.empty() && type != "object") return std::string(type);
      const std::string_view name = ref.substr(ref.rfind('/') == std::string_view::npos ? 0 : ref.rfind('/') + 1);
      const std::string_view last = name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
      return last.empty() ? "Object" : std::string(last);
    }
    const std::string_view type = schema["type"].str();
    return type.empty() || type == "object" ? "Object" : std::string(type);
  }

  static std::string enum_value(Node value) {
    if (value.is_string() && value.str().empty()) return "\"\"";
    std::string text;
    print::append_go_value(text, value);
    return text;
  }

  // All values, one a line.
  static std::string enumeration(Node schema) {
    const Node values = schema["enum"];
    if (values.empty()) return {};
    std::string text = "ENUM:";
    for (const Node value : values.items()) text += "\n    " + enum_value(value);
    return text;
  }

  // The first few values, on one line.
  static std::string short_enumeration(Node schema, std::size_t indent) {
    constexpr std::size_t kShown = 4;
    const Node values = schema["enum"];
    if (values.empty()) return {};
    std::string text = "\n" + std::string(indent, ' ') + "enum: ";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == kShown) return text + ", ....";
      if (i > 0) text += ", ";
      text += enum_value(values.at(i));
    }
    return text;
  }

  void list_fields(Node schema, std::size_t level, const Recursion& recursive, const Seen& seen, std::string& out,
                   int depth = 0) const {
    const std::string ref(schema["$ref"].str());
    if (depth > kV3Deepest || (!ref.empty() && seen.contains(ref))) return;
    Seen next = seen;
    next.insert(ref);
    const Node resolved = resolve(schema);
    for (const Member& property : resolved["properties"].members()) {
      field(resolved, property, level, recursive.on, out);
      if (recursive.below(level)) list_fields(property.value, level + 1, recursive, next, out, depth + 1);
    }
    for (const Node part : resolved["allOf"].items()) list_fields(part, level, recursive, next, out, depth + 1);
    if (const Node items = resolved["items"]; truthy(items)) list_fields(items, level, recursive, next, out, depth + 1);
    if (const Node values = map_values(resolved); values.exists()) {
      list_fields(values, level, recursive, next, out, depth + 1);
    }
  }

  void field(Node parent, const Member& property, std::size_t level, bool brief, std::string& out) const {
    const std::size_t indent = level * 2;
    const auto required = parent["required"].items();
    const bool is_required =
        std::any_of(required.begin(), required.end(), [&](Node name) { return name.str() == property.key; });
    out += fmt::format("{}{}\t<{}>{}{}\n", std::string(indent, ' '), property.key, type_name(property.value),
                       is_required ? " -required-" : "", short_enumeration(property.value, indent));
    if (brief) return;
    const std::string_view description = property.value["description"].str();
    out += indent_lines(wrap_words(description.empty() ? "<no description>" : description, 78 - indent), indent + 2) +
           "\n";
    if (const Node docs = property.value["externalDocs"]; truthy(docs)) out += "\n" + external_docs(docs, indent);
    out += '\n';
  }

  Node document_;
};

}  // namespace

std::string describe_gvr(const GroupVersionResource& gvr) {
  return fmt::format("{}/{}, Resource={}", gvr.group, gvr.version, gvr.resource);
}

void explain_v3(Node document, const ExplainRequest& request, const std::function<void(std::string_view)>& write) {
  const V3Explainer explainer(document);
  const Node kind = explainer.group_version_kind(request.gvr);
  if (!truthy(kind)) throw Error(fmt::format("GVR ({}) not found in OpenAPI schema", describe_gvr(request.gvr)));
  std::string header;
  if (!kind["group"].str().empty()) header = fmt::format("GROUP:      {}\n", kind["group"].str());
  header += fmt::format("KIND:       {}\nVERSION:    {}\n\n", kind["kind"].str(), kind["version"].str());
  write(header);
  const Node schema = explainer.schema_of(kind);
  if (!truthy(schema)) {
    std::string shown;
    print::append_go_value(shown, kind);
    throw Error(fmt::format("GVK {} not found in OpenAPI schema", shown));
  }
  const std::string text =
      explainer.output(schema, request.path, {request.recursive, static_cast<std::size_t>(request.max_depth)}, {});
  if (text.empty()) throw Error(fmt::format("field {} does not exist", go_quote(request.path.back())));
  write(text + "\n");
}

std::vector<std::string> explained_fields(Node document, const GroupVersionResource& gvr,
                                          const std::vector<std::string>& path) {
  const V3Explainer explainer(document);
  std::set<std::string> names;
  explainer.field_names(explainer.schema_of(explainer.group_version_kind(gvr)), path, names);
  return {names.begin(), names.end()};
}

}  // namespace kpp::cmd
