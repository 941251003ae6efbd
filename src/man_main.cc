// Build-time program: writes the manual pages into a folder. Usage: kpp_man FRAME FOLDER
#include "app/flags/global_flags.h"
#include "app/version.h"
#include "base/files.h"
#include "cli/flag_set.h"
#include "cli/man.h"
#include "cmd/commands.h"
#include "io/io_streams.h"
#include "kpp/error.h"

int main(int argc, char** argv) {
  const kpp::io::StandardStreams streams;
  try {
    if (argc != 3) throw kpp::Error("usage: kpp_man FRAME FOLDER");
    kpp::app::GlobalFlags globals;
    kpp::cli::FlagSet flags;
    globals.bind(flags);
    kpp::make_folders(argv[2], 0755);
    for (const kpp::cli::ManPage& page :
         kpp::cli::man_pages(kpp::cmd::root_command(), flags, kpp::read_file(argv[1]), "kpp", KPP_VERSION)) {
      kpp::replace_file(kpp::path_join(argv[2], page.name + ".1"), page.text, 0644);
    }
  } catch (const kpp::Error& error) {
    streams.streams().err->write(std::string("kpp_man: ") + error.what() + "\n");
    return error.exit_code();
  }
  return 0;
}
