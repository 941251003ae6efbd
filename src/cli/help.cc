// See help.h.
#include "cli/help.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/strings.h"

namespace kpp::cli {
namespace {

struct GroupTitle {
  Group group;
  std::string_view title;
};
constexpr GroupTitle kGroups[] = {
    {Group::basic_beginner, "Basic Commands (Beginner):"},
    {Group::basic_intermediate, "Basic Commands (Intermediate):"},
    {Group::deploy, "Deploy Commands:"},
    {Group::cluster, "Cluster Management Commands:"},
    {Group::troubleshooting, "Troubleshooting and Debugging Commands:"},
    {Group::advanced, "Advanced Commands:"},
    {Group::settings, "Settings Commands:"},
    {Group::subcommands, "Subcommands provided by plugins:"},
    {Group::other, "Other Commands:"},
};

std::string with_program(std::string_view text, std::string_view program) {
  return replace_all(std::string(text), "PROGRAM", program);
}

std::string list_commands(const std::vector<const Command*>& commands) {
  std::size_t widest = 0;
  for (const Command* command : commands) widest = std::max(widest, command->name.size());
  std::string out;
  for (const Command* command : commands) {
    out += fmt::format("  {:<{}}   {}\n", command->name, widest, command->summary);
  }
  return out;
}

std::string list_groups(const Command& root) {
  std::string out;
  for (const GroupTitle& group : kGroups) {
    std::vector<const Command*> members;
    for (const Command& command : root.subcommands) {
      if (!command.hidden && command.group == group.group) members.push_back(&command);
    }
    // Suggestions come in the order of the declarations; only this group of help has another one.
    if (group.group == Group::other) {
      std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    }
    if (!members.empty()) out += std::string(group.title) + "\n" + list_commands(members) + "\n";
  }
  return out;
}

}  // namespace

std::string wrap_text(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  for (const std::string& line : split(text, '\n')) {
    std::string current;
    for (const std::string& word : split(line, ' ')) {
      if (!current.empty() && indent + current.size() + 1 + word.size() > width) {
        out += std::string(indent, ' ') + current + "\n";
        current.clear();
      }
      if (!current.empty()) current += ' ';
      current += word;
    }
    out += current.empty() ? "\n" : std::string(indent, ' ') + current + "\n";
  }
  return out;
}

namespace {

std::string list_flags(const FlagSet& flags, int width, bool own) {
  std::vector<const Flag*> sorted;
  for (const Flag& flag : flags.flags()) {
    if (!flag.hidden && flag.deprecated.empty() && flag.own == own) sorted.push_back(&flag);
  }
  std::sort(sorted.begin(), sorted.end(), [](const Flag* a, const Flag* b) { return a->name < b->name; });
  std::string out;
  for (const Flag* flag : sorted) {
    const std::string letter = flag->short_name ? fmt::format("-{}, ", flag->short_name) : "    ";
    // Of kpp's own: at the left margin, where no list of kubectl's flags is.
    out += fmt::format("{}--{}={}:\n", own ? "" : "    " + letter, flag->name, flags.default_text(flag->name));
    out += wrap_text(flag->help, own ? 4 : 8, static_cast<std::size_t>(width)) + "\n";
  }
  return out;
}

}  // namespace

std::string flags_text(const FlagSet& flags, int width) { return list_flags(flags, width, false); }

std::string help_text(const Command& root, const Command& command, std::string_view path, std::string_view program,
                      int width) {
  const auto columns = static_cast<std::size_t>(std::clamp(width, 40, 120));
  std::string out =
      wrap_text(with_program(command.description.empty() ? command.summary : command.description, program), 0,
                columns) +
      "\n";
  if (&command == &root) {
    out += list_groups(root);
    out += fmt::format(
        "Usage:\n  {} [flags] [options]\n\nUse \"{} <command> --help\" for more information about a given command.\n",
        program, program);
    return out +
           fmt::format("Use \"{} options\" for a list of global command-line options (applies to all commands).\n",
                       program);
  }
  if (!command.aliases.empty()) {
    std::string names(command.name);
    for (const std::string_view alias : command.aliases) names += ", " + std::string(alias);
    out += "Aliases:\n  " + names + "\n\n";
  }
  if (!command.examples.empty()) {
    out += "Examples:\n";
    for (const std::string& line : split(with_program(command.examples, program), '\n')) {
      out += line.empty() ? "\n" : "  " + line + "\n";
    }
    out += '\n';
  }
  std::vector<const Command*> members;
  for (const Command& sub : command.subcommands) {
    if (!sub.hidden) members.push_back(&sub);
  }
  if (!members.empty()) out += "Available Commands:\n" + list_commands(members) + "\n";
  if (command.make) {
    FlagSet flags;
    const auto invocation = command.make();
    invocation->bind(flags);
    if (const std::string text = flags_text(flags, static_cast<int>(columns)); !text.empty()) {
      out += "Options:\n" + text;
    }
  }
  const std::string usage = command.usage.empty() ? std::string(path) : std::string(command.usage);
  out += fmt::format("Usage:\n  {} {} [options]\n\n", program, usage);
  if (!members.empty()) {
    out += fmt::format("Use \"{} {} <command> --help\" for more information about a given command.\n", program, path);
  }
  return out + fmt::format("Use \"{} options\" for a list of global command-line options (applies to all commands).\n",
                           program);
}

std::string options_text(const FlagSet& global, std::string_view program, int width) {
  return "The following options can be passed to any command:\n\n" + flags_text(global, std::clamp(width, 40, 120)) +
         "Beyond kubectl's:\n\n" + list_flags(global, std::clamp(width, 40, 120), true) +
         fmt::format("Use \"{} <command> --help\" for the options of one command.\n", program);
}

}  // namespace kpp::cli
