// Every case comes out as it is written down.
#include <cstdlib>
#include <set>

#include "case.h"
#include "support/catch.h"
#include "support/golden.h"

using namespace kpp;

TEST_CASE("descriptions of recorded objects") {
  setenv("TZ", "UTC", 1);
  for (const std::string& name : test::case_names()) {
    const auto path = test::test_folder() / "describe/cases" / (name + ".txt");
    const std::string text = test::describe_case(test::read_case(name));
    test::check_golden_file(path, text);
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

TEST_CASE("every describer has a case") {
  std::set<std::pair<std::string, std::string>> recorded;
  for (const std::string& name : test::case_names()) {
    const Json object = test::read_case(name).at("object");
    const std::string version = object.at("apiVersion").get<std::string>();
    const std::size_t slash = version.find('/');
    recorded.emplace(slash == std::string::npos ? "" : version.substr(0, slash), object.at("kind").get<std::string>());
  }
  for (const auto& family : describe::describer_families()) {
    for (const describe::Describer& describer : family()) {
      INFO(describer.kind);
      CHECK(recorded.count({std::string(describer.group), std::string(describer.kind)}) == 1);
    }
  }
}
