// From the words of a line to the command that takes them. No I/O.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace kpp::cli {

struct Dispatch {
  const Command* command = nullptr;  ///< the deepest command named; the root when none was
  std::string path;                  ///< "create secret generic"; "" for the root
  std::vector<std::string> words;    ///< what is left: its flags and arguments
  std::string stray = {};            ///< the word that names no subcommand where there are some; "" without one
};

/// Flags may stand before and between the names. `global` tells which of them take a value.
Dispatch find_command(const Command& root, const std::vector<std::string>& words, const FlagSet& global);

/// The subcommand with this name or alias; null when there is none.
const Command* find_subcommand(const Command& command, std::string_view name);

/// `unknown command "gett" for "kubectl"`, with the names that may have been meant.
std::string unknown_command(const Command& root, std::string_view typed, std::string_view program);

}  // namespace kpp::cli
