// Output: where printers write. It alone knows whether a terminal is behind it.
#pragma once

#include <string>
#include <string_view>

#include "kpp/seams.h"

namespace kpp::io {

/// Buffered text to one stream.
class Output {
 public:
  Output(ByteSink& sink, bool is_terminal, int width) : sink_(&sink), terminal_(is_terminal), width_(width) {}
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Bytes as they are: kpp's own layout, or what goes into a pipe unchanged.
  void write(std::string_view text) {
    if (buffer_.size() + text.size() > kBufferSize) drain();
    buffer_.append(text);
  }
  /// Text that came from outside (a server, a file, a plugin). On a terminal control characters (C0 but
  /// newline and tab, DEL, C1, bidirectional overrides) are shown escaped; elsewhere it is write().
  void write_foreign(std::string_view text);
  void flush();

  bool is_terminal() const { return terminal_; }
  int width() const { return width_; }

 private:
  static constexpr std::size_t kBufferSize = 64 * 1024;
  void drain();
  ByteSink* sink_;
  bool terminal_;
  int width_;
  std::string buffer_;
};

/// `text` with what could move a cursor or reorder text made visible: ESC as ^[, CR as \r (as kubectl
/// shows them), the rest as \u00XX. Newline and tab stay.
std::string escape_for_terminal(std::string_view text);

/// ESC as ^[ and CR as \r: what kubectl shows of them in its own layouts, terminal or not.
std::string escape_escapes(std::string_view text);

}  // namespace kpp::io
