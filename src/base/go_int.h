// Whole numbers as Go's strconv reads them, with its words for what is none.
#pragma once

#include <cstdint>
#include <string_view>

namespace kpp {

/// strconv.Atoi: `strconv.Atoi: parsing "x": invalid syntax`.
std::int64_t go_atoi(std::string_view text);
/// strconv.ParseUint in base 10: no sign.
std::uint64_t go_parse_uint(std::string_view text, unsigned bits);

}  // namespace kpp
