// Text to the value of a flag and back, in Go's words for what cannot be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/flag_set.h"

namespace kpp::cli {

/// Sets the field from one value. `first` is true for the first value of a list on this line: it replaces the
/// default. Throws Error with the bare reason (`strconv.ParseBool: parsing "x": invalid syntax`).
void assign_value(const Flag& flag, const std::string& value, bool first);
/// The field's value as help shows it: false, '' (empty), [], 500, 5m0s.
std::string value_text(const Flag& flag);
/// "string", "int", "bool", "strings", "duration", …: the word help and errors use for the type.
std::string type_word(const Flag& flag);
/// One line of comma-separated values with CSV quoting; throws Error in encoding/csv's words.
std::vector<std::string> split_csv(const std::string& text);

/// As parse_words, but flags that are required may be missing: for a line that is not finished.
ParsedWords read_words(const std::vector<std::string>& words, FlagSet& own, FlagSet& global);

}  // namespace kpp::cli
