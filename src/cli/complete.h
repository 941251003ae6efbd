// Completion of a line under way, by cobra's protocol: candidates, one a line, then a directive.
// Source: https://github.com/spf13/cobra/blob/main/site/content/completions/_index.md
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace kpp::cli {

/// cobra's directives; they add up.
enum Directive : int { kDefault = 0, kError = 1, kNoSpace = 2, kNoFiles = 4, kExtensions = 8, kFolders = 16 };

/// What completes a flag's value, by Flag::completer.
using ValueCompleters =
    std::map<std::string, std::function<Completion(app::Context&, const std::string& typed)>, std::less<>>;

/// `words` is the line without the program's name; the last is the one being typed. The words before it are read into
/// `global` as far as they can be, so that completers know the namespace and the cluster.
Completion complete_line(app::Context& context, const Command& root, FlagSet& global,
                         const std::vector<std::string>& words, const ValueCompleters& completers);

/// "…\n:4\n"; without descriptions when `bare`.
std::string completion_text(const Completion& completion, bool bare);

}  // namespace kpp::cli
