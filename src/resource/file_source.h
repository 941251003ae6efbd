// FileSource: one place that -f names: a file, a URL, or standard input; and the objects in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "data/selector.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "kpp/node.h"
#include "kpp/seams.h"
#include "resource/object_ref.h"

namespace kpp {
class Transport;
}

namespace kpp::resource {

struct FileSelection {
  std::vector<std::string> filenames = {};  ///< -f: files, folders, URLs, globs, "-" for standard input
  std::string kustomize = {};               ///< -k
  bool recursive = false;
  bool input_taken = false;  ///< something else reads standard input, so that no "-" may

  bool empty() const { return filenames.empty() && kustomize.empty(); }
};

struct FileSource {
  enum class Kind { file, url, stdin, text };
  Kind kind = Kind::file;
  std::string path = {};  ///< the file or URL; "STDIN" for standard input, as errors name it
  std::string text = {};  ///< Kind::text: what there is to read, under the name `path`
};

/// An object on its way through a command: what it is, and which one is meant.
struct Found {
  ObjectRef ref = {};
  Node object = {};                         ///< missing for one that was named and not asked for
  std::shared_ptr<Document> document = {};  ///< owns `object` where a file has it; else it lives as long as the visit
  bool listed = false;                      ///< it was found in a list
};

/// The error for an object whose kind the server does not have in the version that the object names.
Error no_mapping(const Found& found);
/// For an object whose request was answered with a 404 to its path: asks the server for its types, and gives
/// no_mapping() where the kind is not among them. Null where it is, or where the server cannot be asked.
std::shared_ptr<const Error> unknown_kind(RestMapper& mapper, const Found& found);

/// Folders and globs become files. What cannot be found is added to `errors`, in kubectl's words.
std::vector<FileSource> expand_files(const FileSelection& selection, std::vector<std::shared_ptr<const Error>>& errors);

/// The label selector for the objects of files, nullopt for none. Throws Error in the words kubectl has for one that is
/// wrong.
std::optional<Selector> manifest_selector(std::string_view text);

/// What reading needs; stdin may be read once.
struct FileReading {
  const IoStreams* io = nullptr;
  std::function<void()> takes_input = {};      ///< told before standard input is read
  std::function<Transport&()> transport = {};  ///< for URLs
  Clock* clock = nullptr;                      ///< for waiting between tries of a URL
  RestMapper* mapper = nullptr;                ///< null: objects are not looked up
  bool flatten = true;                         ///< a List's items one by one instead of the List
  /// Given where only kinds are taken that the program itself knows: says whether it does.
  std::function<bool(const GroupVersion& version, std::string_view kind)> knows = {};
  bool validate = false;  ///< what is no object of a kind and version is told as kubectl's validation tells it
  std::size_t limit = limits::kFileBytes;  ///< of one source
};

using SourceFailure = std::function<void(std::shared_ptr<const Error> error)>;
/// Hands out the objects of one source in order. An object that cannot be used goes to `failed` and reading goes
/// on; what ends the whole source (no such file, bad YAML) is thrown.
void read_objects(const FileSource& source, const FileReading& reading, const std::function<void(Found)>& found,
                  const SourceFailure& failed);

}  // namespace kpp::resource
