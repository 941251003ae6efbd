// Where the user's colours come from, and what is said when they are wrong.
#include "app/colour_theme.h"

#include <sys/stat.h>

#include <fstream>

#include "support/catch.h"
#include "support/fake_environment.h"
#include "support/temp_folder.h"

using namespace kpp;
using test::FakeEnvironment;

namespace {

struct Loaded {
  std::unique_ptr<const io::Theme> theme;
  std::string warning;
};

Loaded load(std::map<std::string, std::string> env) {
  Loaded out;
  out.theme = app::load_theme(FakeEnvironment(std::move(env)), [&](std::string_view text) { out.warning += text; });
  return out;
}

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_CASE("the file is kubecolor's, its keys in any case; variables stand above it") {
  test::TempFolder home;
  std::filesystem::create_directory(home / ".kube");
  write(home / ".kube/color.yaml",
        "kubectl: kubectl1.19\npaging: auto\npreset: light\nobjFreshThreshold: 1h\ntheme:\n  base:\n    Success: 17\n  "
        "data:\n    key: [red, green]\n    true: blue\n"
        "    durationFresh: red / blue\n  help: {flag: nonsense}\n");
  const Loaded file = load({{"HOME", home.path()}});
  CHECK(file.warning == "");
  CHECK(file.theme->code(Meaning::good) == "38;5;17");
  CHECK(file.theme->code(Meaning::key, 1) == "32");
  CHECK(file.theme->code(Meaning::yes) == "34");
  CHECK(file.theme->code(Meaning::string) == "33");
  CHECK(file.theme->code(Meaning::age, 1) == "34");
  CHECK(file.theme->young() == std::vector<std::chrono::nanoseconds>{std::chrono::hours(1)});
  const Loaded over = load({{"HOME", home.path()},
                            {"KUBECOLOR_PRESET", "dark"},
                            {"KUBECOLOR_THEME_DATA_KEY", "cyan"},
                            {"KUBECOLOR_OBJ_FRESH", "2m"},
                            {"KUBECOLOR_THEME_DATA_RATIO_EQUAL", "green"},
                            {"KUBECOLOR_THEME_DATA_NULL", ""}});
  CHECK(over.theme->code(Meaning::string) == "93");
  CHECK(over.theme->code(Meaning::key, 1) == "36");
  CHECK(over.theme->code(Meaning::ratio_equal) == "32");
  CHECK(over.theme->young().front() == std::chrono::minutes(2));
  CHECK(load({{"HOME", home.path()}, {"KUBECOLOR_LIGHT_BACKGROUND", "false"}}).theme->code(Meaning::string) == "93");
}

TEST_CASE("another file can be named; none is no error") {
  test::TempFolder folder;
  write(folder / "mine", "theme: {data: {string: blue}}");
  CHECK(load({{"KUBECOLOR_CONFIG", folder / "mine"}}).theme->code(Meaning::string) == "34");
  const Loaded absent = load({{"KUBECOLOR_CONFIG", folder / "absent"}});
  CHECK(absent.warning == "");
  CHECK(absent.theme->code(Meaning::string) == "93");
}

TEST_CASE("values of a wrong type are told; what means nothing may be of any") {
  test::TempFolder folder;
  const std::string path = folder / "color.yaml";
  write(path,
        "preset: true\npaging: [1]\ntheme:\n  base: red\n  data: {string: {a: b}, 'null': 1.5, key: [red, true], "
        "number: null, other: true}\n  table: {header: blue}\n");
  const Loaded wrong = load({{"KUBECOLOR_CONFIG", path}});
  const auto each = [&](std::string_view key, std::string_view why) {
    return fmt::format("{}: {}: {} instead of a text", path, key, why);
  };
  CHECK(wrong.warning ==
        fmt::format("Warning: colours left out: {}; {}: theme.base: a text instead of keys; {}; {}; {}\n",
                    each("preset", "a boolean"), path, each("theme.data.key", "a boolean"),
                    each("theme.data.null", "a number"), each("theme.data.string", "a mapping")));
  CHECK(wrong.theme->code(Meaning::header) == "34");
  write(path, "[red]");
  CHECK(load({{"KUBECOLOR_CONFIG", path}}).warning ==
        "Warning: colours left out: " + path + ": a list instead of keys\n");
}

TEST_CASE("only a regular file is read, and no large one") {
  test::TempFolder folder;
  const std::string path = folder / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(load({{"KUBECOLOR_CONFIG", path}}).warning ==
        "Warning: colours left out: " + path + ": read " + path + ": not a regular file\n");
  write(folder / "large", std::string((1 << 20) + 1, '#'));
  CHECK_THAT(load({{"KUBECOLOR_CONFIG", folder / "large"}}).warning, ContainsSubstring("larger than 1048576 bytes"));
}

TEST_CASE("what is wrong is told in one line, with where it stands") {
  test::TempFolder folder;
  const std::string path = folder / "color.yaml";
  write(path, "preset: [");
  CHECK(load({{"KUBECOLOR_CONFIG", path}}).warning.starts_with("Warning: colours left out: " + path + ": yaml: "));
  write(path, "preset: drak\ntheme: {data: {string: purpel, key: \"raw(2J\\e[2J)\"}}");
  const Loaded wrong = load({{"KUBECOLOR_CONFIG", path}, {"KUBECOLOR_THEME_DATA_NULL", "nul"}});
  CHECK_THAT(wrong.warning, ContainsSubstring(path + ": preset: there is no \"drak\""));
  CHECK_THAT(wrong.warning, ContainsSubstring("; " + path + ": theme.data.key: \"raw(2J\\x1b[2J)\" is no colour; " +
                                              path + ": theme.data.string: \"purpel\" is no colour"));
  CHECK_THAT(wrong.warning, ContainsSubstring("; KUBECOLOR_THEME_DATA_NULL: theme.data.null: \"nul\" is no colour\n"));
  CHECK(std::count(wrong.warning.begin(), wrong.warning.end(), '\n') == 1);
  CHECK(wrong.theme->code(Meaning::string) == "93");
  CHECK(wrong.theme->code(Meaning::key) == "96");
}
