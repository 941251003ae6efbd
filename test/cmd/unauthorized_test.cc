// A server that does not know who asks: what each command makes of that, and what it does not ask then.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using namespace kpp::test;

namespace {

const std::string kObject = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}})";
const std::string kUnknown = R"({"apiVersion":"foo.example/v1","kind":"Foo","metadata":{"name":"x"}})";
const std::string kMaps = "/api/v1/namespaces/default/configmaps";

Stub refused(std::string target, int code = 401, const std::string& message = "Unauthorized") {
  return {.target = std::move(target), .status = code, .body = status(code, message)};
}

Stub by(std::string method, Stub stub) {
  stub.method = std::move(method);
  return stub;
}

std::string told(std::vector<std::string> words, std::vector<Stub> stubs, const std::string& text = kObject) {
  Run run{.stubs = std::move(stubs), .stdin_text = text};
  run(std::move(words));
  CHECK(run.code == 1);
  return run.err;
}

}  // namespace

TEST_CASE("of objects in a file it is the server's answer to each of them") {
  const std::string logged_in = "error: You must be logged in to the server (";
  CHECK(told({"create", "-f", "-", "--validate=false"},
             {by("POST", refused(kMaps + "?fieldManager=kubectl-create&fieldValidation=Ignore"))}) ==
        logged_in + "error when creating \"STDIN\": Unauthorized)\n");
  CHECK(told({"create", "-f", "-", "--validate=false"},
             {by("POST", refused(kMaps + "?fieldManager=kubectl-create&fieldValidation=Ignore", 403, "no"))}) ==
        "Error from server (Forbidden): error when creating \"STDIN\": no\n");
  CHECK(told({"delete", "-f", "-"}, {by("DELETE", refused(kMaps + "/x"))}) ==
        logged_in + "error when deleting \"STDIN\": Unauthorized)\n");
  CHECK(told({"get", "-f", "-"}, {refused(kMaps + "/x?includeObject=None")}) == logged_in + "Unauthorized)\n");
  CHECK(told({"label", "-f", "-", "a=b"}, {refused(kMaps + "/x")}) == logged_in + "Unauthorized)\n");
  const std::string create = kMaps + "?fieldManager=kubectl-create&fieldValidation=Ignore";
  CHECK(told({"create", "-f", "-", "--validate=false"}, {by("POST", refused(create)), by("POST", refused(create))},
             kObject + "\n" + kObject) == logged_in + "error when creating \"STDIN\": Unauthorized)\n" + logged_in +
                                              "error when creating \"STDIN\": Unauthorized)\n");
}

TEST_CASE("where the schema or the types would be asked for, it is their words") {
  const std::string why = "the server has asked for the client to provide credentials";
  CHECK(told({"create", "-f", "-"}, {by("POST", refused(kMaps + "?fieldManager=kubectl-create&fieldValidation=Strict")),
                                     refused("/openapi/v2?timeout=32s")}) ==
        "error: error validating \"STDIN\": error validating data: failed to download openapi: " + why +
            "; if you choose to ignore these errors, turn validation off with --validate=false\n");
  const std::vector<Stub> types = {refused("/api?timeout=32s"), refused("/apis?timeout=32s")};
  CHECK(told({"create", "-f", "-", "--validate=false"}, types, kUnknown) ==
        "error: unable to recognize \"STDIN\": " + why + "\n");
  CHECK(told({"label", "-f", "-", "a=b"}, types, kUnknown) == "error: unable to recognize \"STDIN\": " + why + "\n");
  CHECK(told({"get", "foos"}, types) == "error: You must be logged in to the server (" + why + ")\n");
}

TEST_CASE("the server's version, types and schema are refused in words of their own") {
  const std::string error =
      "error: You must be logged in to the server (the server has asked for the client to provide credentials)\n";
  const std::vector<Stub> types = {refused("/api?timeout=32s"), refused("/apis?timeout=32s")};
  CHECK(told({"version"}, {refused("/version")}) == error);
  CHECK(told({"api-resources"}, types) == error);
  CHECK(told({"api-versions"}, types) ==
        "error: couldn't get available api versions from server: the server has asked for the client to provide "
        "credentials\n");
  CHECK(told({"cluster-info"},
             {refused("/api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue"),
              refused("/api?timeout=32s")}) == error);
  CHECK(told({"explain", "foos"}, types) == error);
}

TEST_CASE("each of several objects is told of") {
  const std::string line = "error: You must be logged in to the server (Unauthorized)\n";
  const std::string pods = "/api/v1/namespaces/default/pods/";
  CHECK(told({"get", "pods", "a", "b"},
             {refused(pods + "a?includeObject=None"), refused(pods + "b?includeObject=None")}) == line + line);
  CHECK(told({"label", "pods", "a", "b", "x=y"}, {refused(pods + "a"), refused(pods + "b")}) == line + line);
}
