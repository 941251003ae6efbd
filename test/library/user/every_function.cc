// A program that has only the installed package, and names every function that its headers declare (public_names.py
// reads them): what is promised can be called. The functions below only have to compile and link; main() uses a client
// of a transport of its own.
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kpp/client.h"
#include "kpp/client_config.h"
#include "kpp/connect.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "kpp/gvk.h"
#include "kpp/http.h"
#include "kpp/kubeconfig.h"
#include "kpp/node.h"
#include "kpp/object.h"
#include "kpp/request.h"
#include "kpp/resources.h"
#include "kpp/seams.h"
#include "kpp/watch.h"

using namespace kpp;

template <class... Values>
void use(const Values&...) {}

void connect_h() {
  ConnectOptions options{.kubeconfig = "config", .cache_folder = "cache", .verbosity = 6};
  options.warning = [](std::string_view text) { use(text); };
  options.log = [](std::string_view line) { use(line); };
  Connection connection(options);
  connection = Connection(Connection());
  use(connection.client(), connection.mapper(), connection.config(), connection.clock());
}

void client_h(const ClientConfig& config, Transport& transport, Clock& clock, const Request& request) {
  Client client(config, transport, {.clock = &clock, .warning = {}, .user_agent = "x", .command = "", .session = ""});
  use(client.send(request), client.start(request)->open(), client.get(request, KeyOrder::as_written));
  use(client.find(request), client.config());
}

void client_config_h(const Kubeconfig& kubeconfig, const Environment& env, Clock& clock, ProcessRunner& processes,
                     const IoStreams& io, Transport& transport) {
  const ClientConfig config = resolve_client_config(kubeconfig, ConfigOverrides(), env, clock, processes, io);
  Credentials& credentials = *config.credentials;
  use(config.host(), credentials.material(transport).authorization, credentials.refresh());
  credentials.deny_input("used by a test");
  use(resolve_namespace(kubeconfig, ConfigOverrides(), env), Impersonation());
}

void kubeconfig_h(const Environment& env) {
  Kubeconfig config = Kubeconfig::load("", env);
  config.merge(Kubeconfig::parse("{}", "/config", "/"));
  use(config.clusters["a"], config.contexts["a"], config.users["a"], KubeExec(), PluginPolicy());
}

void discovery_h(RestMapper& mapper) {
  std::vector<std::string> failed;
  const GroupVersionKind kind{"", "v1", "Pod"};
  use(mapper.resource_for("po"), mapper.resource_for(kind), mapper.confirm("po"), mapper.confirm(kind));
  use(mapper.category("all"), mapper.all(true, &failed), mapper.unanswered(), mapper.group_versions());
  use(ResourceInfo().gvr(), ResourceInfo().gvk(), kDiscoveryTimeout);
}

void error_h() {
  Error error("message", 2);
  error.add_context("reading");
  error.set_exit_code(3);
  use(error.what(), error.message(), error.exit_code(), error.text_inside());
  TransportError transport(TransportError::Kind::cut, "message", "host");
  transport.set_request("Get");
  use(transport.kind(), transport.host(), transport.request(), transport.text_inside());
  const ApiError api(Status{.code = 404, .reason = "NotFound"});
  use(api.status(), api.is("NotFound"), UsageError("message", true).show_usage());
  use(VerbatimError("message"), ConfigError("message"), ParseError("message"), BrokenAnswer("message"));
  try {
    throw ExitStatus(1);
  } catch (const ExitStatus& status) {
    use(status.exit_code());
  }
  try {
    throw Error("kept");
  } catch (const Error&) {
    use(Aggregate({share_current_error()}).errors());
  }
}

void gvk_h() {
  const GroupVersion version = GroupVersion::parse("apps/v1");
  use(version.str(), version == version, GroupVersionKind{"apps", "v1", "Deployment"}.group_version());
  const GroupVersionResource resource{"apps", "v1", "deployments"};
  use(resource.group_version(), resource.group_resource());
}

void http_h(Transport& transport) {
  const std::unique_ptr<HttpExchange> exchange = transport.send(HttpRequest());
  use(exchange->status(), exchange->headers(), exchange->header("Date"), exchange->read());
  use(exchange->read_for(std::chrono::milliseconds(1)), exchange->read_all(100));
  exchange->cancel();
}

void node_h() {
  Arena arena;
  use(arena.allocate(8), arena.copy("text"), arena.bytes_reserved());
  const kpp::Node nodes[] = {kpp::Node::null(),     kpp::Node::boolean(true),       kpp::Node::integer(1),
                             kpp::Node::real(1.5),  kpp::Node::unsigned_integer(1), kpp::Node::string("a"),
                             arena.copy_string("b")};
  const Member members[] = {{"a", kpp::Node::array(nodes, 2)}, {"b", kpp::Node::object(nullptr, 0)}};
  const kpp::Node made = arena.copy(arena.make_object(members));
  const kpp::Node list = arena.make_array(nodes);
  use(made.kind(), made.exists(), made.is_null(), made.is_boolean(), made.is_integer(), made.is_real());
  use(made.is_number(), made.is_string(), made.is_array(), made.is_object(), made.has_value(), made.is_unsigned());
  use(made["a"], made[std::string_view("b")], list.at(0), list.items(), made.members(), made.size(), made.empty());
  use(list.str("none"), list.as_bool(), list.as_int(), list.as_double(), list.as_unsigned(), made == list);
  if (made) arena.reset();
}

