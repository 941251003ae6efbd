// certificate approve and deny: what is sent, when nothing is, and what fails.
#include "support/bodies.h"
#include "support/catch.h"
#include "support/test_context.h"

using namespace kpp;
using kpp::test::Run;

namespace {

const std::string kPath = "/apis/certificates.k8s.io/v1/certificatesigningrequests/c1";

std::string request_with(const std::string& status) {
  return R"({"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","metadata":{"name":"c1",)"
         R"("resourceVersion":"1"},"spec":{"request":"eA=="},"status":)" +
         status + "}";
}

std::string condition(const std::string& type) {
  return R"({"conditions":[{"type":")" + type + R"(","status":"True"}]})";
}

}  // namespace

TEST_CASE("an approval adds a condition and shows the request as it was") {
  Run run{.stubs = {{.target = kPath, .body = request_with("{}")},
                    {.target = kPath, .body = request_with("{}")},
                    {.method = "PUT", .target = kPath + "/approval", .body = request_with(condition("Approved"))}}};
  run({"certificate", "approve", "c1"});
  CHECK(run.err == "");
  CHECK(run.out == "certificatesigningrequest.certificates.k8s.io/c1 approved\n");
  REQUIRE(run.requests.size() == 3);
  CHECK(run.requests[2].method == "PUT");
  CHECK(run.requests[2].body ==
        request_with(R"({"conditions":[{"type":"Approved","status":"True","reason":"KubectlApprove",)"
                     R"("message":"This CSR was approved by kubectl certificate approve.",)"
                     R"("lastUpdateTime":"2027-01-15T08:00:00Z","lastTransitionTime":null}]})"));
}

TEST_CASE("what is decided already is left alone unless forced") {
  Run run{.stubs = {{.target = kPath, .body = request_with(condition("Denied"))},
                    {.target = kPath, .body = request_with(condition("Denied"))}}};
  CHECK(run({"certificate", "deny", "c1", "-o", "jsonpath={.status.conditions[*].type}"}).out == "Denied");
  CHECK(run.err == "");
  Run forced{.stubs = {{.target = kPath, .body = request_with(condition("Denied"))},
                       {.target = kPath, .body = request_with(condition("Denied"))},
                       {.method = "PUT", .target = kPath + "/approval", .body = request_with("{}")}}};
  CHECK(forced({"certificate", "deny", "c1", "--force"}).out ==
        "certificatesigningrequest.certificates.k8s.io/c1 denied\n");
  CHECK(forced.requests.back().body == request_with(condition("Denied")));
}

TEST_CASE("a decision is not turned round, and the others of the line are decided upon") {
  Run run{.stubs = {{.target = kPath, .body = request_with(condition("Denied"))},
                    {.target = kPath, .body = request_with(condition("Denied"))},
                    {.target = "/api/v1/nodes/n",
                     .body = R"({"kind":"Node","apiVersion":"v1",)"
                             R"("metadata":{"name":"n"}})"}}};
  run({"certificate", "approve", "c1", "nodes/n"});
  CHECK(run.err ==
        "certificate signing request \"c1\" is already Denied\n"
        "can only handle CertificateSigningRequest.certificates.k8s.io objects, got Node\n");
  CHECK(run.code == 1);
}

TEST_CASE("a request that changes in between is looked at again") {
  const std::string conflict = test::status(409, "changed");
  Run run{.stubs = {{.target = kPath, .body = request_with("{}")},
                    {.target = kPath, .body = request_with("{}")},
                    {.method = "PUT", .target = kPath + "/approval", .status = 409, .body = conflict},
                    {.target = kPath, .body = request_with("{}")},
                    {.target = kPath, .body = request_with("{}")},
                    {.method = "PUT", .target = kPath + "/approval", .body = request_with("{}")}}};
  CHECK(run({"certificate", "approve", "c1"}).out == "certificatesigningrequest.certificates.k8s.io/c1 approved\n");
  CHECK(run.err == "");
}

TEST_CASE("a word without a slash is a request's name, whatever it looks like") {
  const auto gone = [](const std::string& path, const std::string& name) {
    return test::Stub{.target = "/apis/certificates.k8s.io/v1/certificatesigningrequests/" + path,
                      .status = 404,
                      .body = test::status(404, "no " + name)};
  };
  Run run{.stubs = {gone("a%2Cb", "a,b"), gone("c", "c")}};
  CHECK(run({"certificate", "approve", "a,b", "c"}).err ==
        "Error from server (NotFound): no a,b\nError from server (NotFound): no c\n");
  Run nameless{.stdin_text =
                   R"({"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","metadata":{}})"};
  CHECK(nameless({"certificate", "approve", "-f", "-"}).err == "error: resource name may not be empty\n");
  CHECK(nameless.requests.empty());
  Run empty;
  CHECK(empty({"certificate", "deny", ""}).err == "error: resource name may not be empty\n");
}

TEST_CASE("wrong uses of certificate") {
  Run nothing;
  CHECK(nothing({"certificate", "approve"}).err ==
        "error: one or more CSRs must be specified as <name> or -f <filename>\n");
  Run both;
  CHECK(both({"certificate", "deny", "c1", "-f", "-"}).err ==
        "error: resource/name arguments cannot be provided when a path is specified\n");
  Run placeless{.stdin_text = R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"}})"};
  CHECK(placeless({"certificate", "deny", "-f", "-"}).err ==
        "error: no namespace set on resource /v1, Resource=pods \"p\"\n");
  Run help;
  CHECK(help({"certificate", "frob"}).out.find("Usage:") != std::string::npos);
  CHECK(help.code == 0);
}
