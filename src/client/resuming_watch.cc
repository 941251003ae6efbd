// See resuming_watch.h.
#include "client/resuming_watch.h"

#include <exception>

#include "client/answer.h"
#include "kpp/error.h"

namespace kpp {
namespace {

constexpr int kFruitless = 10;
constexpr std::chrono::seconds kHeld{15};

}  // namespace

std::string_view version_of(const WatchEvent& event) {
  const Node object = event.object();
  const std::string_view row = object["rows"].at(0)["object"]["metadata"]["resourceVersion"].str();
  return row.empty() ? object["metadata"]["resourceVersion"].str() : row;
}

ResumingWatch::ResumingWatch(Client& client, Clock& clock, Request list, std::string version, KeyOrder order)
    : client_(&client),
      clock_(&clock),
      list_(std::move(list)),
      version_(std::move(version)),
      order_(order),
      patience_(clock, std::nullopt) {
  list_.stream = true;
  list_.with("watch", "true").with("allowWatchBookmarks", "true");
}

void ResumingWatch::open() {
  if (stream_) return;
  Request request = list_;
  if (!version_.empty()) request.with("resourceVersion", version_);
  if (end_) {
    request.timeout = *end_ - clock_->monotonic();
    if (request.timeout->count() <= 0) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
  }
  stream_.emplace(*client_, request, order_);
  opened_ = clock_->monotonic();
  was_open_ = true;
}

// An event of this connection; nullopt when it has ended.
std::optional<WatchEvent> ResumingWatch::step() {
  open();
  return stream_->next();
}

// Whether to connect again after this. A watch with an end that was open once gets over all that a server may say while
// it comes up again; only what it has forgotten (410) is for the caller.
bool ResumingWatch::gets_over(const Error& error) const {
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) {
    return end_ && api->status().code != 410 && (was_open_ || may_pass(error));
  }
  const auto* transport = dynamic_cast<const TransportError*>(&error);
  if (!transport || !may_pass(error)) return false;
  const TransportError::Kind kind = transport->kind();
  // A connection that could not be made in time is no sign that the watch's own time is up.
  const bool own_time = std::string_view(transport->what()).starts_with("context deadline exceeded");
  if (kind == TransportError::Kind::timeout && (own_time || end_)) return end_ && clock_->monotonic() < *end_;
  if (kind == TransportError::Kind::tls || kind == TransportError::Kind::unknown_host) return end_ && was_open_;
  return true;
}

WatchEvent ResumingWatch::next() {
  for (;;) {
    std::exception_ptr broken;
    try {
      if (std::optional<WatchEvent> event = step()) {
        if (event->type == WatchEvent::Type::error) throw ApiError(status_of(event->object()));
        fruitless_ = 0;
        patience_.answered();
        pauses_.start_over();
        if (const std::string_view version = version_of(*event); !version.empty()) version_ = version;
        if (event->type == WatchEvent::Type::bookmark) continue;
        return std::move(*event);
      }
    } catch (const Error& error) {
      if (!gets_over(error)) {
        if (dynamic_cast<const ApiError*>(&error)) stream_.reset();
        throw;
      }
      if (!end_ && !patience_.outlasts(error)) throw;
      broken = std::current_exception();
    }
    // A server ends quiet watches from time to time: one that held that long is no sign of trouble.
    if (stream_ && clock_->monotonic() - opened_ >= kHeld) {
      fruitless_ = 0;
      patience_.answered();
    }
    const bool opened = stream_.has_value();
    stream_.reset();
    if (!end_ && opened && ++fruitless_ >= kFruitless) {
      if (broken) std::rethrow_exception(broken);
      throw TransportError(TransportError::Kind::cut, "the server ends every watch at once");
    }
    pauses_.sleep(*clock_, end_);
  }
}

}  // namespace kpp
