// Writer: a description under way: indented lines in columns, as kubectl lays them out.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/time.h"
#include "kpp/node.h"
#include "print/tabwriter.h"

namespace kpp::io {
class Theme;
}

namespace kpp::describe {

/// Text with tabs and newlines; cells of neighbouring lines form columns, two blanks apart. Control characters are
/// made visible: ESC and CR always, as kubectl does, the others where a terminal is behind the output.
class Writer {
 public:
  /// Without `columns` tabs stay tabs.
  Writer(bool for_terminal, TimePoint now, bool columns = true)
      : for_terminal_(for_terminal), columns_(columns), now_(now) {}

  /// Two blanks for each level, then the text. The blanks are written by every call, wherever the line stands: some
  /// of kubectl's layouts hang on that.
  template <class... Args>
  void write(int level, fmt::format_string<Args...> format, Args&&... args) {
    put(level, fmt::format(format, std::forward<Args>(args)...));
  }
  /// KEY, colon, tab, value, newline.
  void field(int level, std::string_view key, std::string_view value);
  /// Text and newline, at the base level.
  void line(std::string_view text);
  /// Ends all columns.
  void flush();
  /// The layout of everything written so far; begins anew.
  std::string take();
  /// The same with what its parts mean, where mark() was called before anything was written.
  void mark(const io::Theme& theme);
  std::string take(Marks& marks);

  TimePoint now() const { return now_; }
  /// How long ago a time is ("5m"); "<unknown>" where there is none.
  std::string since(Node time) const;

  /// Everything written while this lives stands `levels` deeper.
  class Nested {
   public:
    Nested(Writer& writer, int levels) : writer_(writer), levels_(levels) { writer_.base_ += levels_; }
    ~Nested() { writer_.base_ -= levels_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

   private:
    Writer& writer_;
    int levels_;
  };

 private:
  void put(int level, std::string_view text);

  bool for_terminal_;
  bool columns_;
  TimePoint now_;
  int base_ = 0;
  print::TabWriter tabs_{{.min_width = 0, .padding = 2, .remember_widths = false}};
  std::string ready_;
  Marks marks_;  ///< of ready_
};

}  // namespace kpp::describe
