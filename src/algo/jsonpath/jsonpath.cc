// See jsonpath.h.
#include "algo/jsonpath/jsonpath.h"

#include <utility>

#include "algo/jsonpath/evaluator.h"
#include "algo/jsonpath/impl.h"
#include "algo/jsonpath/parse.h"
#include "algo/jsonpath/print.h"
#include "kpp/error.h"

namespace kpp::algo {
namespace {

class Collecting : public jsonpath::Sink {
 public:
  void take(const jsonpath::Results& results) override { lists.push_back(results); }
  std::vector<std::vector<Node>> lists;
};

}  // namespace

JsonPath JsonPath::parse(std::string_view text, JsonPathOptions options) {
  auto impl = std::make_shared<Impl>();
  impl->root = jsonpath::parse_template(text);
  impl->options = options;
  impl->shape = jsonpath::shape_of(impl->root);
  return JsonPath(std::move(impl));
}

void JsonPath::execute(Node data, std::string& out) const {
  const std::size_t before = out.size();
  jsonpath::Printing printing(out, impl_->options.as_json);
  jsonpath::Evaluator evaluator(impl_->root, impl_->options);
  try {
    if (evaluator.run(data, printing)) return;
  } catch (const Error&) {
    out.resize(before);
    throw;
  }
  out.resize(before);
  throw Error(evaluator.error());
}

std::vector<std::vector<Node>> JsonPath::find(Node data) const {
  Collecting collecting;
  jsonpath::Evaluator evaluator(impl_->root, impl_->options);
  if (!evaluator.run(data, collecting)) throw Error(evaluator.error());
  return std::move(collecting.lists);
}

bool JsonPath::items_walk() const {
  return impl_->shape.kind != jsonpath::Shape::Kind::whole && !impl_->options.as_json;
}

std::string relaxed_expression(std::string_view text) {
  if (text.empty()) return {};
  std::string_view path = text;
  if (path.size() > 2 && path.front() == '{' && path.back() == '}') path = path.substr(1, path.size() - 2);
  if (path.size() > 1 && path.front() == '.') path.remove_prefix(1);
  if (path.find_first_of("{}") != std::string_view::npos) {
    throw ParseError(
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
  }
  return std::string("{.").append(path).append("}");
}

}  // namespace kpp::algo
