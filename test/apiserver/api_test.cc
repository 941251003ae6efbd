// The API over its real connection: what is stored, what is refused and in which words.
#include "support/apiserver/api_server.h"

#include <fmt/core.h>

#include <thread>

#include "base/seams_real.h"
#include "data/json.h"
#include "kpp/http.h"
#include "net/curl_transport.h"
#include "support/catch.h"
#include "support/apiserver/deployment_controller.h"
#include "support/fake_environment.h"

namespace kpp::apiserver {
namespace {

constexpr const char* kMaps = "/api/v1/namespaces/default/configmaps";

struct Reply {
  int status = 0;
  Document document{};
  Node operator[](const char* name) const { return document.root[name]; }
  std::string message() const { return std::string(document.root["message"].str()); }
};

class Client {
 public:
  Client() {
    const std::string config = server.kubeconfig(ApiServer::admin(), ApiServer::Credential::token);
    const std::size_t at = config.find("token: ") + 7;
    token_ = config.substr(at, config.find('\n', at) - at);
  }

  Reply send(const std::string& method, const std::string& path, const std::string& body = "",
             const std::string& type = "application/json") {
    HttpRequest request;
    request.method = method;
    request.url = server.url() + path;
    request.headers = {{"Authorization", "Bearer " + token_}, {"Content-Type", type}, {"Accept", "application/json"}};
    request.body = body;
    auto connection = std::make_shared<ConnectionOptions>();
    connection->ca_pem = server.authority().cert_pem;
    request.connection = std::move(connection);
    const auto exchange = transport_->send(std::move(request));
    return {exchange->status(), data::parse_json(exchange->read_all())};
  }
  Reply make(const std::string& name) {
    return send("POST", kMaps,
                fmt::format(R"({{"kind": "ConfigMap", "apiVersion": "v1", "metadata": {{"name": "{}"}}}})", name));
  }

 private:
  std::unique_ptr<Clock> clock_ = real_clock();
  test::FakeEnvironment env_;
  std::unique_ptr<Transport> transport_ = net::curl_transport(env_, *clock_);

 public:
  ApiServer server{*clock_};

 private:
  std::string token_;
};

}  // namespace

TEST_CASE("an object's life") {
  Client client;
  const Reply made = client.make("a");
  CHECK(made.status == 201);
  CHECK(made["metadata"]["uid"].str().size() == 36);
  CHECK_FALSE(made["metadata"]["creationTimestamp"].str().empty());
  const Reply changed =
      client.send("PUT", std::string(kMaps) + "/a",
                  R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "a"}, "data": {"x": "1"}})");
  CHECK(changed.status == 200);
  CHECK(changed["metadata"]["uid"].str() == made["metadata"]["uid"].str());
  CHECK(changed["metadata"]["resourceVersion"].str() != made["metadata"]["resourceVersion"].str());
  CHECK(client.send("GET", std::string(kMaps) + "/a")["data"]["x"].str() == "1");
  const Reply gone = client.send("DELETE", std::string(kMaps) + "/a");
  CHECK(gone["status"].str() == "Success");
  CHECK(gone["details"]["uid"].str() == made["metadata"]["uid"].str());
  CHECK(client.send("GET", std::string(kMaps) + "/a").status == 404);
}

TEST_CASE("a name is made up from its start") {
  Client client;
  const Reply made =
      client.send("POST", kMaps, R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"generateName": "part-"}})");
  CHECK(made["metadata"]["name"].str().starts_with("part-"));
  CHECK(made["metadata"]["name"].str().size() == 10);
}

