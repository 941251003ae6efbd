// See kpp/watch.h.
#include "kpp/watch.h"

#include "data/json.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp {
namespace {

constexpr std::size_t kLongestEvent = std::size_t{256} << 20;

WatchEvent::Type type_of(std::string_view name) {
  if (name == "ADDED") return WatchEvent::Type::added;
  if (name == "MODIFIED") return WatchEvent::Type::modified;
  if (name == "DELETED") return WatchEvent::Type::deleted;
  return name == "BOOKMARK" ? WatchEvent::Type::bookmark : WatchEvent::Type::error;
}

}  // namespace

struct WatchStream::Impl {
  std::unique_ptr<HttpExchange> exchange;
  std::string buffer;
  std::size_t looked_at = 0;  ///< bytes of the buffer known to hold no line end
  bool ended = false;

  // An event of the buffer, if a whole one is there.
  std::optional<WatchEvent> take() {
    for (;;) {
      const std::size_t end = buffer.find('\n', looked_at);
      if (end == std::string::npos) {
        looked_at = buffer.size();
        if (buffer.size() > kLongestEvent) throw ParseError(fmt::format("an event of the watch is larger than {} bytes", kLongestEvent));
        return std::nullopt;
      }
      const std::string line = buffer.substr(0, end);
      buffer.erase(0, end + 1);
      looked_at = 0;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      WatchEvent event;
      event.document = data::parse_json(line);
      event.type = type_of(event.type_name());
      return event;
    }
  }
};

WatchStream::WatchStream(Client& client, const Request& request) : impl_(std::make_unique<Impl>()) { impl_->exchange = client.send(request); }
WatchStream::~WatchStream() = default;

std::optional<WatchEvent> WatchStream::next() {
  for (;;) {
    if (std::optional<WatchEvent> event = impl_->take()) return event;
    const std::string_view piece = impl_->exchange->read();
    if (piece.empty()) return std::nullopt;
    impl_->buffer += piece;
  }
}

std::optional<std::optional<WatchEvent>> WatchStream::next_for(std::chrono::milliseconds wait) {
  for (;;) {
    if (std::optional<WatchEvent> event = impl_->take()) return std::optional(std::move(event));
    const std::optional<std::string_view> piece = impl_->exchange->read_for(wait);
    if (!piece) return std::nullopt;
    if (piece->empty()) return std::optional<WatchEvent>();
    impl_->buffer += *piece;
  }
}

void WatchStream::cancel() { impl_->exchange->cancel(); }

}  // namespace kpp
