// list_pods [NAMESPACE]: the pods of a namespace (or of all), with the nodes they are on. Links libkpp.
#include <cstdio>
#include <exception>
#include <string>

#include "kpp/connect.h"
#include "kpp/resources.h"

int main(int argc, char** argv) {
  if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
    std::puts("usage: list_pods [NAMESPACE]\nThe cluster is the one of $KUBECONFIG or ~/.kube/config.");
    return argc > 2 ? 1 : 0;
  }
  try {
    kpp::Connection connection;
    const kpp::ListOptions options{.namespace_name = argc == 2 ? argv[1] : ""};
    for (const kpp::api::Pod& pod : kpp::list<kpp::api::Pod>(connection.client(), options)) {
      const std::string name = std::string(pod.namespace_name()) + "/" + std::string(pod.name());
      std::printf("%-50s %-10s %s\n", name.c_str(), std::string(pod.phase()).c_str(),
                  std::string(pod.node_name()).c_str());
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "list_pods: %s\n", error.what());
    return 1;
  }
}
