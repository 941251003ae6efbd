// See run.h.
#include "app/run.h"

#include <fmt/core.h>

#include "app/context.h"
#include "app/help.h"
#include "app/kuberc.h"
#include "app/plugin.h"
#include "app/render_error.h"
#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/flag_set.h"
#include "io/output.h"

namespace kpp::app {
namespace {

// Flags whose values are checked before any command sees them.
void check_globals(const GlobalFlags& globals) {
  if (globals.profile != "none") {
    throw UsageError("--profile accepts none only: kpp is not written in Go and writes no Go profiles");
  }
}

// A line being run: the commands, with an alias of the user's among them, and the words, with the alias's put in.
struct Line {
  cli::Command root;
  std::vector<std::string> words;
  std::optional<PreferenceUse> preferences = {};
};

template <class Work>
void with_preferences(Line& line, const Work& work) {
  if (!line.preferences) return;
  try {
    work(*line.preferences);
  } catch (const Error& error) {
    throw VerbatimError("error occurred while applying preferences " + error.message());
  }
}

bool preferences_are_off(const Environment& env) { return to_lower(env.get("KUBECTL_KUBERC").value_or("")) == "false"; }

void load(Context& context, Line& line) {
  if (preferences_are_off(context.env())) {
    std::erase_if(line.root.subcommands, [](const cli::Command& command) { return command.name == "kuberc"; });
    return;
  }
  if (line.words.empty()) return;
  try {
    if (std::optional<Preferences> read = load_preferences(context, line.words)) {
      line.preferences.emplace(std::move(*read));
    }
  } catch (const Error& error) {
    throw VerbatimError("error occurred while applying preferences " + error.message());
  }
  with_preferences(line, [&](PreferenceUse& preferences) {
    context.set_plugin_policy(preferences.plugin_policy());
    preferences.apply_alias(context, line.root, line.words);
  });
}

void warn_of_deprecated(Context& context, const cli::FlagSet& flags, const std::string& name) {
  const cli::Flag* flag = flags.find(name);
  if (!flag || flag->deprecated.empty()) return;
  context.err().write(fmt::format("Flag --{} has been deprecated, {}\n", name, flag->deprecated));
}

// The line in one form: the words, then the flags as --name=value. What --record notes.
std::string command_line(const Context& context, const std::string& path, const cli::ParsedWords& parsed) {
  std::string out = context.program() + " " + path;
  for (const std::string& word : parsed.args) out += " " + word;
  for (const auto& [name, value] : parsed.given) out += fmt::format(" --{}={}", name, value);
  return out;
}

void run_command(Context& context, Line& line, const cli::Dispatch& found) {
  const cli::Command& root = line.root;
  const cli::Command& command = *found.command;
  if (command.raw_arguments) return command.make()->execute(context, {found.words, -1});
  cli::FlagSet flags;
  const std::unique_ptr<cli::Invocation> invocation = command.make ? command.make() : nullptr;
  if (invocation) invocation->bind(flags);
  const bool unknown = &command == &root && !found.stray.empty();
  if (!unknown) {
    with_preferences(
        line, [&](PreferenceUse& preferences) { preferences.apply_defaults(context, root, found, line.words, flags); });
  }
  // Help that is asked for first is the root's, whatever stands behind.
  if (unknown && (line.words.front() == "--help" || line.words.front() == "-h")) return show_help(context);
  run_plugin(context, root, found, line.words);
  if (unknown) throw UsageError(cli::unknown_command(root, found.stray, context.program()));
  const cli::ParsedWords parsed = cli::parse_words(found.words, flags, context.global_flag_set());
  if (preferences_are_off(context.env()) && context.global_flag_set().changed("kuberc")) {
    throw UsageError("unknown flag: --kuberc", true);
  }
  for (const auto& [name, value] : parsed.given) warn_of_deprecated(context, flags, name);
  if (parsed.help) return show_help(context);
  check_globals(context.globals());
  if (&command == &root) return show_help(context);
  if (!invocation) {
    if (command.help_for_any_word) return show_help(context);
    if (parsed.args.empty()) {
      // A group alone is a wrong use, and so told on standard error.
      (command.help_on_output ? context.out() : context.err()).write(help_text(context));
      throw ExitStatus(1);
    }
    std::string words;
    for (const std::string& word : parsed.args) words += (words.empty() ? "" : " ") + word;
    throw context.usage_error(fmt::format("unknown command \"{}\"", words));
  }
  context.set_command_line(command_line(context, found.path, parsed));
  invocation->execute(context, {parsed.args, parsed.dash});
  if (context.globals().warnings_as_errors && context.warnings() > 0) {
    throw Error(fmt::format("{} {} received", context.warnings(), context.warnings() == 1 ? "warning" : "warnings"));
  }
}

int report(Context& context, const Error& error, const std::string& path) {
  const std::string command = path.empty() ? context.program() : context.program() + " " + path;
  const RenderedError rendered = render_error(error, command);
  context.err().write_foreign(rendered.text);
  return rendered.exit_code;
}

}  // namespace

int run(Context& context, const cli::Command& root, const std::vector<std::string>& words) {
  Line line{.root = root, .words = words};
  context.set_root(line.root);
  std::string path;
  int code = 0;
  try {
    load(context, line);
    const cli::Dispatch found = cli::find_command(line.root, line.words, context.global_flag_set());
    path = found.path;
    context.set_command_path(path);
    context.set_reads_only(found.command->reads_only);
    run_command(context, line, found);
    context.out().flush();
  } catch (const ExitStatus& status) {
    code = status.exit_code();
  } catch (const Error& error) {
    code = report(context, error, path);
  } catch (const std::bad_alloc&) {
    code = report(context, Error("out of memory"), path);
  } catch (const std::exception& error) {
    // A library's own exception: told as it is.
    code = report(context, Error(error.what()), path);
  }
  try {
    context.flush();
  } catch (const ExitStatus& status) {
    return status.exit_code();
  } catch (const Error& error) {
    // Said once, also when it has ended the command already.
    if (code == 0) code = report(context, error, path);
    try {
      context.err().flush();
    } catch (const std::exception&) {
      return code;  // there is no place left to say it
    }
  }
  return code;
}

}  // namespace kpp::app
