// Colours as theme files write them.
#include "io/colour_code.h"

#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using io::ColourDepth;

TEST_CASE("colours have names, attributes, numbers and parts") {
  struct Case {
    const char* text;
    const char* code;
  };
  const Case cases[] = {
      {"red", "31"},
      {"RED", "31"},
      {"hired", "91"},
      {"hi-red", "91"},
      {"light_blue", "94"},
      {"gray", "90"},
      {"hi-black", "90"},
      {"gold", "93"},
      {"purple", "35"},
      {"normal", "39"},
      {"bg=transparent", "49"},
      {"bold", "1"},
      {"b", "1"},
      {"underlined", "4"},
      {"strike", "9"},
      {"reset", "0"},
      {"none", ""},
      {"", ""},
      {" : ", ""},
      {"none:bold", "1"},
      {"green:italic", "32;3"},
      {"fg=white:bg=red:bold", "37;41;1"},
      {"fg=hi-blue : bg=hi-white", "94;107"},
      {"208", "38;5;208"},
      {"7", "38;5;7"},
      {"bg=17", "48;5;17"},
      {"#f80", "38;2;255;136;0"},
      {"#ff8800", "38;2;255;136;0"},
      {"0xff8800", "38;2;255;136;0"},
      {"ff8800", "38;2;255;136;0"},
      {"rgb(1, 2,3)", "38;2;1;2;3"},
      {"1,2,3", "38;2;1;2;3"},
      {"bg=rgb(1,2,3):b", "48;2;1;2;3;1"},
      {"raw(1;31)", "1;31"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(io::colour_code(one.text, ColourDepth::direct) == one.code);
  }
  CHECK(io::colour_codes("hicyan / cyan/none", ColourDepth::direct) == std::vector<std::string>{"96", "36", ""});
}

TEST_CASE("what is no colour is an error, and nothing but numbers ever gets into a sequence") {
  for (const char* text :
       {"purpel", "1000", "-1", "#ff88", "#ggg", "rgb(1,2)", "rgb(1,2,256)", "rgb(1,2,3", "fg=", "hi-gray", "higold",
        "colour=red", "raw()", "raw(31m\x1b]0;x\a)", "raw(1:2)", "\x1b[31m", "red;2J", "bold=1"}) {
    INFO(text);
    CHECK_THROWS_AS(io::colour_code(text, ColourDepth::direct), ParseError);
  }
  CHECK_THROWS_WITH(io::colour_codes("red / purpel", ColourDepth::direct), "\"purpel\" is no colour");
}

TEST_CASE("a terminal with fewer colours gets the nearest") {
  CHECK(io::colour_code("#ff8700", ColourDepth::palette256) == "38;5;208");
  CHECK(io::colour_code("bg=#000", ColourDepth::palette256) == "48;5;16");
  CHECK(io::colour_code("208", ColourDepth::palette256) == "38;5;208");
  CHECK(io::colour_code("#6afd6a:bold", ColourDepth::basic) == "92;1");
  CHECK(io::colour_code("bg=#c2270a", ColourDepth::basic) == "41");
  CHECK(io::colour_code("#800000", ColourDepth::basic) == "31");
  CHECK(io::colour_code("#222", ColourDepth::basic) == "30");
  CHECK(io::colour_code("#888", ColourDepth::basic) == "90");
  CHECK(io::colour_code("3", ColourDepth::basic) == "33");
  CHECK(io::colour_code("9", ColourDepth::basic) == "91");
  CHECK(io::colour_code("red", ColourDepth::basic) == "31");
}
