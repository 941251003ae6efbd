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
  Group* group = nullptr;
  std::deque<Document> news = {};
  std::optional<Document> now = {};  ///< the state looked at last
  std::exception_ptr failure = {};   ///< it could not be asked for
};

struct Await::Group {
  ResourceInfo type = {};
  std::string namespace_name = {};
  std::multimap<std::string, std::size_t> members = {};  ///< by name
  std::optional<ResumingWatch> watch = {};

  /// The request for the list the watch follows: of one object alone where the group is one.
  Request list() const {
    Request out = Request::resource("GET", type.gvr(), namespace_name);
    if (single()) out.with("fieldSelector", "metadata.name=" + members.begin()->first);
    return out;
  }
  bool single() const { return members.count(members.begin()->first) == members.size(); }
};

namespace {

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

}  // namespace

Await::Await(Context& context, std::vector<Target> targets, std::chrono::nanoseconds limit)
    : context_(context), targets_(std::move(targets)), end_(context.clock().monotonic() + limit), states_(targets_.size()) {}
Await::~Await() = default;

std::chrono::nanoseconds Await::left() const {
  return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(end_ - context_.clock().monotonic()));
}

void Await::begin_all() {
  if (begun_) return;
  begun_ = true;
  std::map<std::pair<GroupVersionResource, std::string>, Group*> known;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const Target& target = targets_[i];
    Group*& group = known[{target.type.gvr(), target.namespace_name}];
    if (!group) {
      groups_.push_back(std::make_unique<Group>());
      group = groups_.back().get();
      group->type = target.type;
      group->namespace_name = target.namespace_name;
    }
    group->members.emplace(target.name, i);
    states_[i].group = group;
  }
  const std::size_t count = groups_.size();
  for (std::size_t i = 0; i < count; ++i) begin(*groups_[i]);
}

// The objects as they are and a watch from there on. Who may not list a whole namespace may perhaps list single objects of it.
void Await::begin(Group& group) {
  try {
    read_patiently(group, Refusal::counts);
    return;
  } catch (const ApiError& error) {
    if (group.single() || !error.is("Forbidden")) {
      for (const auto& [name, index] : group.members) states_[index].failure = std::current_exception();
      return;
    }
  } catch (const Error&) {
    for (const auto& [name, index] : group.members) states_[index].failure = std::current_exception();
    return;
  }
  while (!group.single()) {
    auto own = std::make_unique<Group>();
    own->type = group.type;
    own->namespace_name = group.namespace_name;
    const std::string name = std::prev(group.members.end())->first;
    const auto [first, last] = group.members.equal_range(name);
    for (auto at = first; at != last; ++at) {
      own->members.insert(*at);
      states_[at->second].group = own.get();
    }
    group.members.erase(first, last);
    groups_.push_back(std::move(own));
    begin(*groups_.back());
  }
  begin(group);
}

// A server that cannot be reached is asked again until time is up, and so is one that refuses what it has answered before.
void Await::read_patiently(Group& group, Refusal refusal) {
  Pauses pauses;
  for (;;) {
    try {
      return read_now(group);
    } catch (const Error& error) {
      if (left().count() == 0 || !may_pass(error)) throw;
      if (refusal == Refusal::counts && dynamic_cast<const ApiError*>(&error)) throw;
    }
    pauses.sleep(context_.clock(), end_);
  }
}

void Await::read_now(Group& group) {
  Client& client = context_.client();
  Request list = group.list();
  const auto in_time = [&](Request request) {
    request.timeout = left();
    if (request.timeout->count() == 0) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
    return request;
  };
  std::map<std::string, Document> found;
  // Of several objects the list gives only the version to watch from: the objects themselves, read after it, are at least as new.
  Request first = list;
  if (!group.single()) first.with("limit", "1");
  const Document answer = client.get(in_time(std::move(first)));
  const std::string version(answer.root["metadata"]["resourceVersion"].str());
  if (group.single()) {
    for (const Node item : answer.root["items"].items()) found.emplace(item["metadata"]["name"].str(), alone(item, group.type));
  } else {
    for (const auto& [name, index] : group.members) {
      if (found.contains(name)) continue;
      if (std::optional<Document> one = client.find(in_time(Request::resource("GET", group.type.gvr(), group.namespace_name, name)))) {
        found.emplace(name, std::move(*one));
      }
    }
  }
  for (const auto& [name, index] : group.members) {
    const auto at = found.find(name);
    states_[index].news.push_back(at == found.end() ? Document() : alone(at->second.root, group.type));
  }
  group.watch.emplace(client, context_.clock(), std::move(list), version);
  group.watch->end_at(end_);
}

void Await::connect_all() {
  if (connected_) return;
  connected_ = true;
  for (const std::unique_ptr<Group>& group : groups_) {
    const bool wanted = std::any_of(group->members.begin(), group->members.end(), [&](const auto& member) {
      const State& state = states_[member.second];
      return !state.failure && (state.now || (!state.news.empty() && !is_gone(state.news.back())));
    });
    if (!wanted || !group->watch) continue;
    try {
      group->watch->open();
    } catch (const Error&) {
      group->watch->end_at(end_);  // whoever waits for it meets the failure again, and only then it matters
    }
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
    try {
      const WatchEvent event = state.group->watch->next();
      const Node object = event.object();
      const auto [first, last] = state.group->members.equal_range(std::string(object["metadata"]["name"].str()));
      for (auto at = first; at != last; ++at) {
        const bool gone = event.type == WatchEvent::Type::deleted;
        states_[at->second].news.push_back(gone ? Document() : alone(object, state.group->type));
      }
    } catch (const ApiError& error) {
      if (error.status().code != 410) throw;
      read_patiently(*state.group, Refusal::may_pass);  // too much has happened since: go on with how things are
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
      const Target& about = targets_[target];
      Status status{.code = 404, .status = "Failure", .reason = "NotFound"};
      const std::string resource = about.type.group.empty() ? about.type.resource : about.type.resource + "." + about.type.group;
      status.message = fmt::format("{} {} not found", resource, go_quote(about.name));
      throw ApiError(std::move(status));
    }
    while (is_gone(*state.now) || !good(state.now->root)) {
      if (!advance(target)) return std::nullopt;
      if (is_gone(*state.now) && when_gone == WhenGone::fail) throw Error("object has been deleted");
    }
    return alone(state.now->root, targets_[target].type);
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
      last = alone(state.now->root, targets_[target].type);
      if (!advance(target)) return std::nullopt;
    }
    return last;
  } catch (const TransportError& error) {
    if (error.kind() != TransportError::Kind::timeout || left().count() > 0) throw;
    return std::nullopt;
  }
}

}  // namespace kpp::app
