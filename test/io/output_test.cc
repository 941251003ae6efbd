// What may reach a terminal, and what goes into a pipe.
#include "io/output.h"

#include "io/theme.h"
#include "support/catch.h"
#include "support/shown_colours.h"
#include "support/fake_streams.h"

using namespace kpp;

TEST_CASE("control characters and text direction are shown, not obeyed") {
  CHECK(io::escape_for_terminal("plain\ttext\n") == "plain\ttext\n");
  CHECK(io::escape_for_terminal("a\x1b[31m\r\a\x7f") == "a^[[31m\\r\\u0007\\u007f");
  CHECK(io::escape_for_terminal("\xc2\x9b"
                                "x\xe2\x80\xae") == "\\u009bx\\u202e");
  CHECK(io::escape_for_terminal("\x9b") == "\\x9b");
  CHECK(io::escape_for_terminal("é") == "é");
}

TEST_CASE("text is escaped on a terminal, by whichever way it comes, and there alone") {
  test::TextSink pipe;
  test::TextSink terminal;
  {
    io::Output to_pipe(pipe, false, 80);
    io::Output to_terminal(terminal, true, 80);
    for (io::Output* out : {&to_pipe, &to_terminal}) {
      out->write("\x1b[1m");
      out->write_foreign("\x1b[1m");
      out->flush();
    }
  }
  CHECK(pipe.text == "\x1b[1m\x1b[1m");
  CHECK(terminal.text == "^[[1m^[[1m");
}

TEST_CASE("a character that comes in pieces is whole on a terminal") {
  test::TextSink terminal;
  {
    io::Output out(terminal, true, 80);
    for (const std::string_view piece : {"a\xc3", "\xa9\xe2", "\x82", "\xac.", "\xe2\x82"}) {
      out.write(piece);
      out.flush();
    }
  }
  CHECK(terminal.text == "aé€.\\xe2\\x82");
}

TEST_CASE("marked text is coloured line by line, without its indentation, where there is a theme") {
  test::TextSink plain;
  test::TextSink coloured;
  std::size_t asked = 0;
  const Marks marks = {{0, 1, Meaning::key}, {3, 14, Meaning::string}, {15, 16, Meaning::ratio_equal}};
  {
    io::Output to_plain(plain, false, 80);
    io::Output to_coloured(coloured, false, 80, [&] {
      ++asked;
      std::vector<io::ThemeProblem> problems;
      return std::make_unique<const io::Theme>(
          io::Theme::make([](auto) { return std::nullopt; }, io::ColourDepth::basic, problems));
    });
    for (io::Output* out : {&to_plain, &to_coloured}) {
      out->write("k: one\n  two\nx 1\n", marks);
      out->write_foreign("\x1b[2J: a", Marks{{0, 4, Meaning::key}});
      out->flush();
    }
    CHECK_FALSE(to_plain.for_terminal());
    CHECK(to_coloured.for_terminal());
  }
  CHECK(plain.text == "k: one\n  two\nx 1\n\x1b[2J: a");
  CHECK(test::shown_colours(coloured.text) == "{96 k}: {93 one}\n  {93 two}\n{93 x} 1\n{96 ^[[2J}: a");
  CHECK(asked == 1);
}
