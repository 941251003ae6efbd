// Objects as kubectl's own types hold them. What it does was tried with version 1.36.
#include "schema/decode.h"

#include <nlohmann/json.hpp>

#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using schema::as_typed;

namespace {

std::string typed(const std::string& json) { return as_typed(data::parse_json_value(json)).dump(); }
std::string of_pod(const std::string& spec) {
  return as_typed(data::parse_json_value(R"({"apiVersion":"v1","kind":"Pod","spec":)" + spec + "}"))["spec"].dump();
}
std::string complaint(const std::string& spec) {
  try {
    of_pod(spec);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("fields that the types never leave out are filled in, in the types' order") {
  CHECK(typed(R"({"spec":null,"kind":"Pod","apiVersion":"v1"})") ==
        R"({"kind":"Pod","apiVersion":"v1","metadata":{},"spec":{"containers":null},"status":{}})");
  CHECK(typed(R"({"apiVersion":"v1","kind":"Service","spec":{"ports":[{"protocol":"TCP","port":80}]}})") ==
        R"({"kind":"Service","apiVersion":"v1","metadata":{},"spec":{"ports":[{"protocol":"TCP","port":80,)"
        R"("targetPort":0}]},"status":{"loadBalancer":{}}})");
  CHECK(typed(R"({"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{"containers":[]}}}})") ==
        R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{},"spec":{"selector":null,)"
        R"("template":{"metadata":{},"spec":{"containers":[]}},"strategy":{}},"status":{}})");
  CHECK(typed(R"({"apiVersion":"example.com/v1","kind":"Pod","spec":3})") ==
        R"({"apiVersion":"example.com/v1","kind":"Pod","spec":3})");
}

TEST_CASE("unknown and empty fields go") {
  CHECK(of_pod(R"({"bogus":1,"hostNetwork":false,"nodeName":"","priority":0,"tolerations":[],"nodeSelector":{},)"
               R"("nodeselector":{"a":"b"}})") == R"({"containers":null,"priority":0})");
  CHECK(of_pod(R"({"volumes":[{"bogus":1,"emptyDir":{},"name":"v"}]})") ==
        R"({"volumes":[{"name":"v","emptyDir":{}}],"containers":null})");
}

TEST_CASE("quantities take their canonical form, and ports their own") {
  CHECK(of_pod(R"({"containers":[{"name":"a","resources":{"limits":{"memory":"1024Mi","cpu":0.5}},)"
               R"("livenessProbe":{"httpGet":{"port":"http"}}}]})") ==
        R"({"containers":[{"name":"a","resources":{"limits":{"cpu":"500m","memory":"1Gi"}},)"
        R"("livenessProbe":{"httpGet":{"port":"http"}}}]})");
  CHECK_THAT(complaint(R"({"overhead":{"cpu":"lots"}})"),
             ContainsSubstring("quantities must match the regular expression"));
}

TEST_CASE("the first value of a wrong type is told in Go's words") {
  const std::string begin = "json: cannot unmarshal ", field = " into Go struct field ";
  CHECK(complaint("3") == begin + "number" + field + "Pod.spec of type v1.PodSpec");
  CHECK(complaint(R"({"hostPID":"x","nodeName":5})") == begin + "string" + field + "PodSpec.spec.hostPID of type bool");
  CHECK(complaint(R"({"containers":[{"tty":1}]})") ==
        begin + "number" + field + "Container.spec.containers.tty of type bool");
  CHECK(complaint(R"({"priority":99999999999})") ==
        begin + "number 99999999999" + field + "PodSpec.spec.priority of type int32");
  CHECK(complaint(R"({"tolerations":{}})") ==
        begin + "object" + field + "PodSpec.spec.tolerations of type []v1.Toleration");
  CHECK(complaint(R"({"nodeSelector":[]})") ==
        begin + "array" + field + "PodSpec.spec.nodeSelector of type map[string]string");
  CHECK(complaint(R"({"restartPolicy":1})") ==
        begin + "number" + field + "PodSpec.spec.restartPolicy of type v1.RestartPolicy");
  CHECK(complaint(R"({"containers":[{"livenessProbe":{"tcpSocket":{"port":[]}}}]})") ==
        begin + "array" + field +
            "TCPSocketAction.spec.containers.livenessProbe.ProbeHandler.tcpSocket.port of type int32");
}
