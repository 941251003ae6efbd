// Object: one Kubernetes object of any kind, as the server sent it.
//
// A cheap copy: copies share the document. Reading what is absent gives empty values, never an error.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kpp/node.h"

namespace kpp {

class Object {
 public:
  /// Nothing: every field is empty.
  Object() = default;
  explicit Object(Document document);
  /// A part of a document that others share, as an item of a list is.
  Object(std::shared_ptr<const Document> document, Node root) : document_(std::move(document)), root_(root) {}
  /// Reads JSON. Throws ParseError.
  static Object parse(std::string_view json);

  /// Valid as long as any copy of this object.
  Node root() const { return root_; }
  Node operator[](const char* key) const { return root_[key]; }
  Node metadata() const { return root_["metadata"]; }
  Node spec() const { return root_["spec"]; }
  Node status() const { return root_["status"]; }

  std::string_view api_version() const { return root_["apiVersion"].str(); }
  std::string_view kind() const { return root_["kind"].str(); }
  std::string_view name() const { return metadata()["name"].str(); }
  std::string_view namespace_name() const { return metadata()["namespace"].str(); }
  std::string_view uid() const { return metadata()["uid"].str(); }
  std::string_view resource_version() const { return metadata()["resourceVersion"].str(); }
  std::string_view label(std::string_view key) const { return metadata()["labels"][key].str(); }
  std::string_view annotation(std::string_view key) const { return metadata()["annotations"][key].str(); }
  std::map<std::string, std::string> labels() const;
  /// nullopt when it is absent or no RFC 3339 time.
  std::optional<std::chrono::system_clock::time_point> created() const;
  /// Compact JSON, keys sorted.
  std::string json() const;

 private:
  std::shared_ptr<const Document> document_{};
  Node root_{};
};

}  // namespace kpp
