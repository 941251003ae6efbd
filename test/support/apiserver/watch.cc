// Watching: the changes of a list as they happen, with bookmarks.
// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
#include <fmt/core.h>

#include <charconv>

#include "base/quote.h"
#include "support/apiserver/resource_api.h"

namespace kpp::apiserver {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// How often an idle watch looks whether its client is still there.
constexpr std::chrono::milliseconds kLookEvery{100};

std::uint64_t read_number(const Request& request, const char* parameter, std::uint64_t otherwise) {
  const std::string text = request.parameter(parameter);
  if (text.empty()) return otherwise;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  throw bad_request(std::string_view(parameter) == "resourceVersion"
                        ? fmt::format("invalid resource version {}: strconv.ParseUint: parsing {}: invalid syntax",
                                      go_quote(text), go_quote(text))
                        : fmt::format("strconv.ParseInt: parsing {}: invalid syntax", go_quote(text)));
}

bool in_namespace(const Target& target, Node object) {
  return target.ns.empty() || object["metadata"]["namespace"].str() == target.ns;
}

// What a client that sees only some objects is told of a change; "" for nothing.
std::string_view told_as(const Change& change, const Selection& selection) {
  const bool was = change.before && selection.matches(change.before->root);
  const bool is = change.type != Change::Type::deleted && selection.matches(change.object->root);
  if (is) return was ? "MODIFIED" : "ADDED";
  return was ? "DELETED" : "";
}

// Once a watch has begun, what goes wrong is an event too.
std::string error_event(const Failure& failure) {
  std::string status = status_json(failure);
  status.pop_back();
  return fmt::format("{{\"type\":\"ERROR\",\"object\":{}}}\n", status);
}

}  // namespace

void ResourceApi::watch(const Target& target, const Request& request, Answer& answer) {
  const Renderer renderer(request, store_.now());
  const Selection selection(*target.kind, request);
  const bool bookmarks = request.flag("allowWatchBookmarks");
  const std::chrono::seconds limit(read_number(request, "timeoutSeconds", 1800));
  std::uint64_t version = read_number(request, "resourceVersion", 0);
  const bool from_the_start = version == 0;
  const int ended = watches_ended_;
  std::vector<Object> existing;
  if (from_the_start) {
    Snapshot snapshot = store_.list(*target.kind, target.ns);
    version = snapshot.version;
    existing = std::move(snapshot.objects);
  }
  answer.begin(200, "application/json");
  bool first = true;
  bool there = true;
  const auto tell = [&](std::string_view type, Node object) {
    there = answer.write(renderer.event(*target.kind, type, object, first));
    first = false;
  };
  for (const Object& object : existing) {
    if (there && selection.matches(object->root)) tell("ADDED", object->root);
  }
  const SteadyTime end = std::chrono::steady_clock::now() + limit;
  SteadyTime next_bookmark = std::chrono::steady_clock::now() + bookmark_interval_.load();
  while (there && watches_ended_ == ended && std::chrono::steady_clock::now() < end && !answer.gone()) {
    std::vector<Change> changes;
    try {
      changes =
          store_.changes(*target.kind, version, std::min(end, std::chrono::steady_clock::now() + kLookEvery), version);
    } catch (const Failure& failure) {
      answer.write(error_event(failure));
      break;
    }
    for (const Change& change : changes) {
      const std::string_view type = in_namespace(target, change.object->root) ? told_as(change, selection) : "";
      if (there && !type.empty()) tell(type, change.object->root);
    }
    if (!there || !bookmarks || std::chrono::steady_clock::now() < next_bookmark) continue;
    there = answer.write(renderer.bookmark(*target.kind, version, first));
    first = false;
    next_bookmark = std::chrono::steady_clock::now() + bookmark_interval_.load();
  }
  answer.end();
}

}  // namespace kpp::apiserver
