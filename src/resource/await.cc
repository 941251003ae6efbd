// See await.h.
//
// Two things must never happen: that a change is missed between looking and watching, and that it is missed because
// another object was being waited for. So a watch always begins at a version that is known, and all watches are open
// before the first object is waited for; what they bring meanwhile waits in the connection or in State::news.
//
// Example: `wait --for=condition=Ready pod/a pod/b --timeout=60s`. The pods were found at versions 5 and 7, not ready.
//   until(a)   a as it was found: not good
//              connect_all(): watch a from 5, watch b from 7
//              b becomes ready (8): the event lies in b's connection, nobody looks
//              a becomes ready (9): good, returned
//   until(b)   b as it was found: not good; its watch brings version 8: good, without any waiting
// Had b been ready only between 8 and 10, that would have been seen too: events come one by one and each is shown.
//
// With more than kOneByOne objects of a type in a namespace they share a watch of all of that type there, from the
// oldest version on. Then it brings what is known already (b at 6, where b was found at 7) and objects nobody waits
// for; take() passes over both. A server may refuse that watch to someone who may see single objects: then the group is
// split, and each object watched by its name.
//
// A version that the server has forgotten (410) cannot be watched from. The watch then begins without one, and once it
// is open the objects are asked for again: what happened in between is lost, but never the state they are in.
//
// One time limit is for all: until(b) has what until(a) left of it. Within it a server that is away is asked again.
//
// Rejected:
// - Asking again every second: misses what comes and goes between two questions, and never stops asking.
// - Opening an object's watch when its turn comes: by then the server may have forgotten the version it was found at,
//   and with it what happened since.
// - List, then watch from the list's version: `list` is a right that kubectl does not need for an object by name.
// - Always one shared watch: in a namespace of thousands of pods it brings every change of all of them, for two.
#include "resource/await.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/quote.h"
#include "client/list_pager.h"
#include "client/patience.h"
#include "data/json.h"
#include "kpp/client.h"

namespace kpp::resource {

/// What is known of one object: its states, oldest first. An empty Document stands for one that is gone.
struct Await::State {
  ObjectRef target = {};
  bool listed = false;
  Group* group = nullptr;
  std::deque<Document> news = {};
  std::optional<Document> now = {};  ///< the state looked at last
  std::string version = {};          ///< of the newest state that is known; a watch from there on misses nothing
  std::exception_ptr failure = {};   ///< it could not be asked for

  bool known() const { return now || !news.empty(); }
};

/// Objects under one watch, by name.
struct Await::Group {
  std::multimap<std::string, std::size_t> members = {};
  std::optional<ResumingWatch> watch = {};

  /// Is it about one object alone?
  bool single() const { return members.count(members.begin()->first) == members.size(); }
};

namespace {

// So many objects of one type and namespace are watched one by one, as kubectl does; more share a watch.
constexpr std::size_t kOneByOne = 16;

bool is_gone(const Document& state) { return !state.root.is_object(); }

// An object of a list as it stands alone.
Document alone(Node item, const ResourceInfo& type) {
  Document out;
  const std::string_view version = out.arena.copy(type.gvr().group_version().str());
  out.root = complete_item(out.arena.copy(item), version, out.arena.copy(type.kind), KeyOrder::sorted, out.arena, true);
  return out;
}

std::string_view version_of(Node object) { return object["metadata"]["resourceVersion"].str(); }

bool is_number(std::string_view version) {
  return !version.empty() && version.find_first_not_of("0123456789") == std::string_view::npos;
}

// Versions are numbers that grow; what is none is only known to be the same or another.
bool is_newer(std::string_view version, std::string_view than) {
  if (!is_number(version) || !is_number(than)) return version.empty() || version != than;
  return version.size() != than.size() ? version.size() > than.size() : version > than;
}

Request list_request(const ObjectRef& target, bool of_one) {
  Request out = Request::resource("GET", target.type.gvr(), target.namespace_name);
  if (of_one) out.with("fieldSelector", "metadata.name=" + target.name);
  return out;
}

}  // namespace

Await::Await(Access& access, const std::vector<Awaited>& objects, std::chrono::nanoseconds limit)
    : access_(access), end_(access.clock().monotonic() + limit), states_(objects.size()) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const Awaited& object = objects[i];
    State& state = states_[i];
    state.target = object.target;
    state.listed = object.listed;
    if (!object.object.is_object()) continue;
    state.news.push_back(alone(object.object, object.target.type));
    state.version = object.version.empty() ? version_of(object.object) : object.version;
  }
}
Await::~Await() = default;

