// auth: can-i, whoami, reconcile.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;
using kpp::test::Stub;

namespace {

const std::string kReviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

std::string failure(int code, const std::string& reason) {
  return fmt::format(R"({{"kind":"Status","status":"Failure","reason":"{}","code":{},"message":"no"}})", reason, code);
}

Run asked(std::vector<std::string> words, const std::string& status = R"({"allowed":true})") {
  Run run{.stubs = {{.method = "POST",
                     .target = kReviews,
                     .status = 201,
                     .body = R"({"kind":"SelfSubjectAccessReview","status":)" + status + "}"}}};
  words.insert(words.begin(), {"auth", "can-i"});
  run(words);
  return run;
}

std::string attributes(const std::string& members) {
  return R"({"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","metadata":{},"spec":{)" +
         members + "}}";
}

const std::string kRole = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles";
const std::string kBinding = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings";

std::string role(const std::string& rules, const std::string& metadata = "") {
  return R"({"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"r","namespace":"shop")" +
         metadata + R"(},"rules":)" + rules + "}";
}

std::string binding(const std::string& role_name, const std::string& user) {
  return R"({"kind":"RoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"b",)"
         R"("namespace":"shop","uid":"u1"},"subjects":[{"kind":"User","name":")" +
         user + R"("}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":")" + role_name +
         R"("}})";
}

const std::string kGetPods = R"([{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}])";
const std::string kWatchPods = R"([{"verbs":["get","watch"],"apiGroups":[""],"resources":["pods"]}])";

}  // namespace

TEST_CASE("can-i asks for a resource, its name, its subresource or a path") {
  Run run = asked({"get", "deploy/web", "-n", "shop", "--subresource=scale"});
  CHECK(run.out == "yes\n");
  CHECK(run.err == "");
  CHECK(run.requests.front().body ==
        attributes(R"("resourceAttributes":{"namespace":"shop","verb":"get","group":"apps","resource":"deployments",)"
                   R"("subresource":"scale","name":"web"})"));
  CHECK(asked({"list", "pods", "-A"}).requests.front().body ==
        attributes(R"("resourceAttributes":{"verb":"list","resource":"pods"})"));
  CHECK(asked({"get", "/healthz"}).requests.front().body ==
        attributes(R"("nonResourceAttributes":{"path":"/healthz","verb":"get"})"));
  CHECK(asked({"*", "*"}).requests.front().body ==
        attributes(R"("resourceAttributes":{"namespace":"default","verb":"*","resource":"*"})"));
}

TEST_CASE("can-i's answer is an exit code, too") {
  Run no = asked({"get", "pods"}, R"({"allowed":false,"reason":"because","evaluationError":"bad"})");
  CHECK(no.out == "no - because - bad\n");
  CHECK(no.code == 1);
  CHECK(no.err == "");
  Run quiet = asked({"get", "pods", "-q"}, R"({"allowed":false})");
  CHECK(quiet.out == "");
  CHECK(quiet.code == 1);
}

TEST_CASE("can-i warns of what looks wrong and asks nevertheless") {
  CHECK(asked({"frob", "nodes"}).err ==
        "Warning: resource 'nodes' is not namespace scoped\n\nWarning: verb 'frob' is not a known verb\n\n");
  CHECK(asked({"frob", "nodes", "-A"}).err == "");
  CHECK(asked({"get", "."}).err == "Warning: the server doesn't have a resource type ''\n\n");
  CHECK(asked({"watch", "/x"}).err == "Warning: verb 'watch' is not a known verb\n\n");
  CHECK(asked({"impersonate", "users"}).out == "yes\n");
}

