// See dispatch.h.
#include "cli/dispatch.h"

#include <fmt/core.h>

#include <algorithm>
#include <variant>

#include "base/quote.h"
#include "base/strings.h"
#include "base/suggest.h"

namespace kpp::cli {
namespace {

// Does the word after this flag belong to it? Flags that are not known yet are taken to have a value when long.
bool takes_next_word(const std::string& word, const FlagSet& global) {
  if (word.find('=') != std::string::npos) return false;
  const auto has_bare = [](const Flag& flag) {
    return flag.bare_value.has_value() || std::holds_alternative<bool*>(flag.target);
  };
  if (word.starts_with("--")) {
    const Flag* flag = global.find(replace_all(word.substr(2), "_", "-"));
    return flag ? !has_bare(*flag) : word != "--help";
  }
  if (word.size() != 2) return false;
  const Flag* flag = global.find_short(word[1]);
  return flag ? !has_bare(*flag) : word[1] != 'h';
}

}  // namespace

const Command* find_subcommand(const Command& command, std::string_view name) {
  for (const Command& candidate : command.subcommands) {
    if (candidate.name == name ||
        std::find(candidate.aliases.begin(), candidate.aliases.end(), name) != candidate.aliases.end()) {
      return &candidate;
    }
  }
  return nullptr;
}

Dispatch find_command(const Command& root, const std::vector<std::string>& words, const FlagSet& global) {
  Dispatch out{.command = &root, .path = {}, .words = words};
  std::size_t at = 0;
  while (at < out.words.size() && !out.command->subcommands.empty()) {
    const std::string& word = out.words[at];
    if (word == "--") break;
    if (word.size() > 1 && word[0] == '-') {
      at += takes_next_word(word, global) ? 2 : 1;
      continue;
    }
    const Command* found = find_subcommand(*out.command, word);
    if (!found) {
      out.stray = word;
      break;
    }
    out.command = found;
    out.path += (out.path.empty() ? "" : " ") + std::string(found->name);
    out.words.erase(out.words.begin() + static_cast<std::ptrdiff_t>(at));
    if (found->raw_arguments) break;
  }
  return out;
}

std::string unknown_command(const Command& root, std::string_view typed, std::string_view program) {
  const std::string text = fmt::format("unknown command {} for {}", go_quote(typed), go_quote(program));
  std::vector<std::string> known;
  for (const Command& command : root.subcommands) {
    if (!command.hidden || command.suggested) known.emplace_back(command.name);
  }
  std::vector<std::string> near = suggestions(typed, known);
  for (const Command& command : root.subcommands) {
    const bool listed =
        std::find(command.suggest_for.begin(), command.suggest_for.end(), typed) != command.suggest_for.end();
    if (listed && std::find(near.begin(), near.end(), command.name) == near.end()) near.emplace_back(command.name);
  }
  std::string names;
  for (const std::string& name : near) names += "\t" + name + "\n";
  return names.empty() ? text : text + "\n\nDid you mean this?\n" + names;
}

}  // namespace kpp::cli
