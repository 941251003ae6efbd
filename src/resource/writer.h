// Writer: the one way by which commands change objects on the server.
//
// It knows dry run, field manager and validation; warnings and retries are the client's. With DryRun::client nothing
// may be sent: commands print what they would have sent.
#pragma once

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

class Writer {
 public:
  /// `access` must outlive it. `order`: of the answers' members; typed objects keep the server's.
  Writer(Access& access, ChangeOptions options, KeyOrder order = KeyOrder::sorted)
      : access_(access), options_(std::move(options)), order_(order) {}

  DryRun dry_run() const { return options_.dry_run; }
  /// Each returns the object as the server has it then (delete: its answer, an object or a Status). Throws what
  /// Client::send() throws, and std::logic_error under DryRun::client.
  /// `place` may name the object or not; with a subresource it must.
  Document create(const ObjectRef& place, std::string body);
  /// The same for an object that a user gives: the version it may have been read with does not go along, for servers
  /// take none.
  Document create_given(const ObjectRef& place, Json object);
  Document replace(const ObjectRef& place, std::string body);
  Document patch(const ObjectRef& place, PatchType type, std::string body);
  /// `body` holds DeleteOptions; dry run is added here.
  Document erase(const ObjectRef& place, Json options);

 private:
  Document send(const Request& request);
  Request request(std::string method, const ObjectRef& place, std::string body) const;

  Access& access_;
  ChangeOptions options_;
  KeyOrder order_;
};

}  // namespace kpp::resource