TEST_CASE("can-i lists what is allowed, verbs joined") {
  Run run{.stubs = {{.method = "POST",
                     .target = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                     .status = 201,
                     .body = test::json(R"(
            status:
              incomplete: true
              evaluationError: why
              resourceRules:
              - {verbs: [get, list], apiGroups: ["", apps], resources: [pods/log]}
              - {verbs: [watch], apiGroups: [apps], resources: [pods/log]}
              - {verbs: [patch], apiGroups: [apps], resources: [deployments], resourceNames: [a, b]}
              nonResourceRules: [{verbs: [get], nonResourceURLs: ["/a", "/b"]}])")}}};
  run({"auth", "can-i", "--list"});
  CHECK(run.err == "Warning: the list may be incomplete: why\n");
  CHECK(run.out ==
        "Resources          Non-Resource URLs   Resource Names   Verbs\n"
        "pods.apps/log      []                  []               [get list watch]\n"
        "pods/log           []                  []               [get list]\n"
        "                   [/a]                []               [get]\n"
        "                   [/b]                []               [get]\n"
        "deployments.apps   []                  [a]              [patch]\n"
        "deployments.apps   []                  [b]              [patch]\n");
}

TEST_CASE("whoami tries the versions that servers have had") {
  const std::string path = "/apis/authentication.k8s.io/";
  Run run{
      .stubs = {
          {.method = "POST", .target = path + "v1/selfsubjectreviews", .status = 404, .body = failure(404, "NotFound")},
          {.method = "POST",
           .target = path + "v1beta1/selfsubjectreviews",
           .status = 201,
           .body = R"({"status":{"userInfo":{"username":"jo","groups":["a","b"],"extra":{"z":["1"],)"
                   R"("k":["v1","v2"]}}}})"}}};
  CHECK(run({"auth", "whoami"}).out ==
        "ATTRIBUTE   VALUE\n"
        "Username    jo\n"
        "Groups      [a b]\n"
        "Extra: k    [v1 v2]\n"
        "Extra: z    [1]\n");
  CHECK(run.err == "");
  Run refused{.stubs = {{.method = "POST",
                         .target = path + "v1/selfsubjectreviews",
                         .status = 403,
                         .body = failure(403, "Forbidden")}}};
  CHECK(refused({"auth", "whoami"}).err ==
        "error: the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it\n");
}

TEST_CASE("reconcile makes what is missing, its namespace too") {
  Run run{
      .stubs = {{.target = kRole + "/r", .status = 404, .body = failure(404, "NotFound")},
                {.target = "/api/v1/namespaces/shop", .status = 404, .body = failure(404, "NotFound")},
                {.method = "POST", .target = "/api/v1/namespaces", .status = 201, .body = R"({"kind":"Namespace"})"},
                {.method = "POST", .target = kRole, .status = 201, .body = role(kGetPods)}},
      .stdin_text = role(kGetPods)};
  run({"auth", "reconcile", "-f", "-"});
  CHECK(run.out == "role.rbac.authorization.k8s.io/r reconciled\n");
  CHECK(run.err ==
        "\treconciliation required create\n\tmissing rules added:\n"
        "\t\t{Verbs:[get] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n");
  CHECK(run.requests.back().body == role(kGetPods));
}

TEST_CASE("reconcile adds rules, and takes others away only when asked to") {
  Run adds{.stubs = {{.target = kRole + "/r", .body = role(kGetPods)},
                     {.method = "PUT", .target = kRole + "/r", .body = role(kWatchPods)}},
           .stdin_text = role(kWatchPods, R"(,"labels":{"a":"b"})")};
  adds({"auth", "reconcile", "-f", "-"});
  CHECK(adds.err ==
        "\treconciliation required update\n\tmissing rules added:\n"
        "\t\t{Verbs:[watch] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n");
  CHECK(adds.requests.back().body ==
        role(R"([{"verbs":["get"],"apiGroups":[""],"resources":["pods"]},{"verbs":["watch"],"apiGroups":[""],)"
             R"("resources":["pods"]}])",
             R"(,"labels":{"a":"b"})"));
  Run same{.stubs = {{.target = kRole + "/r", .body = role(kWatchPods)}}, .stdin_text = role(kGetPods)};
  CHECK(same({"auth", "reconcile", "-f", "-"}).err == "");
  Run removes{.stubs = {{.target = kRole + "/r", .body = role(kWatchPods)}}, .stdin_text = role(kGetPods)};
  removes({"auth", "reconcile", "-f", "-", "--remove-extra-permissions", "--dry-run=client"});
  CHECK(removes.out == "role.rbac.authorization.k8s.io/r reconciled (dry run)\n");
  CHECK(removes.err ==
        "\treconciliation required update\n\textra rules removed:\n"
        "\t\t{Verbs:[watch] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n");
}

TEST_CASE("reconcile makes a binding to another role anew, and leaves alone what has opted out") {
  Run run{.stubs = {{.target = kBinding + "/b", .body = binding("old", "jo")},
                    {.method = "DELETE", .target = kBinding + "/b", .body = R"({"kind":"Status","status":"Success"})"},
                    {.target = "/api/v1/namespaces/shop", .body = R"({"kind":"Namespace"})"},
                    {.method = "POST", .target = kBinding, .status = 201, .body = binding("new", "jo")}},
          .stdin_text = binding("new", "jo")};
  run({"auth", "reconcile", "-f", "-"});
  CHECK(run.err == "\treconciliation required recreate\n");
  REQUIRE(run.requests.size() == 4);
  CHECK(run.requests[1].method == "DELETE");
  CHECK(run.requests[1].body == R"({"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"u1"}})");
  Run kept{
      .stubs = {{.target = kRole + "/r",
                 .body = role(kGetPods, R"(,"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"false"})")}},
      .stdin_text = role(kWatchPods)};
  CHECK(kept({"auth", "reconcile", "-f", "-"})
            .err.starts_with("\treconciliation required update, but object opted out "
                             "(rbac.authorization.kubernetes.io/autoupdate: false)\n"));
}

TEST_CASE("wrong uses of auth") {
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{"auth", "can-i", "get"},
       "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i "
       "-h' for help and examples.\n"},
      {{"auth", "can-i", "--list", "-A"},
       "error: list option can't be specified with neither quiet, all-namespaces nor subresource options\n"},
      {{"auth", "can-i", "get", "/x", "--subresource=y"}, "error: --subresource can not be used with NonResourceURL\n"},
      {{"auth", "can-i", "get", "pods", "--no-headers"},
       "error: --no-headers cannot be set without --list specified\n"},
      {{"auth", "reconcile"}, "error: must specify one of -f and -k\n"},
      {{"auth", "reconcile", "-f", "-", "x"}, "error: no arguments are allowed\n"},
      {{"auth", "reconcile", "-f", "-", "--dry-run=server"},
       "error: --dry-run=server for command reconcile is not supported yet\n"}};
  for (const auto& [words, message] : cases) {
    Run run;
    CHECK(run(words).err == message);
    CHECK(run.code == 1);
  }
  Run broken{.stdin_text = R"({"kind":"Role","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"r"},)"
                           R"("rules":"x"})"};
  CHECK(broken({"auth", "reconcile", "-f", "-"}).err ==
        "error: unable to decode \"STDIN\": json: cannot unmarshal string into Go struct field Role.rules of type "
        "[]v1.PolicyRule\n");
}
