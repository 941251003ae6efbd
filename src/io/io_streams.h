// The three standard streams as ByteSource and ByteSink.
#pragma once

#include <memory>

#include "kpp/seams.h"

namespace kpp::io {

/// Owns the sinks and the source over the descriptors 0, 1 and 2.
class StandardStreams {
 public:
  StandardStreams();
  ~StandardStreams();
  /// What is known of them, pointing into this.
  IoStreams streams() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kpp::io
