// Finds where one JSON value of a stream ends, and says what is wrong with it in encoding/json's words. It checks the
// syntax only; parse_json reads the value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kpp::data {

struct JsonScan {
  enum class Outcome {
    value,           ///< text[begin, end) is a value
    no_more,         ///< nothing but white space is left
    unexpected_end,  ///< the text ends inside a value
    syntax_error,    ///< `problem`, found at byte `offset`
  };
  Outcome outcome = Outcome::no_more;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string problem;     ///< "invalid character '}' looking for beginning of value"
  std::size_t offset = 0;  ///< bytes of the text up to and with the one that is wrong
};

/// A byte as encoding/json names it: 'x', '\\x1f', '\\\''; one from 0x80 on as the code point of that number.
std::string quote_byte(char c);

/// Scans one value from `pos` on.
JsonScan scan_json(std::string_view text, std::size_t pos);

}  // namespace kpp::data
