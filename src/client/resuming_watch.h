// ResumingWatch: a watch that goes on when its connection ends.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "client/patience.h"
#include "kpp/client.h"
#include "kpp/request.h"
#include "kpp/seams.h"
#include "kpp/watch.h"

namespace kpp {

/// The changes of a list from a resourceVersion on. Each new connection begins where the last event was, bookmarks
/// included, after a wait that doubles from 250 ms to 15 s while connections bring nothing.
class ResumingWatch {
 public:
  /// `list` is the request for the list: watch, bookmarks and version are added. An empty `version` begins with the
  /// objects that are there, as additions. `client` and `clock` must outlive the watch.
  ResumingWatch(Client& client, Clock& clock, Request list, std::string version, KeyOrder order = KeyOrder::sorted);
  /// Every connection ends then, as its own timeout would end it. Until then connections that bring nothing are made
  /// again however many there were, and after the first good one whatever the server answers.
  void end_at(std::chrono::steady_clock::time_point end) { end_ = end; }
  /// Connects now, so that what happens from here on waits in the connection.
  void open();
  /// The next change, never a bookmark or an error. Blocks. Throws ApiError when the server refuses (code 410: what
  /// the version names is gone, list again), TransportError when the request's timeout or the end has passed, when
  /// cancelled, or, without an end, after ten short connections in a row that brought nothing or three minutes without
  /// any.
  WatchEvent next();
  /// Where a new watch would go on.
  const std::string& version() const { return version_; }

 private:
  std::optional<WatchEvent> step();
  bool gets_over(const Error& error) const;

  Client* client_;
  Clock* clock_;
  Request list_;
  std::string version_;
  KeyOrder order_;
  std::optional<WatchStream> stream_;
  std::chrono::steady_clock::time_point opened_ = {};  ///< of stream_
  Pauses pauses_;
  std::optional<std::chrono::steady_clock::time_point> end_ = {};
  int fruitless_ = 0;
  bool was_open_ = false;
  Patience patience_;
};

/// The resourceVersion an event's object carries; "" when it carries none. Of a Table that of its first row's object.
std::string_view version_of(const WatchEvent& event);

}  // namespace kpp
