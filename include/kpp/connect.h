// Connection: a Client with everything it stands on, for programs that link libkpp. This page is the library's manual.
//
// CONNECT. A Connection finds its cluster as kubectl does: by a kubeconfig, or by the service account of its pod.
//     kpp::Connection cluster({.overrides = {.context = "test"}});
// Nothing is asked before the first request. What the configuration says of the user (certificates, tokens, credential
// plugins, OIDC) is carried out; nobody is asked at a terminal.
//
// LIST, FIND. Pods, deployments, namespaces and nodes are classes (kpp/resources.h); all else is an Object of a type:
//     for (const auto& pod : kpp::list<kpp::api::Pod>(cluster.client(), {.label_selector = "app=web"})) use(pod);
//     const auto type = cluster.mapper().resource_for("widgets");  // a word as kubectl takes it
//     if (type) kpp::for_each_object(cluster.client(), type->gvr(), {}, [](const kpp::Object& one) { use(one); });
// A list is read page by page. find() and find_object() give nullopt for what is not there.
//
// WATCH. for_each_object() returns the version of the list; an ObjectWatch begins there and misses nothing. It goes on
// when its connection ends. When next() throws an ApiError with the code 410, its version is too old: list again.
//
// CHANGE. create() takes a Builder, create_object() any JSON, and delete_object() deletes. All else is a Request, which
// Client::get() sends, and whose answer it returns:
//     auto patch = kpp::Request::resource("PATCH", {"apps", "v1", "deployments"}, "shop", "web");
//     patch.content_type = "application/merge-patch+json";
//     patch.body = R"({"spec": {"replicas": 3}})";
//     const kpp::Object web(cluster.client().get(patch));
//
// ERRORS are exceptions, and all are kpp::Error (kpp/error.h): ConfigError when connecting, TransportError where no
// answer came, ApiError where the server said no, ParseError and BrokenAnswer where its answer is of no use. Reading a
// field that an object does not have is no error: it is empty.
//
// THREADS. One Client may be used by several threads at a time. A RestMapper, a watch and an exchange are for one
// thread at a time; Objects may be read by several. The network has a thread of its own. The functions in
// ConnectOptions are called by whichever thread uses the client.
//
// LIFETIME. The client, the mapper and watches must not outlive their Connection; moving it does not move them. Objects
// outlive it. A Node, and a text that an Object gives, are good as long as any copy of that Object. libkpp handles no
// signals: the program ignores SIGPIPE, as all do that write to sockets.
//
// A whole program: the pods of a namespace, then what becomes of them.
//     #include <cstdio>
//     #include "kpp/connect.h"
//     #include "kpp/error.h"
//     #include "kpp/resources.h"
//     int main(int argc, char** argv) try {
//       kpp::Connection cluster;
//       const kpp::ListOptions pods{.namespace_name = argc > 1 ? argv[1] : "default"};
//       const auto show = [](const char* what, const kpp::Object& pod) {
//         std::printf("%-8s %s\n", what, std::string(pod.name()).c_str());
//       };
//       const std::string version = kpp::for_each_object(cluster.client(), kpp::api::Pod::resource(), pods,
//                                                        [&](const kpp::Object& pod) { show("there", pod); });
//       kpp::ObjectWatch watch(cluster.client(), cluster.clock(), kpp::api::Pod::resource(), pods, version);
//       for (;;) {
//         const kpp::ObjectWatch::Change change = watch.next();
//         show(change.type == kpp::WatchEvent::Type::deleted ? "gone" : "changed", change.object);
//       }
//     } catch (const kpp::Error& error) {
//       std::fprintf(stderr, "%s\n", error.what());
//       return 1;
//     }
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "kpp/client.h"
#include "kpp/client_config.h"
#include "kpp/discovery.h"
#include "kpp/seams.h"

namespace kpp {

struct ConnectOptions {
  std::string kubeconfig{};     ///< a file; "": $KUBECONFIG, ~/.kube/config, or the pod's own service account
  ConfigOverrides overrides{};  ///< as the flags of kubectl: context, namespace, server, token, …
  std::string user_agent = "libkpp";
  std::string cache_folder{};  ///< where what is known of servers' types is kept between runs; "": nowhere
  /// Called with the text of each warning that the server sends, and of the mapper's.
  std::function<void(std::string_view)> warning{};
  /// Called with the lines that kubectl has at -v=VERBOSITY, each with its newline; from 6 on they tell of requests.
  /// Credentials are left out of them.
  std::function<void(std::string_view)> log{};
  int verbosity = 0;
};

/// Owns the real clock, environment and HTTP transport. Nothing is asked before the first request.
class Connection {
 public:
  /// Reads the kubeconfig. Throws ConfigError; for several files that cannot be used, an Aggregate of them.
  explicit Connection(const ConnectOptions& options = {});
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  Client& client();
  /// The types that the server has, by name. Made when it is first asked for.
  RestMapper& mapper();
  const ClientConfig& config() const;
  Clock& clock();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kpp
