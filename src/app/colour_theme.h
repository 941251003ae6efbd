// The user's colours: kubecolor's file (KUBECOLOR_CONFIG, ~/.kube/color.yaml) and its variables over it.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "io/theme.h"

namespace kpp {
class Environment;
}

namespace kpp::app {

/// Never fails for a theme that is wrong: `warn` gets one line that tells what was left out.
std::unique_ptr<const io::Theme> load_theme(const Environment& env, const std::function<void(std::string_view)>& warn);

}  // namespace kpp::app