std::chrono::nanoseconds Await::left() const {
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(end_ - access_.clock().monotonic()));
}

// The objects as they are, where that is not known.
void Await::begin_all() {
  if (begun_) return;
  begun_ = true;
  for (State& state : states_) {
    if (state.known()) continue;
    try {
      patiently(Refusal::counts, [&] { ask(state); });
    } catch (const Error&) {
      state.failure = std::current_exception();
    }
  }
}

// Asks again while the server cannot be reached, until time is up; with Refusal::may_pass also while it answers with an
// error that may pass (429, 5xx).
void Await::patiently(Refusal refusal, const std::function<void()>& ask) {
  Pauses pauses;
  for (;;) {
    try {
      return ask();
    } catch (const Error& error) {
      if (left().count() == 0 || !may_pass(error)) throw;
      if (refusal == Refusal::counts && dynamic_cast<const ApiError*>(&error)) throw;
    }
    pauses.sleep(access_.clock(), end_);
  }
}

// Asks for the object as it is now. If that is a state not known yet, it is put behind the others, to be looked at.
void Await::ask(State& state) {
  const ObjectRef& target = state.target;
  const auto in_time = [&](Request request) {
    request.timeout = left();
    if (request.timeout->count() == 0) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
    return request;
  };
  std::optional<Document> now;
  std::string version;
  if (state.listed) {
    const Document list = access_.client().get(in_time(list_request(target, true)));
    version = version_of(list.root);
    if (const Node item = list.root["items"].at(0)) now = alone(item, target.type);
  } else {
    now = access_.client().find(in_time(target.request("GET")));
    if (now) now = alone(now->root, target.type);
  }
  if (now && version.empty()) version = version_of(now->root);
  const bool known = now && state.known() && !is_newer(version_of(now->root), state.version);
  if (!known) state.news.push_back(now ? std::move(*now) : Document());
  if (!version.empty()) state.version = version;
}

// One group for each type and namespace, of the objects that are there.
void Await::arrange() {
  std::map<std::pair<GroupVersionResource, std::string>, Group*> known;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    State& state = states_[i];
    if (state.failure || !state.known() || (!state.now && is_gone(state.news.back()))) continue;
    Group*& group = known[{state.target.type.gvr(), state.target.namespace_name}];
    if (!group) {
      groups_.push_back(std::make_unique<Group>());
      group = groups_.back().get();
    }
    group->members.emplace(state.target.name, i);
    state.group = group;
  }
  const std::size_t count = groups_.size();
  for (std::size_t i = 0; i < count; ++i) watch_from_versions(*groups_[i]);
}

// Begins the group's watch at the oldest version of its members. take() passes over what others knew already.
void Await::watch_from_versions(Group& group) {
  if (!group.single() && group.members.size() <= kOneByOne) return split(group);
  const State* oldest = nullptr;
  for (const auto& [name, index] : group.members) {
    const State& state = states_[index];
    if (!group.single() && !is_number(state.version)) return split(group);
    if (!oldest || is_newer(oldest->version, state.version)) oldest = &state;
  }
  group.watch.emplace(access_.client(), access_.clock(), list_request(oldest->target, group.single()), oldest->version);
  group.watch->end_at(end_);
}

// The server has forgotten the version: the watch begins with what is there now, as additions. An object that is gone
// by now is in none of them, so each is asked for too.
void Await::watch_anew(Group& group) {
  const ObjectRef& target = states_[group.members.begin()->second].target;
  group.watch.emplace(access_.client(), access_.clock(), list_request(target, true), "");
  group.watch->end_at(end_);
  patiently(Refusal::may_pass, [&] {
    group.watch->open();
    for (const auto& [name, index] : group.members) ask(states_[index]);
  });
}

