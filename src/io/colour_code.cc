// See colour_code.h.
#include "io/colour_code.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <cstdlib>
#include <optional>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::io {
namespace {

struct Named {
  std::string_view name;
  int code;
};

constexpr Named kAttributes[] = {
    {"reset", 0},      {"bold", 1},       {"b", 1},         {"fuzzy", 2},       {"italic", 3},
    {"i", 3},          {"underscore", 4}, {"u", 4},         {"underscored", 4}, {"underline", 4},
    {"underlined", 4}, {"blink", 5},      {"fastblink", 6}, {"reverse", 7},     {"invert", 7},
    {"inverted", 7},   {"concealed", 8},  {"hidden", 8},    {"invisible", 8},   {"strikethrough", 9},
    {"strike", 9},
};

// As foreground; a background's code is ten more.
constexpr Named kColours[] = {
    {"black", 30},   {"red", 31},    {"green", 32},    {"yellow", 33},   {"brown", 33},   {"blue", 34},
    {"magenta", 35}, {"purple", 35}, {"cyan", 36},     {"white", 37},    {"default", 39}, {"normal", 39},
    {"gray", 90},    {"grey", 90},   {"darkgray", 90}, {"darkgrey", 90}, {"lime", 92},    {"gold", 93},
};
constexpr int kHigh = 60;
constexpr int kBackground = 10;

std::optional<int> code_of(std::span<const Named> names, std::string_view name) {
  for (const Named& known : names) {
    if (known.name == name) return known.code;
  }
  return std::nullopt;
}

std::optional<int> named_colour(std::string_view text) {
  const std::string lower = to_lower(text);
  if (const std::optional<int> code = code_of(kColours, lower)) return code;
  for (const std::string_view prefix : {"hi-", "hi_", "hi", "light-", "light_", "light"}) {
    if (!lower.starts_with(prefix)) continue;
    const std::optional<int> code = code_of(kColours, std::string_view(lower).substr(prefix.size()));
    if (code && *code <= 37) return *code + kHigh;
  }
  return std::nullopt;
}

struct Rgb {
  int red = 0;
  int green = 0;
  int blue = 0;
};

std::optional<int> byte_value(std::string_view text, int base = 10) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || text.front() == '-' || error != std::errc() || end != text.data() + text.size() || value > 255) {
    return std::nullopt;
  }
  return value;
}

std::optional<Rgb> of_parts(std::string_view text) {
  const std::vector<std::string> parts = split(text, ',');
  if (parts.size() != 3) return std::nullopt;
  const std::optional<int> red = byte_value(trim(parts[0])), green = byte_value(trim(parts[1])),
                           blue = byte_value(trim(parts[2]));
  if (!red || !green || !blue) return std::nullopt;
  return Rgb{*red, *green, *blue};
}

// #fc0, #ffcc00, 0xffcc00, ffcc00
std::optional<Rgb> of_hex(std::string_view text) {
  if (text.starts_with("#")) text.remove_prefix(1);
  else if (text.starts_with("0x")) text.remove_prefix(2);
  if (text.size() != 3 && text.size() != 6) return std::nullopt;
  const std::size_t width = text.size() / 3;
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::optional<int> part = byte_value(text.substr(i * width, width), 16);
    if (!part) return std::nullopt;
    parts[i] = width == 1 ? *part * 17 : *part;
  }
  return Rgb{parts[0], parts[1], parts[2]};
}

// xterm's: 6x6x6 colours from 16 on, whose steps are these.
constexpr std::array<int, 6> kSteps = {0, 95, 135, 175, 215, 255};

int nearest_step(int value) {
  int best = 0;
  for (int i = 1; i < 6; ++i) {
    if (std::abs(kSteps[static_cast<std::size_t>(i)] - value) <
        std::abs(kSteps[static_cast<std::size_t>(best)] - value)) {
      best = i;
    }
  }
  return best;
}

int nearest_of_256(Rgb rgb) {
  return 16 + 36 * nearest_step(rgb.red) + 6 * nearest_step(rgb.green) + nearest_step(rgb.blue);
}

