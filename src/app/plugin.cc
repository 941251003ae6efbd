// See plugin.h.
#include "app/plugin.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "app/context.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/flag_set.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

constexpr std::string_view kPrefixes[] = {"kubectl-", "kpp-"};

// Where the program kubectl-NAME or kpp-NAME is. Relative folders of PATH count, and with a slash in NAME it is looked
// for below the working folder.
std::optional<std::string> find_plugin(const Context& context, const std::string& name) {
  for (const std::string_view prefix : kPrefixes) {
    if (auto path = context.processes().find(std::string(prefix) + name)) return path;
  }
  return std::nullopt;
}

// The longest name first, but no shorter than `fewest` words.
void run_longest(Context& context, const std::vector<std::string>& words, std::size_t fewest) {
  std::vector<std::string> names;
  for (const std::string& word : words) {
    if (word.starts_with('-')) break;
    names.push_back(replace_all(word, "-", "_"));
  }
  if (names.empty()) throw VerbatimError("Error: flags cannot be placed before plugin name: " + words.front());
  for (; names.size() >= fewest; names.pop_back()) {
    const auto path = find_plugin(context, join(names, "-"));
    if (!path) continue;
    ProcessSpec spec;
    spec.program = *path;
    spec.args.assign(words.begin() + static_cast<std::ptrdiff_t>(names.size()), words.end());
    spec.env = context.env().all();
    const std::string self = own_program();
    if (self.empty()) throw VerbatimError("Error: the path of this program cannot be told");
    (*spec.env)["KUBECTL_PATH"] = self;
    context.flush();
    try {
      context.processes().replace(spec);
    } catch (const Error& error) {
      // Without "fork/exec PATH: ": kubectl starts plugins by execve itself, whose error is the bare reason.
      const std::size_t colon = error.message().rfind(": ");
      throw VerbatimError("Error: " +
                          (colon == std::string::npos ? error.message() : error.message().substr(colon + 2)));
    }
  }
}

// A file's name without its prefix, in words as they are typed: kubectl-a_b-c is {"a-b", "c"}.
std::vector<std::string> words_of(const std::string& path) {
  std::vector<std::string> words = split(path_base(path), '-');
  words.erase(words.begin());
  for (std::string& word : words) word = replace_all(word, "_", "-");
  return words;
}

std::string description(const std::string& name) {
  return fmt::format("{0}\tThe command {0} is a plugin installed by the user", name);
}

void add_candidate(cli::Completion& completion, const std::string& name) {
  const std::string candidate = description(name);
  const auto same = [&](const std::string& each) {
    return each == candidate || each == name || each.starts_with(name + "\t");
  };
  if (std::none_of(completion.candidates.begin(), completion.candidates.end(), same)) {
    completion.candidates.push_back(candidate);
  }
}

// What the plugin's own program for it gives: candidates, one a line, and perhaps ":DIRECTIVE".
void ask_program(Context& context, const std::string& name, const std::vector<std::string>& args,
                 cli::Completion& completion) {
  completion.directive = 0;
  const auto path = context.processes().find("kubectl_complete-" + name);
  if (!path || !path->starts_with('/')) return;
  ProcessSpec spec;
  spec.program = *path;
  spec.args = args;
  const ProcessResult result = context.processes().run(spec);
  if (result.exit_code != 0) return;
  std::vector<std::string> lines = split(result.out, '\n');
  std::erase_if(lines, [](const std::string& line) { return line.empty(); });
  if (!lines.empty() && lines.back().size() > 1 && lines.back()[0] == ':') {
    const std::string& last = lines.back();
    int directive = 0;
    const auto [end, error] = std::from_chars(last.data() + 1, last.data() + last.size(), directive);
    if (error == std::errc() && end == last.data() + last.size()) {
      completion.directive = directive;
      lines.pop_back();
    }
  }
  completion.candidates.insert(completion.candidates.end(), lines.begin(), lines.end());
}

}  // namespace

void run_plugin(Context& context, const cli::Command& root, const cli::Dispatch& found,
                const std::vector<std::string>& words) {
  if (found.command == &root && !found.stray.empty()) return run_longest(context, words, 1);
  // create alone may be extended, by what is none of its own.
  const bool own_word = found.command->name == "create" && !found.stray.empty() && !found.words.empty() &&
                        !found.words.front().starts_with('-');
  if (own_word) run_longest(context, words, words.size() - found.words.size() + 1);
}

std::vector<std::string> plugin_files(Context& context, std::vector<std::string>* problems) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const std::string& folder : split(context.env().get("PATH").value_or(""), ':')) {
    if (trim(folder).empty() || !seen.insert(folder).second) continue;
    try {
      for (const std::string& name : folder_entries(folder)) {
        const bool named = std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                                       [&](std::string_view prefix) { return name.starts_with(prefix); });
        const std::string path = path_join(folder, name);
        if (named && !is_folder_itself(path)) out.push_back(path);
      }
    } catch (const Error& error) {
      if (problems) {
        problems->push_back(fmt::format("Unable to read directory {} from your PATH: {}. Skipping...", go_quote(folder),
                                        error.message()));
      }
    }
  }
  return out;
}

void complete_plugin_names(Context& context, const cli::Command& root, const std::string& typed,
                           cli::Completion& completion) {
  for (const std::string& path : plugin_files(context)) {
    const std::string name = words_of(path).front();
    if (!name.empty() && name.starts_with(typed) && !cli::find_subcommand(root, name)) add_candidate(completion, name);
  }
  const auto name_of = [](const std::string& candidate) {
    return std::string_view(candidate).substr(0, candidate.find('\t'));
  };
  std::stable_sort(completion.candidates.begin(), completion.candidates.end(),
                   [&](const std::string& a, const std::string& b) { return name_of(a) < name_of(b); });
}

std::optional<cli::Completion> complete_plugin(Context& context, const cli::Command& root,
                                               const std::vector<std::string>& words) {
  if (words.size() < 2 || words[0].starts_with('-') || cli::find_subcommand(root, words[0])) return std::nullopt;
  const std::vector<std::string> before(words.begin(), words.end() - 1);
  // The longest of the plugins' names, or of their beginnings, that the line begins with.
  std::vector<std::vector<std::string>> names;
  std::size_t length = 0;
  for (const std::string& path : plugin_files(context)) {
    names.push_back(words_of(path));
    const auto end = std::mismatch(names.back().begin(), names.back().end(), before.begin(), before.end()).first;
    length = std::max(length, static_cast<std::size_t>(end - names.back().begin()));
  }
  if (length == 0) return std::nullopt;
  cli::Completion out;
  for (const std::vector<std::string>& name : names) {
    const bool below =
        length == before.size() && name.size() > length && std::equal(before.begin(), before.end(), name.begin());
    if (below && name[length].starts_with(words.back())) add_candidate(out, name[length]);
  }
  std::vector<std::string> program(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(length));
  for (std::string& word : program) word = replace_all(word, "-", "_");
  ask_program(context, join(program, "-"), {words.begin() + static_cast<std::ptrdiff_t>(length), words.end()}, out);
  return out;
}

}  // namespace kpp::app
