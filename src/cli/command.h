// Command: one node of the command tree, a plain value made by one function per command.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flag_set.h"

namespace kpp::app {
class Context;  // what a command runs with; cli only hands it through
}

namespace kpp::cli {

/// Arguments left when flags are taken out.
struct Args {
  std::vector<std::string> words;
  int dash = -1;  ///< how many of them stood before `--`; -1 without one

  std::size_t size() const { return words.size(); }
  bool empty() const { return words.empty(); }
  const std::string& operator[](std::size_t i) const { return words[i]; }
  auto begin() const { return words.begin(); }
  auto end() const { return words.end(); }
};

/// One run of a command: owns its options. bind() declares the flags, execute() does everything else.
class Invocation {
 public:
  virtual ~Invocation() = default;
  virtual void bind(FlagSet& flags) = 0;
  virtual void execute(app::Context& context, const Args& args) = 0;
};

/// Groups of the root's help, in their order there; `none` for subcommands.
enum class Group {
  none,
  basic_beginner,
  basic_intermediate,
  deploy,
  cluster,
  troubleshooting,
  advanced,
  settings,
  other,
  subcommands
};

/// What completes a command's arguments: given the context and the words before the one being typed,
/// candidates and cobra's directive (ShellCompDirective bits: 1 error, 2 no space, 4 no files, 8 file
/// extensions, 16 folders only, 32 keep order).
struct Completion {
  std::vector<std::string> candidates;  ///< "value" or "value\tdescription"
  int directive = 4;
};
using Completer = std::function<Completion(app::Context&, const Args& before, const std::string& typed)>;

/// What a command is called, what its help says, and how it is run. How many arguments it takes it checks itself, in
/// complete().
struct Command {
  std::string_view name = {};
  std::vector<std::string_view> aliases = {};
  std::vector<std::string_view> suggest_for = {};  ///< other words that people type for it
  std::string_view usage = {};        ///< the line after "kubectl ", without "[options]": "get (TYPE …) [flags]"
  std::string_view summary = {};      ///< one line
  std::string_view description = {};  ///< paragraphs, in our words
  std::string_view examples = {};     ///< lines "# what" and the command; PROGRAM stands for the program's name
  Group group = Group::none;
  bool hidden = false;     ///< left out of help and man pages, and of what follows unless it says so
  bool completed = false;  ///< though hidden, a candidate of completion
  bool suggested = false;  ///< though hidden, a suggestion for what was mistyped
  /// Of a command that only groups others: without one of them it shows its help and succeeds, whatever else is typed.
  bool help_for_any_word = false;
  std::vector<Command> subcommands = {};
  /// Makes the object that holds the options; empty for a command that only groups others.
  std::function<std::unique_ptr<Invocation>()> make = {};
  Completer complete = {};
  /// Called without a subcommand a group shows its help as an error; this one shows it on standard output.
  bool help_on_output = false;
  /// Words are passed through unparsed after the name (plugins, __complete).
  bool raw_arguments = false;
  /// After it nothing in a cluster is other than before: its types may be learned with less care (see
  /// client/discovery.h).
  bool reads_only = false;
};

/// Gives a struct with bind(FlagSet&) and complete(Context&, const Args&), validate(), run(Context&)
/// the shape of an Invocation. In this order parsing does no work, and nothing runs unchecked.
template <class Options>
class OptionsInvocation final : public Invocation {
 public:
  void bind(FlagSet& flags) override {
    flags_ = &flags;
    if constexpr (requires { options_.flags; }) options_.flags = &flags;  // for changed()
    options_.bind(flags);
  }
  void execute(app::Context& context, const Args& args) override {
    options_.complete(context, args);
    if constexpr (requires { options_.validate(); }) options_.validate();
    options_.run(context);
  }

 private:
  Options options_;
  FlagSet* flags_ = nullptr;
};

template <class Options>
Command make_command(Command command) {
  command.make = [] { return std::make_unique<OptionsInvocation<Options>>(); };
  return command;
}

}  // namespace kpp::cli
