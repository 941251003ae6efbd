// See explain_v2.h.
#include "cmd/explain/explain_v2.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>

#include "base/quote.h"
#include "base/strings.h"
#include "cmd/explain/word_wrap.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr std::size_t kV2Width = 80;
constexpr std::size_t kDescriptionIndent = 5;
constexpr std::size_t kFieldIndent = 3;
constexpr int kV2Deepest = 200;

// What a schema is, as its first keyword tells.
enum class Shape { reference, kind, map, array, primitive, arbitrary };

Shape shape_of(Node schema) {
  if (!schema["$ref"].str().empty()) return Shape::reference;
  const std::string_view type = schema["type"].str();
  const bool properties = schema["properties"].is_object();
  if (type.empty()) return properties ? Shape::kind : Shape::arbitrary;
  if (type == "object") return properties ? Shape::kind : Shape::map;
  return type == "array" ? Shape::array : Shape::primitive;
}

class V2Explainer {
 public:
  V2Explainer(Node document, const GroupVersionKind& kind, const std::function<void(std::string_view)>& write)
      : definitions_(document["definitions"]), kind_(kind), write_(write) {}

  Node schema_of_kind() const {
    for (const Member& definition : definitions_.members()) {
      for (const Node candidate : definition.value["x-kubernetes-group-version-kind"].items()) {
        if (candidate["group"].str() == kind_.group && candidate["version"].str() == kind_.version &&
            candidate["kind"].str() == kind_.kind) {
          return definition.value;
        }
      }
    }
    return {};
  }

  Node follow(Node schema, std::span<const std::string> path, int depth = 0) const {
    if (depth > kV2Deepest) throw Error("the OpenAPI schema refers to itself without end");
    switch (shape_of(schema)) {
      case Shape::primitive:
      case Shape::arbitrary: return schema;
      case Shape::reference: return path.empty() ? schema : follow(target(schema), path, depth + 1);
      case Shape::array: return path.empty() ? schema : follow(schema["items"], path, depth + 1);
      case Shape::map: return path.empty() ? schema : follow(schema["additionalProperties"], path, depth + 1);
      case Shape::kind: break;
    }
    if (path.empty()) return schema;
    const Node field = schema["properties"][path.front()];
    if (!field.exists()) throw Error(fmt::format("field {} does not exist", go_quote(path.front())));
    return follow(field, path.subspan(1), depth + 1);
  }

  // Through references, arrays and maps to what they hold, gathering descriptions and the outermost type.
  void explain(Node schema, const std::string& name, bool recursive, std::size_t levels) {
    levels_ = levels;
    std::vector<std::string_view> descriptions;
    std::string type;
    for (int depth = 0; depth < kV2Deepest; ++depth) {
      const Shape shape = shape_of(schema);
      descriptions.push_back(schema["description"].str());
      if (type.empty() && shape != Shape::reference && shape != Shape::arbitrary) type = type_name(schema);
      if (shape == Shape::reference) schema = target(schema);
      else if (shape == Shape::array) schema = schema["items"];
      else if (shape == Shape::map) schema = schema["additionalProperties"];
      else break;
    }
    line(0, "KIND:     " + kind_.kind);
    line(0, "VERSION:  " + kind_.group_version().str() + "\n");
    const Shape shape = shape_of(schema);
    if (shape == Shape::kind && !name.empty()) line(0, fmt::format("RESOURCE: {} <{}>\n", name, type));
    if (shape == Shape::primitive) line(0, fmt::format("FIELD:    {} <{}>\n", name, type));
    describe(descriptions);
    if (shape != Shape::kind) return;
    write_("\nFIELDS:\n");
    std::set<std::string, std::less<>> open;
    if (recursive) list_all(schema, kFieldIndent, open, 0);
    else list(schema);
  }

 private:
  Node target(Node reference) const {
    const std::string_view ref = reference["$ref"].str();
    return definitions_[ref.substr(ref.rfind('/') == std::string_view::npos ? 0 : ref.rfind('/') + 1)];
  }

  std::string type_name(Node schema, int depth = 0) const {
    if (depth > kV2Deepest) return {};
    switch (shape_of(schema)) {
      case Shape::reference: return type_name(target(schema), depth + 1);
      case Shape::kind: return "Object";
      case Shape::map: return "map[string]" + type_name(schema["additionalProperties"], depth + 1);
      case Shape::array: return "[]" + type_name(schema["items"], depth + 1);
      case Shape::primitive: return std::string(schema["type"].str());
      case Shape::arbitrary: break;
    }
    return {};
  }

  void line(std::size_t indent, std::string_view text) {
    if (!text.empty()) write_(std::string(indent, ' '));
    write_(text);
    write_("\n");
  }

  void wrapped(std::size_t indent, std::string_view text) {
    for (const std::string& part : rewrap_paragraphs(text, kV2Width - indent)) line(indent, part);
  }

  void describe(const std::vector<std::string_view>& descriptions) {
    line(0, "DESCRIPTION:");
    bool empty = true;
    for (std::size_t i = 0; i < descriptions.size(); ++i) {
      if (descriptions[i].empty()) continue;
      empty = false;
      if (i != 0) line(0, "");
      wrapped(kDescriptionIndent, descriptions[i]);
    }
    if (empty) wrapped(kDescriptionIndent, "<empty>");
  }

  void list(Node kind) {
    for (const Member& field : kind["properties"].members()) {
      const auto required = kind["required"].items();
      const bool is_required =
          std::any_of(required.begin(), required.end(), [&](Node name) { return name.str() == field.key; });
      line(kFieldIndent,
           fmt::format("{}\t<{}>{}", field.key, type_name(field.value), is_required ? " -required-" : ""));
      wrapped(kFieldIndent + 2, field.value["description"].str());
      line(0, "");
    }
  }

  void list_all(Node schema, std::size_t indent, std::set<std::string, std::less<>>& open, int depth) {
    if (depth > kV2Deepest) return;
    switch (shape_of(schema)) {
      case Shape::primitive:
      case Shape::arbitrary: return;
      case Shape::array: return list_all(schema["items"], indent, open, depth + 1);
      case Shape::map: return list_all(schema["additionalProperties"], indent, open, depth + 1);
      case Shape::reference: {
        const std::string ref(schema["$ref"].str());
        if (!open.insert(ref).second) return;
        list_all(target(schema), indent, open, depth + 1);
        open.erase(ref);
        return;
      }
      case Shape::kind: break;
    }
    for (const Member& field : schema["properties"].members()) {
      line(indent, fmt::format("{}\t<{}>", field.key, type_name(field.value)));
      if (levels_ == 0 || indent / kFieldIndent < levels_) {
        list_all(field.value, indent + kFieldIndent, open, depth + 1);
      }
    }
  }

  Node definitions_;
  const GroupVersionKind& kind_;
  const std::function<void(std::string_view)>& write_;
  std::size_t levels_ = 0;  ///< of fields to show; 0: all
};

}  // namespace

void explain_v2(Node document, const ExplainKindRequest& request, const std::function<void(std::string_view)>& write) {
  V2Explainer explainer(document, request.kind, write);
  const Node schema = explainer.schema_of_kind();
  if (!schema.exists()) {
    throw Error(fmt::format("couldn't find resource for {}",
                            go_quote(request.kind.group_version().str() + ", Kind=" + request.kind.kind)));
  }
  const std::string name = request.path.empty() ? std::string() : request.path.back();
  explainer.explain(explainer.follow(schema, request.path), name, request.recursive,
                    static_cast<std::size_t>(request.max_depth));
}

}  // namespace kpp::cmd
