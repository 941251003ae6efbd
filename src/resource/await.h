// Await: waits until objects have become what is waited for, by a watch from the version on in which they were found.
//
// Each object has a watch of its own; many of one type and namespace share one, where the server lets all of the type
// be watched. What happens to an object while another is waited for is kept and looked at later, so that no state that
// an object was in is missed. All objects share one time limit.
#pragma once

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/resuming_watch.h"
#include "resource/access.h"
#include "resource/object_ref.h"

namespace kpp::resource {

/// "For ever" has an end, as in kubectl.
inline constexpr std::chrono::hours kForEver{24 * 7};

/// One object to wait for, and what is known of it.
struct Awaited {
  ObjectRef target = {};
  /// The object as it was found; missing for one that has to be asked for first.
  Node object = {};
  /// Where a watch may begin: of the list that had it; "" for the object's own version.
  std::string version = {};
  /// It was found in a list, so that a list is what may be asked for again: else the object is got by its name.
  bool listed = false;
};

class Await {
 public:
  enum class WhenGone { wait, fail };
  /// `access` must outlive it; the objects are copied. Nothing is asked for yet; the time runs from now on.
  Await(Access& access, const std::vector<Awaited>& objects, std::chrono::nanoseconds limit);
  ~Await();

  /// Shows `good` the object as it is, then after each change; an object that goes meanwhile is waited for, or is an
  /// Error. The object that was good, or nullopt when time is up. Throws NotFound where there is none at first, and
  /// what `good` throws. What was not good is not shown again by a later call for this object.
  std::optional<Document> until(std::size_t target, const std::function<bool(Node object)>& good,
                                WhenGone when_gone = WhenGone::wait);
  /// Until the object is not there, or another is in its place (`uid` is then its own; "" is any). The last that was
  /// seen of it; an empty Document when it was never there; nullopt when time is up.
  std::optional<Document> until_gone(std::size_t target, const std::string& uid = {});
  /// The time left; never below zero.
  std::chrono::nanoseconds left() const;

 private:
  struct State;
  struct Group;
  void begin_all();
  /// How an error that the server answers is taken: as final, or (429, 5xx) as one of a server that is still starting.
  enum class Refusal { counts, may_pass };
  void patiently(Refusal refusal, const std::function<void()>& ask);
  void ask(State& state);
  void arrange();
  void watch_from_versions(Group& group);
  void watch_anew(Group& group);
  void split(Group& group);
  void take(Group& group, const WatchEvent& event);
  void connect_all();
  bool advance(std::size_t target);
  State& ready(std::size_t target);

  Access& access_;
  std::chrono::steady_clock::time_point end_;
  std::vector<State> states_;
  std::vector<std::unique_ptr<Group>> groups_;
  bool begun_ = false;
  bool connected_ = false;
};

}  // namespace kpp::resource
