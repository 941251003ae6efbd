// Seams for a completion: whoever waits for a word at a prompt is asked nothing, sees nothing but candidates and
// does not wait for long.
#pragma once

#include <memory>

#include "app/context.h"

namespace kpp::app {

/// Wraps other seams. What is written to standard error is dropped; programs run with neither input, error output nor
/// terminal; requests, programs and sleeping together end after `patience`, with an error. The clock starts now.
class HushedSeams {
 public:
  HushedSeams(const Seams& inner, std::chrono::nanoseconds patience);
  ~HushedSeams();
  /// Valid as long as this and what was wrapped.
  Seams seams() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kpp::app
