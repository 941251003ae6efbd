// What may reach a terminal, and what goes into a pipe.
#include "io/output.h"

#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;

TEST_CASE("control characters and text direction are shown, not obeyed") {
  CHECK(io::escape_for_terminal("plain\ttext\n") == "plain\ttext\n");
  CHECK(io::escape_for_terminal("a\x1b[31m\r\a\x7f") == "a^[[31m\\r\\u0007\\u007f");
  CHECK(io::escape_for_terminal("\xc2\x9b" "x\xe2\x80\xae") == "\\u009bx\\u202e");
  CHECK(io::escape_for_terminal("\x9b") == "\\x9b");
  CHECK(io::escape_for_terminal("é") == "é");
}

TEST_CASE("foreign text is escaped on a terminal only, kpp's own never") {
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
  CHECK(terminal.text == "\x1b[1m^[[1m");
}
