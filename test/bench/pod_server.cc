// kpp-bench-server: serves generated pods, so that what is measured is the client alone.
//
//   kpp-bench-server PODS FOLDER [DELAY]
//
// Every list of pods is prepared before the first request. With DELAY each answer takes so many milliseconds more, as
// one from far away. Writes FOLDER/kubeconfig (plain HTTP), and FOLDER/tls/kubeconfig with ca.pem beside it for the
// same over TLS, then prints "ready" and serves until its standard input ends. GET /bench/requests answers with how
// many other requests there were since it was asked last.
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/described.h"
#include "bench/pods.h"
#include "support/socket_server.h"

namespace kpp::bench {
namespace {

/// Elements of one kind of list, with commas between them, so that every page is one piece of a single text.
class Elements {
 public:
  void add(std::string_view element) {
    if (!ends_.empty()) text_ += ',';
    text_ += element;
    ends_.push_back(text_.size());
  }
  std::string_view page(std::size_t first, std::size_t last) const {
    if (first >= last) return {};
    const std::size_t begin = first == 0 ? 0 : ends_[first - 1] + 1;
    return std::string_view(text_).substr(begin, ends_[last - 1] - begin);
  }
  std::size_t count() const { return ends_.size(); }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
};

constexpr std::size_t kOneWrite = 64 * 1024;

/// One kind of answer: what stands before the list's metadata, between that and the elements, and the elements.
struct Listing {
  std::string begin, middle;
  Elements elements = {};
};

using PlacesByName = std::map<std::string, std::size_t, std::less<>>;

struct Listings {
  Listing list, partial, table_none, table_metadata, table_object;
};

constexpr std::string_view kPartial = R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1",)"
                                      R"("metadata":)";

Listing table_of(const std::string& columns) {
  return {R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":)",
          fmt::format(R"(,"columnDefinitions":{},"rows":[)", columns)};
}

Listing pod_list() { return {R"({"kind":"PodList","apiVersion":"v1","metadata":)", R"(,"items":[)"}; }

// Of the node that is described.
Listing node_listing() {
  Listing out = pod_list();
  for (std::size_t i = 0; i < kPodsOfNode; ++i) out.elements.add(make_pod(i, described_node()).object);
  return out;
}

Listings pod_listings(std::size_t count, PlacesByName& places) {
  const std::string columns = pod_columns();
  Listings out{
      .list = pod_list(),
      .partial = {R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":)", R"(,"items":[)"},
      .table_none = table_of(columns),
      .table_metadata = table_of(columns),
      .table_object = table_of(columns)};
  for (std::size_t i = 0; i < count; ++i) {
    const PodText pod = make_pod(i);
    places.emplace(pod.name, i);
    out.list.elements.add(pod.object);
    out.partial.elements.add(fmt::format("{{\"metadata\":{}}}", pod.metadata));
    out.table_none.elements.add(fmt::format(R"({{"cells":{},"object":null}})", pod.cells));
    out.table_metadata.elements.add(
        fmt::format(R"({{"cells":{},"object":{}{}}}}})", pod.cells, kPartial, pod.metadata));
    out.table_object.elements.add(
        fmt::format(R"({{"cells":{},"object":{{"kind":"Pod","apiVersion":"v1",{}}})", pod.cells, pod.object.substr(1)));
  }
  return out;
}

Listings namespace_listings() {
  const std::string columns =
      R"([{"name":"Name","type":"string","format":"name","description":"","priority":0},{"name":"Status",)"
      R"("type":"string","format":"","description":"","priority":0},)"
      R"({"name":"Age","type":"string","format":"","description":"","priority":0}])";
  Listings out{
      .list = {R"({"kind":"NamespaceList","apiVersion":"v1","metadata":)", R"(,"items":[)"},
      .partial = {R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":)", R"(,"items":[)"},
      .table_none = table_of(columns),
      .table_metadata = table_of(columns),
      .table_object = table_of(columns)};
  for (const std::string_view name : {"bench", "default", "kube-node-lease", "kube-public", "kube-system"}) {
    const std::string metadata =
        fmt::format(R"({{"name":"{0}","uid":"7d5c2a6e-0000-4000-a000-00000000000{1}","resourceVersion":"4{1}",)"
                    R"("creationTimestamp":"2026-01-02T03:04:05Z",)"
                    R"("labels":{{"kubernetes.io/metadata.name":"{0}"}}}})",
                    name, out.list.elements.count());
    const std::string rest = fmt::format(
        R"("metadata":{},"spec":{{"finalizers":["kubernetes"]}},"status":{{"phase":"Active"}}}})", metadata);
    const std::string cells = fmt::format(R"(["{}","Active","211d"])", name);
    out.list.elements.add("{" + rest);
    out.partial.elements.add(fmt::format("{{\"metadata\":{}}}", metadata));
    out.table_none.elements.add(fmt::format(R"({{"cells":{},"object":null}})", cells));
    out.table_metadata.elements.add(fmt::format(R"({{"cells":{},"object":{}{}}}}})", cells, kPartial, metadata));
    out.table_object.elements.add(
        fmt::format(R"({{"cells":{},"object":{{"kind":"Namespace","apiVersion":"v1",{}}})", cells, rest));
  }
  return out;
}

const std::map<std::string_view, std::string_view> kDocuments = {
    {"/api", R"({"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[]})"},
    {"/apis", R"({"kind":"APIGroupList","apiVersion":"v1","groups":[]})"},
    {"/api/v1",
     R"({"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"namespaces","singularName":"namespace",)"
     R"("namespaced":false,"kind":"Namespace",)"
     R"("verbs":["get","list"],"shortNames":["ns"]},{"name":"pods","singularName":"pod","namespaced":true,)"
     R"("kind":"Pod","verbs":["get","list"],)"
     R"("shortNames":["po"],"categories":["all"]},{"name":"nodes","singularName":"node","namespaced":false,)"
     R"("kind":"Node","verbs":["get","list"],)"
     R"("shortNames":["no"]}]})"},
    {"/version", R"({"major":"1","minor":"36","gitVersion":"v1.36.0","platform":"linux/amd64"})"},
};

