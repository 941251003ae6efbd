// Output: where printers write. It alone knows whether a terminal is behind it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/meaning.h"
#include "kpp/seams.h"

namespace kpp::io {

class Theme;

/// Buffered text to one stream.
class Output {
 public:
  /// The colours to use, or null for none.
  using ThemeSource = std::function<std::unique_ptr<const Theme>()>;

  /// `theme_source` is called once, when colours are asked for; without one there are none.
  Output(ByteSink& sink, bool is_terminal, int width, ThemeSource theme_source = {});
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Bytes as they are, but on a terminal, where control characters (C0 but newline and tab, DEL, C1, bidirectional
  /// overrides) are shown escaped: whatever a server, a file or a plugin said comes through here.
  void write(std::string_view text) {
    if (terminal_) return write_safe(text);
    put(text);
  }
  /// The same; says that the text came from outside.
  void write_foreign(std::string_view text) { write(text); }
  /// The same, with what its parts mean: coloured where there are colours. `text` of write() holds nothing foreign
  /// that is not made safe; what is coloured is meant for a terminal, so write_foreign() makes it safe then.
  void write(std::string_view text, std::span<const Mark> marks);
  void write_foreign(std::string_view text, std::span<const Mark> marks);
  void flush();
  /// See ByteSink.
  void end_when_unread() { sink_->end_when_unread(); }

  bool is_terminal() const { return terminal_; }
  /// Null where nothing is coloured: then no marks need to be made.
  const Theme* theme();
  /// Whether foreign text is to be made safe by who lays it out: a terminal will show it, now or later.
  bool for_terminal() { return terminal_ || theme(); }
  int width() const { return width_; }

 private:
  static constexpr std::size_t kBufferSize = 64 * 1024;
  void put(std::string_view text) {
    if (buffer_.size() + text.size() > kBufferSize) drain();
    buffer_.append(text);
  }
  void write_safe(std::string_view text);
  void release();
  void drain();
  void write_line(std::string_view text, std::string_view code);
  ByteSink* sink_;
  bool terminal_;
  int width_;
  ThemeSource theme_source_;
  std::unique_ptr<const Theme> theme_;
  std::string buffer_;
  std::string begun_;  ///< a character of which a terminal has had no more yet
};

/// `text` with what could move a cursor or reorder text made visible: ESC as ^[, CR as \r (as kubectl
/// shows them), the rest as \u00XX. Newline and tab stay.
std::string escape_for_terminal(std::string_view text);

/// ESC as ^[ and CR as \r: what kubectl shows of them in its own layouts, terminal or not.
std::string escape_escapes(std::string_view text);

}  // namespace kpp::io
