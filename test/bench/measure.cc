// kpp-bench-measure: runs a program some times and prints what each run took.
//
//   kpp-bench-measure RUNS OUTPUT PROGRAM ARGUMENT...
//
// One line for each run: CPU (user and system) and wall time in microseconds, peak memory in KiB. It is a program of
// its own because a child starts with the peak of the process it came from: a script's interpreter is larger than what
// is measured. OUTPUT takes what the last run writes; the runs before it, where there are any, write there too and are
// overwritten.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

long long micros(const timeval& time) { return time.tv_sec * 1'000'000LL + time.tv_usec; }

long long now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000LL + time.tv_nsec / 1000;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (int left = std::atoi(argv[1]); left > 0; --left) {
    const long long begin = now();
    pid_t child = 0;
    if (::posix_spawnp(&child, argv[3], &files, nullptr, argv + 3, environ) != 0) {
      std::perror(argv[3]);
      return 127;
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    const long long wall = now() - begin;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    std::printf("%lld %lld %ld\n", micros(usage.ru_utime) + micros(usage.ru_stime), wall, usage.ru_maxrss);
  }
  return 0;
}
