// What the cells of tables mean.
#include "print/table_marks.h"

#include "io/theme.h"
#include "print/status_words.h"
#include "print/tabwriter.h"
#include "support/catch.h"

using namespace kpp;

namespace {

io::Theme theme() {
  std::vector<io::ThemeProblem> problems;
  return io::Theme::make([](auto) { return std::nullopt; }, io::ColourDepth::basic, problems);
}

// The meaning of a line of one cell.
Mark only_mark(std::string_view title, std::string_view text) {
  const io::Theme colours = theme();
  const print::TableMarks marker(print::columns_of({title}), colours);
  const print::PlacedCell cells[] = {{text, 4}};
  Marks marks;
  marker(cells, {}, marks);
  REQUIRE(marks.size() == 1);
  return marks[0];
}

}  // namespace

TEST_CASE("words say how things are") {
  for (const char* good : {"Running", "Completed", "Bound", "Ready", "Normal", "Active"}) {
    CHECK(print::status_meaning(good) == Meaning::good);
  }
  for (const char* warning : {"Pending", "Terminating", "ContainerCreating", "SchedulingDisabled", "Warning"}) {
    CHECK(print::status_meaning(warning) == Meaning::warning);
  }
  for (const char* bad :
       {"CrashLoopBackOff", "Evicted", "Init:ErrImagePull", "OOMKilled", "ExitCode:137", "Init:Signal:9", "NotReady"}) {
    CHECK(print::status_meaning(bad) == Meaning::bad);
  }
  for (const char* none : {"", "running", "web", "ExitCode:", "ExitCode:x", "Init:"}) {
    CHECK_FALSE(print::status_meaning(none));
  }
  CHECK(print::ratio_meaning("2/2") == Meaning::ratio_equal);
  CHECK(print::ratio_meaning("0/0") == Meaning::ratio_zero);
  CHECK(print::ratio_meaning("Init:1/2") == Meaning::ratio_unequal);
  for (const char* none : {"", "/", "1/", "a/b", "1/2/3", "-1/1"}) CHECK_FALSE(print::ratio_meaning(none));
}

TEST_CASE("a cell means what its column holds and what it says") {
  CHECK(only_mark("STATUS", "Running") == Mark{4, 11, Meaning::good});
  CHECK(only_mark("NAME", "Running").meaning == Meaning::column);
  CHECK(only_mark("READY", "0/1").meaning == Meaning::ratio_unequal);
  CHECK(only_mark("READY", "1/1").meaning == Meaning::column);  // the preset has no colour for it
  CHECK(only_mark("READY", "False").meaning == Meaning::no);
  CHECK(only_mark("AGE", "30s") == Mark{4, 7, Meaning::age, 0});
  CHECK(only_mark("AGE", "5m").meaning == Meaning::column);
  CHECK(only_mark("LAST SEEN", "4m59s (x3 over 2h)").meaning == Meaning::age);
  CHECK(only_mark("DURATION", "30s").meaning == Meaning::column);
  CHECK(only_mark("NODE", "<none>").meaning == Meaning::null);
  CHECK(only_mark("STATUS", "STATUS").meaning == Meaning::header);
}

TEST_CASE("several statuses in one cell are each for itself") {
  const io::Theme colours = theme();
  const print::TableMarks marker(print::columns_of({"STATUS"}), colours);
  const print::PlacedCell cells[] = {{"Ready,SchedulingDisabled", 0}};
  Marks marks;
  marker(cells, {}, marks);
  CHECK(marks == Marks{{0, 5, Meaning::good}, {6, 24, Meaning::warning}});
}

TEST_CASE("marks of a laid-out text stand where its cells are, flush after flush") {
  const io::Theme colours = theme();
  print::TabWriter writer;
  writer.set_marker(print::TableMarks(print::columns_of({"NAME", "STATUS"}), colours));
  writer.write("NAME\tSTATUS\na-long-name\tRunning\n");
  std::string text = "before\n";
  Marks marks;
  writer.flush(text, marks);
  CHECK(text == "before\nNAME          STATUS\na-long-name   Running\n");
  CHECK(marks == Marks{{7, 11, Meaning::header},
                       {21, 27, Meaning::header},
                       {28, 39, Meaning::column, 0},
                       {42, 49, Meaning::good}});
  writer.write("b\tFailed\n");
  std::string more;
  Marks more_marks;
  writer.flush(more, more_marks);
  CHECK(more == "b             Failed\n");
  CHECK(more_marks == Marks{{0, 1, Meaning::column, 0}, {14, 20, Meaning::bad}});
}
