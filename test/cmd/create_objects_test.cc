// create's subcommands for workloads, services, ingresses, quotas and their like: what is made of the flags.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

// What a client's dry run shows as JSON, or the error.
std::string made(std::vector<std::string> words, const std::string& path) {
  words.insert(words.begin(), "create");
  words.insert(words.begin() + 1, {"--dry-run=client", "-o", "jsonpath={" + path + "}"});
  // Flags stand behind the names of the commands.
  std::rotate(words.begin() + 1, words.begin() + 4, words.end());
  Run run;
  run(words);
  CHECK(run.requests.empty());
  return run.out + run.err;
}

}  // namespace

TEST_CASE("jobs and cron jobs") {
  CHECK(made({"job", "j", "--image=a"}, ".spec") ==
        R"({"template":{"metadata":{},"spec":{"containers":[{"image":"a","name":"j","resources":{}}],)"
        R"("restartPolicy":"Never"}}})");
  CHECK(made({"cj", "c", "--image=a", "--schedule=@hourly"}, ".spec.jobTemplate.spec.template.spec.restartPolicy") ==
        "OnFailure");
  CHECK(made({"job", "j"}, "") == "error: either --image or --from must be specified\n");
}

TEST_CASE("a job from a cron job takes its template, owner and annotations") {
  Run run{.stubs = {{.target = "/apis/batch/v1/namespaces/default/cronjobs/night", .body = test::json(R"(
            kind: CronJob
            apiVersion: batch/v1
            metadata: {name: night, uid: u}
            spec: {jobTemplate: {metadata: {annotations: {a: b}}, spec: {template: {spec: {containers: []}}}}})")}}};
  run({"create", "job", "j", "--from=cronjob/night", "--dry-run=client", "-o", "jsonpath={.metadata}{.spec}"});
  CHECK(run.out ==
        R"({"annotations":{"a":"b","cronjob.kubernetes.io/instantiate":"manual"},)"
        R"("name":"j","ownerReferences":[{"apiVersion":"batch/v1",)"
        R"("controller":true,"kind":"CronJob","name":"night","uid":"u"}]}{"template":{"spec":{"containers":[]}}})");
}

TEST_CASE("services of each type") {
  CHECK(made({"svc", "clusterip", "s", "--tcp=80:http,90"}, ".spec.ports") ==
        R"([{"name":"80-http","port":80,"protocol":"TCP","targetPort":"http"},{"name":"90","port":90,"protocol":"TCP",)"
        R"("targetPort":90}])");
  CHECK(made({"service", "nodeport", "s", "--tcp=80", "--node-port=31000"}, ".spec.ports[0].nodePort") == "31000");
  CHECK(made({"service", "externalname", "s", "--external-name=a.b"}, ".spec") ==
        R"({"externalName":"a.b","selector":{"app":"s"},"type":"ExternalName"})");
  CHECK(made({"service", "clusterip", "s"}, "") == "error: at least one tcp port specifier must be provided\n");
  CHECK(made({"service", "clusterip", "s", "--tcp=99999"}, "") ==
        "error: strconv.ParseUint: parsing \"99999\": value out of range\n");
  CHECK(made({"service", "clusterip", "s", "--tcp=1:0"}, "") == "error: must be between 1 and 65535, inclusive\n");
}

TEST_CASE("rules of ingresses") {
  CHECK(made({"ing", "i", "--rule=a.b/x*=s:80", "--rule=a.b/y=s:http"}, ".spec.rules") ==
        R"([{"host":"a.b","http":{"paths":[{"backend":{"service":{"name":"s","port":{"number":80}}},)"
        R"("path":"/x","pathType":"Prefix"},)"
        R"({"backend":{"service":{"name":"s","port":{"name":"http"}}},"path":"/y","pathType":"Exact"}]}}])");
  CHECK(made({"ingress", "i", "--rule=a/=s:1,tls=c", "--rule=b/=s:1,tls=c", "--rule=d/=s:1,tls"}, ".spec.tls") ==
        R"([{"hosts":["a","b"],"secretName":"c"},{"hosts":["d"]}])");
  CHECK(made({"ingress", "i", "--rule=a/x=y=s:1", "--rule=a/p,q*=s:2,tls=c"}, ".spec.rules[0].http.paths[*].path") ==
        "/x=y /p,q");
  CHECK(made({"ingress", "i", "--rule=a/p,q=s:2,tls=c", "--rule=b/p,q=s:2", "--rule=c/=s:2,tlsc"}, ".spec.tls") ==
        R"([{"hosts":["a"],"secretName":"c"},{"hosts":["c"]}])");
  for (const std::string rule :
       {"a", "a/b", "a/b=c", "a b/=c:1", "a/b=:1", "a/b=c:1,tls=s,x", "a/b=c:1,x", "a/b=c:1 ", "a/b=c:1,tls=s=t"}) {
    CHECK(made({"ingress", "i", "--rule=" + rule}, "") ==
          "error: rule " + rule + " is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n");
  }
}

TEST_CASE("quotas, priority classes and disruption budgets") {
  CHECK(made({"quota", "q", "--hard=cpu=4,pods=10", "--scopes=BestEffort"}, ".spec") ==
        R"({"hard":{"cpu":"4","pods":"10"},"scopes":["BestEffort"]})");
  CHECK(made({"quota", "q", "--hard=cpu"}, "") == "error: Invalid argument syntax cpu, expected <resource>=<value>\n");
  CHECK(made({"pc", "p", "--value=-5"}, ".value") == "-5");
  CHECK(made({"pdb", "p", "--selector=a=b,c in (d)", "--min-available=50%"}, ".spec") ==
        R"({"minAvailable":"50%","selector":{"matchExpressions":[{"key":"c","operator":"In","values":["d"]}],)"
        R"("matchLabels":{"a":"b"}}})");
  CHECK(made({"pdb", "p", "--selector=a>1", "--min-available=1"}, "") ==
        "error: \"gt\" isn't supported in label selectors\n");
}

TEST_CASE("tokens") {
  Run run{.stubs = {{.method = "POST",
                     .target = "/api/v1/namespaces/default/serviceaccounts/robot/token",
                     .body = R"({"status":{"token":"abc"}})"}}};
  CHECK(run({"create", "token", "robot", "--duration=10m", "--audience=x"}).out == "abc");
  CHECK(run.requests.front().body ==
        R"({"kind":"TokenRequest","apiVersion":"authentication.k8s.io/v1","metadata":{},"spec":{"audiences":["x"],)"
        R"("expirationSeconds":600,)"
        R"("boundObjectRef":null},"status":{"token":"","expirationTimestamp":null}})");
  Run none{
      .stubs = {{.method = "POST", .target = "/api/v1/namespaces/default/serviceaccounts/robot/token", .body = "{}"}}};
  CHECK(none({"create", "token", "robot"}).err == "error: failed to create token: no token in server response\n");
}

TEST_CASE("roles and bindings") {
  CHECK(made({"role", "r", "--verb=get,get", "--resource=po,deployments.apps/scale,pods"}, ".rules") ==
        R"([{"apiGroups":[""],"resources":["pods"],"verbs":["get"]},{"apiGroups":["apps"],)"
        R"("resources":["deployments/scale"],"verbs":["get"]}])");
  CHECK(made({"role", "r", "--verb=use", "--resource=pods"}, "") ==
        "error: can not perform 'use' on 'pods' in group ''\n");
  CHECK(made({"clusterrole", "r", "--verb=get", "--non-resource-url=/a*"}, ".rules") ==
        R"([{"nonResourceURLs":["/a*"],"verbs":["get"]}])");
  CHECK(made({"clusterrole", "r", "--aggregation-rule=a=b"}, ".aggregationRule") ==
        R"({"clusterRoleSelectors":[{"matchLabels":{"a":"b"}}]})");
  CHECK(
      made({"clusterrole", "r", "--aggregation-rule=a"}, "")
          .starts_with(
              "error: invalid argument \"a\" for \"--aggregation-rule\" flag: malformed pair, expect string=string\n"));
  CHECK(made({"rolebinding", "b", "--role=r", "--user=u", "--serviceaccount=n:s"}, ".subjects") ==
        R"([{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"u"},{"kind":"ServiceAccount","name":"s",)"
        R"("namespace":"n"}])");
  CHECK(made({"clusterrolebinding", "b", "--clusterrole=r", "--serviceaccount=s"}, "") ==
        "error: serviceaccount must be <namespace>:<name>\n");
}

TEST_CASE("config maps and secrets") {
  CHECK(made({"cm", "c", "--from-literal=a=1", "--from-literal=b=x=y"}, ".data") == R"({"a":"1","b":"x=y"})");
  CHECK(made({"cm", "c", "--from-literal=a=1", "--append-hash"}, ".metadata.name") == "c-9dtcmmmm5t");
  CHECK(made({"cm", "c", "--from-literal=a=1", "--from-literal=a=2"}, "") ==
        "error: cannot add key \"a\", another key by that name already exists in Data for ConfigMap \"c\"\n");
  CHECK(made({"cm", "c", "--from-literal=..a=1"}, "") ==
        "error: \"..a\" is not a valid key name for a ConfigMap: must not start with '..'\n");
  CHECK(made({"cm", "c", "--from-file=/nowhere/at/all"}, "") ==
        "error: error reading /nowhere/at/all: no such file or directory\n");
  CHECK(made({"secret", "generic", "s", "--from-literal=a=1"}, ".data") == R"({"a":"MQ=="})");
  CHECK(made({"secret", "docker-registry", "s", "--docker-username=a", "--docker-password=b", "--append-hash"},
             ".metadata.name") == "s-d9df962d8g");
  CHECK(made({"secret", "tls", "s"}, "") == "error: key and cert must be specified\n");
}

TEST_CASE("what cannot be printed of an object that was not sent is no failure of its creation") {
  Run run;
  run({"create", "configmap", "c", "--dry-run=client", "-o", "jsonpath={.data.zzz}",
       "--allow-missing-template-keys=false"});
  CHECK(run.err.starts_with("error: error executing jsonpath \"{.data.zzz}\""));
  CHECK(run.code == 1);
}

TEST_CASE("a context that is not there is told, though nothing would be sent") {
  const std::vector<std::vector<std::string>> lines = {
      {"create", "configmap", "x"}, {"create", "secret", "generic", "x"}, {"run", "x", "--image=a"}};
  for (std::vector<std::string> line : lines) {
    line.insert(line.end(), {"--dry-run=client", "--context=nope"});
    Run run;
    CHECK(run(line).err == "error: context \"nope\" does not exist\n");
    CHECK(run.code == 1);
  }
}
