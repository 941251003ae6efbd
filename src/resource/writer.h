// Writer: the one way by which commands change objects on the server.
//
// It knows dry run, field manager and validation; warnings and retries are the client's. A client's dry run is an
// outcome too: nothing is sent, and what comes back is the object as it would have been. So a command does not ask
// which it is.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/json.h"
#include "kpp/request.h"
#include "resource/access.h"
#include "resource/object_ref.h"

namespace kpp::resource {

enum class DryRun {
  none,
  client,  ///< nothing is sent
  server,  ///< sent, checked and admitted, but not kept
};

struct ChangeOptions {
  DryRun dry_run = DryRun::none;
  std::string field_manager = {};
  std::string validation = {};  ///< Strict, Warn, Ignore; "" sends none
};

enum class PatchType { json, merge, strategic, apply };
/// application/json-patch+json and its like.
std::string_view content_type(PatchType type);

/// An object as the body of a request: bytes that are no UTF-8 become U+FFFD.
std::string body_of(const Json& object);

/// How often, or how long, something is tried again that others keep from happening: they change the object at the
/// same time.
struct Persistence {
  int tries = 0;                      ///< at most so many; 0: any number
  std::chrono::nanoseconds limit{0};  ///< for so long; 0: for ever
  std::chrono::nanoseconds pause{0};  ///< between two tries
};
/// Does `work`, and again while it throws a Conflict of the server. Throws the last one when it is given up.
void retry_on_conflict(const Persistence& persistence, Clock& clock, const std::function<void()>& work);

class Writer {
 public:
  /// `access` must outlive it. `order`: of the answers' members; typed objects keep the server's.
  Writer(Access& access, ChangeOptions options, KeyOrder order = KeyOrder::sorted)
      : access_(access), options_(std::move(options)), order_(order) {}

  /// Is anything sent? Not in a client's dry run.
  bool sends() const { return options_.dry_run != DryRun::client; }

  /// Each returns the object as the server has it then, or in a client's dry run the one that is given. Throws what
  /// Client::send() throws. `place` may name the object or not; with a subresource it must.
  Document create(const ObjectRef& place, const Json& object);
  /// The same for an object that a user gives: the version it may have been read with does not go along, for servers
  /// take none.
  Document create_given(const ObjectRef& place, Json object);
  Document replace(const ObjectRef& place, const Json& object);
  /// Makes `before`, which is there, into `after`, by a patch of what differs: of type merge or strategic.
  Document update(const ObjectRef& place, PatchType type, const Json& before, const Json& after);

  /// A patch as it stands. Throws std::logic_error in a client's dry run, which cannot tell what it would come to; the
  /// same for erase(), which returns an object or a Status.
  Document patch(const ObjectRef& place, PatchType type, std::string body);
  Document patch(const ObjectRef& place, PatchType type, const Json& body);
  /// `options` holds DeleteOptions; dry run is added here.
  Document erase(const ObjectRef& place, Json options);

 private:
  Document send(const Request& request);
  Document unsent(const Json& object) const;
  Request request(std::string method, const ObjectRef& place, std::string body) const;

  Access& access_;
  ChangeOptions options_;
  KeyOrder order_;
};

}  // namespace kpp::resource
