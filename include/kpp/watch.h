// Watch: the events of a list, one after the other.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kpp/node.h"

namespace kpp {

class Client;
struct Request;

struct WatchEvent {
  enum class Type { added, modified, deleted, bookmark, error };
  Type type = Type::error;
  Document document;  ///< root is the whole event {"type": …, "object": …}
  Node object() const { return document.root["object"]; }
  std::string_view type_name() const { return document.root["type"].str(); }
};

/// Reads events from a watch answer. next() blocks; nullopt when the server ended the watch. Throws TransportError
/// when the connection ended inside an event (Kind::cut), ParseError for what is no event or passes 256 MiB.
class WatchStream {
 public:
  /// `request` must carry watch=true; `order` is that of the events' members. Throws what Client::send throws.
  WatchStream(Client& client, const Request& request, KeyOrder order = KeyOrder::sorted);
  ~WatchStream();
  std::optional<WatchEvent> next();
  /// Ends the watch from another thread: a next() that waits throws TransportError (Kind::cancelled).
  void cancel();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kpp
