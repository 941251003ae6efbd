// Results of a template as text.
#pragma once

#include <string>

#include "algo/jsonpath/evaluator.h"

namespace kpp::algo::jsonpath {

/// One value: texts as they are, lists and objects as JSON in one line, null as "null".
void append_value(Node value, std::string& out);

/// Appends one list of results: separated by blanks, or as an indented JSON array and a newline. Throws Error
/// when it has made too much text.
class Printing : public Sink {
 public:
  Printing(std::string& out, bool as_json) : out_(out), before_(out.size()), as_json_(as_json) {}
  void take(const Results& results) override;

 private:
  void check_size() const;

  std::string& out_;
  std::size_t before_;
  bool as_json_;
};

}  // namespace kpp::algo::jsonpath
