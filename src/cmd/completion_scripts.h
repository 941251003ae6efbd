// The completion scripts of the folder completions/, put into the program by the build.
#pragma once

#include <string_view>

namespace kpp::cmd {

struct CompletionScript {
  std::string_view shell;
  std::string_view text;
};

extern const CompletionScript kCompletionScripts[4];

}  // namespace kpp::cmd
