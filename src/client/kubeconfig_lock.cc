// KubeconfigLock: see kubeconfig_write.h.
//
// The lock is a file that exists. Ours says who holds it, from the moment it exists, so that the lock of a process
// that died is known as such; kubectl's is empty, and is taken for left behind when it is old.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <random>
#include <thread>

#include "base/files.h"
#include "base/strings.h"
#include "base/unique_fd.h"
#include "client/kubeconfig_write.h"
#include "kpp/error.h"

namespace kpp {
namespace {

using std::chrono::milliseconds;

// A holder works for milliseconds; nobody holds a lock for this long.
constexpr std::chrono::seconds kOld{60};
constexpr std::chrono::seconds kPatience{2};

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  return name;
}

// When the process began, in the kernel's ticks: with the id it names one process for good. "" when it is gone.
std::string start_of(const std::string& pid) {
  const std::optional<std::string> stat = read_file_if_exists("/proc/" + pid + "/stat");
  if (!stat) return {};
  // The second field is the program's name in parentheses, which may hold anything.
  const std::vector<std::string> fields = split(std::string_view(*stat).substr(stat->rfind(')') + 1), ' ');
  constexpr std::size_t kStart = 20;
  return fields.size() > kStart ? fields[kStart] : std::string();
}

std::string own_mark() {
  const std::string pid = std::to_string(::getpid());
  return pid + " " + start_of(pid) + " " + host_name() + "\n";
}

// Makes the lock with its text in it at once, so that it is never seen without.
bool create(const std::string& lock, const std::string& mark) {
  UniqueFd fd(::open(path_dir(lock).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (fd && ::write(fd.get(), mark.data(), mark.size()) == static_cast<ssize_t>(mark.size())) {
    const std::string self = "/proc/self/fd/" + std::to_string(fd.get());
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, lock.c_str(), AT_SYMLINK_FOLLOW) == 0) return true;
    if (errno == EEXIST) return false;
  }
  // A file system without nameless files.
  fd = UniqueFd(::open(lock.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (!fd && errno == EEXIST) return false;
  if (!fd) throw ConfigError(fmt::format("open {}: {}", lock, errno_text(errno)));
  if (::write(fd.get(), mark.data(), mark.size()) < 0) errno = 0;  // without its text it is a lock all the same
  return true;
}

// What tells one lock from the next of the same name.
struct Seen {
  ino_t inode = 0;
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  std::string mark = {};
  bool operator==(const Seen&) const = default;
};

std::optional<Seen> look_at(const std::string& lock) {
  struct stat info {};
  if (::lstat(lock.c_str(), &info) != 0) return std::nullopt;
  Seen seen{info.st_ino, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
  try {
    seen.mark = read_file_if_exists(lock, 4096).value_or("");
  } catch (const Error&) {
    seen.mark.clear();  // kubectl's have no rights at all: nothing to read in them
  }
  return seen;
}

bool left_behind(const Seen& seen, std::chrono::system_clock::time_point now) {
  const std::vector<std::string> words = split(trim(seen.mark), ' ');
  if (words.size() == 3 && words[2] == host_name()) return start_of(words[0]) != words[1];
  return now - std::chrono::system_clock::from_time_t(seen.seconds) > kOld;
}

// Removes the lock that was seen, unless it is another by now. Of several processes that found it stale one is first;
// the others then see that it is gone or new.
void remove_stale(const std::string& lock, const Seen& seen) {
  const UniqueFd folder(::open(path_dir(lock).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::flock(folder.get(), LOCK_EX) != 0) return;
  if (look_at(lock) == seen) ::unlink(lock.c_str());
}

}  // namespace

KubeconfigLock::KubeconfigLock(const std::string& path, Clock& clock) : path_(path + ".lock") {
  try {
    make_folders(path_dir(path), 0755);
  } catch (const Error& error) {
    throw ConfigError(error.message());
  }
  const std::string mark = own_mark();
  std::minstd_rand random(static_cast<unsigned>(::getpid()));
  std::optional<Seen> last;
  milliseconds waited{0};
  while (!create(path_, mark)) {
    const std::optional<Seen> seen = look_at(path_);
    if (!seen) continue;
    if (left_behind(*seen, clock.now())) {
      remove_stale(path_, *seen);
      continue;
    }
    if (last != seen) waited = milliseconds(0);
    last = seen;
    if (waited >= kPatience) throw ConfigError(fmt::format("open {}: file exists", path_));
    const milliseconds pause(std::uniform_int_distribution<int>(5, 25)(random));
    clock.sleep_for(pause);
    waited += pause;
  }
}

KubeconfigLock::~KubeconfigLock() { ::unlink(path_.c_str()); }

}  // namespace kpp