/// The part of a request's head that decides the answer.
struct Wanted {
  std::string_view path, query, accept;

  explicit Wanted(std::string_view head) {
    const std::size_t begin = std::min(head.find(' '), head.size() - 1) + 1;
    const std::string_view target = head.substr(begin, head.find(' ', begin) - begin);
    const std::size_t mark = target.find('?');
    path = target.substr(0, mark);
    if (mark != std::string_view::npos) query = target.substr(mark + 1);
    for (const std::string_view name : {"\nAccept: ", "\naccept: "}) {
      const std::size_t at = head.find(name);
      if (at != std::string_view::npos) accept = head.substr(at + name.size(), head.find('\r', at) - at - name.size());
    }
  }
  std::string_view parameter(std::string_view name) const {
    for (std::string_view rest = query; !rest.empty();) {
      const std::string_view one = rest.substr(0, rest.find('&'));
      if (one.starts_with(name) && one.substr(name.size()).starts_with("=")) return one.substr(name.size() + 1);
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    return {};
  }
  std::size_t number(std::string_view name) const {
    return std::strtoul(std::string(parameter(name)).c_str(), nullptr, 10);
  }
};

class PodServer {
 public:
  PodServer(std::size_t pods, std::chrono::milliseconds delay)
      : delay_(delay),
        pods_(pod_listings(pods, places_)),
        of_node_(node_listing()),
        namespaces_(namespace_listings()) {}

