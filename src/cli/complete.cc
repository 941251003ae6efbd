// See complete.h.
#include "cli/complete.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/strings.h"
#include "cli/dispatch.h"
#include "cli/flag_values.h"
#include "kpp/error.h"

namespace kpp::cli {
namespace {

bool takes_value(const Flag& flag) { return !flag.bare_value && !std::holds_alternative<bool*>(flag.target); }

class Line {
 public:
  Line(app::Context& context, const Command& root, FlagSet& global, std::vector<std::string> words,
       const ValueCompleters& completers)
      : context_(context), root_(root), global_(global), completers_(completers) {
    if (!words.empty()) {
      typed_ = words.back();
      words.pop_back();
    }
    found_ = find_command(root, words, global);
    if (found_.command->make) {
      invocation_ = found_.command->make();
      invocation_->bind(own_);
    }
  }

  Completion run() {
    // A flag that still waits for its value takes the word being typed.
    const Flag* waiting = nullptr;
    const bool after_dashes = std::find(found_.words.begin(), found_.words.end(), "--") != found_.words.end();
    if (!after_dashes && !found_.words.empty()) waiting = waiting_flag(found_.words.back());
    if (waiting) found_.words.pop_back();
    try {
      const ParsedWords parsed = read_words(found_.words, own_, global_);
      // Nothing goes with what asks for help.
      if (parsed.help) return {{}, kNoFiles};
      args_ = parsed.args;
    } catch (const UsageError&) {
      return {{}, kDefault};  // a line that can only end in an error
    }
    if (waiting) return value(*waiting, typed_);
    if (!after_dashes && typed_.size() > 1 && typed_[0] == '-' && typed_.find('=') != std::string::npos) {
      return value_behind_equals();
    }
    if (!after_dashes && !typed_.empty() && typed_[0] == '-') return flag_names();
    return arguments();
  }

 private:
  const Flag* flag_named(std::string_view name) const {
    const Flag* flag = own_.find(name);
    return flag ? flag : global_.find(name);
  }

  const Flag* waiting_flag(const std::string& word) const {
    if (word.size() < 2 || word[0] != '-' || word.find('=') != std::string::npos) return nullptr;
    const Flag* flag = nullptr;
    if (word[1] == '-') flag = flag_named(std::string_view(word).substr(2));
    else if (!(flag = own_.find_short(word.back()))) flag = global_.find_short(word.back());
    // In "-nshop" the value is there already.
    if (flag && word[1] != '-' && word.size() > 2) {
      const Flag* first = own_.find_short(word[1]) ? own_.find_short(word[1]) : global_.find_short(word[1]);
      if (!first || takes_value(*first)) return nullptr;
    }
    return flag && takes_value(*flag) ? flag : nullptr;
  }

  static Completion prefixed(std::vector<std::string> candidates, const std::string& typed, int directive) {
    std::erase_if(candidates, [&](const std::string& candidate) { return !candidate.starts_with(typed); });
    return {std::move(candidates), directive};
  }

  Completion value(const Flag& flag, const std::string& typed) const {
    switch (flag.completes) {
      case Completes::nothing: return {{}, kDefault};
      case Completes::files:
        if (flag.completer == "manifest") return {{"json", "yaml", "yml"}, kExtensions};
        return {{}, kDefault};
      case Completes::folders: return {{}, kDefault};  // as kubectl has it: files are offered too
      case Completes::choices: {
        // kubectl offers them for few flags.
        if (!flag.own && flag.completer.empty()) return {{}, kDefault};
        std::vector<std::string> choices;
        for (const std::string_view choice : flag.choices) choices.emplace_back(choice);
        return prefixed(std::move(choices), flag.completer == "unfiltered" ? std::string() : typed, kNoFiles);
      }
      case Completes::custom: break;
    }
    const auto completer = completers_.find(flag.completer);
    if (completer == completers_.end()) return {{}, kDefault};
    return completer->second(context_, typed);
  }

  Completion value_behind_equals() const {
    const std::size_t equals = typed_.find('=');
    const std::string name = typed_.substr(0, equals);
    const Flag* flag = name.starts_with("--") ? flag_named(std::string_view(name).substr(2)) : waiting_flag(name);
    if (!flag) return {{}, kNoFiles};
    return value(*flag, typed_.substr(equals + 1));
  }

  struct Offered {
    std::string name;
    char letter = 0;
    std::string help;
  };

