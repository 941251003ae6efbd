// For what waits while a server is away: which failures may pass, how long to pause before the next try, when to give
// up.
#pragma once

#include <chrono>
#include <optional>

#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp {

/// Whether a request that failed like this may go well a little later: the connection, not the answer, was wrong, or
/// the server had trouble of its own.
bool may_pass(const Error& error);

/// Pauses that double from 250 ms to 15 s.
class Pauses {
 public:
  using End = std::optional<std::chrono::steady_clock::time_point>;
  /// Sleeps; never beyond `end`.
  void sleep(Clock& clock, const End& end);
  void start_over() { next_ = kFirst; }

 private:
  static constexpr std::chrono::milliseconds kFirst{250};
  std::chrono::milliseconds next_{kFirst};
};

/// How long a command that polls goes on asking a server that is away: until its own end, else for three minutes
/// without an answer.
class Patience {
 public:
  Patience(Clock& clock, Pauses::End end) : clock_(clock), end_(end) {}
  /// Whether to ask again after this error.
  bool outlasts(const Error& error);
  void answered() { away_since_.reset(); }

 private:
  Clock& clock_;
  Pauses::End end_;
  Pauses::End away_since_ = {};
};

}  // namespace kpp
