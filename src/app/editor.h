// The user's editor, and the rounds in which a document is edited until it can be used: for create --edit, edit, and
// apply edit-last-applied.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/seams.h"

namespace kpp::app {

class Context;

/// How the editor is called: a program and its first arguments, or a shell whose last argument is a line of its
/// language.
struct EditorCommand {
  std::vector<std::string> words = {};
  bool shell = false;

  /// $KUBE_EDITOR, else $EDITOR, else vi. Spaces part its words; with quotes or backslashes in it, it is $SHELL's to
  /// read.
  static EditorCommand of(const Environment& env);
  /// The whole line for one file.
  std::vector<std::string> line_for(const std::string& file) const;
};

/// A file as the user has left it.
struct EditedFile {
  std::string path = {};
  std::string text = {};
};

/// Writes a file of its own (0600) in $TMPDIR and lets the user edit it. Throws Error in kubectl's words when the
/// editor does not run or ends with a failure; the file stays then.
EditedFile edit_text(Context& context, const std::string& text, std::string_view suffix);

/// Why a document comes back to the editor; told in its head as comments.
struct EditReason {
  std::string head = {};
  std::vector<std::string> causes = {};
};

/// What is edited and what becomes of it.
struct EditTask {
  std::string text = {};   ///< the document
  std::string intro = {};  ///< comment lines above it; "" for a format that has no comments
  std::string suffix = ".yaml";
  std::string subject = {};  ///< `configmaps "web"`, as errors name it
  bool windows_line_endings = false;
  /// Throws Error for a text that is no valid document: it is edited again.
  std::function<void(const std::string& text)> validate = {};  ///< gets no lines of comments
  /// Takes the text apart. Throws Error for wrong syntax: it is edited again.
  std::function<void(const std::string& text)> read = {};
  /// Does with it what is to be done; what it throws ends the session, and the file is kept.
  std::function<void()> accept = {};
};

/// The intro of an object.
extern const char* const kEditIntro;

/// Edits until the text is accepted, or the user gives up: that is told, and is an error only when the last text was
/// wrong.
void edit(Context& context, const EditTask& task);

}  // namespace kpp::app
