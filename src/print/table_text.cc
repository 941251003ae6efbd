// See table_text.h.
#include "print/table_text.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/strings.h"
#include "io/output.h"
#include "print/tabwriter.h"

namespace kpp::print {
namespace {

constexpr std::size_t kMinWidth = 6;
constexpr std::size_t kPadding = 3;
constexpr std::size_t kBlockSize = 128 * 1024;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

std::size_t width_of(std::string_view text) {
  const bool ascii =
      std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return ascii ? text.size() : rune_count(text);
}

void write_blanks(io::Output& out, std::size_t count) {
  constexpr std::string_view kBlanks = "                                                                ";
  for (; count > kBlanks.size(); count -= kBlanks.size()) out.write(kBlanks);
  out.write(kBlanks.substr(0, count));
}

}  // namespace

void append_table_cell(std::string& out, std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_control)) {
    out += text;
    return;
  }
  const std::size_t end = text.find_first_of("\f\n\r");
  for (const char c : text.substr(0, end)) {
    if (c == '\x1b') out += "^[";
    else out += c;
  }
  if (end != std::string_view::npos) out += "...";
}

void TableText::cell(std::string_view text) {
  if (cells_in_row_ > 0) row_ += '\t';
  const std::size_t begin = row_.size();
  append_table_cell(row_, text);
  if (for_terminal_) {
    const std::string safe = io::escape_for_terminal(std::string_view(row_).substr(begin));
    row_.replace(begin, std::string::npos, safe);
  }
  const std::string_view shown = std::string_view(row_).substr(begin);
  if (std::any_of(shown.begin(), shown.end(), [](char c) { return c == '\t' || c == '\v'; })) regular_ = false;
  ++cells_in_row_;
  row_widths_.push_back(width_of(shown));
}

void TableText::plain_cell(std::string_view text) {
  if (cells_in_row_ > 0) row_ += '\t';
  row_ += text;
  ++cells_in_row_;
  row_widths_.push_back(width_of(text));
}

void TableText::end_row() {
  if (rows_ == 0) columns_ = cells_in_row_;
  if (cells_in_row_ != columns_) regular_ = false;
  widths_.resize(std::max(widths_.size(), row_widths_.size()), 0);
  for (std::size_t i = 0; i < row_widths_.size(); ++i) widths_[i] = std::max(widths_[i], row_widths_[i]);
  row_ += '\n';
  keep_row();
  row_.clear();
  row_widths_.clear();
  cells_in_row_ = 0;
  ++rows_;
}

void TableText::keep_row() {
  if (blocks_.empty() || blocks_.back().size - blocks_.back().used < row_.size()) {
    const std::size_t size = std::max(kBlockSize, row_.size());
    blocks_.push_back({std::unique_ptr<char[]>(new char[size]), 0, size});
  }
  Block& block = blocks_.back();
  std::memcpy(block.bytes.get() + block.used, row_.data(), row_.size());
  block.used += row_.size();
}

void TableText::write_row(std::string_view row, io::Output& out) const {
  std::size_t column = 0;
  std::size_t begin = 0;
  for (std::size_t tab = row.find('\t'); tab != std::string_view::npos; tab = row.find('\t', begin)) {
    const std::string_view text = row.substr(begin, tab - begin);
    out.write(text);
    write_blanks(out, std::max(widths_[column] + kPadding, kMinWidth) - width_of(text));
    begin = tab + 1;
    ++column;
  }
  out.write(row.substr(begin));
}

std::string TableText::tabbed() const {
  std::string out;
  for (const Block& block : blocks_) out.append(block.bytes.get(), block.used);
  return out;
}

void TableText::write_marked_row(std::string_view row, const TableMarks& marker, io::Output& out) const {
  std::string text;
  std::vector<PlacedCell> cells;
  row.remove_suffix(1);
  for (std::size_t column = 0;; ++column) {
    const std::size_t tab = row.find('\t');
    const std::string_view cell = row.substr(0, tab);
    cells.push_back({cell, text.size()});
    text += cell;
    if (tab == row.npos) break;
    text.append(std::max(widths_[column] + kPadding, kMinWidth) - width_of(cell), ' ');
    row.remove_prefix(tab + 1);
  }
  Marks marks;
  marker(cells, {}, marks);
  out.write(text, marks);
  out.write("\n");
}

void TableText::write_rows(std::span<const std::string_view> rows, io::Output& out) const {
  const io::Theme* theme = out.theme();
  if (regular_ && theme) {
    const TableMarks marker(described_, *theme);
    for (const std::string_view row : rows) write_marked_row(row, marker, out);
    return;
  }
  if (regular_) {
    for (const std::string_view row : rows) write_row(row, out);
    return;
  }
  // Rows with more or fewer cells: only the general layout knows where their columns end.
  std::string text;
  Marks marks;
  TabWriter writer;
  if (theme) writer.set_marker(TableMarks(described_, *theme));
  for (const std::string_view row : rows) writer.write(row);
  writer.flush(text, marks);
  out.write(text, marks);
}

void TableText::write(io::Output& out, std::size_t header_rows, const std::vector<std::size_t>& order) const {
  if (regular_ && order.empty() && !out.theme()) {
    for (const Block& block : blocks_) {
      std::string_view rest(block.bytes.get(), block.used);
      while (!rest.empty()) {
        const std::size_t length = rest.find('\n') + 1;
        write_row(rest.substr(0, length), out);
        rest.remove_prefix(length);
      }
    }
    return;
  }
  std::vector<std::string_view> all;
  all.reserve(rows_);
  for (const Block& block : blocks_) {
    std::string_view rest(block.bytes.get(), block.used);
    while (!rest.empty()) {
      const std::size_t length = rest.find('\n') + 1;
      all.push_back(rest.substr(0, length));
      rest.remove_prefix(length);
    }
  }
  if (order.empty()) return write_rows(all, out);
  std::vector<std::string_view> arranged(all.begin(),
                                         all.begin() + static_cast<std::ptrdiff_t>(std::min(header_rows, all.size())));
  for (const std::size_t index : order) arranged.push_back(all.at(header_rows + index));
  write_rows(arranged, out);
}

}  // namespace kpp::print
