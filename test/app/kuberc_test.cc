// Preferences at work: defaults, aliases, and files that are missing or broken.
#include "app/kuberc.h"

#include <fstream>

#include "base/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

constexpr std::string_view kHead = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n";

struct PreferencesRun {
  test::TempFolder folder;
  Run run;

  explicit PreferencesRun(std::string_view text) {
    run.bare = true;
    std::ofstream(folder / "config")
        << "contexts: [{name: dev, context: {cluster: c, user: u}}]\ncurrent-context: dev\n";
    write(std::string(kHead) + std::string(text));
    run.env = {{"HOME", folder / "home"},
               {"PWD", folder.path()},
               {"KUBECONFIG", folder / "config"},
               {"KUBERC", folder / "rc"}};
  }
  void write(std::string_view text) const { std::ofstream(folder / "rc") << text; }
  Run& operator()(std::vector<std::string> words) { return run(std::move(words)); }
};

constexpr std::string_view kApplying = "error occurred while applying preferences ";

}  // namespace

TEST_CASE("a default counts where the line says nothing") {
  PreferencesRun line("defaults:\n- {command: config get-contexts, options: [{name: output, default: name}]}\n");
  CHECK(line({"config", "get-contexts"}).out == "dev\n");
  CHECK(line({"config", "get-contexts", "-o", ""}).out.starts_with("CURRENT"));
  CHECK(line({"config", "get-contexts", "--output="}).out.starts_with("CURRENT"));
  line.run.env["KUBERC"] = "off";
  CHECK(line({"config", "get-contexts"}).out.starts_with("CURRENT"));
  line.run.env["KUBERC"] = line.folder / "rc";
  line.run.env["KUBECTL_KUBERC"] = "false";
  CHECK(line({"config", "get-contexts"}).out.starts_with("CURRENT"));
  CHECK(line({"config", "get-contexts", "--kuberc=x"}).err ==
        "error: unknown flag: --kuberc\nSee 'kubectl config get-contexts --help' for usage.\n");
}

TEST_CASE("a default is for the command of its whole path") {
  PreferencesRun line("defaults:\n- {command: kuberc view, options: [{name: output, default: json}]}\n");
  CHECK(line({"config", "view"}).out.starts_with("apiVersion"));
  CHECK(line({"kuberc", "view"}).out.starts_with("{\n"));
}

TEST_CASE("-v=5 tells what became of the preferences") {
  PreferencesRun line("");
  const auto told = [&](std::string_view text, const std::string& flag) {
    line.write(text);
    return line({"config", "current-context", flag}).err;
  };
  CHECK_THAT(told("", "-v=5"), ContainsSubstring("] kuberc: no preferences found in " + line.folder / "rc" + "\n"));
  CHECK_THAT(told("---\n\n", "--v=6"), ContainsSubstring("] kuberc: no preferences found in "));
  CHECK_THAT(told(kHead, "-v=5"), ContainsSubstring("] kuberc: using entry 1 (kubectl.config.k8s.io/v1beta1) in " +
                                                    line.folder / "rc" + "\n"));
  CHECK_THAT(told("x: 1\n---\n" + std::string(kHead), "-v=5"),
             ContainsSubstring("entry 1 in " + line.folder / "rc" + ": Object 'Kind' is missing in 'x: 1\n'\n"));
  CHECK_THAT(line.run.err, ContainsSubstring("using entry 2 "));
  CHECK(told("", "-v=4") == "");
}

TEST_CASE("letters of a short flag's value hide another flag's default") {
  PreferencesRun line("defaults:\n- {command: get, options: [{name: namespace, default: x}]}\n");
  line.run.bare = false;
  line.run.env["KUBECONFIG"] = line.folder / "none";
  const auto names = [&](const std::string& ns, std::vector<std::string> words) {
    line.run.stubs = {
        {.target = "/api/v1/namespaces/" + ns + "/pods?limit=500",
         .body = R"({"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"p"}}]})"}};
    return line(std::move(words)).out;
  };
  CHECK(names("x", {"get", "pods", "-o", "name"}) == "pod/p\n");
  CHECK(names("default", {"get", "pods", "-oname"}) == "pod/p\n");
}

TEST_CASE("an alias puts its arguments first and last, and its flags where the line has none") {
  PreferencesRun line(
      "aliases:\n- {name: ctx, command: config get-contexts, prependArgs: [dev], appendArgs: [--no-headers], options: "
      "[{name: output, default: name}]}\n"
      "- {name: bad, command: nonsense}\n- {name: wrong, command: config view, options: [{name: nope, default: x}]}\n"
      "- {name: raw, command: config view, options: [{name: raw, default: x}]}\n");
  CHECK(line({"ctx"}).out == "dev\n");
  CHECK(line({"ctx", "gone"}).err == "error: context gone not found\n");
  CHECK(line({"ctx", "-o", ""}).out == "*     dev   c     u     \n");
  CHECK(line({"bad"}).err ==
        std::string(kApplying) + "command \"nonsense\" not found to set alias \"bad\": [nonsense]\n");
  CHECK(line({"wrong"}).err == std::string(kApplying) + "invalid alias flag nope in alias kubectl\n");
  CHECK(line({"raw"}).err.starts_with(std::string(kApplying) +
                                      "could not apply value x to flag raw in alias kubectl err: invalid argument"));
  CHECK(line({"nosuch"}).err.starts_with("error: unknown command \"nosuch\" for \"kubectl\"\n"));
  CHECK(line({"__completeNoDesc", "ctx", "--no-h"}).out == "--no-headers\n:4\n");
}

