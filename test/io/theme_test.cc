// Themes: presets, the user's choices over them, what falls back to what.
#include "io/theme.h"

#include <map>

#include "io/colour.h"
#include "io/theme_presets.h"
#include "support/catch.h"
#include "support/fake_environment.h"

using namespace kpp;
using io::ColourMode;

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

struct Made {
  io::Theme theme;
  std::string problems;
};

Made make(const Values& values) {
  std::vector<io::ThemeProblem> problems;
  const auto choices = [&](std::string_view key) -> std::optional<std::string> {
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  Made out{.theme = io::Theme::make(choices, io::ColourDepth::direct, problems), .problems = {}};
  for (const io::ThemeProblem& problem : problems) out.problems += problem.key + ": " + problem.reason + "\n";
  return out;
}

}  // namespace

TEST_CASE("the dark preset is the one where none is named") {
  const Made dark = make({});
  CHECK(dark.problems == "");
  CHECK(dark.theme.code(Meaning::key, 0) == "96");
  CHECK(dark.theme.code(Meaning::key, 1) == "36");
  CHECK(dark.theme.code(Meaning::key, 2) == "96");
  CHECK(dark.theme.code(Meaning::describe_key, 1) == "36");
  CHECK(dark.theme.code(Meaning::string) == "93");
  CHECK(dark.theme.code(Meaning::null) == "90;3");
  CHECK(dark.theme.code(Meaning::quantity) == "35");
  CHECK(dark.theme.code(Meaning::header) == "1");
  CHECK(dark.theme.code(Meaning::column, 3) == "36");
  CHECK(dark.theme.code(Meaning::ratio_equal) == "");
  CHECK(dark.theme.code(Meaning::age, 0) == "32");
  CHECK(dark.theme.code(Meaning::age, 9) == "");
  CHECK(dark.theme.young() == std::vector<std::chrono::nanoseconds>{std::chrono::minutes(5)});
}

TEST_CASE("every preset there is can be made") {
  CHECK(io::preset_names().size() == 13);
  for (const std::string_view name : io::preset_names()) {
    INFO(name);
    CHECK(make({{"preset", std::string(name)}}).problems == "");
  }
  CHECK(make({{"preset", "Light"}}).theme.code(Meaning::key, 0) == "94");
  CHECK(make({{"preset", "pre-0.0.21-dark"}}).theme.code(Meaning::good) == "");
  CHECK(make({{"preset", "protanopia-dark"}}).theme.code(Meaning::bad) == "37;48;2;194;39;10");
  for (const char* none : {"none", ""}) {
    const Made empty = make({{"preset", none}});
    for (std::size_t i = 0; i < kMeanings; ++i) CHECK(empty.theme.code(static_cast<Meaning>(i)) == "");
  }
}

TEST_CASE("what the user chooses is taken by what falls back to it") {
  const Made made = make({{"theme.base.success", "blue"},
                          {"theme.base.primary", "raw(7)"},
                          {"theme.data.false", "none"},
                          {"theme.status.error", "red:bold"},
                          {"objfreshthreshold", "30s/2h / 1d12h"}});
  CHECK(made.problems == "");
  CHECK(made.theme.code(Meaning::good) == "34");
  CHECK(made.theme.code(Meaning::yes) == "34");
  CHECK(made.theme.code(Meaning::quantity) == "7");
  CHECK(made.theme.code(Meaning::no) == "");
  CHECK(made.theme.code(Meaning::bad) == "31;1");
  CHECK(made.theme.code(Meaning::age, 1) == "33");
  CHECK(made.theme.young() ==
        std::vector<std::chrono::nanoseconds>{std::chrono::seconds(30), std::chrono::hours(2), std::chrono::hours(36)});
}

TEST_CASE("what makes no sense is told and left out") {
  const Made made = make({{"preset", "drak"},
                          {"theme.data.string", "purpel"},
                          {"objfreshthreshold", "soon"},
                          {"theme.data.null", "blue"}});
  CHECK_THAT(made.problems, ContainsSubstring("preset: there is no \"drak\"; there are dark, light, protanopia-dark"));
  CHECK_THAT(made.problems, ContainsSubstring("theme.data.string: \"purpel\" is no colour\n"));
  CHECK_THAT(made.problems, ContainsSubstring("objfreshthreshold: time: invalid duration \"soon\"\n"));
  CHECK(made.theme.code(Meaning::string) == "93");
  CHECK(made.theme.code(Meaning::null) == "34");
  CHECK(made.theme.young().size() == 1);
}

TEST_CASE("there are colours on a terminal, unless the surroundings or the user are against it") {
  struct Case {
    ColourMode mode;
    bool terminal;
    std::map<std::string, std::string> env;
    bool coloured;
  };
  const Case cases[] = {
      {ColourMode::automatic, true, {}, true},
      {ColourMode::automatic, false, {}, false},
      {ColourMode::automatic, true, {{"NO_COLOR", "1"}}, false},
      {ColourMode::automatic, true, {{"NO_COLOR", ""}}, true},
      {ColourMode::automatic, true, {{"TERM", "dumb"}}, false},
      {ColourMode::automatic, true, {{"TERM", "xterm"}}, true},
      {ColourMode::automatic, true, {{"KUBECOLOR_FORCE_COLORS", "none"}}, false},
      {ColourMode::automatic, false, {{"KUBECOLOR_FORCE_COLORS", "true"}}, false},
      {ColourMode::always, false, {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, true},
      {ColourMode::never, true, {}, false},
  };
  for (const Case& one : cases) {
    INFO(&one - cases);
    CHECK(io::is_coloured(one.mode, one.terminal, test::FakeEnvironment(one.env)) == one.coloured);
  }
}

TEST_CASE("how many colours there are is in the environment") {
  const auto depth = [](std::map<std::string, std::string> env) {
    return io::colour_depth(test::FakeEnvironment(std::move(env)));
  };
  CHECK(depth({}) == io::ColourDepth::palette256);
  CHECK(depth({{"TERM", "xterm-256color"}}) == io::ColourDepth::palette256);
  CHECK(depth({{"TERM", "xterm-256color"}, {"COLORTERM", "truecolor"}}) == io::ColourDepth::direct);
  CHECK(depth({{"TERM", "linux"}}) == io::ColourDepth::basic);
  CHECK(depth({{"KUBECOLOR_FORCE_COLORS", "basic"}, {"COLORTERM", "truecolor"}}) == io::ColourDepth::basic);
  CHECK(depth({{"KUBECOLOR_FORCE_COLORS", "24bit"}}) == io::ColourDepth::direct);
}