// A watch for each object. The group keeps the first of them.
void Await::split(Group& group) {
  while (!group.single()) {
    auto own = std::make_unique<Group>();
    const auto [first, last] = group.members.equal_range(std::prev(group.members.end())->first);
    for (auto at = first; at != last; ++at) {
      own->members.insert(*at);
      states_[at->second].group = own.get();
    }
    group.members.erase(first, last);
    watch_from_versions(*own);
    groups_.push_back(std::move(own));
  }
  watch_from_versions(group);
}

// Opens every watch, so that what happens from here on waits in its connection.
void Await::connect_all() {
  if (connected_) return;
  connected_ = true;
  if (groups_.empty()) arrange();
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    Group& group = *groups_[i];
    const bool single = group.single();
    try {
      try {
        group.watch->open();
      } catch (const ApiError& error) {
        if (!single) split(group);
        else if (error.status().code == 410) watch_anew(group);
      }
    } catch (const Error&) {
      continue;  // whoever waits for it meets the failure again, and only then it matters
    }
    if (!single && group.single()) --i;  // the watches it was split into are to be opened
  }
}

void Await::take(Group& group, const WatchEvent& event) {
  const Node object = event.object();
  const auto [first, last] = group.members.equal_range(std::string(object["metadata"]["name"].str()));
  for (auto at = first; at != last; ++at) {
    State& state = states_[at->second];
    if (!is_newer(version_of(object), state.version)) continue;
    state.version = version_of(object);
    state.news.push_back(event.type == WatchEvent::Type::deleted ? Document() : alone(object, state.target.type));
  }
}

Await::State& Await::ready(std::size_t target) {
  begin_all();
  State& state = states_[target];
  if (state.failure) std::rethrow_exception(state.failure);
  return state;
}

// Takes the next state of the target; false when time is up.
bool Await::advance(std::size_t target) {
  State& state = states_[target];
  while (state.news.empty()) {
    if (left().count() == 0) return false;
    connect_all();
    if (!state.news.empty()) break;
    Group& group = *state.group;
    try {
      take(group, group.watch->next());
    } catch (const ApiError& error) {
      connected_ = group.single();
      if (!group.single()) split(group);
      else if (error.status().code == 410) watch_anew(group);
      else throw;
    }
  }
  state.now = std::move(state.news.front());
  state.news.pop_front();
  return true;
}

std::optional<Document> Await::until(std::size_t target, const std::function<bool(Node)>& good, WhenGone when_gone) {
  try {
    State& state = ready(target);
    if (left().count() == 0) return std::nullopt;
    if (!state.now && !advance(target)) return std::nullopt;
    if (is_gone(*state.now)) {
      const ObjectRef& about = state.target;
      Status status{.code = 404, .status = "Failure", .reason = "NotFound"};
      const std::string resource =
          about.type.group.empty() ? about.type.resource : about.type.resource + "." + about.type.group;
      status.message = fmt::format("{} {} not found", resource, go_quote(about.name));
      throw ApiError(std::move(status));
    }
    while (is_gone(*state.now) || !good(state.now->root)) {
      if (!advance(target)) return std::nullopt;
      if (is_gone(*state.now) && when_gone == WhenGone::fail) throw Error("object has been deleted");
    }
    return alone(state.now->root, state.target.type);
  } catch (const TransportError& error) {
    if (error.kind() != TransportError::Kind::timeout || left().count() > 0) throw;
    return std::nullopt;
  }
}

std::optional<Document> Await::until_gone(std::size_t target, const std::string& uid) {
  try {
    State& state = ready(target);
    if (!state.now && (state.news.empty() || !is_gone(state.news.front())) && left().count() == 0) return std::nullopt;
    if (!state.now && !advance(target)) return std::nullopt;
    Document last;
    while (!is_gone(*state.now) && (uid.empty() || state.now->root["metadata"]["uid"].str() == uid)) {
      last = alone(state.now->root, state.target.type);
      if (!advance(target)) return std::nullopt;
    }
    return last;
  } catch (const TransportError& error) {
    if (error.kind() != TransportError::Kind::timeout || left().count() > 0) throw;
    return std::nullopt;
  }
}

}  // namespace kpp::resource
