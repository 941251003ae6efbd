// What a value means, for colours: by its type where it has one, by its looks where it is a text.
#pragma once

#include <string_view>

#include "base/meaning.h"
#include "kpp/node.h"

namespace kpp::data {

/// Of a value in JSON and YAML: a string that looks like a quantity or a duration is one, any other a string.
Meaning meaning_of(Node value);
/// Of a text in a description, where all values are texts: "True", "3", "<none>" too.
Meaning meaning_of_text(std::string_view text);

}  // namespace kpp::data
