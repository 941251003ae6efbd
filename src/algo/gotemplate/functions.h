// The functions a template can call: text/template's, and kubectl's exists and base64decode.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "algo/gotemplate/value.h"

namespace kpp::algo::gotemplate {

/// Calls a function; new texts go into `arena`. `first` is how the template writes the first argument, "" where it
/// comes from a pipe: `call` names it. Throws Error with the bare reason ("len of type int"), also for a text longer
/// than `limit`. `and` and `or` are not here: they do not evaluate all their arguments.
Value call_function(std::string_view name, const std::vector<Value>& args, const std::string& first, Arena& arena,
                    std::size_t limit);
/// Whether the function makes a new text each time.
bool makes_text(std::string_view name);
/// How many bytes of its arguments the function looks at, whatever it makes of them.
std::size_t bytes_read(std::string_view name, const std::vector<Value>& args);

/// Least and most arguments (-1: any number).
struct Arity {
  int least = 0;
  int most = -1;
};
Arity arity_of(std::string_view name);

}  // namespace kpp::algo::gotemplate
