// Files: Go's words in errors, whole replacements, Go's paths.
#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/unique_fd.h"
#include "kpp/error.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace kpp {
namespace {

unsigned mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

}  // namespace

TEST_CASE("reading says what is wrong as Go does") {
  const test::TempFolder folder;
  CHECK_THROWS_WITH(read_file("/not/there"), "open /not/there: no such file or directory");
  CHECK_FALSE(read_file_if_exists(folder / "x"));
  CHECK_THROWS_WITH(read_file(folder.path()), "read " + folder.path() + ": is a directory");
  replace_file(folder / "x", "12345");
  CHECK(read_file(folder / "x") == "12345");
  CHECK_THROWS_AS(read_file(folder / "x", 4), Error);
}

TEST_CASE("replacing keeps modes when asked, and links") {
  const test::TempFolder folder;
  const std::string file = folder / "f", link = folder / "l";
  replace_file(file, "one");
  CHECK(mode_of(file) == 0600);
  REQUIRE(::chmod(file.c_str(), 0640) == 0);
  REQUIRE(::symlink("f", link.c_str()) == 0);
  replace_file(link, "two", 0600, true);
  CHECK(read_file(file) == "two");
  CHECK(mode_of(file) == 0640);
}

TEST_CASE("what is no regular file is written to, not replaced") {
  const test::TempFolder folder;
  const std::string pipe = path_join(folder.path(), "pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const UniqueFd reader(::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  REQUIRE(reader);
  replace_file(pipe, "text");
  char buffer[8];
  CHECK(::read(reader.get(), buffer, sizeof buffer) == 4);
  struct stat info {};
  REQUIRE(::lstat(pipe.c_str(), &info) == 0);
  CHECK(S_ISFIFO(info.st_mode));
}

TEST_CASE("only regular files are read where one must not wait") {
  const test::TempFolder folder;
  const std::string path = path_join(folder.path(), "f");
  CHECK_FALSE(read_regular_file_if_exists(path, 4));
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK_THROWS_WITH(read_regular_file_if_exists(path, 4), "read " + path + ": not a regular file");
  remove_file(path);
  replace_file(path, "text");
  CHECK(read_regular_file_if_exists(path, 4) == "text");
  CHECK_THROWS_WITH(read_regular_file_if_exists(path, 3), "read " + path + ": larger than 3 bytes");
}

TEST_CASE("folders are made with their parents") {
  const test::TempFolder folder;
  make_folders(folder / "a/b/c");
  CHECK(is_folder(folder / "a/b/c"));
  CHECK(mode_of(folder / "a") == 0700);
  CHECK_THROWS_WITH(make_folders("/dev/null/x/y"), "mkdir /dev/null: not a directory");
}

TEST_CASE("paths as filepath") {
  CHECK(path_join("a", "../b") == "b");
  CHECK(path_join("", "b") == "b");
  CHECK(path_clean("/a/./b//../c/") == "/a/c");
  CHECK(path_clean("") == ".");
  CHECK(path_dir("/a/b") == "/a");
  CHECK(path_dir("a") == ".");
  CHECK(path_base("/a/b") == "b");
}

}  // namespace kpp
