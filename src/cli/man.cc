// See man.h.
#include "cli/man.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "base/strings.h"
#include "cli/flag_values.h"

namespace kpp::cli {
namespace {

std::string bold(std::string_view text) { return "\\fB" + roff_escape(text) + "\\fR"; }

// Paragraphs: an empty line parts them, a single line end stays one.
std::string paragraphs(std::string_view text) {
  std::string out;
  bool first_line = true;
  for (const std::string& line : split(text, '\n')) {
    if (line.empty()) {
      out += ".PP\n";
      first_line = true;
      continue;
    }
    if (!first_line) out += ".br\n";
    out += roff_escape(line) + "\n";
    first_line = false;
  }
  return out;
}

std::string flag_heading(const Flag& flag) {
  std::string out;
  if (flag.short_name) out += bold(std::string("-") + flag.short_name) + ", ";
  out += bold("--" + std::string(flag.name));
  // One that is true by itself is only ever given to turn it off.
  if (const bool* const* field = std::get_if<bool*>(&flag.target)) return **field ? out + bold("=false") : out;
  const std::string value = "=\\fI" + roff_escape(type_word(flag)) + "\\fR";
  return out + (flag.bare_value ? "[" + value + "]" : value);
}

std::string options(const FlagSet& flags) {
  std::vector<const Flag*> sorted;
  for (const Flag& flag : flags.flags()) {
    if (!flag.hidden && flag.deprecated.empty()) sorted.push_back(&flag);
  }
  std::sort(sorted.begin(), sorted.end(), [](const Flag* a, const Flag* b) { return a->name < b->name; });
  std::string out;
  for (const Flag* flag : sorted) {
    out += ".TP\n" + flag_heading(*flag) + "\n" + roff_escape(flag->help) + "\n";
    const std::string usual = flags.default_text(flag->name);
    const bool empty = usual.empty() || usual == "''" || usual == "[]" || usual == "false" || usual == "true";
    if (!empty) out += "Default: " + roff_escape(usual) + ".\n";
  }
  return out;
}

class Writer {
 public:
  Writer(const Command& root, std::string_view program, std::string_view version)
      : root_(root), program_(program), version_(version) {}

  std::vector<ManPage> pages(const FlagSet& global, std::string_view frame) {
    std::string text = replace_all(std::string(frame), "@VERSION@", roff_escape(version_));
    text = replace_all(std::move(text), "@COMMANDS@\n", commands(root_, page_name("")));
    text = replace_all(std::move(text), "@OPTIONS@\n", options(global));
    pages_.push_back({std::string(program_), replace_all(std::move(text), "@SEE_ALSO@\n", see_also(root_, ""))});
    below(root_, "");
    return std::move(pages_);
  }

 private:
  std::string page_name(std::string_view path) const {
    return std::string(program_) + (path.empty() ? "" : "-") + replace_all(std::string(path), " ", "-");
  }

  std::string with_program(std::string_view text) const { return replace_all(std::string(text), "PROGRAM", program_); }

  void below(const Command& parent, const std::string& path) {
    for (const Command& command : parent.subcommands) {
      if (command.hidden) continue;
      const std::string own = path + (path.empty() ? "" : " ") + std::string(command.name);
      pages_.push_back({page_name(own), page(command, own)});
      below(command, own);
    }
  }

  std::string page(const Command& command, const std::string& path) const {
    const std::string name = page_name(path);
    std::string out = ".\\\" Made from the command's declaration by the build.\n";
    out += fmt::format(".TH {} 1 \"\" \"{} {}\" \"{}\"\n.nh\n.ad l\n", roff_escape(to_upper(name)),
                       roff_escape(program_), roff_escape(version_), roff_escape(program_));
    out += ".SH NAME\n" + roff_escape(name) + " \\- " + roff_escape(command.summary) + "\n";
    out += ".SH SYNOPSIS\n" + bold(program_) + " " +
           roff_escape(command.usage.empty() ? std::string_view(path) : command.usage) + "\n";
    for (const std::string_view alias : command.aliases) {
      const std::string parent = path.substr(0, path.size() - command.name.size());
      out += ".br\n" + bold(program_) + " " + roff_escape(parent + std::string(alias)) + " ...\n";
    }
    out += ".SH DESCRIPTION\n" +
           paragraphs(with_program(command.description.empty() ? command.summary : command.description));
    if (const std::string listed = commands(command, name); !listed.empty()) out += ".SH COMMANDS\n" + listed;
    out += ".SH OPTIONS\n";
    if (command.make) {
      FlagSet flags;
      const auto invocation = command.make();
      invocation->bind(flags);
      out += options(flags);
    }
    out += ".PP\nThe options that every command takes are in\n.BR " + roff_escape(program_) + " (1).\n";
    if (!command.examples.empty()) {
      out += ".SH EXAMPLES\n.EX\n" + roff_escape(with_program(command.examples)) + "\n.EE\n";
    }
    return out + ".SH SEE ALSO\n" + see_also(command, path);
  }

  static std::string commands(const Command& command, const std::string& name) {
    std::string out;
    for (const Command& sub : command.subcommands) {
      if (!sub.hidden) {
        out += fmt::format(".TP\n.BR {} (1)\n{}\n", roff_escape(name + "-" + std::string(sub.name)),
                           roff_escape(sub.summary));
      }
    }
    return out;
  }

  // The page above and those below.
  std::string see_also(const Command& command, const std::string& path) const {
    std::vector<std::string> names;
    if (!path.empty()) {
      const std::size_t blank = path.rfind(' ');
      names.push_back(page_name(blank == std::string::npos ? "" : path.substr(0, blank)));
    }
    for (const Command& sub : command.subcommands) {
      if (!sub.hidden) names.push_back(page_name(path + (path.empty() ? "" : " ") + std::string(sub.name)));
    }
    std::string out;
    for (const std::string& name : names) {
      out += fmt::format(".BR {} (1){}\n", roff_escape(name), &name == &names.back() ? "" : ",");
    }
    return out;
  }

  const Command& root_;
  std::string_view program_;
  std::string_view version_;
  std::vector<ManPage> pages_;
};

}  // namespace

std::string roff_escape(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char letter : text) {
    // A dot or an apostrophe that begins a line would be a request.
    if (line_start && letter == '.') out += "\\&";
    line_start = letter == '\n';
    switch (letter) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '"': out += "\\(dq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += letter;
    }
  }
  return out;
}

std::vector<ManPage> man_pages(const Command& root, const FlagSet& global, std::string_view frame,
                               std::string_view program, std::string_view version) {
  return Writer(root, program, version).pages(global, frame);
}

}  // namespace kpp::cli
