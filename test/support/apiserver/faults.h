// Faults on demand: what goes wrong with which request, and how often.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

struct Fault {
  enum class Kind {
    cut,           ///< the connection ends after `bytes` bytes of the answer, head included, without a goodbye
    lost,          ///< what is asked is done, and the connection ends in place of the answer
    status,        ///< a Status with code `status`; `retry_after` seconds are named when there are any
    slow,          ///< `bytes` bytes at a time (at least 1), `delay` apart
    truncate,      ///< the body ends after `bytes` bytes, in all form
    content_type,  ///< the right body under the name `text`
    html,          ///< a page, as proxies send, with code `status`
  };
  Kind kind = Kind::cut;
  std::string match{};  ///< part of "METHOD /path?query"; "" is every request
  int skip = 0;         ///< so many that match go well first
  int times = 1;        ///< so many go wrong then; -1: all
  std::size_t bytes = 0;
  int status = 500;
  std::optional<int> retry_after{};
  std::chrono::milliseconds delay{10};
  std::string text = "text/plain";
};

class Faults {
 public:
  void add(Fault fault);
  void clear();
  /// The requests taken so far that hold `part`.
  std::vector<std::string> requests(std::string_view part) const;
  /// The fault of this request, which counts.
  std::optional<Fault> take(const Request& request);

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> requests_;  ///< the newest of them
  std::vector<Fault> faults_;
};

/// From the body of POST /kpp-faults: {"kind": "cut", "match": "GET /api/v1/pods", "bytes": 100, …}. Throws ParseError.
Fault read_fault(std::string_view json);

}  // namespace kpp::apiserver
