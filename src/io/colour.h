// Whether what is written is coloured, and in how many colours: from --color, the environment and the terminal.
#pragma once

#include <string_view>

#include "io/colour_code.h"

namespace kpp {
class Environment;
}

namespace kpp::io {

enum class ColourMode { automatic, always, never };

/// "auto", "always", "never". Throws Error that lists them.
ColourMode parse_colour_mode(std::string_view text);

/// Automatic is yes on a terminal, but for NO_COLOR (https://no-color.org), TERM=dumb and KUBECOLOR_FORCE_COLORS=none.
/// A variable never colours what goes into a pipe: that would change what a script reads.
bool is_coloured(ColourMode mode, bool terminal, const Environment& env);

/// From KUBECOLOR_FORCE_COLORS, COLORTERM and TERM.
ColourDepth colour_depth(const Environment& env);

}  // namespace kpp::io