  static void collect(const FlagSet& set, std::vector<Offered>& out) {
    for (const Flag& flag : set.flags()) {
      if (flag.hidden || !flag.deprecated.empty()) continue;
      const bool list = std::holds_alternative<std::vector<std::string>*>(flag.target) ||
                        std::holds_alternative<StringMap*>(flag.target);
      if (!set.changed(flag.name) || list) {
        out.push_back({std::string(flag.name), flag.short_name, std::string(flag.help)});
      }
    }
  }

  void add_flags(std::vector<Offered> offered, std::vector<std::string>& out) const {
    std::sort(offered.begin(), offered.end(), [](const Offered& a, const Offered& b) { return a.name < b.name; });
    for (const Offered& flag : offered) {
      const std::string name = "--" + flag.name;
      const std::string letter = std::string("-") + flag.letter;
      if (name.starts_with(typed_)) out.push_back(name + "\t" + flag.help);
      if (flag.letter && letter.starts_with(typed_)) out.push_back(letter + "\t" + flag.help);
    }
  }

  std::vector<std::string> required_flags() const {
    std::vector<Offered> required;
    for (const Flag& flag : own_.flags()) {
      if (flag.required && !own_.changed(flag.name)) {
        required.push_back({std::string(flag.name), flag.short_name, std::string(flag.help)});
      }
    }
    std::vector<std::string> out;
    add_flags(std::move(required), out);
    return out;
  }

  // While a required flag is missing, required flags alone are offered. Else the flags that every command takes come
  // first, then the command's own. (The root has no others than the first.)
  Completion flag_names() const {
    if (std::vector<std::string> required = required_flags(); !required.empty()) return {std::move(required), kNoFiles};
    std::vector<Offered> of_all;
    collect(global_, of_all);
    std::erase_if(of_all, [this](const Offered& flag) { return own_.find(flag.name) != nullptr; });
    std::vector<Offered> own = {{"help", 'h', "Show the help of the command."}};
    collect(own_, own);
    std::vector<std::string> out;
    if (found_.command == &root_) of_all.insert(of_all.end(), own.begin(), own.end());
    add_flags(std::move(of_all), out);
    if (found_.command != &root_) add_flags(std::move(own), out);
    return {std::move(out), kNoFiles};
  }

  Completion arguments() {
    const Command& command = *found_.command;
    if (command.raw_arguments) return {{}, kDefault};
    if (&command != &root_ && command.name == "help") return subcommands(*find_command(root_, args_, global_).command);
    if (!command.subcommands.empty() && args_.empty()) return subcommands(command);
    const std::vector<std::string> required = required_flags();
    Completion out;
    if (command.complete) out = command.complete(context_, {args_, -1}, typed_);
    else out.directive = kDefault;
    out.candidates.insert(out.candidates.begin(), required.begin(), required.end());
    return out;
  }

  Completion subcommands(const Command& command) const {
    std::vector<std::string> out;
    for (const Command& sub : command.subcommands) {
      if ((!sub.hidden || sub.completed) && sub.name.starts_with(typed_)) {
        out.push_back(std::string(sub.name) + "\t" + std::string(sub.summary));
      }
    }
    std::sort(out.begin(), out.end());
    return {std::move(out), kNoFiles};
  }

  app::Context& context_;
  const Command& root_;
  FlagSet& global_;
  const ValueCompleters& completers_;
  std::string typed_;
  Dispatch found_;
  FlagSet own_;
  std::unique_ptr<Invocation> invocation_;
  std::vector<std::string> args_;
};

}  // namespace

Completion complete_line(app::Context& context, const Command& root, FlagSet& global,
                         const std::vector<std::string>& words, const ValueCompleters& completers) {
  return Line(context, root, global, words, completers).run();
}

std::string completion_text(const Completion& completion, bool bare) {
  std::string out;
  for (const std::string& candidate : completion.candidates) {
    const std::string name = candidate.substr(0, candidate.find('\t'));
    // Shells show candidates as they are: a name that would move the cursor, or be two lines, is none.
    if (std::any_of(name.begin(), name.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; })) {
      continue;
    }
    const std::string line = bare ? name : candidate.substr(0, candidate.find_first_of("\r\n"));
    out += line + "\n";
  }
  return out + ":" + std::to_string(completion.directive) + "\n";
}

}  // namespace kpp::cli
