// Changer: the one way by which commands change objects on the server.
//
// It knows dry run, field manager and validation; warnings and retries are the client's. With DryRun::client nothing
// may be sent: commands print what they would have sent.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/change_flags.h"
#include "data/json.h"
#include "kpp/discovery.h"
#include "kpp/request.h"

namespace kpp::app {

class Context;

struct ChangeOptions {
  DryRun dry_run = DryRun::none;
  std::string field_manager = {};
  std::string validation = {};  ///< Strict, Warn, Ignore; "" sends none
};

/// Where an object is, or is to be.
struct ObjectPlace {
  GroupVersionResource type = {};
  std::string namespace_name = {};  ///< "" for cluster scope
  std::string name = {};            ///< "" for one that is to be created
  std::string subresource = {};
};

enum class PatchType { json, merge, strategic, apply };
/// application/json-patch+json and its like.
std::string_view content_type(PatchType type);

class Changer {
 public:
  /// `context` must outlive it. `order`: of the answers' members; typed objects keep the server's.
  Changer(Context& context, ChangeOptions options, KeyOrder order = KeyOrder::sorted)
      : context_(context), options_(std::move(options)), order_(order) {}

  DryRun dry_run() const { return options_.dry_run; }
  /// Each returns the object as the server has it then (delete: its answer, an object or a Status). Throws what
  /// Client::send() throws, and std::logic_error under DryRun::client.
  Document create(const ObjectPlace& place, std::string body);
  /// The same for an object that a user gives: the version it may have been read with does not go along, for servers
  /// take none.
  Document create_given(const ObjectPlace& place, Json object);
  Document replace(const ObjectPlace& place, std::string body);
  Document patch(const ObjectPlace& place, PatchType type, std::string body);
  /// `body` holds DeleteOptions; dry run is added here.
  Document erase(const ObjectPlace& place, Json options);

 private:
  Document send(Request request);
  Request request(std::string method, const ObjectPlace& place, std::string body) const;

  Context& context_;
  ChangeOptions options_;
  KeyOrder order_;
};

/// Sets kubectl.kubernetes.io/last-applied-configuration to the object as it is without it: if `wanted`
/// (--save-config), or if the object has it already, for then it is of another object. An object from a file keeps
/// `annotations` there when they are empty; one of a typed builder does not.
void note_last_applied(Json& object, bool typed, bool wanted);
inline constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

}  // namespace kpp::app