Rgb of_256(int index) {
  if (index >= 232) return {8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)};
  const auto step = [](int value) { return kSteps[static_cast<std::size_t>(value)]; };
  return {step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6)};
}

// One of the sixteen: a bit for each channel that is well lit, and whether it is lit fully.
int basic_code(Rgb rgb) {
  const int brightest = std::max({rgb.red, rgb.green, rgb.blue});
  const auto bit = [&](int channel, int value) {
    return channel * 3 > brightest * 2 - 1 && brightest >= 64 ? value : 0;
  };
  const int colour = bit(rgb.red, 1) + bit(rgb.green, 2) + bit(rgb.blue, 4);
  if (colour == 7 && brightest < 160) return 90;
  return (brightest >= 192 ? 90 : 30) + colour;
}

std::string code_of_256(int index, bool background, ColourDepth depth) {
  if (depth != ColourDepth::basic) return fmt::format("{};5;{}", background ? 48 : 38, index);
  const int code = index < 8 ? 30 + index : index < 16 ? 90 + index - 8 : basic_code(of_256(index));
  return std::to_string(code + (background ? kBackground : 0));
}

std::string code_of_rgb(Rgb rgb, bool background, ColourDepth depth) {
  if (depth != ColourDepth::direct) return code_of_256(nearest_of_256(rgb), background, depth);
  return fmt::format("{};2;{};{};{}", background ? 48 : 38, rgb.red, rgb.green, rgb.blue);
}

std::optional<std::string_view> argument_of(std::string_view text, std::string_view function) {
  if (!text.starts_with(function) || !text.ends_with(")")) return std::nullopt;
  text = text.substr(function.size(), text.size() - function.size() - 1);
  return trim(text);
}

std::optional<std::string> ground(std::string_view text, bool background, ColourDepth depth) {
  if (background && equal_fold(text, "transparent")) return "49";
  if (const std::optional<int> code = named_colour(text)) return std::to_string(*code + (background ? kBackground : 0));
  if (const auto codes = argument_of(text, "raw(")) {
    // Only what can stand in an SGR sequence: a theme colours, and does nothing else to a terminal.
    if (codes->empty() || codes->find_first_not_of("0123456789;") != codes->npos) return std::nullopt;
    return std::string(*codes);
  }
  if (const auto parts = argument_of(text, "rgb(")) text = *parts;
  if (text.find(',') != text.npos) {
    const std::optional<Rgb> rgb = of_parts(text);
    return rgb ? std::optional(code_of_rgb(*rgb, background, depth)) : std::nullopt;
  }
  if (const std::optional<int> index = byte_value(text); index && text.size() <= 3) {
    return code_of_256(*index, background, depth);
  }
  if (const std::optional<Rgb> rgb = of_hex(text)) return code_of_rgb(*rgb, background, depth);
  return std::nullopt;
}

std::optional<std::string> field_code(std::string_view field, ColourDepth depth) {
  const std::size_t equals = field.find('=');
  if (equals == field.npos) {
    if (const std::optional<int> code = code_of(kAttributes, to_lower(field))) return std::to_string(*code);
    return ground(field, false, depth);
  }
  const std::string_view key = trim(field.substr(0, equals));
  if (key != "fg" && key != "bg") return std::nullopt;
  return ground(trim(field.substr(equals + 1)), key == "bg", depth);
}

}  // namespace

std::string colour_code(std::string_view text, ColourDepth depth) {
  std::string out;
  for (const std::string& part : split(text, ':')) {
    const std::string_view field = trim(part);
    if (field.empty() || field == "none") continue;
    const std::optional<std::string> code = field_code(field, depth);
    if (!code) throw ParseError(fmt::format("{} is no colour", go_quote(field)));
    out += (out.empty() ? "" : ";") + *code;
  }
  return out;
}

std::vector<std::string> colour_codes(std::string_view text, ColourDepth depth) {
  std::vector<std::string> out;
  for (const std::string& part : split(text, '/')) out.push_back(colour_code(part, depth));
  return out;
}

}  // namespace kpp::io
