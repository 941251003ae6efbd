// What goes wrong while something is changed: how often the change is sent, what is said of it, and the exit code.
#include <fmt/core.h>

#include "base/files.h"
#include "base/strings.h"
#include "e2e/world.h"
#include "e2e/write_fault_cases.h"
#include "support/catch.h"

namespace kpp::test {
namespace {

using apiserver::Fault;

constexpr const char* kInvalid = R"(Thing "this" is invalid: spec.size: Invalid value: this was asked for)";
constexpr const char* kTooMany = "Too many requests, please try again later.";
constexpr const char* kInternal = "Internal error occurred: this was asked for";

// The reason behind a prefix, or by itself: there each kind of failure has a form of its own.
std::string told(const WriteCase& one, const std::string& reason, const std::string& alone) {
  return one.prefix.empty() ? alone + "\n" : "error: " + one.prefix + reason + "\n";
}

class Faulty {
 public:
  Faulty() { world_.load(kWriteObjects); }

  World& world() { return world_; }
  ProcessResult run(const std::vector<std::string>& line, Fault fault) {
    world_.server().faults().clear();
    world_.server().faults().add(fault);
    before_ = sent(fault.match);
    ProcessResult result = world_.kpp(line);
    writes = sent(fault.match) - before_;
    return result;
  }
  std::size_t writes = 0;  ///< of the last run

 private:
  std::size_t sent(const std::string& match) { return world_.server().requests(match).size(); }

