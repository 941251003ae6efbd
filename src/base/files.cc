#include "base/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/unique_fd.h"
#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp {
namespace {

Error failure(std::string_view what, std::string_view path) {
  return Error(fmt::format("{} {}: {}", what, path, errno_text(errno)));
}

void write_whole(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw failure("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// A device or pipe stays what it is.
void write_into(const std::string& path, std::string_view bytes) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) throw failure("open", path);
  write_whole(fd.get(), bytes, path);
}

// The file a chain of symbolic links ends at, whether it exists or not.
std::string resolve_links(std::string path) {
  for (int i = 0; i < 40; ++i) {
    char target[4096];
    const ssize_t length = ::readlink(path.c_str(), target, sizeof target);
    if (length < 0) return path;
    const std::string to(target, static_cast<std::size_t>(length));
    path = to.starts_with('/') ? to : path_join(path_dir(path), to);
  }
  throw Error(fmt::format("open {}: too many levels of symbolic links", path));
}

}  // namespace

std::string errno_text(int code) {
  std::string text = std::strerror(code);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && !(text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z')) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

std::string read_stream(ByteSource& source, std::size_t limit) {
  std::string out;
  std::array<char, 16384> buffer{};
  while (const std::size_t count = source.read(buffer.data(), buffer.size())) {
    if (out.size() + count > limit) throw Error(fmt::format("standard input is larger than {} bytes", limit));
    out.append(buffer.data(), count);
  }
  return out;
}

std::string read_line(ByteSource& source, std::size_t limit) {
  std::string line;
  char byte = 0;
  while (source.read(&byte, 1) == 1 && byte != '\n') {
    if (line.size() == limit) throw Error(fmt::format("a line of more than {} bytes", limit));
    line += byte;
  }
  return line;
}

namespace {

/// Nothing where there is no such file.
UniqueFd open_to_read(const std::string& path, int flags) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
  if (!fd && errno != ENOENT) throw failure("open", path);
  return fd;
}

bool is_regular(const UniqueFd& fd, struct stat& info) {
  return ::fstat(fd.get(), &info) == 0 && S_ISREG(info.st_mode);
}

/// Nothing where it is of a process that has ended meanwhile (/proc).
std::optional<std::string> read_open_file(const UniqueFd& fd, const std::string& path, std::size_t limit) {
  struct stat info {};
  std::string out;
  if (is_regular(fd, info)) out.reserve(std::min(static_cast<std::size_t>(info.st_size) + 1, limit));
  char buffer[64 * 1024];
  for (;;) {
    const ssize_t count = ::read(fd.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == ESRCH) return std::nullopt;
    if (count < 0) throw failure("read", path);
    if (count == 0) return out;
    if (out.size() + static_cast<std::size_t>(count) > limit) {
      throw Error(fmt::format("read {}: larger than {} bytes", path, limit));
    }
    out.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

std::optional<std::string> read_file_if_exists(const std::string& path, std::size_t limit) {
  const UniqueFd fd = open_to_read(path, 0);
  if (!fd) return std::nullopt;
  return read_open_file(fd, path, limit);
}

std::optional<std::string> read_regular_file_if_exists(const std::string& path, std::size_t limit) {
  const UniqueFd fd = open_to_read(path, O_NONBLOCK);
  if (!fd) return std::nullopt;
  struct stat info {};
  if (!is_regular(fd, info)) throw Error(fmt::format("read {}: not a regular file", path));
  return read_open_file(fd, path, limit);
}

std::string read_file(const std::string& path, std::size_t limit) {
  std::optional<std::string> bytes = read_file_if_exists(path, limit);
  if (!bytes) throw failure("open", path);
  return std::move(*bytes);
}

void replace_file(const std::string& path, std::string_view bytes, unsigned mode, bool keep_mode) {
  const std::string target = resolve_links(path);
  struct stat old {};
  const bool exists = ::stat(target.c_str(), &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) return write_into(target, bytes);
  const bool keep = keep_mode && exists;
  std::string temporary = path_join(path_dir(target), "." + path_base(target) + ".XXXXXX");
  UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!fd) throw failure("open", target);
  try {
    if (keep && ::fchown(fd.get(), old.st_uid, old.st_gid) != 0 && errno != EPERM) throw failure("chown", target);
    if (::fchmod(fd.get(), keep ? old.st_mode & 07777 : mode) != 0) throw failure("chmod", target);
    write_whole(fd.get(), bytes, target);
    if (::fsync(fd.get()) != 0) throw failure("sync", target);
    fd.reset();
    if (::rename(temporary.c_str(), target.c_str()) != 0) throw failure("rename", target);
  } catch (const Error&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

std::string write_temporary_file(const std::string& folder, std::string_view prefix, std::string_view suffix,
                                 std::string_view bytes) {
  std::string path = path_join(folder, fmt::format("{}XXXXXX{}", prefix, suffix));
  const UniqueFd fd(::mkostemps(path.data(), static_cast<int>(suffix.size()), O_CLOEXEC));
  if (!fd) throw failure("open", path);
  try {
    write_whole(fd.get(), bytes, path);
  } catch (const Error&) {
    ::unlink(path.c_str());
    throw;
  }
  return path;
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw failure("remove", path);
}

void make_folders(const std::string& path, unsigned mode) {
  if (path.empty()) return;
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return;
    errno = ENOTDIR;
    throw failure("mkdir", path);
  }
  const std::string parent = path_dir(path);
  if (parent != path) make_folders(parent, mode);
  if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST) throw failure("mkdir", path);
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_folder_itself(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::vector<std::string> folder_entries(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
  if (!folder) throw failure("open", path);
  std::vector<std::string> out;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string own_program() {
  char path[4096];
  const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

bool file_exists(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

std::string path_clean(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") parts.pop_back();
      else if (!rooted) parts.push_back(part);
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  std::string out = rooted ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

std::string path_join(std::string_view a, std::string_view b) {
  if (a.empty()) return b.empty() ? std::string() : path_clean(b);
  if (b.empty()) return path_clean(a);
  return path_clean(std::string(a) + "/" + std::string(b));
}

std::string path_dir(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path_clean(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1));
}

std::string path_base(std::string_view path) {
  if (path.empty()) return ".";
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return path == "/" ? "/" : std::string(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
}

}  // namespace kpp
