// Any object, all its fields: for kinds without a describer of their own.
#include <fmt/core.h>

#include <algorithm>

#include "base/strings.h"
#include "data/go_value.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/sections.h"
#include "describe/title.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

// Shown at the top already, or not at all.
bool is_left_out(std::string_view path) {
  constexpr std::string_view kPaths[] = {".metadata.managedFields", ".metadata.name", ".metadata.namespace",
                                         ".metadata.labels", ".metadata.annotations"};
  return std::find(std::begin(kPaths), std::end(kPaths), path) != std::end(kPaths);
}

std::string value_text(Node value) {
  std::string out;
  data::append_go_value(out, value);
  return out;
}

void write_members(Writer& writer, int level, Node object, const std::string& path) {
  for (const auto& [key, value] : sorted_members(object)) {
    const std::string here = fmt::format("{}.{}", path, key);
    if (is_left_out(here)) continue;
    const std::string title = title_of(key);
    if (value.is_object()) {
      writer.write(level, "{}:\n", title);
      write_members(writer, level + 1, value, here);
    } else if (value.is_array()) {
      writer.write(level, "{}:\n", title);
      for (const Node item : value.items()) {
        if (item.is_object()) write_members(writer, level + 1, item, here);
        else writer.write(level + 1, "{}\n", value_text(item));
      }
    } else {
      writer.field(level, title, value_text(value));
    }
  }
}

}  // namespace

Description generic(Node object, Source& source) {
  return [object, events = Events(source, object, object["kind"].str())](Writer& writer) {
    write_name(writer, object);
    write_labels_and_annotations(writer, object);
    write_members(writer, 0, object, "");
    events.write(writer);
  };
}

}  // namespace kpp::describe
