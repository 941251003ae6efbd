// kuberc view and set: what they show, write and refuse.
#include <fstream>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

struct KubercRun {
  test::TempFolder folder;
  Run run;

  KubercRun() {
    run.bare = true;
    run.env = {{"HOME", folder.path()}, {"PWD", folder.path()}};
  }
  std::string file() const { return folder / ".kube/kuberc"; }
  void write(std::string_view text) const {
    make_folders(folder / ".kube");
    std::ofstream(file()) << text;
  }
  Run& operator()(std::vector<std::string> words) {
    words.insert(words.begin(), "kuberc");
    return run(std::move(words));
  }
};

constexpr std::string_view kHead = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n";

}  // namespace

TEST_CASE("kuberc set makes the file and changes what is there only when told to") {
  KubercRun kuberc;
  CHECK(kuberc({"set", "--section", "defaults", "--command", "get", "--option", "output=wide", "--option",
                "--show-labels=true"})
            .out == "Updated " + kuberc.file() + "\n");
  const std::string text =
      "aliases: null\napiVersion: kubectl.config.k8s.io/v1beta1\ndefaults:\n- command: get\n  options:\n  - default: "
      "wide\n    name: output\n"
      "  - default: \"true\"\n    name: show-labels\nkind: Preference\n";
  CHECK(read_file(kuberc.file()) == text);
  CHECK(kuberc({"set", "--section", "defaults", "--command", "get"}).err ==
        "error: defaults for command \"get\" already exist, use --overwrite to replace\n");
  kuberc({"set", "--section", "defaults", "--command", "get", "--overwrite"});
  CHECK(read_file(kuberc.file()) == text);
}

TEST_CASE("kuberc set and aliases: what is not given stays") {
  KubercRun kuberc;
  kuberc({"set", "--section", "aliases", "--name", "getn", "--command", "get", "--prependarg", "nodes", "--option",
          "output=wide"});
  CHECK(kuberc({"set", "--section", "aliases", "--name", "getn", "--command", "get"}).err ==
        "error: alias \"getn\" already exists, use --overwrite to replace\n");
  kuberc({"set", "--section", "aliases", "--name", "getn", "--command", "version", "--appendarg", "--", "--appendarg",
          "a,b", "--overwrite"});
  CHECK(kuberc({"view"}).out ==
        "aliases:\n- appendArgs:\n  - --\n  - a,b\n  command: version\n  name: getn\n  options:\n  - default: wide\n   "
        " name: output\n  prependArgs:\n"
        "  - nodes\napiVersion: kubectl.config.k8s.io/v1beta1\ndefaults: []\nkind: Preference\n");
}

TEST_CASE("kuberc set refuses what cannot be meant") {
  KubercRun kuberc;
  const auto error = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "set");
    return kuberc(std::move(words)).err;
  };
  CHECK(error({}) == "error: required flag(s) \"section\" not set\n");
  CHECK(error({"--section=x"}) ==
        "error: --section must be \"defaults\", \"aliases\", or \"credentialplugin\", got: x\n");
  CHECK(error({"--section=aliases", "--command=get"}) == "error: --name is required when --section=aliases\n");
  CHECK(error({"--section=defaults", "--command=get", "--name=x"}) ==
        "error: --name should not be specified when --section=defaults\n");
  CHECK(error({"--section=defaults"}) == "error: --command is required when --section=aliases or --section=defaults\n");
  CHECK(error({"--section=defaults", "--command=get", "--option=x"}) ==
        "error: invalid option format \"x\", expected flag=value\n");
  CHECK(error({"--section=credentialplugin", "--policy=Maybe"}) ==
        "error:  --policy must be  \"AllowAll\", \"DenyAll\", or \"Allowlist\", got: Maybe\n");
  CHECK(error({"--section=credentialplugin", "--policy=Allowlist", "--allowlist-entry=x"}) ==
        "error: improperly formatted allowlist entry: \"x\"\n");
  CHECK_FALSE(file_exists(kuberc.file()));
}

TEST_CASE("kuberc set keeps members nobody knows") {
  KubercRun kuberc;
  kuberc.write(std::string(kHead) + "mystery: 1\n");
  kuberc({"set", "--section=credentialplugin", "--policy=Allowlist", "--allowlist-entry=command=one"});
  CHECK(read_file(kuberc.file()) ==
        "aliases: null\napiVersion: kubectl.config.k8s.io/v1beta1\ncredentialPluginAllowlist:\n- command: "
        "one\ncredentialPluginPolicy: Allowlist\n"
        "defaults: null\nkind: Preference\nmystery: 1\n");
}

TEST_CASE("kuberc view shows what has a meaning alone") {
  KubercRun kuberc;
  kuberc.write(
      std::string(kHead) +
      "mystery: 1\ndefaults:\n- {command: get, other: 2, options: [{name: output, default: name, more: 3}]}\n");
  CHECK_THAT(kuberc({"view"}).out,
             ContainsSubstring(
                 "defaults:\n- command: get\n  options:\n  - default: name\n    name: output\nkind: Preference\n"));
}

TEST_CASE("kuberc view says why a file is none") {
  KubercRun kuberc;
  const auto error = [&](std::string_view text) {
    kuberc.write(text);
    const std::string err = kuberc({"view"}).err;
    return err.substr(std::min(err.find("error: "), err.size()));
  };
  CHECK(error("\t\n") ==
        "error: error parsing kuberc file: error converting YAML to JSON: yaml: found character that cannot start any "
        "token\n");
  const std::string decoding =
      "error: error parsing kuberc file: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ";
  CHECK(error("hello\n") == decoding + "string into Go value of type v1beta1.Preference\n");
  CHECK(error("[]\n") == decoding + "array into Go value of type v1beta1.Preference\n");
  CHECK(error("defaults: {}\n").starts_with(decoding + "object into Go struct field "));
}

TEST_CASE("kuberc view offers to write a file where there is none") {
  KubercRun kuberc;
  const std::string question = "kuberc file not found at " + kuberc.file() +
                               "\nWould you like to generate a default kuberc file with recommended options? (y/N): ";
  kuberc.run.stdin_text = "n\n";
  CHECK(kuberc({"view"}).out == question);
  CHECK_FALSE(file_exists(kuberc.file()));
  kuberc.run.stdin_text = "Y\n";
  CHECK(kuberc({"view"}).out == question + "Updated " + kuberc.file() + "\n");
  CHECK_THAT(read_file(kuberc.file()),
             ContainsSubstring("- command: apply\n  options:\n  - default: \"true\"\n    name: server-side\n"));
}

TEST_CASE("KUBERC=off leaves nothing to show") {
  KubercRun kuberc;
  kuberc.run.env["KUBERC"] = "off";
  CHECK(kuberc({"view"}).err == "error: KUBERC is disabled via KUBERC=off environment variable\n");
}
