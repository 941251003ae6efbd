// Bytes out that are kept, and bytes in that are a text.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "io/text_sink.h"
#include "kpp/seams.h"

namespace kpp::test {

using io::TextSink;

class TextSource final : public ByteSource {
 public:
  /// `piece` is the most that one read() gives.
  explicit TextSource(std::string bytes = {}, std::size_t piece = std::string::npos)
      : text(std::move(bytes)), piece_(piece) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, text.size() - at});
    text.copy(buffer, count, at);
    at += count;
    return count;
  }
  void show_typing(bool show) override { shown += show ? "+" : "-"; }

  std::string text;
  std::size_t at = 0;
  std::string shown;  ///< "-" where typing was hidden, "+" where it was shown again

 private:
  std::size_t piece_;
};

}  // namespace kpp::test