TEST_CASE("refusals, in the words of the real server") {
  Client client;
  client.make("a");
  CHECK(client.make("a").message() == "configmaps \"a\" already exists");
  CHECK(client.send("GET", "/apis/apps/v1/namespaces/default/deployments/b").message() ==
        "deployments.apps \"b\" not found");
  CHECK(client
            .send("POST", "/api/v1/namespaces/nowhere/configmaps",
                  R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "a"}})")
            .message() == "namespaces \"nowhere\" not found");
  const Reply name = client.make("A_b");
  CHECK(name.status == 422);
  CHECK_THAT(name.message(), ContainsSubstring("ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a "
                                               "lowercase RFC 1123 subdomain must consist of"));
  CHECK(name["details"]["causes"].at(0)["field"].str() == "metadata.name");
  const Reply stale =
      client.send("PUT", std::string(kMaps) + "/a",
                  R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "a", "resourceVersion": "1"}})");
  CHECK(stale.status == 409);
  CHECK(stale.message() ==
        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to "
        "the latest version and try again");
  CHECK(client
            .send("PUT", std::string(kMaps) + "/b",
                  R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "a"}})")
            .message() == "the name of the object (a) does not match the name on the URL (b)");
  CHECK(
      client.send("POST", kMaps, R"({"kind": "ConfigMap", "apiVersion": "v2", "metadata": {"name": "a"}})").message() ==
      "the API version in the data (v2) does not match the expected API version (v1)");
  CHECK(client.send("POST", kMaps, "{").status == 400);
  CHECK(client.send("POST", kMaps, R"({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": 5}})").status ==
        400);
  CHECK(client.send("GET", "/apis/nothing/v1/things").message() == "the server could not find the requested resource");
  CHECK(client.send("GET", std::string(kMaps) + "?labelSelector=a%3D%3D%3Db").status == 400);
  CHECK(client.send("PATCH", std::string(kMaps) + "/a", "{}", "text/plain").status == 415);
}

TEST_CASE("pages show one moment, until their tokens expire") {
  Client client;
  for (const char* name : {"a", "b", "c"}) client.make(name);
  const Reply first = client.send("GET", std::string(kMaps) + "?limit=2");
  CHECK(first["items"].size() == 2);
  CHECK(first["metadata"]["remainingItemCount"].as_int() == 1);
  client.send("DELETE", std::string(kMaps) + "/c");
  const std::string rest = std::string(kMaps) + "?limit=2&continue=" + std::string(first["metadata"]["continue"].str());
  CHECK(client.send("GET", rest)["items"].at(0)["metadata"]["name"].str() == "c");
  client.server.resources().expire_lists();
  const Reply expired = client.send("GET", rest);
  CHECK(expired.status == 410);
  CHECK(expired["reason"].str() == "Expired");
  const std::string token(expired["metadata"]["continue"].str());
  CHECK(client.send("GET", std::string(kMaps) + "?continue=" + token)["items"].empty());
}

TEST_CASE("a watch tells what changed since, and refuses what is forgotten") {
  Client client;
  const std::string before(client.make("a")["metadata"]["resourceVersion"].str());
  client.send("PATCH", std::string(kMaps) + "/a", R"({"data": {"x": "1"}})", "application/merge-patch+json");
  const std::string watch = std::string(kMaps) + "?watch=true&timeoutSeconds=1&resourceVersion=" + before;
  const Reply event = client.send("GET", watch);
  CHECK(event["type"].str() == "MODIFIED");
  CHECK(event["object"]["data"]["x"].str() == "1");
  client.server.store().compact();
  const Reply refused = client.send("GET", watch);
  CHECK(refused["type"].str() == "ERROR");
  CHECK(refused["object"]["code"].as_int() == 410);
}

TEST_CASE("a quiet watch is told how far it is") {
  Client client;
  client.make("a");
  client.server.resources().set_bookmark_interval(std::chrono::milliseconds(600));
  const std::string now = fmt::format("{}", client.server.store().version());
  const std::string watch = std::string(kMaps) + "?watch=true&timeoutSeconds=1&resourceVersion=" + now;
  const Reply bookmark = client.send("GET", watch + "&allowWatchBookmarks=true");
  CHECK(bookmark["type"].str() == "BOOKMARK");
  CHECK(bookmark["object"]["metadata"]["resourceVersion"].str() == now);
}

