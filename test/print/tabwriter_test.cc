// TabWriter: the layout of columns.
#include "print/tabwriter.h"

#include "support/catch.h"

using kpp::print::TabWriter;

namespace {

std::string layout(std::string_view text, TabWriter::Options options = {}) {
  TabWriter writer(options);
  writer.write(text);
  std::string out;
  writer.flush(out);
  return out;
}

}  // namespace

TEST_CASE("columns are as wide as their widest cell, and six at least") {
  CHECK(layout("NAME\tN\nweb\t1\n") == "NAME   N\nweb    1\n");
  CHECK(layout("A\tB\n") == "A     B\n");
  CHECK(layout("a-long-name\tx\ty\nb\tz\tw\n") == "a-long-name   x     y\nb             z     w\n");
  CHECK(layout("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\tx\nabcd\ty\n") == "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9   x\nabcd   y\n");
}

TEST_CASE("what follows the last tab is not padded and in no column") {
  CHECK(layout("a\tb\nlong-last-cell\nc\td\n") == "a     b\nlong-last-cell\nc     d\n");
  CHECK(layout("a\t\nb\tc\n") == "a     \nb     c\n");
  CHECK(layout("a\t") == "a");
  CHECK(layout("a\tb") == "a     b");
  CHECK(layout("").empty());
  CHECK(layout("\n\n") == "\n\n");
}

TEST_CASE("a line with fewer cells begins new columns") {
  const TabWriter::Options plain{.min_width = 0, .padding = 2, .remember_widths = false};
  CHECK(layout("aaaa\tb\tc\nd\te\nf\tggg\th\n", plain) == "aaaa  b  c\nd     e\nf     ggg  h\n");
  CHECK(layout("aaaa\tb\nx\nc\td\n", plain) == "aaaa  b\nx\nc  d\n");
  CHECK(layout("aaaa\tb\fc\td\n", plain) == "aaaa  b\nc  d\n");
}

TEST_CASE("widths are remembered over flushes") {
  TabWriter writer;
  std::string out;
  writer.write("a-wide-cell\tx\n");
  writer.flush(out);
  writer.write("b\ty\n");
  writer.flush(out);
  writer.write("a-still-wider-cell\tz\n");
  writer.flush(out);
  CHECK(out == "a-wide-cell   x\nb             y\na-still-wider-cell   z\n");
}

TEST_CASE("newlines in a cell end its line") {
  CHECK(layout("M\tN\nline one\nline two\n\talpha\n") == "M     N\nline one\nline two\n      alpha\n");
}
