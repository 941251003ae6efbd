// See kpp/watch.h.
#include "kpp/watch.h"

#include <fmt/core.h>

#include "base/limits.h"
#include "base/strings.h"
#include "data/json.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp {
namespace {

WatchEvent::Type type_of(std::string_view name) {
  if (name == "ADDED") return WatchEvent::Type::added;
  if (name == "MODIFIED") return WatchEvent::Type::modified;
  if (name == "DELETED") return WatchEvent::Type::deleted;
  if (name == "BOOKMARK") return WatchEvent::Type::bookmark;
  if (name == "ERROR") return WatchEvent::Type::error;
  throw ParseError(fmt::format("got invalid watch event type: {}", name));
}

}  // namespace

struct WatchStream::Impl {
  std::string path;
  std::unique_ptr<HttpExchange> exchange;
  KeyOrder order = KeyOrder::sorted;
  std::string buffer{};
  std::size_t begin = 0;      ///< of the event under way in the buffer
  std::size_t looked_at = 0;  ///< up to here there is no line end behind `begin`

  WatchEvent parse(std::string_view line) const {
    try {
      WatchEvent event;
      event.document = data::parse_json(line, order);
      event.type = type_of(event.type_name());
      return event;
    } catch (const ParseError& error) {
      throw ParseError(fmt::format("unable to decode an event from the watch stream {}: {}", path, error.what()));
    }
  }

  void add(std::string_view piece) {
    buffer.erase(0, begin);
    looked_at -= begin;
    begin = 0;
    buffer += piece;
    if (buffer.size() > limits::kItemBytes && buffer.find('\n', looked_at) == std::string::npos) {
      throw ParseError(fmt::format("an event of the watch {} is larger than {} bytes", path, limits::kItemBytes));
    }
  }

  // An event of the buffer, if a whole one is there.
  std::optional<WatchEvent> take() {
    for (;;) {
      const std::size_t end = buffer.find('\n', looked_at);
      if (end == std::string::npos) {
        looked_at = buffer.size();
        return std::nullopt;
      }
      const std::string_view line = std::string_view(buffer).substr(begin, end - begin);
      begin = looked_at = end + 1;
      if (!trim(line).empty()) return parse(line);
    }
  }

  // The server has ended the answer: half an event says that it did not mean to.
  std::nullopt_t end() const {
    if (!trim(std::string_view(buffer).substr(begin)).empty()) {
      throw TransportError(TransportError::Kind::cut, "unexpected EOF");
    }
    return std::nullopt;
  }
};

WatchStream::WatchStream(Client& client, const Request& request, KeyOrder order)
    : impl_(new Impl{.path = request.path, .exchange = client.send(request), .order = order}) {}
WatchStream::~WatchStream() = default;

std::optional<WatchEvent> WatchStream::next() {
  for (;;) {
    if (std::optional<WatchEvent> event = impl_->take()) return event;
    const std::string_view piece = impl_->exchange->read();
    if (piece.empty()) return impl_->end();
    impl_->add(piece);
  }
}

void WatchStream::cancel() { impl_->exchange->cancel(); }

}  // namespace kpp
