// kuberc: the user's preferences (KEP-3104): values that flags have by default, aliases of commands, and which
// credential plugins may run.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "client/kubeconfig_document.h"
#include "kpp/kubeconfig.h"
#include "kpp/seams.h"
#include "schema/struct_type.h"

namespace kpp::cli {
struct Dispatch;
}

namespace kpp::app {

class Context;

/// A flag's long name and its value.
using FlagPreset = std::pair<std::string, std::string>;

struct CommandDefaults {
  std::string command;
  std::vector<FlagPreset> options;
};

struct CommandAlias {
  std::string name, command;
  std::vector<std::string> prepend_args, append_args;
  std::vector<FlagPreset> options;
};

struct Preferences {
  std::vector<CommandDefaults> defaults;
  std::vector<CommandAlias> aliases;
  PluginPolicy plugin_policy;
};

/// Where the preferences are.
struct KubercPlace {
  std::string path;          ///< "": they are turned off
  bool is_explicit = false;  ///< named by --kuberc or $KUBERC: then it must be there
};
/// Throws Error when they are turned off and named at the same time.
KubercPlace kuberc_place(const std::string& flag, const Environment& env);

/// The type of a preferences file: v1beta1's. Of v1alpha1 some members have other names.
const schema::StructType& preference_type();

/// The preferences that this line is to be run with; none when they are turned off or there is no file. What can be
/// passed over is told on standard error. Throws Error without the words that go before it.
std::optional<Preferences> load_preferences(Context& context, const std::vector<std::string>& words);

/// Applies preferences to a line: first its alias, then, when its command is known, what its flags are by default.
class PreferenceUse {
 public:
  explicit PreferenceUse(Preferences preferences) : preferences_(std::move(preferences)) {}

  /// Where the line's first word is an alias, adds it to `root` as a command and puts its arguments in.
  void apply_alias(Context& context, cli::Command& root, std::vector<std::string>& words);
  /// Sets those flags of the command found that `words` do not.
  void apply_defaults(Context& context, const cli::Command& root, const cli::Dispatch& found,
                      const std::vector<std::string>& words, cli::FlagSet& own);
  const PluginPolicy& plugin_policy() const { return preferences_.plugin_policy; }

 private:
  Preferences preferences_;
  const CommandAlias* alias_ = nullptr;  ///< the one in use
};

}  // namespace kpp::app
