// Theme: the colour of each meaning. Keys, presets and what a key falls back to are kubecolor's.
// Source: https://kubecolor.github.io/reference/config/
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/meaning.h"
#include "io/colour_code.h"

namespace kpp::io {

/// What the user chose for a key ("preset", "theme.data.key", "objfreshthreshold": lower case); nullopt: nothing.
using ThemeChoices = std::function<std::optional<std::string>(std::string_view key)>;

/// What a key may be: it has a value, stands above keys that have one, or means nothing.
enum class ThemeKey { unknown, group, value };
ThemeKey theme_key(std::string_view key);

/// A choice that makes no sense.
struct ThemeProblem {
  std::string key = {};
  std::string reason = {};
};

class Theme {
 public:
  /// The preset with the user's choices over it. A choice that makes no sense counts as none and is told in `problems`.
  static Theme make(const ThemeChoices& choices, ColourDepth depth, std::vector<ThemeProblem>& problems);

  /// Parameters of an SGR sequence; "" for no colour.
  std::string_view code(Meaning meaning, std::size_t index = 0) const;
  /// An object that is not older than one of these is young; the smallest first.
  const std::vector<std::chrono::nanoseconds>& young() const { return young_; }

 private:
  std::array<std::vector<std::string>, kMeanings> codes_ = {};
  std::vector<std::chrono::nanoseconds> young_ = {};
};

/// The names a preset can have, "none" last.
std::vector<std::string_view> preset_names();

}  // namespace kpp::io
