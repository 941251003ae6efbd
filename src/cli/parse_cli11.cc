// See parse_cli11.h. The only file that includes CLI11: in each command's file it would cost seconds of compiling.
#include "cli/parse_cli11.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <set>
#include <utility>

namespace kpp::cli {
namespace {

// CLI11 takes a value that is empty for none and one in brackets for a list; kubectl's flags take both as they are. So
// values travel behind a mark.
constexpr char kMark = '=';

void declare(CLI::App& app, FlagSet& set, const std::string& name) {
  const auto assign = [&set, name](const CLI::results_t& results) {
    set.set(name, results.back().substr(1));
    return true;
  };
  // Called at each occurrence, so that the first wrong value of the line is the one that is told.
  app.add_option("--" + name, assign)->expected(1)->allow_extra_args(false)->trigger_on_parse();
}

}  // namespace

void parse_items(const std::vector<FlagItem>& items) {
  if (items.empty()) return;
  CLI::App app;
  app.set_help_flag();
  std::set<std::string_view> declared;
  std::vector<std::string> words;  // CLI11 reads them from the back
  for (const FlagItem& item : items) {
    if (declared.insert(item.name).second) declare(app, *item.set, item.name);
    words.push_back("--" + item.name + "=" + kMark + item.value);
  }
  std::reverse(words.begin(), words.end());
  app.parse(std::move(words));
}

}  // namespace kpp::cli
