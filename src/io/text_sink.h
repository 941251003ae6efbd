// A sink that keeps what it is given.
#pragma once

#include <string>
#include <string_view>

#include "kpp/seams.h"

namespace kpp::io {

/// What was written is `text`: for output that is wanted as a whole, and for tests.
class TextSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text = {};
};

}  // namespace kpp::io
