// ExchangeState: what the network thread and the reader of one exchange share.
//
// The network thread puts in the head, pieces of the body and the end; the reader waits for them. The body is bounded:
// when kBufferLimit bytes wait to be read, accept() refuses, and the reader's next read() tells so that the transfer
// can go on.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/error.h"
#include "kpp/http.h"

namespace kpp::net {

inline constexpr std::size_t kBufferLimit = std::size_t{256} << 10;
inline constexpr std::size_t kHeadLimit = std::size_t{1} << 20;  ///< all headers of an answer together

/// Where the time of a request went, and how its answer began; for the log and for messages.
struct ExchangeTiming {
  bool reused = false;  ///< an existing connection served it
  std::chrono::milliseconds dns{0}, dial{0}, tls{0}, server{0};
  std::string address{};      ///< "1.2.3.4:443" when a connection was made
  std::string status_line{};  ///< "404 Nothing here", in the server's words where the protocol has any
};

class ExchangeState {
 public:
  // The network thread's side.
  void set_head(int status, std::vector<Header> headers, ExchangeTiming timing);
  /// Takes a piece of the body; false when the buffer is full (then nothing was taken).
  bool accept(std::string_view piece);
  /// The body is complete, or failed; later calls change nothing.
  void finish(std::optional<TransportError> error);
  bool head_came() const;
  bool ended() const;

  // The reader's side. All throw the TransportError that ended the exchange, once what came before it has been read.
  int status();
  const std::vector<Header>& headers();
  const ExchangeTiming& timing();
  /// The next piece: empty at the end; nullopt when `wait` passed. `resume` is set when a refused transfer may go on.
  std::optional<std::string_view> read(std::optional<std::chrono::milliseconds> wait, bool& resume);

 private:
  void wait_for_head();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool have_head_ = false, ended_ = false, refused_ = false;
  int status_ = 0;
  std::vector<Header> headers_;
  ExchangeTiming timing_;
  std::string pending_;  // written by the network thread
  std::string current_;  // the reader's, swapped with pending_
  std::optional<TransportError> error_;
};

}  // namespace kpp::net
