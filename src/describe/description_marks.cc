// See description_marks.h.
#include "describe/description_marks.h"

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "data/value_meaning.h"
#include "io/theme.h"
#include "print/status_words.h"

namespace kpp::describe {
namespace {

using print::PlacedCell;

// Without the blanks around it.
PlacedCell trimmed(PlacedCell cell) {
  const std::size_t blanks = std::min(cell.text.find_first_not_of(' '), cell.text.size());
  return {trim_right(cell.text.substr(blanks), " "), cell.at + blanks};
}

// The line under a table's titles.
bool is_rule(std::span<const PlacedCell> line) {
  bool any = false;
  for (const PlacedCell& cell : line) {
    const std::string_view text = trimmed(cell).text;
    if (text.find_first_not_of('-') != text.npos) return false;
    any = any || !text.empty();
  }
  return any && line.size() > 1;
}

void mark(const PlacedCell& cell, Meaning meaning, std::size_t index, Marks& marks) {
  if (!cell.text.empty()) marks.push_back({cell.at, cell.at + cell.text.size(), meaning, index});
}

Meaning meaning_of(std::string_view text) {
  // "Terminating (lasts 5m)", "True (…)"
  const std::string_view word = text.substr(0, text.find(" ("));
  if (const auto status = print::status_meaning(word)) return *status;
  return data::meaning_of_text(text);
}

// A value: where it is a label or an annotation, what is behind its own key.
void mark_value(PlacedCell cell, Marks& marks) {
  cell = trimmed(cell);
  const std::size_t colon = cell.text.find(": ");
  const std::size_t equals = cell.text.find('=');
  const std::size_t skipped = colon != cell.text.npos ? colon + 2 : equals != cell.text.npos ? equals + 1 : 0;
  cell.text.remove_prefix(skipped);
  cell.at += skipped;
  mark(cell, skipped > 0 ? data::meaning_of_text(cell.text) : meaning_of(cell.text), 0, marks);
}

}  // namespace

void DescriptionMarks::operator()(std::span<const PlacedCell> line, std::span<const PlacedCell> next,
                                  Marks& marks) const {
  if (line.empty()) return;
  if (is_rule(line) || is_rule(next)) {
    for (const PlacedCell& cell : line) mark(trimmed(cell), Meaning::header, 0, marks);
    return;
  }
  const PlacedCell first = trimmed(line.front());
  if (first.text.ends_with(':')) {
    const std::size_t depth = (first.at - line.front().at) / 2;
    mark({first.text.substr(0, first.text.size() - 1), first.at}, Meaning::describe_key, depth, marks);
    for (const PlacedCell& cell : line.subspan(1)) mark_value(cell, marks);
    return;
  }
  if (line.size() > 2) return mark_row(line, marks);
  for (const PlacedCell& cell : line) mark_value(cell, marks);
}

// The first cell of a row names what the row is about: a condition, a resource. Only events begin with how they are.
void DescriptionMarks::mark_row(std::span<const PlacedCell> line, Marks& marks) const {
  for (std::size_t column = 0; column < line.size(); ++column) {
    const PlacedCell cell = trimmed(line[column]);
    const bool judged = column > 0 || cell.text == "Normal" || cell.text == "Warning";
    const auto status = judged ? print::status_meaning(cell.text) : std::nullopt;
    const Meaning meaning = data::meaning_of_text(cell.text);
    if (status && !theme_->code(*status).empty()) mark(cell, *status, 0, marks);
    else if (judged && (meaning == Meaning::yes || meaning == Meaning::no || meaning == Meaning::null)) {
      mark(cell, meaning, 0, marks);
    } else mark(cell, Meaning::column, column, marks);
  }
}

}  // namespace kpp::describe
