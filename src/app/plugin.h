// Plugins: programs on PATH named kubectl-NAME (or kpp-NAME), which are run as if they were commands.
// Source: https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace kpp::cli {
struct Dispatch;
}

namespace kpp::app {

class Context;

/// Becomes the plugin that the line names, where it names no command and there is one. Throws VerbatimError
/// ("Error: flags cannot be placed before plugin name: -n") and what stops a program from starting.
void run_plugin(Context& context, const cli::Command& root, const cli::Dispatch& found,
                const std::vector<std::string>& words);

/// The files on PATH that are named like plugins, in PATH's order; folders that cannot be read are told on `problems`.
std::vector<std::string> plugin_files(Context& context, std::vector<std::string>* problems = nullptr);

/// Adds plugins' names to the candidates for a line's first word.
void complete_plugin_names(Context& context, const cli::Command& root, const std::string& typed,
                           cli::Completion& completion);
/// What completes the words behind a plugin's name: further names, and what kubectl_complete-NAME gives. None when
/// `words` (the last is being typed) name no plugin.
std::optional<cli::Completion> complete_plugin(Context& context, const cli::Command& root,
                                               const std::vector<std::string>& words);

}  // namespace kpp::app
