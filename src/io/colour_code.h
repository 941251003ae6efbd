// Colours as kubecolor's theme files write them, and the codes a terminal takes for them.
// Source: https://kubecolor.github.io/reference/theme-syntax/
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kpp::io {

/// How many colours a terminal knows; what a theme asks beyond them becomes the nearest there is.
enum class ColourDepth { basic, palette256, direct };

/// "red", "hi-blue:bold", "fg=#fc0:bg=17", "rgb(1, 2, 3)", "raw(1;31)" to the parameters of one SGR sequence:
/// digits and semicolons, nothing else whatever the text is. "" for "none". Throws ParseError.
std::string colour_code(std::string_view text, ColourDepth depth);

/// Colours with "/" between them, taken in turns. Throws ParseError.
std::vector<std::string> colour_codes(std::string_view text, ColourDepth depth);

}  // namespace kpp::io
