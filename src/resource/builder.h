// Builder: from arguments, files, stdin and selectors to the things a command works on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kpp/discovery.h"
#include "kpp/node.h"

namespace kpp {
class Client;
struct IoStreams;
class Environment;
class Transport;
}  // namespace kpp

namespace kpp::resource {

struct FileSelection {
  std::vector<std::string> filenames;  ///< -f: files, folders, URLs, "-" for stdin, globs
  std::string kustomize;               ///< -k
  bool recursive = false;
};

/// One object to work on: where it is on the server, and its content where it is known.
struct Info {
  ResourceInfo mapping;
  std::string namespace_name;  ///< "" for cluster scope
  std::string name;
  std::string source;          ///< the file it came from, as errors name it
  std::shared_ptr<Document> document;  ///< from the file or the server
  Node object;
  std::string resource_version;
};

}  // namespace kpp::resource