  World world_;
  std::size_t before_ = 0;
};

void check_status(Faulty& faulty, const WriteCase& one, int code, const std::string& reason, const std::string& alone,
                  int writes = 1) {
  const ProcessResult result =
      faulty.run(one.line, {.kind = Fault::Kind::status, .match = one.write, .times = -1, .status = code});
  CHECK(result.exit_code == 1);
  CHECK(result.out == "");
  CHECK(result.err == told(one, reason, alone));
  CHECK(faulty.writes == static_cast<std::size_t>(writes));
}

// The reason names the request, with all of its query; the other form does not.
void check_cut(Faulty& faulty, const WriteCase& one, Fault::Kind kind) {
  const ProcessResult result = faulty.run(one.line, {.kind = kind, .match = one.write, .times = -1});
  CHECK(result.exit_code == 1);
  CHECK(result.out == "");
  CHECK(faulty.writes == 1);
  if (one.prefix.empty()) {
    CHECK(result.err == "Unable to connect to the server: EOF\n");
    return;
  }
  const std::vector<std::string> sent = faulty.world().server().requests(one.write);
  REQUIRE_FALSE(sent.empty());
  const std::size_t space = sent.back().find(' ');
  const std::string method = sent.back().substr(0, 1) + to_lower(sent.back().substr(1, space - 1));
  CHECK(result.err == fmt::format("error: {}{} \"{}{}\": EOF\n", one.prefix, method, faulty.world().server().url(),
                                  sent.back().substr(space + 1)));
}

}  // namespace

TEST_CASE("a change that fails is sent once, told and ends with 1; one that is to be sent again is") {
  Faulty faulty;
  for (const WriteCase& one : write_cases()) {
    INFO(join(one.line, " "));
    if (one.conflicts != 0) {
      check_status(faulty, one, 409, "Conflict", "Error from server (Conflict): Conflict", one.conflicts);
    }
    check_status(faulty, one, 422, kInvalid, std::string("The ") + kInvalid);
    check_status(faulty, one, 429, kTooMany, std::string("Error from server (TooManyRequests): ") + kTooMany);
    check_status(faulty, one, 500, kInternal, std::string("Error from server (InternalError): ") + kInternal);
    check_cut(faulty, one, Fault::Kind::cut);
    // Eleven is one and the ten times it is sent again.
    for (const int code : {429, 503}) {
      faulty.run(one.line,
                 {.kind = Fault::Kind::status, .match = one.write, .times = -1, .status = code, .retry_after = 0});
      CHECK(faulty.writes == 11);
    }
    // This changes it after all.
    check_cut(faulty, one, Fault::Kind::lost);
  }
}

TEST_CASE("a change is done when the server takes it the second time") {
  for (const int code : {429, 503}) {
    Faulty faulty;
    for (const WriteCase& one : {write_cases()[0], write_cases()[20], write_cases().back()}) {
      INFO(join(one.line, " "));
      const ProcessResult result =
          faulty.run(one.line, {.kind = Fault::Kind::status, .match = one.write, .status = code, .retry_after = 0});
      CHECK(result.exit_code == 0);
      CHECK(result.err == "");
      CHECK(faulty.writes == 2);
    }
  }
}

TEST_CASE("scale goes on after a conflict") {
  Faulty faulty;
  for (const WriteCase& one : write_cases()) {
    if (one.conflicts != 0) continue;
    const ProcessResult result = faulty.run(one.line, {.kind = Fault::Kind::status, .match = one.write, .status = 409});
    CHECK(result.err == "");
    CHECK(result.out == "deployment.apps/web scaled\n");
    CHECK(faulty.writes == 2);
    faulty.world().output({"scale", "-n", "shop", "deployment/web", "--replicas=2"});
  }
}

TEST_CASE("auth reconcile tries three times where there is a conflict") {
  Faulty faulty;
  const std::string file = path_join(faulty.world().folder(), "role.yaml");
  replace_file(
      file,
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reads, namespace: shop}\nrules: []\n");
  const std::vector<std::string> line = {"auth", "reconcile", "-f", file};
  const std::string write = "POST /apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles";
  const ProcessResult result =
      faulty.run(line, {.kind = Fault::Kind::status, .match = write, .times = -1, .status = 409});
  CHECK(result.exit_code == 1);
  CHECK(result.err == "Error from server (Conflict): Conflict\n");
  CHECK(faulty.writes == 3);
  CHECK(faulty.run(line, {.kind = Fault::Kind::cut, .match = write, .times = -1}).err ==
        "Unable to connect to the server: EOF\n");
  CHECK(faulty.writes == 1);
}

TEST_CASE("of three objects the second fails: the others are done and told") {
  Faulty faulty;
  World& world = faulty.world();
  std::string three;
  for (const char* name : {"one", "two", "three"}) {
    three += fmt::format("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {}}}\n---\n", name);
  }
  const std::string file = path_join(world.folder(), "three.yaml");
  replace_file(file, three);
  const auto second = [&](const std::vector<std::string>& line, const std::string& write,
                          Fault::Kind kind = Fault::Kind::status) {
    const ProcessResult result = faulty.run(line, {.kind = kind, .match = write, .skip = 1});
    CHECK(result.exit_code == 1);
    CHECK(faulty.writes == 3);
    return result;
  };
  ProcessResult result = second({"create", "-f", file}, "POST " + kNamespace + "configmaps");
  CHECK(result.out == "configmap/one created\nconfigmap/three created\n");
  CHECK(result.err ==
        fmt::format("Error from server (InternalError): error when creating \"{}\": {}\n", file, kInternal));
  world.server().faults().clear();
  world.output({"create", "configmap", "two"});
  // In the order of their names: one, three, two.
  result = second({"label", "configmap", "--all", "a=b"}, "PATCH " + kNamespace + "configmaps");
  CHECK(result.out == "configmap/one labeled\nconfigmap/two labeled\n");
  CHECK(result.err == std::string("Error from server (InternalError): ") + kInternal + "\n");
  result = second({"annotate", "configmap", "one", "two", "three", "a=b"}, "PATCH " + kNamespace + "configmaps",
                  Fault::Kind::cut);
  CHECK(result.out == "configmap/one annotated\nconfigmap/three annotated\n");
  CHECK(result.err == "Unable to connect to the server: EOF\n");
  result = second({"patch", "configmap", "one", "two", "three", "-p", R"({"data":{"a":"b"}})"},
                  "PATCH " + kNamespace + "configmaps");
  CHECK(result.out == "configmap/one patched\nconfigmap/three patched\n");
  result = second({"delete", "configmap", "one", "two", "three"}, "DELETE " + kNamespace + "configmaps");
  CHECK(result.out ==
        "configmap \"one\" deleted from default namespace\nconfigmap \"three\" deleted from default namespace\n");
  CHECK(result.err == std::string("Error from server (InternalError): ") + kInternal + "\n");
}

TEST_CASE("cordon tells what failed and ends well, as it always has; drain tells what is left") {
  Faulty faulty;
  const ProcessResult cordon = faulty.run(
      {"cordon", "dock"}, {.kind = Fault::Kind::status, .match = "PATCH /api/v1/nodes", .times = -1, .status = 409});
  CHECK(cordon.err == "error: unable to cordon node \"dock\": Conflict\n");
  CHECK(cordon.exit_code == 0);
  CHECK(faulty.writes == 1);
  const std::vector<std::string> line = {
      "drain", "harbor", "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--disable-eviction"};
  ProcessResult result =
      faulty.run(line, {.kind = Fault::Kind::status, .match = "DELETE /api/v1", .times = -1, .status = 409});
  CHECK(result.exit_code == 1);
  CHECK_THAT(
      result.err,
      ContainsSubstring("There are pending pods in node \"harbor\" when an error occurred: Conflict\npod/coredns-0\n"));
  CHECK_THAT(result.err,
             Catch::Matchers::EndsWith(
                 "There are pending nodes to be drained:\n harbor\nError from server (Conflict): Conflict\n"));
  CHECK(faulty.writes == 1);
  result = faulty.run(line, {.kind = Fault::Kind::cut, .match = "DELETE /api/v1", .times = -1});
  CHECK_THAT(result.err,
             ContainsSubstring("There are pending pods in node \"harbor\" when an error occurred: Delete \"https://"));
  CHECK_THAT(result.err, Catch::Matchers::EndsWith(" harbor\nUnable to connect to the server: EOF\n"));
  CHECK(faulty.writes == 1);
}

TEST_CASE("uncordon tells what failed as cordon does") {
  Faulty faulty;
  const std::string write = "PATCH /api/v1/nodes/harbor";
  faulty.world().output({"cordon", "harbor"});
  const auto fails = [&](Fault fault, const std::string& reason, std::size_t writes = 1) {
    fault.match = write;
    fault.times = -1;
    const ProcessResult result = faulty.run({"uncordon", "harbor"}, fault);
    CHECK(result.err == "error: unable to uncordon node \"harbor\": " + reason + "\n");
    CHECK(result.out == "");
    CHECK(result.exit_code == 0);
    CHECK(faulty.writes == writes);
  };
  fails({.kind = Fault::Kind::status, .status = 409}, "Conflict");
  fails({.kind = Fault::Kind::status, .status = 422}, kInvalid);
  fails({.kind = Fault::Kind::status, .status = 429}, kTooMany);
  fails({.kind = Fault::Kind::status, .status = 429, .retry_after = 0}, kTooMany, 11);
  fails({.kind = Fault::Kind::status, .status = 500}, kInternal);
  const std::string cut = "Patch \"" + faulty.world().server().url() + "/api/v1/nodes/harbor\": EOF";
  fails({.kind = Fault::Kind::cut}, cut);
  fails({.kind = Fault::Kind::lost}, cut);
  CHECK(faulty.world().output({"uncordon", "harbor"}) == "node/harbor already uncordoned\n");
}

TEST_CASE("an eviction that fails is sent once, told and stops the drain; one that is too many is sent again") {
  Faulty faulty;
  faulty.world().output({"cordon", "harbor"});
  const auto fails = [&](Fault fault) {
    fault.match = "/pods/coredns-0/eviction";
    fault.times = -1;
    const ProcessResult result = faulty.run(
        {"drain", "harbor", "--ignore-daemonsets", "--force", "--delete-emptydir-data", "--timeout=2s"}, fault);
    CHECK(result.exit_code == 1);
    return result.err;
  };
  const auto told_last = [&](const std::string& err, const std::string& reason, bool pending = true) {
    const std::string failure = "error when evicting pods/\"coredns-0\" -n \"kube-system\": " + reason;
    const std::string left =
        "There are pending pods in node \"harbor\" when an error occurred: " + failure + "\npod/coredns-0\n";
    CHECK((err.find(left) != std::string::npos) == pending);
    CHECK_THAT(err, Catch::Matchers::EndsWith("There are pending nodes to be drained:\n harbor\n" + failure + "\n"));
    CHECK(faulty.writes == 1);
  };
  told_last(fails({.kind = Fault::Kind::status, .status = 409}), "Conflict");
  told_last(fails({.kind = Fault::Kind::status, .status = 422}), kInvalid);
  told_last(fails({.kind = Fault::Kind::status, .status = 500}), kInternal);
  const std::string again =
      std::string("error when evicting pods/\"coredns-0\" -n \"kube-system\" (will retry after 5s): ") + kTooMany +
      "\n";
  const std::string late = "error when evicting pods/\"coredns-0\" -n \"kube-system\": global timeout reached: 2s\n";
  for (const std::size_t writes : {1u, 11u}) {
    Fault fault = {.kind = Fault::Kind::status, .status = 429};
    if (writes > 1) fault.retry_after = 0;
    const std::string err = fails(fault);
    CHECK_THAT(err, ContainsSubstring(again));
    CHECK_THAT(err, Catch::Matchers::EndsWith(late));
    CHECK(faulty.writes == writes);
  }
  const std::string cut =
      "Post \"" + faulty.world().server().url() + "/api/v1/namespaces/kube-system/pods/coredns-0/eviction\": EOF";
  told_last(fails({.kind = Fault::Kind::cut}), cut);
  // This evicts it after all.
  told_last(fails({.kind = Fault::Kind::lost}), cut, false);
  CHECK(faulty.world().kpp({"get", "pod", "coredns-0", "-n", "kube-system"}).exit_code == 1);
}

TEST_CASE("autoscale tries the older version, but not when the connection was cut") {
  Faulty faulty;
  const std::vector<std::string> line = {"autoscale", "-n", "shop", "deployment/web", "--max=5", "--cpu=70%"};
  ProcessResult result =
      faulty.run(line, {.kind = Fault::Kind::status, .match = "POST /apis/autoscaling", .times = -1, .status = 409});
  CHECK(result.err == "Error from server (Conflict): Conflict\n");
  CHECK(faulty.writes == 2);
  result = faulty.run(line, {.kind = Fault::Kind::cut, .match = "POST /apis/autoscaling", .times = -1});
  CHECK(result.err == "Unable to connect to the server: EOF\n");
  CHECK(faulty.writes == 1);
}

}  // namespace kpp::test
