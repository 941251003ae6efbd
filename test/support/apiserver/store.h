// The objects, their versions, and what has changed of late. In memory; safe to use from every thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "data/json.h"
#include "kpp/node.h"
#include "base/time.h"
#include "kpp/seams.h"
#include "support/apiserver/kinds.h"

namespace kpp::apiserver {

/// One version of an object; never changed, so that it may be read without a lock.
using Object = std::shared_ptr<const Document>;

struct Change {
  enum class Type { added, modified, deleted };
  Type type = Type::added;
  std::uint64_t version = 0;
  const Kind* kind = nullptr;
  Object object{};
  Object before{};  ///< null for an addition
};

struct Snapshot {
  std::uint64_t version = 0;
  std::vector<Object> objects{};  ///< by namespace and name
};

class Store {
 public:
  explicit Store(Clock& clock) : clock_(clock) {}

  /// Null when there is none.
  Object find(const Kind& kind, const std::string& ns, const std::string& name) const;
  /// Throws Failure when there is none.
  Object get(const Kind& kind, const std::string& ns, const std::string& name) const;
  /// Of one namespace, or of all ("").
  Snapshot list(const Kind& kind, const std::string& ns) const;
  /// Stamps a resourceVersion and, where there is none, uid and creationTimestamp. Throws Failure when the name is
  /// taken.
  Object create(const Kind& kind, const Json& object);
  /// Replaces an object by what `change` makes of it, as one step; `change` must not use the store. Metadata that is
  /// the server's stays as it was. What is equal to what was there makes no new version.
  Object update(const Kind& kind, const std::string& ns, const std::string& name,
                const std::function<Json(const Object&)>& change);
  /// Removes an object after `check`; the answer is its last state. Those that it owns go too. One with finalizers gets
  /// a deletionTimestamp, and goes with the update that takes the last of them away.
  Object remove(const Kind& kind, const std::string& ns, const std::string& name,
                const std::function<void(const Object&)>& check = {});

  /// Removes what this object owns, and what that owns.
  void remove_owned(const std::string& owner_uid);

  std::uint64_t version() const;
  TimePoint now() const { return clock_.now(); }
  /// Changes of this kind after `version`; waits for the first until `deadline`. Throws Failure (410) when some of them
  /// are forgotten. `seen` becomes the version up to which the answer tells all.
  std::vector<Change> changes(const Kind& kind, std::uint64_t version, std::chrono::steady_clock::time_point deadline,
                              std::uint64_t& seen) const;
  /// Forgets what has changed so far: watches that begin before now are refused.
  void compact();
  /// Is told every change, in order, in the thread that made it and after it; may use the store.
  void on_change(std::function<void(const Change&)> listener) { listener_ = std::move(listener); }

 private:
  using Objects = std::map<std::string, Object>;
  Object put(const Kind& kind, Json object, Change::Type type, const Object& before);
  Object mark_deleted(const Kind& kind, const Object& before);
  void remember(Change change);
  void tell(const Change& change) const;

  Clock& clock_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<const Kind*, Objects> objects_;
  std::deque<Change> history_;
  std::uint64_t version_ = 1;
  std::uint64_t forgotten_ = 0;  ///< the newest version that is not in the history any more
  std::function<void(const Change&)> listener_;
};

/// A Json value as an object to be kept.
Object to_object(const Json& json);
std::string text_of(Node node);  ///< of a string, as std::string

}  // namespace kpp::apiserver
