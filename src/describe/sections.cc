// See sections.h.
#include "describe/sections.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/strings.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

}  // namespace

void write_list(Writer& writer, std::string_view title, const std::vector<std::string>& lines, std::string_view indent,
                std::string_view inner) {
  writer.write(0, "{}{}:{}", indent, title, inner);
  if (lines.empty()) return writer.line("<none>");
  bool first = true;
  for (const std::string& line : lines) {
    if (!first) {
      writer.write(0, "{}", indent);
      writer.write(0, "{}", inner);
    }
    first = false;
    writer.write(0, "{}\n", line);
  }
}

void write_labels(Writer& writer, std::string_view title, Node labels, std::string_view indent,
                  std::span<const std::string_view> skip) {
  std::vector<std::string> lines;
  for (const Member& label : sorted_members(labels)) {
    if (std::find(skip.begin(), skip.end(), label.key) == skip.end()) {
      lines.push_back(fmt::format("{}={}", label.key, label.value.str()));
    }
  }
  write_list(writer, title, lines, indent);
}

void write_annotations(Writer& writer, std::string_view title, Node annotations) {
  writer.write(0, "{}:\t", title);
  bool first = true;
  for (const auto& [key, node] : sorted_members(annotations)) {
    if (key == kLastApplied) continue;
    if (!first) writer.write(0, "\t");
    first = false;
    std::string_view value = node.str();
    if (value.ends_with('\n')) value.remove_suffix(1);
    if (value.size() + key.size() + 2 <= kLineLimit && value.find('\n') == std::string_view::npos) {
      writer.write(0, "{}: {}\n", key, value);
      continue;
    }
    writer.write(0, "{}:\n", key);
    for (const std::string& line : split(value, '\n')) writer.write(0, "\t  {}\n", shorten(line, kLineLimit - 2));
  }
  if (first) writer.line("<none>");
}

void write_labels_and_annotations(Writer& writer, Node object) {
  write_labels(writer, "Labels", object["metadata"]["labels"]);
  write_annotations(writer, "Annotations", object["metadata"]["annotations"]);
}

void write_name(Writer& writer, Node object, bool with_namespace) {
  writer.field(0, "Name", object["metadata"]["name"].str());
  if (with_namespace) writer.field(0, "Namespace", object["metadata"]["namespace"].str());
}

void write_status(Writer& writer, Node object) {
  const Node deletion = object["metadata"]["deletionTimestamp"];
  if (deletion) writer.write(0, "Status:\tTerminating (lasts {})\n", writer.since(deletion));
  else writer.field(0, "Status", object["status"]["phase"].str());
}

void write_reasoned_conditions(Writer& writer, Node conditions) {
  if (conditions.empty()) return;
  writer.write(0, "Conditions:\n  Type\tStatus\tReason\n");
  writer.write(1, "----\t------\t------\n");
  for (const Node condition : conditions.items()) {
    writer.write(1, "{} \t{}\t{}\n", condition["type"].str(), condition["status"].str(), condition["reason"].str());
  }
}

void write_controller(Writer& writer, Node object) {
  const Node owner = controller_of(object);
  if (owner) writer.write(0, "Controlled By:\t{}/{}\n", owner["kind"].str(), owner["name"].str());
}

std::string shorten(std::string_view text, std::size_t limit) {
  return text.size() > limit ? std::string(text.substr(0, limit)) + "..." : std::string(text);
}

}  // namespace kpp::describe
