// The second reader of JSON: for what the fast one refuses, and for errors in encoding/json's words.
#pragma once

#include <string_view>

#include "data/json.h"

namespace kpp::data {

/// As JsonParser::parse(), one byte at a time: takes integers of any size, invalid UTF-8 and lone surrogates
/// (as U+FFFD), as Go does; throws ParseError in Go's words for what is no JSON.
Node parse_json_slowly(std::string_view text, Arena& arena, KeyOrder order);

/// Puts an object's members in order: sorted when asked for, one entry a key, the last value kept.
void arrange_members(std::vector<Member>& members, std::size_t first, KeyOrder order);

}  // namespace kpp::data
