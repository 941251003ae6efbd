// Request: what to ask the API server, as a value. Building it does no I/O; Client sends it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kpp/gvk.h"

namespace kpp {

/// Answers a client can ask for.
enum class Accept {
  json,           ///< application/json
  table,          ///< meta.k8s.io Table, falling back to JSON
  metadata,       ///< PartialObjectMetadata, falling back to JSON
  metadata_list,  ///< PartialObjectMetadataList, falling back to JSON
  any,            ///< */*: raw paths
};

struct Request {
  std::string method = "GET";
  std::string path = {};                                        ///< percent-encoded, begins with "/"; without the query
  std::vector<std::pair<std::string, std::string>> query = {};  ///< decoded
  Accept accept = Accept::json;
  std::string accept_text = {};    ///< the Accept header itself, where `accept` has no word for it
  std::string if_none_match = {};  ///< an ETag: the answer may be 304 without a body
  std::string body = {};
  std::string content_type = {};  ///< "application/json" when there is a body and this is empty
  std::optional<std::chrono::nanoseconds> timeout =
      {};  ///< ends it, and the server is not told; the client's --request-timeout may end it before
  std::optional<std::chrono::nanoseconds> default_timeout = {};  ///< in place of a --request-timeout, where none is set
  bool stream = false;  ///< a watch or log: no compression, no retry once the head has come
  // What the path is about, for the words of failures without a Status; empty for other paths.
  std::string resource_group = {};
  std::string resource_type = {};
  std::string resource_name = {};

  Request& with(std::string key, std::string value) {
    query.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  /// path?query, encoded as Go's url.Values.Encode does (keys sorted).
  std::string target() const;

  /// /api/v1/namespaces/NS/pods or /apis/G/V/…; empty `ns` for cluster scope or all namespaces;
  /// empty `name` for the collection. Throws Error for what cannot be one segment of a path (".", "..", a name
  /// with "/" or "%"), in kubectl's words; the rest is percent-encoded.
  static Request resource(std::string method, const GroupVersionResource& gvr, std::string_view ns = {},
                          std::string_view name = {}, std::string_view subresource = {});
};

}  // namespace kpp
