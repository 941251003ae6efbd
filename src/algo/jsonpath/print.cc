// See print.h.
#include "algo/jsonpath/print.h"

#include <fmt/core.h>

#include "base/limits.h"
#include "base/quote.h"
#include "data/json.h"
#include "kpp/error.h"

namespace kpp::algo::jsonpath {

void append_value(Node value, std::string& out) {
  switch (value.kind()) {
    case Node::Kind::missing: out += "<no value>"; return;
    case Node::Kind::null: out += "null"; return;
    case Node::Kind::boolean: out += value.as_bool() ? "true" : "false"; return;
    case Node::Kind::integer: out += std::to_string(value.as_int()); return;
    case Node::Kind::real: out += go_float(value.as_double()); return;
    case Node::Kind::string: out += value.str(); return;
    case Node::Kind::array:
    case Node::Kind::object: data::write_json(value, out); return;
  }
}

void Printing::check_size() const {
  if (out_.size() - before_ <= limits::kTemplateBytes) return;
  throw Error(fmt::format("the template has made more than {} bytes of text", limits::kTemplateBytes));
}

void Printing::take(const Results& results) {
  if (as_json_) {
    data::write_json_indented(Node::array(results.data(), results.size()), out_);
    out_ += '\n';
    check_size();
    return;
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (i > 0) out_ += ' ';
    append_value(results[i], out_);
    check_size();
  }
}

}  // namespace kpp::algo::jsonpath
