// The server's side of an HTTP/2 connection for tests: frames in and out, and no more of HPACK than it takes to answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/socket_server.h"

namespace kpp::test {

/// What follows is RFC 9113's.
struct H2Frame {
  enum Type : unsigned char {
    data = 0,
    headers = 1,
    rst_stream = 3,
    settings = 4,
    ping = 6,
    goaway = 7,
    window_update = 8,
    continuation = 9
  };
  static constexpr unsigned char kEndStream = 1, kAck = 1, kEndHeaders = 4;
  unsigned char type = 0, flags = 0;
  std::uint32_t stream = 0;
  std::string payload{};
  bool ends_stream() const { return (type == data || type == headers) && (flags & kEndStream); }
};

/// Frames as bytes, to be sent together or apart.
std::string h2_frame(const H2Frame& frame);
std::string h2_head(std::uint32_t stream, int status,
                    const std::vector<std::pair<std::string, std::string>>& headers = {}, bool end = false);
std::string h2_data(std::uint32_t stream, std::string_view bytes, bool end);
std::string h2_reset(std::uint32_t stream, std::uint32_t code);
std::string h2_goaway(std::uint32_t last_stream, std::uint32_t code);

class H2Session {
 public:
  /// Takes the client's greeting and sends ours.
  explicit H2Session(Connection& connection);
  /// The next frame that is about a stream (or a GOAWAY); the connection's own are answered here. nullopt at the end.
  std::optional<H2Frame> next();
  /// Whether next() would not have to wait for bytes (a frame may be there in part).
  bool has_more() const { return !rest_.empty(); }
  bool send(std::string_view frames) { return connection_.send(frames); }
  /// Lets the client send this many bytes more, of a stream or (0) of all.
  bool widen(std::uint32_t stream, std::uint32_t bytes);
  /// Pings of the client so far.
  int pings() const { return pings_; }

 private:
  std::optional<H2Frame> read_frame();

  Connection& connection_;
  std::string rest_;
  int pings_ = 0;
};

}  // namespace kpp::test
