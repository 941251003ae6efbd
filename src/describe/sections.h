// Parts that many descriptions share: labels, annotations, lists, conditions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "describe/writer.h"
#include "kpp/node.h"

namespace kpp::describe {

/// TITLE, colon, and one text a line, the first behind the title and the others below it; "<none>" for none.
/// `indent` stands before each line, `inner` between title and texts.
void write_list(Writer& writer, std::string_view title, const std::vector<std::string>& lines,
                std::string_view indent = "", std::string_view inner = "\t");
/// Labels, selectors and the like as key=value, in the order of the keys; those in `skip` left out.
void write_labels(Writer& writer, std::string_view title, Node labels, std::string_view indent = "",
                  std::span<const std::string_view> skip = {});
/// Annotations as "key: value"; long ones and those of several lines below their keys, each line cut at 140 bytes.
/// What apply keeps of a manifest is left out.
void write_annotations(Writer& writer, std::string_view title, Node annotations);
/// Labels and Annotations, as most descriptions begin.
void write_labels_and_annotations(Writer& writer, Node object);
/// Name, and Namespace where kubectl shows it even when it is empty.
void write_name(Writer& writer, Node object, bool with_namespace = true);
/// status.phase as Status, or how long ago the deletion of the object began (or will end).
void write_status(Writer& writer, Node object);
/// Type, Status, Reason of each condition, as controllers show them; nothing when there are none.
void write_reasoned_conditions(Writer& writer, Node conditions);
/// "Kind/name" of what controls the object, behind "Controlled By"; nothing when nothing does.
void write_controller(Writer& writer, Node object);
/// The text, or its beginning and "..." when it has more than `limit` bytes.
std::string shorten(std::string_view text, std::size_t limit);

/// Bytes of a line of an annotation or an attribute that are shown.
inline constexpr std::size_t kLineLimit = 140;

}  // namespace kpp::describe
