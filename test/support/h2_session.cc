#include "support/h2_session.h"

#include <fmt/core.h>

namespace kpp::test {
namespace {

constexpr std::string_view kGreeting = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

std::string big_endian(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>((value >> (8 * i)) & 0xff);
  return out;
}

std::uint32_t number(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char byte : bytes) out = (out << 8) | static_cast<unsigned char>(byte);
  return out;
}

// A header field written out whole: no table, no Huffman code. Short texts only.
std::string field(std::string_view name, std::string_view value) {
  return std::string(1, '\0') + static_cast<char>(name.size()) + std::string(name) + static_cast<char>(value.size()) +
         std::string(value);
}

}  // namespace

std::string h2_frame(const H2Frame& frame) {
  return big_endian(static_cast<std::uint32_t>(frame.payload.size()), 3) + static_cast<char>(frame.type) +
         static_cast<char>(frame.flags) + big_endian(frame.stream, 4) + frame.payload;
}

std::string h2_head(std::uint32_t stream, int status, const std::vector<std::pair<std::string, std::string>>& headers,
                    bool end) {
  std::string block = field(":status", std::to_string(status));
  for (const auto& [name, value] : headers) block += field(name, value);
  const auto flags = static_cast<unsigned char>(H2Frame::kEndHeaders | (end ? H2Frame::kEndStream : 0));
  return h2_frame({.type = H2Frame::headers, .flags = flags, .stream = stream, .payload = block});
}

std::string h2_data(std::uint32_t stream, std::string_view bytes, bool end) {
  return h2_frame({.type = H2Frame::data,
                   .flags = end ? H2Frame::kEndStream : static_cast<unsigned char>(0),
                   .stream = stream,
                   .payload = std::string(bytes)});
}

std::string h2_reset(std::uint32_t stream, std::uint32_t code) {
  return h2_frame({.type = H2Frame::rst_stream, .stream = stream, .payload = big_endian(code, 4)});
}

std::string h2_goaway(std::uint32_t last_stream, std::uint32_t code) {
  return h2_frame({.type = H2Frame::goaway, .payload = big_endian(last_stream, 4) + big_endian(code, 4)});
}

H2Session::H2Session(Connection& connection) : connection_(connection) {
  if (connection_.receive_exactly(kGreeting.size()) != kGreeting) return;
  rest_ = connection_.take_rest();
  send(h2_frame({.type = H2Frame::settings}));
}

bool H2Session::widen(std::uint32_t stream, std::uint32_t bytes) {
  return send(h2_frame({.type = H2Frame::window_update, .stream = stream, .payload = big_endian(bytes, 4)}));
}

std::optional<H2Frame> H2Session::read_frame() {
  for (;;) {
    const std::string_view head = std::string_view(rest_).substr(0, 9);
    const std::size_t size = head.size() < 9 ? 0 : number(head.substr(0, 3));
    if (head.size() == 9 && rest_.size() >= 9 + size) {
      H2Frame frame{.type = static_cast<unsigned char>(head[3]),
                    .flags = static_cast<unsigned char>(head[4]),
                    .stream = number(head.substr(5)) & 0x7fffffff,
                    .payload = rest_.substr(9, size)};
      rest_.erase(0, 9 + size);
      return frame;
    }
    const std::string more = connection_.receive();
    if (more.empty()) return std::nullopt;
    rest_ += more;
  }
}

std::optional<H2Frame> H2Session::next() {
  while (std::optional<H2Frame> frame = read_frame()) {
    const bool ack = frame->flags & H2Frame::kAck;
    if (frame->type == H2Frame::settings) {
      if (!ack) send(h2_frame({.type = H2Frame::settings, .flags = H2Frame::kAck}));
    } else if (frame->type == H2Frame::ping) {
      if (ack) continue;
      ++pings_;
      send(h2_frame({.type = H2Frame::ping, .flags = H2Frame::kAck, .payload = frame->payload}));
    } else if (frame->type != H2Frame::window_update) {
      return frame;
    }
  }
  return std::nullopt;
}

}  // namespace kpp::test