TEST_CASE("a deployment gets its pods, and new ones for those that go") {
  Client client;
  const DeploymentController controller(client.server.store(), client.server.resources());
  client.server.load(
      "apiVersion: v1\nkind: Node\nmetadata: {name: one}\n---\n"
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
      "spec: {replicas: 2, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: "
      "[{name: c, image: d}]}}}\n");
  const std::string pods = "/api/v1/namespaces/default/pods";
  const auto running = [&] {
    const Reply reply =
        client.send("GET", pods + "?fieldSelector=status.phase%3DRunning,spec.nodeName%3Done&labelSelector=a%3Db");
    return reply["items"].size();
  };
  const auto has = [&](std::size_t count) {
    for (int i = 0; i < 500 && running() != count; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return running() == count;
  };
  CHECK(has(2));
  client.send("DELETE", pods);
  CHECK(has(2));
  const std::string deployment = "/apis/apps/v1/namespaces/default/deployments/web";
  client.send("PATCH", deployment, R"({"spec": {"replicas": 3}})", "application/merge-patch+json");
  CHECK(has(3));
  client.send("DELETE", deployment);
  CHECK(has(0));
  CHECK(client.send("GET", "/apis/apps/v1/namespaces/default/replicasets")["items"].empty());
}

TEST_CASE("scale and status change what they are for") {
  Client client;
  client.server.load(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
      "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, "
      "image: d}]}}}\n");
  const std::string path = "/apis/apps/v1/namespaces/default/deployments/web";
  CHECK(client.send("GET", path + "/scale")["status"]["selector"].str() == "a=b");
  CHECK(client
            .send("PATCH", path + "/scale", R"({"spec": {"replicas": 3}})",
                  "application/merge-patch+json")["spec"]["replicas"]
            .as_int() == 3);
  CHECK(client
            .send("PATCH", path + "/status", R"({"spec": {"replicas": 9}, "status": {"replicas": 2}})",
                  "application/merge-patch+json")
            .status == 200);
  const Reply now = client.send("GET", path);
  CHECK(now["spec"]["replicas"].as_int() == 3);
  CHECK(now["status"]["replicas"].as_int() == 2);
  CHECK(now["metadata"]["generation"].as_int() == 2);
}

TEST_CASE("metrics are made of pods and nodes, in both versions, and can only be read") {
  Client client;
  client.server.load(
      "apiVersion: v1\nkind: Node\nmetadata: {name: one, labels: {disk: ssd}}\nstatus: {capacity: {cpu: \"2\", memory: "
      "1Gi}}\n---\n"
      "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\n"
      "spec: {nodeName: one, containers: [{name: a, image: b, resources: {requests: {cpu: \"1\"}}}, {name: c, image: "
      "d}]}\nstatus: {phase: Running}\n---\n"
      "apiVersion: v1\nkind: Pod\nmetadata: {name: waits}\nspec: {containers: [{name: a, image: b}]}\nstatus: {phase: "
      "Pending}\n");
  for (const std::string version : {"v1beta1", "v1"}) {
    const std::string base = "/apis/metrics.k8s.io/" + version;
    const Reply pods = client.send("GET", base + "/namespaces/default/pods");
    CHECK(pods["kind"].str() == "PodMetricsList");
    REQUIRE(pods["items"].size() == 1);
    CHECK(pods["items"].at(0)["containers"].at(1)["name"].str() == "c");
    CHECK(pods["items"].at(0)["containers"].at(0)["usage"]["cpu"].str().ends_with("n"));
    CHECK(pods["items"].at(0)["metadata"]["labels"]["app"].str() == "web");
    CHECK(client.send("GET", base + "/pods?labelSelector=app%3Dnone")["items"].empty());
    CHECK(client.send("GET", base + "/nodes?labelSelector=disk%3Dssd")["items"].size() == 1);
    CHECK(client.send("GET", base + "/nodes/one")["usage"]["memory"].str().ends_with("Ki"));
    CHECK(client.send("GET", base + "/namespaces/default/pods/waits").message() ==
          "pods.metrics.k8s.io \"waits\" not found");
    CHECK(client.send("GET", base + "/pods?watch=true").status == 405);
    CHECK(client.send("DELETE", base + "/nodes/one").status == 405);
    CHECK(client.send("GET", base)["resources"].size() == 2);
  }
  CHECK(client.send("GET", "/apis/metrics.k8s.io")["preferredVersion"]["version"].str() == "v1");
}

TEST_CASE("faults can be ordered over the wire") {
  Client client;
  client.server.faults().add(read_fault(R"({"kind": "status", "match": "configmaps", "status": 503, "times": 1})"));
  CHECK(client.send("GET", kMaps).status == 503);
  CHECK(client.send("GET", kMaps).status == 200);
}

}  // namespace kpp::apiserver