TEST_CASE("an alias is the first word that is no flag, be it a flag's value") {
  PreferencesRun line(
      "aliases:\n- {name: g, command: config get-contexts, options: [{name: output, default: name}]}\n");
  CHECK(line({"--namespace=x", "g"}).out == "dev\n");
  CHECK(line({"-n", "x", "g"}).err == "Error: flags cannot be placed before plugin name: -n\n");
}

TEST_CASE(
    "an alias's flag that the command has not is told with the program's name, and get's complaint with the alias's") {
  PreferencesRun line(
      "aliases:\n- {name: g, command: get, options: [{name: nope, default: x}]}\n- {name: h, command: get}\n");
  CHECK(line({"g"}).err == std::string(kApplying) + "invalid alias flag nope in alias kubectl\n");
  CHECK_THAT(line({"h"}).err, ContainsSubstring("See 'kubectl h -h' for help and examples"));
}

TEST_CASE("without preferences there is no command for them") {
  PreferencesRun line("");
  line.run.env["KUBECTL_KUBERC"] = "false";
  CHECK_THAT(line({"kuberc", "view"}).err, ContainsSubstring("error: unknown command \"kuberc\" for \"kubectl\"\n"));
  line.run.env["KUBECTL_KUBERC"] = "0";
  CHECK(line({"kuberc", "view", "-o", "jsonpath={.kind}"}).out == "Preference");
}

TEST_CASE("preferences that cannot be meant stop every command") {
  const auto error = [](std::string_view text) { return PreferencesRun(text)({"config", "view"}).err; };
  const std::string head(kApplying);
  CHECK(error("defaults: [{command: view, options: [{name: --output}]}]") ==
        head + "flag name --output should be in long form without dashes\n");
  CHECK(error("defaults: [{command: config view, options: [{name: nope}]}]") ==
        head + "invalid flag nope for command config view\n");
  CHECK(error("aliases: [{name: a1, command: get}]") ==
        head + "invalid alias name, can only include alphabetical characters\n");
  CHECK(error("aliases: [{name: a, command: get}, {name: a, command: get}]") == head + "duplicate alias name a\n");
  CHECK(error("credentialPluginPolicy: Maybe") == head + "unknown plugin policy: \"Maybe\"\n");
  CHECK(error("credentialPluginPolicy: Allowlist") ==
        head + "credential plugin policy set to \"Allowlist\", but allowlist is unspecified\n");
  CHECK(error("credentialPluginAllowlist: [{command: x}]") ==
        head + "misconfigured credential plugin allowlist: plugin policy is \"\" but allowlist is non-nil\n");
  CHECK(error("defaults: [{command: gett, options: []}]") ==
        "Warning: command \"gett\" not found to set kuberc override\n");
}

TEST_CASE("a file that is named must be there and be right; the home folder's is only warned of") {
  PreferencesRun line("");
  const std::string absent = line.folder / "absent";
  CHECK(line({"config", "view", "--kuberc=" + absent}).err ==
        std::string(kApplying) + "kuberc error kuberc: open " + absent + ": no such file or directory\n");
  line.write("defaults: [\n");
  CHECK(line({"config", "view"}).err == std::string(kApplying) + "kuberc error kuberc: no valid preferences found in " +
                                            line.folder / "rc" + ", use --v=5 to see details\n");
  line.run.env.erase("KUBERC");
  CHECK(line({"config", "current-context"}).err == "");
  const std::string home = line.folder / "home/.kube";
  make_folders(home);
  std::ofstream(home + "/kuberc") << "kind: Other\n";
  CHECK(line({"config", "current-context"}).out == "dev\n");
  CHECK(line.run.err == "kuberc: no preferences loaded from " + home + "/kuberc: no valid preferences found in " +
                            home + "/kuberc, use --v=5 to see details");
  CHECK(line({"config", "view", "--kuberc"}).err == std::string(kApplying) + "kuberc file is not found\n");
}

TEST_CASE("of several documents the first that can be used counts; unknown members are told") {
  PreferencesRun line("");
  line.write(
      "kind: Other\n---\napiVersion: kubectl.config.k8s.io/v1alpha1\nkind: Preference\nmystery: 1\noverrides:\n"
      "- {command: config get-contexts, flags: [{name: output, default: name, more: 1}]}\n");
  CHECK(line({"config", "get-contexts"}).out == "dev\n");
  CHECK(line.run.err ==
        "kuberc: ignoring strict decoding error in " + line.folder / "rc" +
            ": strict decoding error: unknown field \"mystery\", unknown field \"overrides[0].flags[0].more\"");
}

TEST_CASE("--kuberc with nothing behind it is told; with an empty word it is none") {
  PreferencesRun line("");
  line.run.env.erase("KUBERC");
  CHECK(line({"config", "current-context", "--kuberc"}).err ==
        "error occurred while applying preferences kuberc file is not found\n");
  CHECK(line({"config", "current-context", "--kuberc="}).err ==
        "error occurred while applying preferences kuberc file is not found\n");
  CHECK(line({"config", "current-context", "--kuberc", ""}).out == "dev\n");
}
