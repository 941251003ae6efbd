// The set of commands: each has its texts, its flags are its own, and help, manual page and completion tell the same.
#include <set>

#include "base/strings.h"
#include "cli/flag_set.h"
#include "cli/help.h"
#include "cli/man.h"
#include "support/golden.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

struct Found {
  const cli::Command* command;
  std::string path;
};

void collect(const cli::Command& parent, const std::string& path, std::vector<Found>& out) {
  for (const cli::Command& command : parent.subcommands) {
    if (command.hidden) continue;
    const std::string own = path + (path.empty() ? "" : " ") + std::string(command.name);
    out.push_back({&command, own});
    collect(command, own, out);
  }
}

std::vector<Found> shown_commands(const cli::Command& root) {
  std::vector<Found> out;
  collect(root, "", out);
  return out;
}

std::string file_name(const std::string& path) { return "kpp-" + replace_all(path, " ", "-"); }

// "--x" of every line of a help that begins a flag.
std::set<std::string> flags_in_help(const std::string& help) {
  std::set<std::string> out;
  for (const std::string& line : split(help, '\n')) {
    if (line.size() < 10 || line.substr(0, 4) != "    " || line.substr(8, 2) != "--" || line.back() != ':') continue;
    out.insert(line.substr(8, line.find('=') - 8));
  }
  return out;
}

std::set<std::string> long_names(const std::string& completion) {
  std::set<std::string> out;
  for (const std::string& line : split(completion, '\n')) {
    if (line.starts_with("--")) out.insert(line);
  }
  return out;
}

void check_letters(const cli::FlagSet& flags, const std::string& where) {
  std::set<char> letters;
  for (const cli::Flag& flag : flags.flags()) {
    INFO(where << " --" << flag.name);
    CHECK_FALSE(flag.help.empty());
    CHECK(flag.name != "help");
    CHECK(flag.short_name != 'h');
    if (flag.short_name) CHECK(letters.insert(flag.short_name).second);
    if (flag.completes == cli::Completes::choices) CHECK_FALSE(flag.choices.empty());
    if (!flag.choices.empty()) CHECK(flag.completes == cli::Completes::choices);
  }
}

}  // namespace

TEST_CASE("every command has its texts") {
  const cli::Command root = cmd::root_command();
  for (const auto& [command, path] : shown_commands(root)) {
    INFO(path);
    CHECK_FALSE(command->summary.empty());
    CHECK_FALSE(command->summary.ends_with('.'));
    CHECK_FALSE(command->description.empty());
    CHECK((command->usage.empty() ? path : std::string(command->usage)).starts_with(path));
    const bool takes_words = !command->usage.empty() && command->usage != path;
    if (command->make && takes_words) CHECK_FALSE(command->examples.empty());
    CHECK((command->make || !command->subcommands.empty()));
  }
}

TEST_CASE("flags have one meaning in a command") {
  app::GlobalFlags globals;
  cli::FlagSet global;
  globals.bind(global);
  check_letters(global, "all commands");
  const cli::Command root = cmd::root_command();
  for (const auto& [command, path] : shown_commands(root)) {
    if (!command->make) continue;
    cli::FlagSet own;
    const auto invocation = command->make();
    invocation->bind(own);
    check_letters(own, path);
  }
}

TEST_CASE("completion offers the flags that help shows, and no others") {
  const cli::Command root = cmd::root_command();
  Run run;
  std::set<std::string> global = flags_in_help(run({"options"}).out);
  global.insert("--color");  // listed apart
  REQUIRE(global.size() > 20);
  for (const auto& [command, path] : shown_commands(root)) {
    INFO(path);
    std::vector<std::string> words = split(path, ' ');
    words.push_back("--help");
    std::set<std::string> wanted = flags_in_help(Run()(words).out);
    wanted.insert(global.begin(), global.end());
    wanted.insert("--help");
    words.back() = "--";
    words.insert(words.begin(), "__completeNoDesc");
    wanted.erase("--server");  // stands on the line of a run already
    // While one that must be given is missing, only such are offered.
    cli::FlagSet own;
    std::set<std::string> required;
    const auto invocation = command->make ? command->make() : nullptr;
    if (invocation) invocation->bind(own);
    for (const cli::Flag& flag : own.flags()) {
      if (flag.required) required.insert("--" + std::string(flag.name));
    }
    if (!required.empty()) wanted = required;
    CHECK(long_names(Run()(words).out) == wanted);
  }
}

TEST_CASE("help and manual pages are as they were") {
  const cli::Command root = cmd::root_command();
  std::set<std::string> kept;
  for (const auto& [command, path] : shown_commands(root)) {
    test::check_golden("help/" + file_name(path) + ".txt", cli::help_text(root, *command, path, "kpp", 80));
    kept.insert(file_name(path));
  }
  app::GlobalFlags globals;
  cli::FlagSet global;
  globals.bind(global);
  for (const cli::ManPage& page : cli::man_pages(root, global, "@OPTIONS@\n", "kpp", "0.0.0")) {
    if (page.name == "kpp") test::check_golden("man/options.1", page.text);
    else test::check_golden("man/" + page.name + ".1", page.text);
  }
  for (const char* folder : {"help", "man"}) {
    for (const auto& file : std::filesystem::directory_iterator(test::golden_path(folder))) {
      INFO(file.path());
      CHECK((file.path().stem() == "options" || kept.count(file.path().stem().string()) == 1));
    }
  }
}
