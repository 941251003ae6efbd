// See tabwriter.h.
#include "print/tabwriter.h"

#include <algorithm>

#include "base/strings.h"

namespace kpp::print {

void TabWriter::write(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\t\v\n\f"), text.size());
    text_ += text.substr(0, end);
    if (end == text.size()) return;
    const char separator = text[end];
    text.remove_prefix(end + 1);
    end_cell();
    if (separator == '\n') end_line();
    if (separator == '\f') {
      end_line();
      format();
    }
  }
}

void TabWriter::flush(std::string& out) {
  // An empty end of a line is no cell: the one before it is the line's last then.
  if (text_.size() > cell_begin_) end_cell();
  format();
  out += ready_;
  ready_.clear();
}

void TabWriter::flush(std::string& out, Marks& marks) {
  const std::size_t before = out.size();
  flush(out);
  for (Mark mark : marks_) {
    mark.begin += before;
    mark.end += before;
    marks.push_back(mark);
  }
  marks_.clear();
}

void TabWriter::end_cell() {
  const std::string_view text = std::string_view(text_).substr(cell_begin_);
  lines_.back().push_back({text.size(), rune_count(text), 0});
  cell_begin_ = text_.size();
}

void TabWriter::end_line() {
  // A line of one cell is in no column and ends all columns: what is before it need not wait.
  const bool breaks = lines_.back().size() == 1;
  lines_.emplace_back();
  if (breaks) format();
}

void TabWriter::format() {
  std::size_t columns = 0;
  for (const Line& line : lines_) columns = std::max(columns, line.size());
  for (std::size_t column = 0; column + 1 < columns; ++column) {
    const auto has_column = [&](std::size_t line) { return lines_[line].size() > column + 1; };
    for (std::size_t first = 0; first < lines_.size(); ++first) {
      if (!has_column(first)) continue;
      std::size_t last = first;
      while (last < lines_.size() && has_column(last)) ++last;
      set_width(column, first, last);
      first = last;
    }
  }
  if (marker_) mark_lines(ready_.size());
  std::size_t pos = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    for (const Cell& cell : lines_[i]) {
      ready_.append(text_, pos, cell.size);
      pos += cell.size;
      if (cell.padded > cell.width) ready_.append(cell.padded - cell.width, ' ');
    }
    if (i + 1 < lines_.size()) ready_ += '\n';
  }
  lines_.assign(1, {});
  text_.clear();
  cell_begin_ = 0;
}

void TabWriter::mark_lines(std::size_t pos) {
  std::vector<std::vector<PlacedCell>> placed(lines_.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    for (const Cell& cell : lines_[i]) {
      placed[i].push_back({std::string_view(text_).substr(from, cell.size), pos});
      from += cell.size;
      pos += cell.size + (cell.padded > cell.width ? cell.padded - cell.width : 0);
    }
    ++pos;  // the newline
  }
  for (std::size_t i = 0; i < placed.size(); ++i) {
    marker_(placed[i], i + 1 < placed.size() ? placed[i + 1] : std::vector<PlacedCell>(), marks_);
  }
}

void TabWriter::set_width(std::size_t column, std::size_t first, std::size_t last) {
  std::size_t width = options_.min_width;
  for (std::size_t i = first; i < last; ++i) width = std::max(width, lines_[i][column].width + options_.padding);
  if (options_.remember_widths) {
    if (remembered_.size() <= column) remembered_.resize(column + 1);
    width = std::max(width, remembered_[column]);
    remembered_[column] = width;
  }
  for (std::size_t i = first; i < last; ++i) lines_[i][column].padded = width;
}

}  // namespace kpp::print
