// See await.h.
#include "app/await.h"

#include <map>

#include "app/context.h"
#include "base/quote.h"
#include "client/patience.h"
#include "data/json.h"
#include "kpp/client.h"

namespace kpp::app {

/// What is known of one object: its states, oldest first. An empty Document stands for one that is gone.
struct Await::State {
  Target target = {};
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
  std::vector<Member> members = {{"apiVersion", Node::string(out.arena.copy(type.gvr().group_version().str()))},
                                 {"kind", Node::string(out.arena.copy(type.kind))}};
  const Node copy = out.arena.copy(item);
  for (const Member& member : copy.members()) {
    if (member.key != "apiVersion" && member.key != "kind") members.push_back(member);
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  out.root = out.arena.make_object(members);
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

Request list_request(const Target& target, bool of_one) {
  Request out = Request::resource("GET", target.type.gvr(), target.namespace_name);
  if (of_one) out.with("fieldSelector", "metadata.name=" + target.name);
  return out;
}

}  // namespace

Await::Await(Context& context, const std::vector<Awaited>& objects, std::chrono::nanoseconds limit)
    : context_(context), end_(context.clock().monotonic() + limit), states_(objects.size()) {
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
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(end_ - context_.clock().monotonic()));
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

// A server that cannot be reached is asked again until time is up, and so is one that refuses what it has answered
// before.
void Await::patiently(Refusal refusal, const std::function<void()>& ask) {
  Pauses pauses;
  for (;;) {
    try {
      return ask();
    } catch (const Error& error) {
      if (left().count() == 0 || !may_pass(error)) throw;
      if (refusal == Refusal::counts && dynamic_cast<const ApiError*>(&error)) throw;
    }
    pauses.sleep(context_.clock(), end_);
  }
}

// The object as it is now is news, unless it is known.
void Await::ask(State& state) {
  const Target& target = state.target;
  const auto in_time = [&](Request request) {
    request.timeout = left();
    if (request.timeout->count() == 0) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
    return request;
  };
  std::optional<Document> now;
  std::string version;
  if (state.listed) {
    const Document list = context_.client().get(in_time(list_request(target, true)));
    version = version_of(list.root);
    if (const Node item = list.root["items"].at(0)) now = alone(item, target.type);
  } else {
    now = context_.client().find(
        in_time(Request::resource("GET", target.type.gvr(), target.namespace_name, target.name)));
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

// From the oldest version on: what is known of others already is passed over.
void Await::watch_from_versions(Group& group) {
  if (!group.single() && group.members.size() <= kOneByOne) return split(group);
  const State* oldest = nullptr;
  for (const auto& [name, index] : group.members) {
    const State& state = states_[index];
    if (!group.single() && !is_number(state.version)) return split(group);
    if (!oldest || is_newer(oldest->version, state.version)) oldest = &state;
  }
  group.watch.emplace(context_.client(), context_.clock(), list_request(oldest->target, group.single()),
                      oldest->version);
  group.watch->end_at(end_);
}

// The server has forgotten the version: the watch begins with what is there now. It is asked whether that is nothing.
void Await::watch_anew(Group& group) {
  const Target& target = states_[group.members.begin()->second].target;
  group.watch.emplace(context_.client(), context_.clock(), list_request(target, true), "");
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
      const Target& about = state.target;
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

}  // namespace kpp::app
