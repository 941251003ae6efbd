// Words that kinds of Kubernetes use to say how an object is, and whether they are good news.
#pragma once

#include <optional>
#include <string_view>

#include "base/meaning.h"

namespace kpp::print {

/// Good, warning or bad for one word ("Running", "Init:CrashLoopBackOff"); nullopt for what is no such word.
std::optional<Meaning> status_meaning(std::string_view word);

/// Ratio meanings for "1/2", "Init:0/1"; nullopt for anything else.
std::optional<Meaning> ratio_meaning(std::string_view text);

}  // namespace kpp::print
