// Reading and replacing files. Errors carry Go's words ("open x: no such file or directory"), which scripts match.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace kpp {

class ByteSource;

/// The file's bytes; throws Error("open PATH: no such file or directory"), or that it passes `limit`.
std::string read_file(const std::string& path, std::size_t limit = limits::kFileBytes);
/// Everything a stream has; throws Error when that passes `limit`.
std::string read_stream(ByteSource& source, std::size_t limit = limits::kFileBytes);
/// One line without its end; what is there where the stream ends before one. Not a byte behind it is read.
std::string read_line(ByteSource& source, std::size_t limit = limits::kFileBytes);
std::optional<std::string> read_file_if_exists(const std::string& path, std::size_t limit = limits::kFileBytes);
/// The same for regular files alone, Error for anything else: never waits, as a pipe without a writer would have one
/// do.
std::optional<std::string> read_regular_file_if_exists(const std::string& path, std::size_t limit);
/// Writes a temporary file beside it (mode), syncs, renames over `path`: readers see the old or the new whole.
/// With keep_mode an existing file keeps its mode and owner; a symbolic link keeps being one. What is no regular file
/// (/dev/null, a pipe) is never replaced, but written to.
void replace_file(const std::string& path, std::string_view bytes, unsigned mode = 0600, bool keep_mode = false);
/// Writes a new file (0600) with a name of its own between `prefix` and `suffix`, and returns its path.
std::string write_temporary_file(const std::string& folder, std::string_view prefix, std::string_view suffix,
                                 std::string_view bytes);
/// Removes a file; one that is not there is no error.
void remove_file(const std::string& path);
/// mkdir -p with `mode` for each new folder.
void make_folders(const std::string& path, unsigned mode = 0700);
bool is_folder(const std::string& path);
/// As is_folder, but a symbolic link to one is none.
bool is_folder_itself(const std::string& path);
/// The names in a folder, sorted; throws Error("open PATH: no such file or directory").
std::vector<std::string> folder_entries(const std::string& path);
/// The path of the program that is running; "" when it cannot be told.
std::string own_program();
bool file_exists(const std::string& path);
/// Go's filepath.Join and Clean, Dir, Base.
std::string path_join(std::string_view a, std::string_view b);
std::string path_clean(std::string_view path);
std::string path_dir(std::string_view path);
std::string path_base(std::string_view path);
/// strerror in Go's words (lower case).
std::string errno_text(int code);

}  // namespace kpp
