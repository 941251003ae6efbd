// Manual pages in roff, made from the command tree: one for the program, one for every command that help shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace kpp::cli {

struct ManPage {
  std::string name;  ///< "kpp-cluster-info-dump", the file's name without ".1"
  std::string text;
};

/// The program's page comes first; `frame` is its text with @VERSION@, @COMMANDS@, @OPTIONS@ and @SEE_ALSO@ to be
/// filled in. The same tree and version give the same bytes: no page bears a date.
std::vector<ManPage> man_pages(const Command& root, const FlagSet& global, std::string_view frame,
                               std::string_view program, std::string_view version);

/// `text` as roff shows it unchanged, wherever in a page it stands.
std::string roff_escape(std::string_view text);

}  // namespace kpp::cli
