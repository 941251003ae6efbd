// See colour.h.
#include "io/colour.h"

#include "base/strings.h"
#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp::io {
namespace {

std::string value(const Environment& env, const std::string& name) {
  return to_lower(trim(env.get(name).value_or("")));
}

constexpr const char* kForced = "KUBECOLOR_FORCE_COLORS";

}  // namespace

ColourMode parse_colour_mode(std::string_view text) {
  if (text == "auto") return ColourMode::automatic;
  if (text == "always") return ColourMode::always;
  if (text == "never") return ColourMode::never;
  throw Error("must be auto, always or never");
}

bool is_coloured(ColourMode mode, bool terminal, const Environment& env) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  return terminal && env.get("NO_COLOR").value_or("").empty() && value(env, "TERM") != "dumb" &&
         value(env, kForced) != "none";
}

ColourDepth colour_depth(const Environment& env) {
  const std::string forced = value(env, kForced);
  if (forced == "basic" || forced == "3-bit" || forced == "3bit" || forced == "4-bit" || forced == "4bit") {
    return ColourDepth::basic;
  }
  if (forced == "256" || forced == "8-bit" || forced == "8bit") return ColourDepth::palette256;
  if (forced == "truecolor" || forced == "true-color" || forced == "24-bit" || forced == "24bit") {
    return ColourDepth::direct;
  }
  const std::string direct = value(env, "COLORTERM");
  if (direct == "truecolor" || direct == "24bit") return ColourDepth::direct;
  const std::string terminal = value(env, "TERM");
  if (terminal.ends_with("-direct")) return ColourDepth::direct;
  // The console of Linux and terminals of old know eight colours and their bright kin.
  if (terminal == "linux" || terminal.starts_with("vt") || terminal == "ansi" || terminal == "cons25") {
    return ColourDepth::basic;
  }
  return ColourDepth::palette256;
}

}  // namespace kpp::io
