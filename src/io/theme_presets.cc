// See theme_presets.h.
#include "io/theme_presets.h"

#include "io/theme.h"

namespace kpp::io {
namespace {

constexpr PresetColour kDark[] = {
    {"base.key", "hicyan / cyan"}, {"base.info", "white"},        {"base.primary", "magenta"},
    {"base.secondary", "cyan"},    {"base.success", "green"},     {"base.warning", "yellow"},
    {"base.danger", "red"},        {"base.muted", "gray:italic"}, {"table.header", "bold"},
    {"data.string", "hiyellow"},
};

constexpr PresetColour kLight[] = {
    {"base.key", "hiblue / blue"}, {"base.info", "black"},        {"base.primary", "magenta"},
    {"base.secondary", "blue"},    {"base.success", "green"},     {"base.warning", "yellow"},
    {"base.danger", "red"},        {"base.muted", "gray:italic"}, {"table.header", "bold"},
    {"data.string", "yellow"},
};

constexpr PresetColour kProtanopiaDark[] = {
    {"base.key", "#feb927 / #fe6e1a"},
    {"base.info", "white"},
    {"base.primary", "#4860e6"},
    {"base.secondary", "#2aabee"},
    {"base.success", "#6afd6a:bold"},
    {"base.warning", "#feb927:italic"},
    {"base.danger", "fg=white:bg=#c2270a"},
    {"base.muted", "#2ee5ae:italic"},
    {"data.string", "#2aabee"},
    {"table.header", "white:bold"},
    {"table.columns", "#2aabee / #6afd6a:bold / #4860e6 / white / #feb927"},
};

constexpr PresetColour kColourBlindLight[] = {
    {"base.key", "#feb927 / #fe6e1a"},
    {"base.info", "black"},
    {"base.primary", "#4860e6"},
    {"base.secondary", "#2aabee"},
    {"base.success", "#6afd6a:bold"},
    {"base.warning", "#feb927:italic"},
    {"base.danger", "fg=black:bg=#c2270a"},
    {"base.muted", "#2ee5ae:italic"},
    {"data.string", "#2aabee"},
    {"table.header", "black:bold"},
    {"table.columns", "#2aabee / #6afd6a:bold / #4860e6 / black / #feb927"},
};

constexpr PresetColour kColourBlindDark[] = {
    {"base.key", "#feb927 / #fe6e1a"},
    {"base.info", "white"},
    {"base.primary", "#4860e6"},
    {"base.secondary", "#2aabee"},
    {"base.success", "#6afd6a:bold"},
    {"base.warning", "#feb927:italic"},
    {"base.danger", "fg=white:bg=#c2270a"},
    {"base.muted", "#2ee5ae"},
    {"data.string", "#2aabee"},
    {"table.header", "white:bold"},
    {"table.columns", "#2aabee / #6afd6a:bold / #4860e6 / white / #feb927"},
};

constexpr PresetColour kPre030Dark[] = {
    {"base.key", "yellow / white"}, {"base.info", "white"},     {"base.primary", "magenta"}, {"base.secondary", "cyan"},
    {"base.success", "green"},      {"base.warning", "yellow"}, {"base.danger", "red"},      {"base.muted", "yellow"},
};

constexpr PresetColour kPre030Light[] = {
    {"base.key", "yellow / black"}, {"base.info", "black"},     {"base.primary", "magenta"}, {"base.secondary", "blue"},
    {"base.success", "green"},      {"base.warning", "yellow"}, {"base.danger", "red"},      {"base.muted", "yellow"},
};

constexpr PresetColour kPre0021Dark[] = {
    {"base.key", "yellow / white"}, {"base.info", "white"},
    {"base.primary", "magenta"},    {"base.secondary", "cyan"},
    {"base.success", "green"},      {"base.warning", "yellow"},
    {"base.danger", "red"},         {"base.muted", "yellow"},
    {"data.string", "cyan"},        {"table.columns", "cyan / green / magenta / white / yellow"},
    {"status.success", "none"},
};

constexpr PresetColour kPre0021Light[] = {
    {"base.key", "yellow / black"}, {"base.info", "white"},
    {"base.primary", "magenta"},    {"base.secondary", "cyan"},
    {"base.success", "green"},      {"base.warning", "yellow"},
    {"base.danger", "red"},         {"base.muted", "yellow"},
    {"data.string", "blue"},        {"table.columns", "cyan / green / magenta / black / yellow / blue"},
    {"status.success", "none"},
};

constexpr Preset kPresets[] = {
    {"dark", kDark},
    {"light", kLight},
    {"protanopia-dark", kProtanopiaDark},
    {"protanopia-light", kColourBlindLight},
    {"deuteranopia-dark", kColourBlindDark},
    {"deuteranopia-light", kColourBlindLight},
    {"tritanopia-dark", kColourBlindDark},
    {"tritanopia-light", kColourBlindLight},
    {"pre-0.3.0-dark", kPre030Dark},
    {"pre-0.3.0-light", kPre030Light},
    {"pre-0.0.21-dark", kPre0021Dark},
    {"pre-0.0.21-light", kPre0021Light},
    {"none", {}},
};

}  // namespace

const Preset* find_preset(std::string_view name) {
  if (name.empty()) name = "none";
  for (const Preset& preset : kPresets) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

std::vector<std::string_view> preset_names() {
  std::vector<std::string_view> out;
  for (const Preset& preset : kPresets) out.push_back(preset.name);
  return out;
}

}  // namespace kpp::io
