// Go's literals, as templates write them.
#pragma once

#include <string>
#include <string_view>

#include "algo/gotemplate/tree.h"

namespace kpp::algo::gotemplate {

/// Go's strconv.Unquote for "…", `…` and '…'; false when it is not valid.
bool unquote(std::string_view text, std::string& out);
/// An integer or a real of any base, or why it is neither.
enum class NumberFault { none, syntax, overflow };
NumberFault parse_number(const std::string& written, Operand& out);

}  // namespace kpp::algo::gotemplate
