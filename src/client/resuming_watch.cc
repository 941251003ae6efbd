// See resuming_watch.h.
#include "client/resuming_watch.h"

#include "client/answer.h"
#include "kpp/error.h"

namespace kpp {
namespace {

constexpr std::chrono::milliseconds kFirstWait{250};
constexpr std::chrono::milliseconds kLongestWait{15000};
constexpr int kFruitless = 10;

}  // namespace

std::string_view version_of(const WatchEvent& event) {
  const Node object = event.object();
  const std::string_view row = object["rows"].at(0)["object"]["metadata"]["resourceVersion"].str();
  return row.empty() ? object["metadata"]["resourceVersion"].str() : row;
}

ResumingWatch::ResumingWatch(Client& client, Clock& clock, Request list, std::string version, KeyOrder order)
    : client_(&client), clock_(&clock), list_(std::move(list)), version_(std::move(version)), order_(order), wait_(kFirstWait) {
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
}

// An event of this connection; nullopt when it has ended.
std::optional<WatchEvent> ResumingWatch::step() {
  open();
  return stream_->next();
}

WatchEvent ResumingWatch::next() {
  for (;;) {
    std::shared_ptr<const TransportError> broken;
    try {
      if (std::optional<WatchEvent> event = step()) {
        fruitless_ = 0;
        wait_ = kFirstWait;
        if (event->type == WatchEvent::Type::error) {
          stream_.reset();
          throw ApiError(status_of(event->object()));
        }
        if (const std::string_view version = version_of(*event); !version.empty()) version_ = version;
        if (event->type == WatchEvent::Type::bookmark) continue;
        return std::move(*event);
      }
    } catch (const TransportError& error) {
      using Kind = TransportError::Kind;
      const bool passing = error.kind() == Kind::cut || error.kind() == Kind::refused || error.kind() == Kind::other;
      if (!passing) throw;
      broken = std::make_shared<TransportError>(error);
    }
    // A server ends quiet watches from time to time: one that held that long is no sign of trouble.
    if (stream_ && clock_->monotonic() - opened_ >= kLongestWait) fruitless_ = 0;
    stream_.reset();
    if (++fruitless_ >= kFruitless) {
      throw broken ? *broken : TransportError(TransportError::Kind::cut, "the server ends every watch at once");
    }
    std::chrono::nanoseconds pause = wait_;
    if (end_) pause = std::min(pause, std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(*end_ - clock_->monotonic())));
    clock_->sleep_for(pause);
    wait_ = std::min(wait_ * 2, kLongestWait);
  }
}

}  // namespace kpp
