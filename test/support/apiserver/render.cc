// See render.h.
#include "support/apiserver/render.h"

#include <fmt/core.h>

#include "base/strings.h"
#include "data/yaml.h"
#include "support/apiserver/table.h"

namespace kpp::apiserver {
namespace {

void add_text(std::string& out, const char* name, std::string_view value) {
  out += fmt::format("\"{}\":", name);
  data::write_json_string(value, out);
}

// Items of a list of built-in objects carry neither kind nor apiVersion.
void write_item(const Kind& kind, Node object, std::string& out) {
  if (kind.custom) {
    data::write_json(object, out);
    return;
  }
  out += '{';
  bool first = true;
  for (const Member& member : object.members()) {
    if (member.key == "kind" || member.key == "apiVersion") continue;
    if (!first) out += ',';
    first = false;
    data::write_json_string(member.key, out);
    out += ':';
    data::write_json(member.value, out);
  }
  out += '}';
}

std::string partial(Node object, bool named) {
  std::string out =
      named ? R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":)" : R"({"metadata":)";
  data::write_json(object["metadata"], out);
  return out + "}";
}

std::string list_metadata(const Renderer::ListInfo& info) {
  std::string out = fmt::format(R"({{"resourceVersion":"{}")", info.version);
  if (!info.continue_token.empty()) out += fmt::format(R"(,"continue":"{}")", info.continue_token);
  if (info.remaining) out += fmt::format(R"(,"remainingItemCount":{})", *info.remaining);
  return out + "}";
}

void write_columns(const TableOf& table, std::string& out) {
  out += '[';
  for (const Column& column : table.columns) {
    if (out.back() != '[') out += ',';
    out += '{';
    add_text(out, "name", column.name);
    out += ',';
    add_text(out, "type", column.type);
    out += ',';
    add_text(out, "format", column.format);
    out += ',';
    add_text(out, "description", column.description);
    out += fmt::format(",\"priority\":{}}}", column.priority);
  }
  out += ']';
}

void write_cells(const Cells& cells, std::string& out) {
  out += '[';
  for (const Cell& cell : cells) {
    if (out.back() != '[') out += ',';
    if (const auto* text = std::get_if<std::string>(&cell)) {
      data::write_json_string(*text, out);
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      out += fmt::format("{}", *number);
    } else {
      out += std::get<bool>(cell) ? "true" : "false";
    }
  }
  out += ']';
}

}  // namespace

Renderer::Renderer(const Request& request, TimePoint now) : now_(now) {
  if (const std::string include = request.parameter("includeObject"); !include.empty()) include_ = include;
  const std::string accept = request.header("accept");
  if (accept.empty()) return;
  for (const std::string& range : split(accept, ',')) {
    if (choose(range)) return;
  }
  throw Failure(406, "NotAcceptable",
                "only the following media types are accepted: application/json, application/yaml");
}

bool Renderer::choose(const std::string& range) {
  const std::vector<std::string> words = split(range, ';');
  const std::string_view type = trim(words.front());
  yaml_ = type == "application/yaml";
  if (!yaml_ && type != "application/json" && type != "*/*" && type != "application/*") return false;
  std::string as;
  std::string version;
  std::string group;
  for (const std::string& word : words) {
    const std::string_view option = trim(word);
    if (option.starts_with("as=")) as = option.substr(3);
    if (option.starts_with("v=")) version = option.substr(2);
    if (option.starts_with("g=")) group = option.substr(2);
  }
  if (as.empty()) return true;
  if (group != "meta.k8s.io" || version != "v1") return false;
  if (as == "Table") form_ = Form::table;
  if (as == "PartialObjectMetadata" || as == "PartialObjectMetadataList") form_ = Form::metadata;
  return form_ != Form::object;
}

std::string Renderer::encoded(std::string json) const {
  if (!yaml_) return json + "\n";
  const Document document = data::parse_json(json);
  std::string out;
  data::write_yaml(document.root, out);
  return out;
}

std::string Renderer::table(const Kind& kind, const std::vector<Node>& objects, const std::string& metadata,
                            bool columns) const {
  const TableOf& table = table_of(kind);
  std::string out =
      fmt::format(R"({{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{},"columnDefinitions":)", metadata);
  if (columns) {
    write_columns(table, out);
  } else {
    out += "null";
  }
  out += ",\"rows\":[";
  for (const Node object : objects) {
    if (out.back() != '[') out += ',';
    out += "{\"cells\":";
    write_cells(table.cells(object, now_), out);
    out += ",\"object\":";
    if (include_ == "None") {
      out += "null";
    } else if (include_ == "Object") {
      data::write_json(object, out);
    } else {
      out += partial(object, true);
    }
    out += '}';
  }
  return out + "]}";
}

std::string Renderer::body(const Kind& kind, Node object) const {
  if (form_ == Form::table) {
    return table(kind, {object},
                 fmt::format(R"({{"resourceVersion":"{}"}})", object["metadata"]["resourceVersion"].str()), true);
  }
  return form_ == Form::metadata ? partial(object, true) : data::to_json(object);
}

std::string Renderer::one(const Kind& kind, Node object) const { return encoded(body(kind, object)); }

std::string Renderer::list(const Kind& kind, const std::vector<Object>& objects, const ListInfo& info) const {
  const std::string metadata = list_metadata(info);
  if (form_ == Form::table) {
    std::vector<Node> nodes;
    for (const Object& object : objects) nodes.push_back(object->root);
    return encoded(table(kind, nodes, metadata, true));
  }
  std::string out =
      form_ == Form::metadata
          ? fmt::format(R"({{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{},"items":[)",
                        metadata)
          : fmt::format(R"({{"kind":"{}List","apiVersion":"{}","metadata":{},"items":[)", kind.kind, kind.api_version(),
                        metadata);
  for (const Object& object : objects) {
    if (out.back() != '[') out += ',';
    if (form_ == Form::metadata) {
      out += partial(object->root, false);
    } else {
      write_item(kind, object->root, out);
    }
  }
  return encoded(out + "]}");
}

std::string Renderer::event(const Kind& kind, std::string_view type, Node object, bool first) const {
  const std::string shown =
      form_ == Form::table
          ? table(kind, {object},
                  fmt::format(R"({{"resourceVersion":"{}"}})", object["metadata"]["resourceVersion"].str()), first)
          : body(kind, object);
  return fmt::format("{{\"type\":\"{}\",\"object\":{}}}\n", type, shown);
}

std::string Renderer::bookmark(const Kind& kind, std::uint64_t version, bool first) const {
  Document object = data::parse_json(
      fmt::format(R"({{"kind":"{}","apiVersion":"{}","metadata":{{"resourceVersion":"{}","creationTimestamp":null}}}})",
                  kind.kind, kind.api_version(), version),
      data::KeyOrder::as_written);
  return event(kind, "BOOKMARK", object.root, first);
}

}  // namespace kpp::apiserver
