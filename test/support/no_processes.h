// A ProcessRunner for what runs no other program.
#pragma once

#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp::test {

class NoProcesses final : public ProcessRunner {
 public:
  ProcessResult run(const ProcessSpec& spec) override { throw Error("no process is to be run here: " + spec.program); }
  void replace(const ProcessSpec& spec) override { throw Error("no process is to be run here: " + spec.program); }
  std::optional<std::string> find(const std::string&) const override { return std::nullopt; }
};

}  // namespace kpp::test
