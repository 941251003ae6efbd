// Applying the preferences: see kuberc.h.
//
// Preferences change the line before its command sees it, in two steps that are far apart in run.cc: an alias is put in
// before the command is looked for, defaults once it is known. Say the file has
//   aliases    name: gp, command: get, prependArgs: [pods], options: [{name: output, default: wide}]
//   defaults   command: delete, options: [{name: interactive, default: "true"}]
// then
//   gp web           `gp` becomes a hidden command of this run's root, a copy of `get`; the words are `gp pods web`;
//                    --output is not among them, so it is set to wide
//   gp web -o yaml   --output is among them: yaml
//   delete pod x     --interactive is set to true
// A default is set in the FlagSet as if it stood on the line, before the line is parsed and only where the words do not
// have the flag. Whether they do is looked up as kubectl does it, in the raw words (given()): so -oname hides a default
// for -n too, which is odd and kept.
//
// An alias of a built-in command's name does nothing, for the word finds the command: apply_alias() looks only at words
// that name none. Nor can an alias be given defaults (that is an error): it has options of its own.
//
// Errors are thrown bare; run.cc puts "error occurred while applying preferences" before each.
//
// Rejected:
// - Putting the defaults among the words: an error in one would be told as the user's typing, and --record would note
//   flags that nobody typed.
// - Putting the alias's command in place of its word: help, usage errors and completion would speak of `get`, where the
//   user typed `gp`.
// - Reading the file when a command asks for it: an alias decides which command there is.
#include "app/kuberc.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

std::vector<std::string> fields(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string& word : split(text, ' ')) {
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

// Is the flag among the words? As kubectl looks for it: "-oname" is taken for many short names, so that it hides -n
// too.
bool given(const cli::Flag& flag, const std::vector<std::string>& words) {
  const std::string name = "--" + std::string(flag.name);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    if (word == name || word.starts_with(name + "=")) return true;
    if (!flag.short_name || word.size() < 2 || word[0] != '-') return false;
    if (word[1] == flag.short_name) return true;
    return all_letters(std::string_view(word).substr(1)) && word.find(flag.short_name, 1) != std::string::npos;
  });
}

// Sets a flag as if it stood on the line; false when there is none of this name.
bool preset(const FlagPreset& option, cli::FlagSet& own, cli::FlagSet& global, const std::vector<std::string>& words) {
  cli::FlagSet& set = own.find(option.first) ? own : global;
  const cli::Flag* flag = set.find(option.first);
  if (!flag) return false;
  if (!given(*flag, words)) set.set(option.first, option.second);
  return true;
}

}  // namespace

void PreferenceUse::apply_alias(Context& context, cli::Command& root, std::vector<std::string>& words) {
  // A shell asks for candidates with the line behind this word.
  const std::size_t first = !words.empty() && words[0].starts_with("__complete") ? 1 : 0;
  const std::vector<std::string> line(words.begin() + static_cast<std::ptrdiff_t>(first), words.end());
  if (first == 1 && line.size() < 2) return;
  const cli::Dispatch found = cli::find_command(root, line, context.global_flag_set());
  const std::string& name = found.stray;
  // kubectl takes the first word that is no flag for it, be that word the value of one.
  const auto at = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(),
                               [](const std::string& word) { return !word.starts_with('-'); });
  const auto alias = std::find_if(preferences_.aliases.begin(), preferences_.aliases.end(),
                                  [&](const CommandAlias& each) { return each.name == name; });
  if (found.command != &root || name.empty() || *at != name || alias == preferences_.aliases.end()) return;
  const std::vector<std::string> command = fields(alias->command);
  const cli::Dispatch target = cli::find_command(root, command, context.global_flag_set());
  if (target.command == &root && !command.empty()) {
    throw Error(fmt::format("command {} not found to set alias {}: {}", go_quote(alias->command), go_quote(name),
                            go_list(command)));
  }
  alias_ = &*alias;
  cli::Command copy = *target.command;
  copy.name = alias_->name;
  copy.aliases.clear();
  copy.hidden = true;
  root.subcommands.push_back(std::move(copy));
  words.insert(at + 1, alias_->prepend_args.begin(), alias_->prepend_args.end());
  if (first == 0) words.insert(words.end(), alias_->append_args.begin(), alias_->append_args.end());
}

void PreferenceUse::apply_defaults(Context& context, const cli::Command& root, const cli::Dispatch& found,
                                   const std::vector<std::string>& words, cli::FlagSet& own) {
  cli::FlagSet& global = context.global_flag_set();
  if (alias_ && found.path == alias_->name) {
    for (const FlagPreset& option : alias_->options) {
      try {
        if (!preset(option, own, global, words)) {
          throw Error(fmt::format("invalid alias flag {} in alias {}", option.first,
                                  context.program()));  // not the alias: kubectl has the line's first word
        }
      } catch (const UsageError& error) {
        throw Error(fmt::format("could not apply value {} to flag {} in alias {} err: {}", option.second, option.first,
                                context.program(), error.message()));
      }
    }
  }
  for (const CommandDefaults& defaults : preferences_.defaults) {
    const cli::Dispatch target = cli::find_command(root, fields(defaults.command), global);
    if (target.command == &root && !target.stray.empty()) {
      context.err().write_foreign(
          fmt::format("Warning: command {} not found to set kuberc override\n", go_quote(defaults.command)));
      continue;
    }
    // The whole path counts: "config view" says nothing of "kuberc view".
    if (target.path != found.path) continue;
    if (alias_ && alias_->name == found.command->name) {
      throw Error(fmt::format("alias {} can not be overridden", alias_->name));
    }
    for (const FlagPreset& option : defaults.options) {
      try {
        if (!preset(option, own, global, words)) {
          throw Error(fmt::format("invalid flag {} for command {}", option.first, defaults.command));
        }
      } catch (const UsageError& error) {
        throw Error(fmt::format("could not apply override value {} to flag {} in command {} err: {}", option.second,
                                option.first, defaults.command, error.message()));
      }
    }
  }
}

}  // namespace kpp::app
