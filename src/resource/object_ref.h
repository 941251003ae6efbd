// ObjectRef: which object is meant: its type, namespace and name. It is made once, from the command line, a file or a
// list, and travels with the object to the server and to the output. Nobody makes it anew from the object's own
// apiVersion and kind.
#pragma once

#include <string>
#include <string_view>

#include "kpp/discovery.h"
#include "kpp/request.h"

namespace kpp::resource {

struct ObjectRef {
  ResourceInfo type = {};
  std::string namespace_name = {};  ///< "" for cluster scope, and for a collection over all namespaces
  std::string name = {};            ///< "" for a collection, and for an object that is to be created
  std::string subresource = {};
  std::string source = {};  ///< the file it was taken from; "" for what a server has
  std::string word = {};    ///< what the type was typed as: "po"

  /// Asks for it, or sends it: "GET", "PATCH".
  Request request(std::string method) const;
  /// The same object's subresource.
  ObjectRef at(std::string_view other) const;
  /// "deployments/web", as errors name it.
  std::string subject() const { return type.resource + "/" + name; }
  /// The kind in lower case with its group: "deployment.apps".
  std::string kind_text() const;
};

/// An object of a type that the program knows by itself.
ObjectRef ref_to(const GroupVersionResource& type, std::string namespace_name, std::string name,
                 std::string subresource = {});

}  // namespace kpp::resource
