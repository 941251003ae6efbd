// Manual pages: text comes through roff as it is, and the frame is filled in.
#include "cli/man.h"

#include "support/catch.h"

using namespace kpp::cli;

TEST_CASE("roff sees no requests in a text") {
  CHECK(roff_escape("a-b") == "a\\-b");
  CHECK(roff_escape(".br\n'tis\nend.") == "\\&.br\n\\(aqtis\nend.");
  CHECK(roff_escape("C:\\n \"x\" `y` ^ ~") == "C:\\en \\(dqx\\(dq \\(gay\\(ga \\(ha \\(ti");
}

TEST_CASE("the program's page is its frame, commands have pages below it") {
  Command root;
  root.subcommands.push_back({.name = "auth", .summary = "Look at rights"});
  root.subcommands[0].subcommands.push_back({.name = "can-i",
                                             .usage = "auth can-i VERB",
                                             .summary = "May I?",
                                             .description = "One.\n\nTwo.",
                                             .examples = "# Here\nPROGRAM auth can-i get"});
  root.subcommands.push_back({.name = "__complete", .hidden = true});
  FlagSet global;
  std::string text;
  bool on = true;
  global.add({.name = "as", .target = &text, .help = "Act as."});
  global.add({.name = "checked", .target = &on, .help = "Check."});
  const std::vector<ManPage> pages =
      man_pages(root, global, "@VERSION@\n@COMMANDS@\n@OPTIONS@\n@SEE_ALSO@\n", "kpp", "1.2");
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].text ==
        "1.2\n.TP\n.BR kpp\\-auth (1)\nLook at rights\n.TP\n\\fB\\-\\-as\\fR=\\fIstring\\fR\nAct as.\n"
        ".TP\n\\fB\\-\\-checked\\fR\\fB=false\\fR\nCheck.\n.BR kpp\\-auth (1)\n");
  CHECK(pages[2].name == "kpp-auth-can-i");
  CHECK_THAT(pages[2].text, ContainsSubstring(".SH DESCRIPTION\nOne.\n.PP\nTwo.\n"));
  CHECK_THAT(pages[2].text, ContainsSubstring(".EX\n# Here\nkpp auth can\\-i get\n.EE\n"));
  CHECK_THAT(pages[2].text, ContainsSubstring(".SH SEE ALSO\n.BR kpp\\-auth (1)\n"));
}
