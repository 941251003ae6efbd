// What kpp says of its own version.
#pragma once

#include <string_view>

#include "app/version_build.h"

namespace kpp::app {

inline constexpr std::string_view kMajor = "1";
inline constexpr std::string_view kMinor = "36";
/// kubectl's version that kpp follows, with kpp's own behind the plus, as distributions do.
inline constexpr std::string_view kGitVersion = "v1.36.4+kpp." KPP_VERSION;
inline constexpr std::string_view kGitCommit = KPP_COMMIT;
inline constexpr std::string_view kBuildDate = KPP_BUILD_DATE;
inline constexpr std::string_view kKustomizeVersion = "v5.8.1";
#if defined(__clang__)
inline constexpr std::string_view kCompiler = "clang";
#else
inline constexpr std::string_view kCompiler = "gcc";
#endif
#if defined(__aarch64__)
inline constexpr std::string_view kPlatform = "linux/arm64";
#elif defined(__x86_64__)
inline constexpr std::string_view kPlatform = "linux/amd64";
#else
inline constexpr std::string_view kPlatform = "linux/unknown";
#endif

}  // namespace kpp::app