void object_h() {
  const Object object = Object::parse("{}");
  use(object.root(), object["spec"], object.metadata(), object.spec(), object.status(), object.api_version());
  use(object.kind(), object.name(), object.namespace_name(), object.uid(), object.resource_version());
  use(object.label("a"), object.annotation("a"), object.labels(), object.created(), object.json());
  const auto shared = std::make_shared<const Document>();
  use(Object(), Object(Document()), Object(shared, shared->root));
}

void request_h() {
  Request request = Request::resource("GET", {"", "v1", "pods"}, "shop", "web", "log");
  use(request.with("follow", "true").target());
}

void resources_h(Client& client, Clock& clock) {
  const api::Pod pod(Object{});
  use(api::Pod(), pod.phase(), pod.node_name(), pod.pod_ip(), pod.containers(), pod.ready(), api::Pod::resource());
  const api::Deployment deployment(Object{});
  use(api::Deployment(), deployment.replicas(), deployment.ready_replicas(), deployment.updated_replicas());
  use(deployment.available_replicas(), deployment.containers(), api::Deployment::resource());
  use(api::Namespace(), api::Namespace(Object{}).phase(), api::Namespace::resource());
  const api::Node node(Object{});
  use(api::Node(), node.ready(), node.schedulable(), node.kubelet_version(), api::Node::resource());
  api::Builder builder = api::Builder::deployment("web");
  builder = api::Builder::of_namespace("shop");
  builder = api::Builder::pod("web");
  builder.in_namespace("shop").label("a", "b").annotation("a", "b").replicas(2).container("c", "image").port(80);
  use(builder.str(), list<api::Pod>(client), find<api::Pod>(client, "shop", "web"),
      create<api::Pod>(client, "", builder));
  const GroupVersionResource pods = api::Pod::resource();
  use(for_each_object(client, pods, ListOptions(), [](Object one) { use(one); }), find_object(client, pods, "", "web"));
  use(create_object(client, pods, "shop", "{}"));
  delete_object(client, pods, "shop", "web");
  ObjectWatch watch(client, clock, pods, ListOptions(), "10");
  const ObjectWatch::Change change = watch.next();
  use(change.type, change.object);
}

void seams_h(ByteSink& sink, ByteSource& source, Environment& env, Clock& clock, ProcessRunner& processes) {
  sink.write("text");
  sink.flush();
  sink.end_when_unread();
  char byte = 0;
  use(source.read(&byte, 1), env.get("HOME"), env.all(), env.home(), env.working_directory());
  source.show_typing(true);
  use(clock.now(), clock.monotonic());
  clock.sleep_for(std::chrono::seconds(1));
  use(processes.run(ProcessSpec()).exit_code, processes.find("ls"));
  processes.replace(ProcessSpec());
}

void watch_h(Client& client) {
  WatchStream stream(client, Request(), KeyOrder::sorted);
  if (const std::optional<WatchEvent> event = stream.next()) use(event->object(), event->type_name());
  stream.cancel();
}

namespace {

class OneAnswer final : public HttpExchange {
 public:
  explicit OneAnswer(std::string_view body) : body_(body) {}
  int status() override { return 200; }
  const std::vector<Header>& headers() override { return headers_; }
  std::string_view read() override { return std::exchange(body_, {}); }
  std::optional<std::string_view> read_for(std::chrono::milliseconds) override { return read(); }
  void cancel() override {}

 private:
  std::vector<Header> headers_;
  std::string_view body_;
};

class OneList final : public Transport {
 public:
  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    asked += request.method + " " + request.url + "\n";
    return std::make_unique<OneAnswer>(
        R"({"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [{"metadata": {"name": "web"}}]})");
  }
  std::string asked;
};

class Anybody final : public Credentials {
 public:
  Material material(Transport&) override { return {}; }
  bool refresh() override { return false; }
};

class StoppedClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override { return {}; }
  std::chrono::steady_clock::time_point monotonic() const override { return {}; }
  void sleep_for(std::chrono::nanoseconds) override {}
};

}  // namespace

int main() {
  ClientConfig config;
  config.server = "http://server";
  config.credentials = std::make_shared<Anybody>();
  OneList transport;
  StoppedClock clock;
  ClientHooks hooks;
  hooks.clock = &clock;
  Client client(config, transport, std::move(hooks));
  for (const api::Pod& pod : list<api::Pod>(client)) {
    std::printf("%s %s\n", std::string(pod.kind()).c_str(), std::string(pod.name()).c_str());
  }
  std::printf("%s", transport.asked.c_str());
  return 0;
}
