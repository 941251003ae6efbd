// What kpp uses of fmt, compiled into the program (KPP_STATIC_RUNTIME): Debian has libfmt as a shared library only, and
// that would bring libstdc++ with it.
#define FMT_HEADER_ONLY
#include <fmt/format.h>

namespace kpp {

// With FMT_HEADER_ONLY the function that all formatting calls is inline: taking its address keeps it.
extern std::string (*const kVformat)(fmt::string_view, fmt::format_args);
std::string (*const kVformat)(fmt::string_view, fmt::format_args) = &fmt::vformat;

}  // namespace kpp
