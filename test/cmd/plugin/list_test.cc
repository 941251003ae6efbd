// plugin list: which files are plugins, and which of them are of no use.
#include <sys/stat.h>

#include <fstream>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

TEST_CASE("plugin list names the files, and warns of what cannot be run") {
  const test::TempFolder folder;
  const auto add = [&](const std::string& name) {
    make_folders(path_dir(folder / name));
    std::ofstream(folder / name) << "#!/bin/sh\n";
  };
  for (const char* name : {"one/kubectl-a", "one/kubectl-version", "two/kubectl-a", "two/kubectl-b_c", "two/other",
                           "two/kubectl-d/file"}) {
    add(name);
  }
  Run run{.env = {{"PATH", folder / "one" + ":" + folder / "absent" + "::" + folder / "two" + ":" + folder / "one"}}};
  run({"plugin", "list", "--name-only"});
  CHECK(run.out ==
        "The following compatible plugins are available:\n\nkubectl-a\nkubectl-version\nkubectl-a\nkubectl-b_c\n");
  CHECK_THAT(run.err, ContainsSubstring("Unable to read directory \"" + folder / "absent" + "\" from your PATH: open " +
                                        folder / "absent" + ": no such file or directory. Skipping...\n"));
  CHECK_THAT(run.err,
             ContainsSubstring("  - warning: kubectl-version overwrites existing command: \"kubectl version\"\n"));
  CHECK_THAT(run.err,
             ContainsSubstring("  - warning: " + folder / "two/kubectl-a" +
                               " is overshadowed by a similarly named plugin: " + folder / "one/kubectl-a" + "\n"));
  CHECK_THAT(run.err, ContainsSubstring("  - warning: " + folder / "two/kubectl-b_c" +
                                        " identified as a kubectl plugin, but it is not executable\n"));
  CHECK(run.code == 1);
}

TEST_CASE("plugin list without plugins fails") {
  const test::TempFolder folder;
  Run run{.env = {{"PATH", folder.path()}}};
  CHECK(run({"plugin", "list"}).err == "error: unable to find any kubectl plugins in your PATH\n");
  CHECK(run.code == 1);
}
