// --color and what else decides on colours; what coloured output looks like is in test/golden/colour.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/shown_colours.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

// The clock of the tests stands at 2027-01-15T08:00:00Z.
const std::string kColumns =
    R"("columnDefinitions":[{"name":"Name","type":"string","format":"name"},{"name":"Ready","type":"string"},)"
    R"({"name":"Status","type":"string"},{"name":"Restarts","type":"string"},{"name":"Age","type":"string"}])";

std::string row(const std::string& name, const std::string& ready, const std::string& status, const std::string& age) {
  return fmt::format(R"({{"cells":["{}","{}","{}",0,"{}"],"object":{{"metadata":{{"name":"{}","namespace":"shop",)"
                     R"("labels":{{"app":"web"}}}}}}}})",
                     name, ready, status, age, name);
}
const std::string kRows = row("web-1", "1/1", "Running", "3d4h") + "," +
                          row("web-2", "0/1", "CrashLoopBackOff", "4m59s") + "," +
                          row("Pending", "0/2", "Pending", "2s") + "," + row("web-4", "0/1", "Evicted", "12m") + "," +
                          row("a\\u001b[2Jb", "0/0", "Ready,SchedulingDisabled", "<unknown>");
const std::string kTable = R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"5"},)" +
                           kColumns + R"(,"rows":[)" + kRows + "]}";
const Stub kPods = {.target = "/api/v1/namespaces/default/pods?includeObject=None&limit=500", .body = kTable};
const Stub kAllPods = {.target = "/api/v1/pods?limit=500", .body = kTable};
const std::string kPod = test::json(R"(
      kind: Pod
      apiVersion: v1
      metadata:
        name: web
        namespace: default
        creationTimestamp: "2027-01-15T07:59:00Z"
        annotations: {note: "one: \u001b[31m\ntwo\n"}
      spec:
        hostNetwork: true
        priority: 0
        nodeName: null
        containers: [{name: c, resources: {limits: {cpu: "100m"}}}]
      status: {})");
const Stub kOne = {.target = "/api/v1/namespaces/default/pods/web", .body = kPod};
const std::string kList =
    R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[)" + kPod + "," + kPod + "]}";
const Stub kMany = {.target = "/api/v1/namespaces/default/pods?limit=500", .body = kList};
const Stub kEvents = {.target = "/api/v1/namespaces/default/events?limit=500", .body = test::json(R"(
            kind: EventList
            apiVersion: v1
            metadata: {}
            items:
            - {metadata: {name: e1, namespace: default}, involvedObject: {kind: Pod, name: web},
               reason: Started, message: Ready, lastTimestamp: "2027-01-15T07:00:00Z", type: Normal}
            - {metadata: {name: e2, namespace: default}, involvedObject: {kind: Pod, name: web},
               reason: BackOff, message: "bad, very", firstTimestamp: "2027-01-15T06:00:00Z",
               lastTimestamp: "2027-01-15T07:58:00Z", count: 3, type: Warning})")};

std::string on_terminal(std::vector<Stub> stubs, std::vector<std::string> words) {
  Run run{.stubs = std::move(stubs), .terminal = true};
  run(std::move(words));
  CHECK(run.err == "");
  CHECK(run.code == 0);
  return test::shown_colours(run.out);
}

// Without its colours.
std::string plain(std::string text) {
  for (std::size_t at = text.find("\x1b["); at != text.npos; at = text.find("\x1b[", at)) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  return text;
}

}  // namespace

TEST_CASE("coloured output as it is kept") {
  test::check_golden("colour/get.txt", on_terminal({kPods}, {"get", "pods"}));
  test::check_golden("colour/get_all_labels.txt", on_terminal({kAllPods}, {"get", "pods", "-A", "--show-labels"}));
  test::check_golden("colour/get_no_headers.txt", on_terminal({kPods}, {"get", "pods", "--no-headers"}));
  test::check_golden("colour/get_yaml.txt", on_terminal({kOne}, {"get", "pod", "web", "-o", "yaml"}));
  test::check_golden("colour/get_json.txt", on_terminal({kOne}, {"get", "pod", "web", "-o", "json"}));
  test::check_golden("colour/get_kyaml.txt", on_terminal({kOne}, {"get", "pod", "web", "-o", "kyaml"}));
  test::check_golden("colour/list_yaml.txt", on_terminal({kMany}, {"get", "pods", "-o", "yaml"}));
  test::check_golden("colour/list_json.txt", on_terminal({kMany}, {"get", "pods", "-o", "json"}));
  test::check_golden(
      "colour/custom_columns.txt",
      on_terminal(
          {kMany},
          {"get", "pods", "-o",
           "custom-columns=NAMESPACE:.metadata.namespace,WHAT:.kind,HOST:.spec.hostNetwork,NODE:.spec.nodeName"}));
  test::check_golden("colour/events.txt", on_terminal({kEvents}, {"events"}));
  test::check_golden(
      "colour/describe.txt",
      on_terminal(
          {kOne,
           {.target = "/api/v1/namespaces/default/"
                      "events?fieldSelector=involvedObject.name%3Dweb%2CinvolvedObject.namespace%3Ddefault&limit=500",
            .body = kEvents.body}},
          {"describe", "pod", "web"}));
}

