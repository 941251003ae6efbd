// How filters compare two values.
#pragma once

#include <string_view>

#include "kpp/node.h"

namespace kpp::algo::jsonpath {

enum class Verdict {
  no,
  yes,
  not_comparable,  ///< null, lists and objects; for < and its like booleans too
  incompatible,    ///< of two kinds: an integer and a real are two
  no_operator,     ///< no such operator
};

/// LEFT op RIGHT with op one of < > == != <= >=.
Verdict compare(std::string_view op, Node left, Node right);

}  // namespace kpp::algo::jsonpath
