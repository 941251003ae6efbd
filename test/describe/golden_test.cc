// Every case comes out as it is written down. With KPP_WRITE_GOLDEN set the descriptions are written instead.
#include <cstdlib>
#include <fstream>

#include "base/files.h"
#include "case.h"
#include "support/catch.h"

using namespace kpp;

TEST_CASE("descriptions of recorded objects") {
  setenv("TZ", "UTC", 1);
  for (const std::string& name : test::case_names()) {
    const std::string path = std::string(KPP_TEST_DIR) + "/describe/cases/" + name + ".txt";
    const std::string text = test::describe_case(test::read_case(name));
    if (std::getenv("KPP_WRITE_GOLDEN")) std::ofstream(path) << text;
    INFO(name);
    CHECK(text == read_file(path));
  }
}

TEST_CASE("on a terminal, and without events, the layout is the same") {
  for (const std::string& name : test::case_names()) {
    INFO(name);
    const Json text = test::read_case(name);
    const std::string plain = test::describe_case(text, false, false);
    const std::string on_terminal = test::describe_case(text, true, false);
    CHECK(on_terminal == plain);
    CHECK(plain.find("\nEvents:") == std::string::npos);
  }
}
