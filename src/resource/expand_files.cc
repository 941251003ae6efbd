// From what -f says to single files: folders are walked in the order of names, patterns matched.
#include <dirent.h>
#include <fmt/core.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "resource/file_source.h"

namespace kpp::resource {
namespace {

constexpr std::string_view kInputTwice = "standard input cannot be used for multiple arguments";
constexpr std::string_view kExtensions[] = {".json", ".yaml", ".yml"};

bool has_known_extension(std::string_view path) {
  return std::any_of(std::begin(kExtensions), std::end(kExtensions),
                     [&](std::string_view extension) { return path.ends_with(extension); });
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  DIR* const dir = ::opendir(folder.c_str());
  if (!dir) throw Error(fmt::format("open {}: {}", folder, errno_text(errno)));
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(dir);
  std::sort(names.begin(), names.end());
  return names;
}

// A folder below the first is entered when asked for, but never through a symbolic link.
void walk(const std::string& folder, bool recursive, int depth, std::vector<FileSource>& out) {
  if (depth > 1000) throw Error(fmt::format("{}: folders nested too deeply", folder));
  for (const std::string& name : names_in(folder)) {
    const std::string path = path_join(folder, name);
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) throw Error(fmt::format("lstat {}: {}", path, errno_text(errno)));
    if (S_ISDIR(info.st_mode)) {
      if (recursive) walk(path, recursive, depth + 1, out);
    } else if (has_known_extension(path)) {
      out.push_back({FileSource::Kind::file, path});
    }
  }
}

std::vector<std::string> matches_of(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> out;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) out.emplace_back(found.gl_pathv[i]);
  }
  ::globfree(&found);
  if (out.empty()) throw Error(fmt::format("the path {} does not exist", go_quote(pattern)));
  return out;
}

void add_path(const std::string& path, bool recursive, std::vector<FileSource>& out) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) throw Error(fmt::format("the path {} does not exist", go_quote(path)));
    throw Error(fmt::format("the path {} cannot be accessed: stat {}: {}", go_quote(path), path, errno_text(errno)));
  }
  if (!S_ISDIR(info.st_mode)) {
    out.push_back({FileSource::Kind::file, path});
    return;
  }
  try {
    walk(path, recursive, 0, out);
  } catch (const Error& error) {
    throw Error(fmt::format("error reading {}: {}", go_quote(path), error.what()));
  }
}

bool is_url(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

}  // namespace

std::vector<FileSource> expand_files(const FileSelection& selection,
                                     std::vector<std::shared_ptr<const Error>>& errors) {
  std::vector<FileSource> out;
  bool stdin_used = false;
  const auto fail = [&](const std::string& text) { errors.push_back(std::make_shared<Error>(text)); };
  if (!selection.filenames.empty() && !selection.kustomize.empty()) fail("only one of -f or -k can be specified");
  if (!selection.kustomize.empty() && selection.recursive) fail("the -k flag can't be used with -f or -R");
  if (!errors.empty()) return out;
  for (const std::string& word : selection.filenames) {
    if (word == "-") {
      if (stdin_used) fail(std::string(kInputTwice));
      stdin_used = true;
      out.push_back({FileSource::Kind::stdin, "STDIN"});
      continue;
    }
    if (is_url(word)) {
      out.push_back({FileSource::Kind::url, word});
      continue;
    }
    try {
      const std::vector<std::string> paths = file_exists(word) ? std::vector<std::string>{word} : matches_of(word);
      for (const std::string& path : paths) {
        try {
          add_path(path, selection.recursive, out);
        } catch (const Error& error) {
          fail(error.what());
        }
      }
      if (out.empty() && errors.empty()) {
        fail(fmt::format("error reading {}: recognized file extensions are {}", go_list(paths), go_list(kExtensions)));
      }
    } catch (const Error& error) {
      fail(error.what());
    }
  }
  if (stdin_used && selection.input_taken) fail(std::string(kInputTwice));
  return out;
}

}  // namespace kpp::resource
