// JsonPath::Walk: a template over a list whose items come one by one.
//
// kubectl holds the list, and takes each step of a path over all items before it takes the next. Here every item takes
// all steps before the next item comes. The values that are found are the same, in the same order; what differs is what
// a step knows of other items, and so each step keeps a little of what it met (StepState). It shows in three ways.
//
// A key is missing only when no item has it. {.items[*].a} over
//   {"a": 1}, {"b": 2}       prints 1; the second item lacks `a`, but one has it
//   {"b": 1}, {"b": 2}       prints nothing, and end() throws "a is not found"
// so a field step that finds nothing is no error until the end (got_input, found_any).
//
// A slice that takes no element ends its step for all later items. {.items[*].l[*]} over
//   {"l": [1]}, {"l": []}, {"l": [3]}     prints 1 and not 3, which looks like a fault and is how kubectl does it
// (stopped).
//
// Of two errors the one at the earlier step is told, whichever item it came with. {.items[*].l[0][0]} over
//   {"l": [7]}, {"l": 5}     the first fails at the second [0] (7 is no list), the second at the first [0] (5 is none)
// and the second's is told. So after an error items go on taking the steps before it: bad_step only ever sinks.
//
// A range is simpler: its body is evaluated for one item at a time in kubectl too, and its first error is the error.
//
// end() may throw after text was handed out, and then nothing may be printed. So the printer keeps the text (not the
// items) until then: print/jsonpath_printer.cc.
//
// Rejected:
// - Keeping the items and evaluating at the end: memory grows with the cluster, where the text wanted is often a name
//   an item.
// - execute() for each item: wrong in all three ways above.
// - Walking any template: shape_of() lets only those through that provably take each item once, from the first step on;
//   {.items[0]} or two paths in a row need the whole list.
#include <utility>

#include "algo/jsonpath/evaluator.h"
#include "algo/jsonpath/impl.h"
#include "algo/jsonpath/print.h"
#include "kpp/error.h"

namespace kpp::algo {
namespace {

using jsonpath::Results;
using jsonpath::Shape;
using jsonpath::Step;

class Discarding : public jsonpath::Sink {
 public:
  void take(const Results&) override {}
};

}  // namespace

struct JsonPath::Walk::State {
  struct StepState {
    bool got_input = false;
    bool found_any = false;
    bool stopped = false;
  };

  explicit State(std::shared_ptr<const Impl> template_impl)
      : impl(std::move(template_impl)),
        evaluator(impl->root, impl->options),
        steps(shape().kind == Shape::Kind::path ? path().size() : 0),
        bad_step(steps.size()) {}

  const Shape& shape() const { return impl->shape; }
  const jsonpath::Path& path() const { return impl->root[shape().part].paths.front(); }

  // The parts around the items: they print the same for any data.
  void constants(std::size_t from, std::size_t to, std::string& out) {
    jsonpath::Printing printing(out, false);
    Results results;
    for (std::size_t i = from; i < to; ++i) {
      results.clear();
      evaluator.step(impl->root[i], {Node::null()}, results);
      printing.take(results);
    }
  }

  bool step(std::size_t index) {
    StepState& state = steps[index];
    const Step& step = path()[index];
    found.clear();
    state.got_input = state.got_input || !current.empty();
    if (step.kind == Step::Kind::field) {
      for (const Node value : current) {
        if (const Node member = value[step.text]; member.exists()) found.push_back(member);
      }
    } else if (step.kind == Step::Kind::array) {
      if (!state.stopped && !evaluator.array(step, current, found, state.stopped)) return false;
    } else if (!evaluator.step(step, current, found)) {
      return false;
    }
    state.found_any = state.found_any || !found.empty();
    current.swap(found);
    return true;
  }

  // One item of a path. After an error only the steps before it matter: they may still find an earlier one.
  void path_item(Node item, std::string& out) {
    evaluator.begin();
    current.assign(1, item);
    for (std::size_t i = jsonpath::kItemsSteps; i < bad_step; ++i) {
      if (step(i)) continue;
      bad_step = i;
      error = evaluator.error();
      return;
    }
    if (bad_step < steps.size()) return;
    for (const Node value : current) {
      if (printed) out += ' ';
      printed = true;
      jsonpath::append_value(value, out);
    }
  }

  void range_item(Node item, jsonpath::Sink& sink) {
    if (failed) return;
    const Node data = item.is_null() ? Node() : item;
    failed = !evaluator.run(data, sink, shape().part + 1, true);
    if (failed) error = evaluator.error();
  }

  void finish() {
    if (shape().kind == Shape::Kind::range) {
      Discarding discarding;
      if (!any_item) range_item(Node(), discarding);
      if (failed) throw Error(error);
      return;
    }
    for (std::size_t i = jsonpath::kItemsSteps; i < bad_step; ++i) {
      const bool missing = path()[i].kind == Step::Kind::field && steps[i].got_input && !steps[i].found_any;
      if (missing && !impl->options.allow_missing_keys) throw Error(path()[i].text + " is not found");
    }
    if (bad_step < steps.size()) throw Error(error);
  }

  std::shared_ptr<const Impl> impl;
  jsonpath::Evaluator evaluator;
  std::vector<StepState> steps;
  std::size_t bad_step;  ///< the first step with an error; how many there are while there is none
  std::string error;
  Results current;
  Results found;
  bool printed = false;
  bool any_item = false;
  bool failed = false;
};

JsonPath::Walk::Walk(const JsonPath& path) : state_(std::make_unique<State>(path.impl_)) {}
JsonPath::Walk::~Walk() = default;
JsonPath::Walk::Walk(Walk&&) noexcept = default;
JsonPath::Walk& JsonPath::Walk::operator=(Walk&&) noexcept = default;

void JsonPath::Walk::begin(std::string& out) { state_->constants(0, state_->shape().part, out); }

void JsonPath::Walk::item(Node item, std::string& out) {
  state_->any_item = true;
  if (state_->shape().kind == Shape::Kind::path) return state_->path_item(item, out);
  jsonpath::Printing printing(out, false);
  state_->range_item(item, printing);
}

void JsonPath::Walk::end(std::string& out) {
  state_->finish();
  const Shape& shape = state_->shape();
  const std::size_t last = shape.kind == Shape::Kind::range ? shape.end : shape.part;
  state_->constants(last + 1, state_->impl->root.size(), out);
}

}  // namespace kpp::algo
