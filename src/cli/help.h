// Help made from the command tree: for the root, a command, and the options all commands take.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"

namespace kpp::cli {

/// The whole help of a command; `path` as in Dispatch, `program` as the user calls it.
std::string help_text(const Command& root, const Command& command, std::string_view path, std::string_view program,
                      int width);
/// What `options` prints.
std::string options_text(const FlagSet& global, std::string_view program, int width);
/// "    -o, --output='':" and the flag's help below it, for each flag of the set, by name.
std::string flags_text(const FlagSet& flags, int width);
/// `text` with lines of at most `width`, each after `indent` blanks; empty lines stay.
std::string wrap_text(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace kpp::cli
