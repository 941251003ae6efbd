// Editing with a real program as the editor.
#include <fmt/core.h>
#include <sys/stat.h>

#include "base/files.h"
#include "e2e/world.h"
#include "support/catch.h"

namespace kpp::test {

TEST_CASE("an object is edited by a program, called straight or by the shell, before it is created") {
  World world;
  const std::string editor = path_join(world.folder(), "ed");
  const std::string file = path_join(world.folder(), "map.yaml");
  replace_file(editor, "#!/bin/sh\nfor last; do :; done\nsed -i \"s/name: first/name: $1/\" \"$last\"\n", 0700);
  replace_file(file, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: first}\n");
  world.set_variable("KUBE_EDITOR", editor + " plain");
  CHECK(world.output({"create", "-f", file, "--edit"}) == "configmap/plain created\n");
  world.set_variable("KUBE_EDITOR", fmt::format("'{}' \"quoted\"", editor));
  CHECK(world.output({"create", "-f", file, "--edit"}) == "configmap/quoted created\n");
  world.set_variable("KUBE_EDITOR", "false");
  CHECK(world.kpp({"create", "-f", file, "--edit"}).err == "error: there was a problem with the editor \"false\"\n");
}

}  // namespace kpp::test
