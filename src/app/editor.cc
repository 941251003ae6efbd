// See editor.h. Scripts see the comments and messages; they are kubectl's.
#include "app/editor.h"

#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

bool is_comment(std::string_view line) {
  line = trim(line);
  return line.starts_with('#') && !line.starts_with("#!");
}

std::string without_comment_lines(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  const bool ends_open = !lines.empty() && is_comment(lines.back());
  std::erase_if(lines, is_comment);
  return join(lines, "\n") + (ends_open && !lines.empty() ? "\n" : "");
}

// What two texts are compared by: their values where they have any.
std::string content_of(const std::string& text) {
  try {
    Arena arena;
    return data::to_json(data::parse_yaml(text, arena));
  } catch (const ParseError&) {
    return without_comment_lines(text);
  }
}

bool has_lines(const std::string& text) {
  const std::vector<std::string> lines = split(text, '\n');
  return std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    line = trim(line);
    return !line.empty() && line.front() != '#';
  });
}

// Lines after the first become comments too.
std::string commented(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '#') out += "# ";
  }
  return out;
}

std::string head_of(const EditTask& task, const std::vector<EditReason>& reasons) {
  if (task.intro.empty()) return "";
  std::string out = task.intro;
  for (const EditReason& reason : reasons) {
    out += fmt::format("# {}{}\n", commented(reason.head), reason.causes.empty() ? "" : ":");
    for (const std::string& cause : reason.causes) out += fmt::format("# * {}\n", commented(cause));
    out += "#\n";
  }
  return out;
}

class Session {
 public:
  Session(Context& context, const EditTask& task) : context_(context), task_(task) {}

  void run() {
    try {
      while (round()) {
      }
    } catch (const Error&) {
      tell_kept();
      throw;
    }
  }

 private:
  // One time in the editor. True when there has to be another.
  bool round() {
    const bool again = !reasons_.empty();
    const std::string head = head_of(task_, reasons_);
    std::string original = head + task_.text;
    const std::string shown = again ? line_ends(head) + without_comment_lines(file_.text) : line_ends(original);
    EditedFile edited = edit_text(context_, shown, task_.suffix);
    const bool same = again && content_of(file_.text) == content_of(edited.text);
    if (!file_.path.empty()) remove_file(file_.path);
    file_ = std::move(edited);
    if (same) throw Error("Edit cancelled, no valid changes were saved.");
    reasons_.clear();
    try {
      task_.validate(without_comment_lines(file_.text));
    } catch (const Error& error) {
      reasons_ = {{task_.subject + " was not valid",
                   {fmt::format("<nil>: Invalid value: {}: {}", go_quote("The edited file failed validation"),
                                error.message())}}};
      context_.err().write_foreign(fmt::format("error: {} is invalid\n", task_.subject));
      return true;
    }
    if (content_of(original) == content_of(file_.text)) return cancel("no changes made");
    if (!has_lines(file_.text)) return cancel("saved file was empty");
    try {
      task_.read(file_.text);
    } catch (const Error& error) {
      reasons_ = {{"The edited file had a syntax error: " + error.message(), {}}};
      return true;
    }
    task_.accept();
    remove_file(file_.path);
    return false;
  }

  std::string line_ends(const std::string& text) const {
    return task_.windows_line_endings ? replace_all(text, "\n", "\r\n") : text;
  }

  bool cancel(std::string_view why) {
    remove_file(file_.path);
    context_.err().write(fmt::format("Edit cancelled, {}.\n", why));
    return false;
  }

  void tell_kept() {
    if (file_.path.empty() || !file_exists(file_.path)) return;
    context_.err().write_foreign(fmt::format("A copy of your changes has been stored to {}\n", go_quote(file_.path)));
  }

  Context& context_;
  const EditTask& task_;
  EditedFile file_;  ///< of the last round
  std::vector<EditReason> reasons_;
};

}  // namespace

const char* const kEditIntro =
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n#\n";

EditorCommand EditorCommand::of(const Environment& env) {
  std::string editor = env.get("KUBE_EDITOR").value_or("");
  if (editor.empty()) editor = env.get("EDITOR").value_or("");
  if (editor.empty()) editor = "vi";
  if (editor.find(' ') == std::string::npos) return {{editor}, false};
  if (editor.find_first_of("\"'\\") == std::string::npos) return {split(editor, ' '), false};
  std::string shell = env.get("SHELL").value_or("");
  return {{shell.empty() ? "/bin/bash" : shell, "-c", editor}, true};
}

std::vector<std::string> EditorCommand::line_for(const std::string& file) const {
  std::vector<std::string> line = words;
  if (shell) line.back() += " " + go_quote(file);
  else line.push_back(file);
  return line;
}

EditedFile edit_text(Context& context, const std::string& text, std::string_view suffix) {
  const std::string folder = context.env().get("TMPDIR").value_or("");
  EditedFile file;
  file.path = write_temporary_file(folder.empty() ? "/tmp" : folder, context.program() + "-edit-", suffix, text);
  const EditorCommand command = EditorCommand::of(context.env());
  std::vector<std::string> line = command.line_for(file.path);
  context.log().info(5, fmt::format("Opening file with editor {}", go_list(line)));
  ProcessSpec spec;
  spec.program = line.front();
  spec.args.assign(line.begin() + 1, line.end());
  spec.inherit_stdin = spec.inherit_stdout = spec.inherit_stderr = true;
  context.flush();
  const std::string called = go_quote(join(command.words, " "));
  if (spec.program.find('/') == std::string::npos) {
    const std::optional<std::string> path = context.processes().find(spec.program);
    if (!path || !path->starts_with('/')) throw Error("unable to launch the editor " + called);
  }
  const std::string problem = "there was a problem with the editor " + called;
  try {
    if (context.processes().run(spec).exit_code != 0) throw Error(problem);
  } catch (const Error& error) {
    context.log().info(5, error.what());
    throw Error(problem);
  }
  file.text = read_file(file.path);
  return file;
}

void edit(Context& context, const EditTask& task) { Session(context, task).run(); }

}  // namespace kpp::app
