// kubecolor's presets: the colours each sets; all other keys take theirs from these.
// Source: https://kubecolor.github.io/reference/presets/
#pragma once

#include <span>
#include <string_view>

namespace kpp::io {

struct PresetColour {
  std::string_view key;
  std::string_view colour;
};

struct Preset {
  std::string_view name;
  std::span<const PresetColour> colours;
};

/// Null where there is none of this name; "" is "none".
const Preset* find_preset(std::string_view name);

}  // namespace kpp::io
