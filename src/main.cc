// The program: makes the real surroundings and hands over to run().
#include <malloc.h>

#include <csignal>
#include <cstdlib>

#include "app/context.h"
#include "app/run.h"
#include "base/files.h"
#include "base/seams_real.h"
#include "cmd/commands.h"
#include "io/io_streams.h"
#include "net/curl_transport.h"

int main(int argc, char** argv) {
  // One heap for both threads: a second one costs more to set up than they would ever wait for each other.
  ::mallopt(M_ARENA_MAX, 1);
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an answer of write()
  const kpp::io::StandardStreams streams;
  const auto env = kpp::real_environment();
  const auto clock = kpp::real_clock();
  const auto processes = kpp::real_process_runner(*env);
  kpp::app::Seams seams;
  seams.io = streams.streams();
  seams.env = env.get();
  seams.clock = clock.get();
  seams.processes = processes.get();
  seams.make_transport = [&env, &clock] { return kpp::net::curl_transport(*env, *clock); };
  kpp::app::Context context(std::move(seams), kpp::path_base(argc > 0 ? argv[0] : "kpp"));
  const int code = kpp::app::run(context, kpp::cmd::root_command(), {argv + 1, argv + argc});
  // All is written. Freeing memory, ending the network thread and the libraries' own tidying up would only take time.
  std::_Exit(code);
}