  void serve(test::Connection& connection) {
    const int at_once = 1;  // an answer's parts must not wait for the client's word on the first
    ::setsockopt(connection.fd(), IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    for (std::string head = connection.receive_head(); !head.empty(); head = connection.receive_head()) {
      const Wanted wanted(head);
      if (wanted.path == "/bench/requests") {
        send(connection, {std::to_string(requests_.exchange(0))});
        continue;
      }
      ++requests_;
      if (delay_.count() > 0) std::this_thread::sleep_for(delay_);
      answer(connection, wanted);
    }
  }

 private:
  static void send(test::Connection& connection, std::initializer_list<std::string_view> parts,
                   std::string_view status = "200 OK") {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    std::string gathered =
        fmt::format("HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", status, size);
    for (const std::string_view part : parts) {
      gathered += part;
      if (gathered.size() < kOneWrite) continue;
      connection.send(gathered);
      gathered.clear();
    }
    connection.send(gathered);
  }

  static const Listing& shape(const Listings& all, const Wanted& wanted) {
    if (wanted.accept.find("as=PartialObjectMetadataList") != std::string_view::npos) return all.partial;
    if (wanted.accept.find("as=Table") == std::string_view::npos) return all.list;
    const std::string_view object = wanted.parameter("includeObject");
    return object == "None" ? all.table_none : object == "Object" ? all.table_object : all.table_metadata;
  }

  void answer(test::Connection& connection, const Wanted& wanted) const {
    const auto document = kDocuments.find(wanted.path);
    if (document != kDocuments.end()) return send(connection, {document->second});
    if (const std::string_view described = described_document(wanted.path); !described.empty()) {
      return send(connection, {described});
    }
    if (wanted.path == "/api/v1/events" || wanted.path == "/api/v1/namespaces/bench/events") {
      return send(connection, {events_of(wanted.query)});
    }
    constexpr std::string_view kPods = "/api/v1/namespaces/bench/pods";
    if (wanted.path.starts_with(kPods) && wanted.path.size() > kPods.size()) {
      const auto place = places_.find(wanted.path.substr(kPods.size() + 1));
      if (place != places_.end()) {
        const std::string_view pod = pods_.list.elements.page(place->second, place->second + 1);
        return send(connection, {R"({"kind":"Pod","apiVersion":"v1",)", pod.substr(1)});
      }
    }
    const bool of_pods = wanted.path == kPods || wanted.path == "/api/v1/pods";
    if (!of_pods && wanted.path != "/api/v1/namespaces") {
      constexpr std::string_view kNotFound =
          R"({"kind":"Status","apiVersion":"v1","status":"Failure",)"
          R"("message":"the server could not find the requested resource","reason":"NotFound","code":404})";
      return send(connection, {kNotFound}, "404 Not Found");
    }
    const bool of_node = of_pods && wanted.query.find("spec.nodeName%3D") != std::string_view::npos;
    const Listing& listing = of_node ? of_node_ : shape(of_pods ? pods_ : namespaces_, wanted);
    const std::size_t count = listing.elements.count();
    const std::size_t first = std::min(wanted.number("continue"), count);
    const std::size_t limit = wanted.number("limit");
    const std::size_t last = limit == 0 ? count : std::min(first + limit, count);
    const std::string metadata =
        last == count ? R"({"resourceVersion":"4711"})"
                      : fmt::format(R"({{"resourceVersion":"4711","continue":"{}","remainingItemCount":{}}})", last,
                                    count - last);
    send(connection, {listing.begin, metadata, listing.middle, listing.elements.page(first, last), "]}\n"});
  }

  std::chrono::milliseconds delay_;
  PlacesByName places_;  ///< of each pod in the lists
  Listings pods_;
  Listing of_node_;
  Listings namespaces_;
  std::atomic<unsigned> requests_{0};
};

void write_kubeconfig(const std::filesystem::path& file, const std::string& url, std::string_view more) {
  std::ofstream(file) << fmt::format(
      "apiVersion: v1\nkind: Config\ncurrent-context: bench\nclusters:\n- name: bench\n  cluster:\n    server: {}\n{}"
      "contexts:\n- name: bench\n  context: {{cluster: bench, namespace: bench, user: bench}}\nusers:\n- name: bench\n "
      " user: {{token: bench}}\n",
      url, more);
}

int run(std::size_t pods, const std::filesystem::path& folder, std::chrono::milliseconds delay) {
  PodServer server(pods, delay);
  const auto script = [&](test::Connection& connection) { server.serve(connection); };
  const test::SocketServer plain(script);
  const test::TestCertificate certificate = test::make_certificate("kpp-bench", "IP:127.0.0.1");
  const test::SocketServer tls(script, certificate.cert_pem, certificate.key_pem);
  std::filesystem::create_directories(folder / "tls");
  write_kubeconfig(folder / "kubeconfig", plain.url(""), "");
  std::ofstream(folder / "tls" / "ca.pem") << certificate.cert_pem;
  write_kubeconfig(folder / "tls" / "kubeconfig", tls.https_url(""), "    certificate-authority: ca.pem\n");
  fmt::print("ready\n");
  std::fflush(stdout);
  char byte = 0;
  while (::read(STDIN_FILENO, &byte, 1) > 0) continue;
  return 0;
}

}  // namespace
}  // namespace kpp::bench

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    fmt::print(stderr, "usage: kpp-bench-server PODS FOLDER [DELAY]\n");
    return 2;
  }
  const std::chrono::milliseconds delay(argc == 4 ? std::atoi(argv[3]) : 0);
  return kpp::bench::run(std::strtoul(argv[1], nullptr, 10), argv[2], delay);
}
