// See table_marks.h.
#include "print/table_marks.h"

#include <algorithm>
#include <span>

#include "base/strings.h"
#include "base/time.h"
#include "data/value_meaning.h"
#include "io/theme.h"
#include "print/status_words.h"

namespace kpp::print {
namespace {

struct Found {
  Meaning meaning = Meaning::column;
  std::size_t index = 0;
};

Found age_of(std::string_view text, const io::Theme& theme) {
  // "3m (x4 over 10m)", of an event: the last time counts.
  const auto age = parse_human_duration(text.substr(0, text.find(' ')));
  if (!age) return text == "<unknown>" ? Found{Meaning::null} : Found{};
  for (std::size_t i = 0; i < theme.young().size(); ++i) {
    if (*age < theme.young()[i]) return {Meaning::age, i};
  }
  return {Meaning::duration};
}

Found value_of(std::string_view text) {
  if (const auto status = status_meaning(text)) return {*status};
  if (const auto ratio = ratio_meaning(text)) return {*ratio};
  const Meaning meaning = data::meaning_of_text(text);
  if (meaning == Meaning::yes || meaning == Meaning::no || meaning == Meaning::null) return {meaning};
  return {};
}

}  // namespace

ColumnKind column_kind(std::string_view title) {
  for (const std::string_view age : {"age", "last seen", "first seen"}) {
    if (equal_fold(title, age)) return ColumnKind::age;
  }
  return equal_fold(title, "name") || equal_fold(title, "namespace") ? ColumnKind::name : ColumnKind::value;
}

TableColumns columns_of(const std::vector<std::string_view>& titles) {
  TableColumns out;
  for (const std::string_view title : titles) out.columns.push_back({std::string(title), column_kind(title)});
  if (!titles.empty() && titles.front() == "NAMESPACE") out.before = 1;
  return out;
}

bool TableMarks::is_header(std::span<const PlacedCell> line) const {
  if (line.empty() || line.size() > columns_.columns.size()) return false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const TableColumn& column = columns_.columns[i];
    if (line[i].text != column.title && !column.title.empty()) return false;
  }
  return true;
}

void TableMarks::operator()(std::span<const PlacedCell> line, std::span<const PlacedCell>, Marks& marks) const {
  if (is_header(line)) {
    for (const PlacedCell& cell : line) {
      if (!cell.text.empty()) marks.push_back({cell.at, cell.at + cell.text.size(), Meaning::header});
    }
    return;
  }
  for (std::size_t column = 0; column < line.size(); ++column) mark_cell(line[column], column, marks);
}

void TableMarks::mark_cell(const PlacedCell& cell, std::size_t column, Marks& marks) const {
  const ColumnKind kind = column < columns_.columns.size() ? columns_.columns[column].kind : ColumnKind::value;
  // Colours are counted from the table's own first column, which has the first. Columns put before it (NAMESPACE) take
  // the colours from the second on.
  const std::size_t turn = column >= columns_.before ? column - columns_.before : column + 1;
  // A status may be several: "Ready,SchedulingDisabled". One that is not known leaves the others as they are.
  for (std::size_t begin = 0; begin < cell.text.size();) {
    const bool one = kind != ColumnKind::value;
    const std::size_t end = one ? cell.text.size() : std::min(cell.text.find(',', begin), cell.text.size());
    const std::string_view part = cell.text.substr(begin, end - begin);
    Found found = kind == ColumnKind::name ? Found{} : kind == ColumnKind::age ? age_of(part, *theme_) : value_of(part);
    if (found.meaning == Meaning::column || theme_->code(found.meaning, found.index).empty()) {
      found = {Meaning::column, turn};
    }
    if (!part.empty()) marks.push_back({cell.at + begin, cell.at + end, found.meaning, found.index});
    begin = end + 1;
  }
}

}  // namespace kpp::print