TEST_CASE("rows of a watch are coloured as those of the table before them") {
  const auto event = [](const std::string& rows) {
    return R"({"type":"MODIFIED","object":{"kind":"Table","apiVersion":"meta.k8s.io/v1",)" + kColumns + R"(,"rows":[)" +
           rows + "]}}\n";
  };
  Run run{.stubs = {{.target = "/api/v1/namespaces/default/pods?limit=500", .body = kTable},
                    {.target = "/api/v1/namespaces/default/pods?allowWatchBookmarks=true&resourceVersion=5&watch=true",
                     .body = event(row("web-1", "0/1", "Terminating", "3d5h")) +
                             event(row("web-9", "1/1", "Running", "1s"))},
                    {.target = "/api/v1/namespaces/default/pods?allowWatchBookmarks=true&resourceVersion=5&watch=true",
                     .status = 403,
                     .body = test::status(403, "no more")}},
          .terminal = true};
  run({"get", "pods", "-w"});
  test::check_golden("colour/get_watch.txt", test::shown_colours(run.out));
}

TEST_CASE("colours change nothing but colours") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"get", "pod", "web", "-o", "yaml"},
                                             {"get", "pod", "web", "-o", "json"},
                                             {"get", "pod", "web", "-o", "kyaml"}}) {
    Run off{.stubs = {kOne}};
    Run on{.stubs = {kOne}, .terminal = true};
    on(words);
    CHECK(on.out != off(words).out);
    CHECK(plain(on.out) == off.out);
  }
  Run off{.stubs = {kPods}};
  Run on{.stubs = {kPods}, .terminal = true};
  CHECK(plain(on({"get", "pods"}).out) == off({"get", "pods"}).out);
}

TEST_CASE("whether there are colours: the flag, then the variables, then the terminal") {
  struct Case {
    bool terminal;
    std::map<std::string, std::string> env;
    std::vector<std::string> flag;
    bool coloured;
  };
  const Case cases[] = {
      {true, {}, {}, true},
      {false, {}, {}, false},
      {true, {{"NO_COLOR", "1"}}, {}, false},
      {true, {{"TERM", "dumb"}}, {"--color=auto"}, false},
      {true, {}, {"--color=never"}, false},
      {true, {}, {"--color", "never"}, false},
      {false, {}, {"--color=always"}, true},
      {false, {{"NO_COLOR", "1"}}, {"--color=always"}, true},
      {false, {{"KUBECOLOR_FORCE_COLORS", "true"}, {"KUBECOLOR_PRESET", "light"}}, {}, false},
      {true, {{"KUBECOLOR_PRESET", "none"}}, {}, false},
  };
  for (const Case& one : cases) {
    INFO(&one - cases);
    Run run{.stubs = {kPods}, .terminal = one.terminal, .env = one.env};
    std::vector<std::string> words = {"get", "pods"};
    words.insert(words.end(), one.flag.begin(), one.flag.end());
    run(words);
    CHECK(run.code == 0);
    CHECK((run.out.find('\x1b') != std::string::npos) == one.coloured);
  }
}

TEST_CASE("another value is a wrong use") {
  Run run;
  run({"get", "pods", "--color=sometimes"});
  CHECK(run.code == 1);
  CHECK_THAT(run.err,
             ContainsSubstring("invalid argument \"sometimes\" for \"--color\" flag: must be auto, always or never"));
  CHECK(run.requests.empty());
}

TEST_CASE("a theme that is wrong is told once, and only where it is used") {
  const std::map<std::string, std::string> env = {{"KUBECOLOR_PRESET", "drak"}};
  Run on{.stubs = {kPods}, .terminal = true, .env = env};
  CHECK(
      on({"get", "pods"}).err.starts_with("Warning: colours left out: KUBECOLOR_PRESET: preset: there is no \"drak\""));
  CHECK(on.code == 0);
  CHECK_THAT(on.out, ContainsSubstring("\x1b[32mRunning\x1b[0m"));
  Run off{.stubs = {kPods}, .env = env};
  CHECK(off({"get", "pods"}).err == "");
}

TEST_CASE("the flag's values are completed; options lists it apart from kubectl's") {
  Run run;
  CHECK(run({"__complete", "get", "--color", ""}).out.starts_with("auto\nalways\nnever\n"));
  Run options;
  CHECK_THAT(options({"options"}).out, ContainsSubstring("\n--color='auto':\n    Colour "));
}
