// See resuming_watch.h.
//
// A server ends every watch after some minutes, load balancers cut connections, control planes are restarted: a watch
// that goes on for hours is many connections. Each begins where the last one was, so nothing is lost or comes twice:
//   open at 10    MODIFIED (11): returned, version is 11
//                 BOOKMARK (40): not returned, version is 40; nothing of this list changed between 11 and 40
//                 the connection ends without a word
//   250 ms
//   open at 40    refused: the server is starting anew
//   500 ms, 1 s, 2 s … at most 15 s
//   open at 40    ADDED (43): returned; the next pause is 250 ms again
// Without the bookmark the watch would be taken up at 11, which a busy server forgets after minutes and then answers
// with 410. That one error is always the caller's: he alone knows what he has shown, and has to list again.
//
// When to give up depends on who has an end in mind:
//   end_at()   the caller waits until a time (Await): it goes on until then. 429 and 5xx are got
//              over, and once the watch has been open so is whatever a server says while it comes up (403, say).
//   else       the user looks on (get -w): an answer that is an error ends it, three minutes without any answer do, and
//              so do ten connections in a row that opened, ended within kHeld and brought nothing, as that is no pause
//              but a server or proxy that does not do watches. A quiet watch that held longer is no failure.
//
// Rejected:
// - Going on at 410 with a new list: its objects would be told as additions that the caller has told long ago.
// - The same pause always: short, and everybody's watch storms a server that is coming up; long, and each cut
//   connection, which is most of them, holds the output up.
// - A number of tries alone: a day of quiet connections is as many tries as a broken proxy makes in a minute.
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
