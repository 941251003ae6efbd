// The resource API: get, list, watch, create, update, patch and delete of what a path names.
#pragma once

#include <atomic>
#include <chrono>

#include "support/apiserver/lists.h"
#include "support/apiserver/store.h"
#include "support/apiserver/target.h"

namespace kpp::apiserver {

class ResourceApi {
 public:
  explicit ResourceApi(Store& store) : store_(store), lists_(store) {}
  /// Throws Failure, ParseError and nlohmann's exceptions for bodies that make no sense.
  void answer(const Target& target, const Request& request, Answer& answer);
  /// Ends the watches that are open, as a server does when it goes down in order.
  void end_watches() { ++watches_ended_; }
  void expire_lists() { lists_.expire(); }
  void expire_lists_at_once(bool on) { lists_.expire_at_once(on); }
  void set_bookmark_interval(std::chrono::milliseconds interval) { bookmark_interval_ = interval; }
  /// Stores what `object` says, with the server's additions; the way of POST, for the program itself.
  Object create(const Target& target, Json object, bool dry_run = false);

 private:
  void watch(const Target& target, const Request& request, Answer& answer);
  Object update(const Target& target, const Request& request);
  Object patch(const Target& target, const Request& request, bool& created);
  void remove(const Target& target, const Request& request, Answer& answer);
  void evict(const Target& target, const Request& request, Answer& answer);
  void remove_all(const Target& target, const Request& request, Answer& answer);
  Object replace(const Target& target, const std::function<Json(const Object&)>& change, bool dry_run);
  void empty_namespace(const std::string& name);

  Store& store_;
  Lists lists_;
  std::atomic<int> watches_ended_{0};
  std::atomic<std::chrono::milliseconds> bookmark_interval_{std::chrono::seconds(60)};
};

/// The body as a Json value: JSON, or YAML when the request says so. Throws Failure (400) for anything else.
Json read_body(const Request& request);

}  // namespace kpp::apiserver
