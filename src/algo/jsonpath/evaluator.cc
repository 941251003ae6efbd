// See evaluator.h. Which value, and which of several errors, follows client-go's util/jsonpath.
//
// Everything is a list of values. A template is a row of parts (texts and pairs of braces), a pair of braces a row of
// steps, and a step makes a list of a list: it takes each value of the one and puts what it finds there into the other.
// Take {.items[?(@.n>1)].l[0]} on {"items": [{"n": 1, "l": [5]}, {"n": 2, "l": [7, 8]}]}:
//   the document         [ {items: …} ]
//   field items          [ [{n: 1, …}, {n: 2, …}] ]       one value, a list
//   filter @.n>1         [ {n: 2, l: [7, 8]} ]             its elements for which both sides, evaluated with the
//   field l              [ [7, 8] ]                        element as their document, compare so
//   array [0]            [ 7 ]
// and 7 is printed. Most paths are fields alone and never have more than one value: list() walks those without lists.
//
// {range …} and {end} are no brackets but steps: `range` says that what this part finds is to be walked over, and the
// parts after it are then evaluated once for each value (range(), which calls parts() for the row's rest) until one
// says `end`; the outer row goes on behind that part (last_end_). Counters, not the parser, know how deep one is. A
// range over nothing is walked once without a sink, to find its end and the errors in its body.
//
// Errors are false and a text, not exceptions, for they do not always end the evaluation: `?(@.a[0].b)` asks whether
// anything was found, error or not. So on an error `out` holds what Go's evaluation gives beside it. The single thing
// thrown is the bound on steps (count()): templates come from users, and each `..` after another multiplies what there
// is to visit.
//
// Rejected:
// - A tree with ranges as nodes: a template without an {end}, or with one too many, is an error or none by what was
//   evaluated until then, as kubectl has it; a parser cannot say.
// - A list made anew for each step: a list of ten thousand pods makes a few for each pod. Scratch hands out the same
//   ones again.
// - null and absent as one: a null is a value that is found and printed; only as what a range walks over does it become
//   Go's invalid value.
#include "algo/jsonpath/evaluator.h"

#include <fmt/core.h>

#include <utility>

#include "algo/jsonpath/compare.h"
#include "data/go_value.h"
#include "kpp/error.h"

namespace kpp::algo::jsonpath {
namespace {

// The elements a slice means, or what is wrong with it.
struct Span {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::string error;
};

Span span_of(const Step& step, std::int64_t length) {
  const auto& [from, to, stride] = step.bounds;
  Span span{from.known ? from.value : 0, to.known ? to.value : length, {}};
  if (span.from < 0) span.from += length;
  if (span.to < 0 || (span.to == 0 && to.derived)) span.to += length;
  if (span.from == span.to) return span;
  const auto out_of_bounds = [&](std::int64_t index) {
    span.error = "array index out of bounds: index " + std::to_string(index) + ", length " + std::to_string(length);
  };
  if (span.from >= length || span.from < 0) {
    out_of_bounds(span.from);
  } else if (span.to > length || span.to < 0) {
    out_of_bounds(span.to - 1);
  } else if (span.from > span.to) {
    span.error =
        "starting index " + std::to_string(span.from) + " is greater than ending index " + std::to_string(span.to);
  } else if (stride.known && stride.value <= 0) {
    span.error = "step must be > 0";
  }
  return span;
}

}  // namespace

Evaluator::Scratch::Scratch(Evaluator& owner)
    : owner_(owner), results_([&]() -> Results& {
        if (owner.depth_ == owner.lists_.size()) owner.lists_.push_back(std::make_unique<Results>());
        return *owner.lists_[owner.depth_++];
      }()) {
  results_.clear();
}

bool Evaluator::fail(std::string message) {
  error_ = std::move(message);
  return false;
}

void Evaluator::count(std::size_t values) {
  steps_ += values;
  if (steps_ > max_steps_) throw Error(fmt::format("the template has found more than {} values", max_steps_));
}

// The values inside one: elements, members, and of a text its bytes, as Go indexes it.
void Evaluator::children(Node value, Results& out) {
  count(value.is_string() ? value.str().size() : value.size());
  for (const Node item : value.items()) out.push_back(item);
  for (const Member& member : value.members()) out.push_back(member.value);
  for (const char byte : value.str()) out.push_back(Node::integer(static_cast<unsigned char>(byte)));
}

bool Evaluator::run(Node data, Sink& sink, std::size_t first, bool in_range) {
  begin();
  begins_ = 0;
  ends_ = 0;
  open_ = in_range ? 1 : 0;
  last_end_ = 0;
  return parts(first, data, &sink);
}

// Without a sink the results are of no interest: an empty range is walked to find its end, and its errors.
bool Evaluator::parts(std::size_t first, Node data, Sink* sink) {
  Scratch current(*this);
  (*current).push_back(data);
  for (std::size_t i = first; i < root_.size(); ++i) {
    Scratch results(*this);
    if (!step(root_[i], *current, *results)) return false;
    if (ends_ > 0 && ends_ <= open_) {
      --ends_;
      last_end_ = i;
      return true;
    }
    if (begins_ > 0) {
      if (!range(i, *results, sink)) return false;
      if (last_end_ > i) i = last_end_;
    } else if (sink != nullptr) {
      sink->take(*results);
    }
  }
  return true;
}

bool Evaluator::range(std::size_t part, const Results& values, Sink* sink) {
  --begins_;
  ++open_;
  if (values.empty() && !parts(part + 1, Node(), nullptr)) return false;
  for (const Node value : values) {
    // A null becomes Go's invalid value on its way through interface{}.
    if (!parts(part + 1, value.is_null() ? Node() : value, sink)) return false;
  }
  --open_;
  return true;
}

bool Evaluator::list(const Path& path, const Results& in, Results& out) {
  count(in.size());
  std::size_t i = 0;
  if (in.size() == 1) {
    // Most paths only go from field to field of one object.
    Node value = in.front();
    for (; i < path.size() && path[i].kind == Step::Kind::field; ++i) {
      const Node member = value[path[i].text];
      if (!member.exists()) break;
      value = member;
    }
    out.assign(1, value);
  } else {
    out.assign(in.begin(), in.end());
  }
  if (i == path.size()) return true;
  Scratch next(*this);
  for (; i < path.size(); ++i) {
    (*next).clear();
    const bool good = step(path[i], out, *next);
    out.swap(*next);
    if (!good) return false;
  }
  return true;
}

bool Evaluator::step(const Step& step, const Results& in, Results& out) {
  count(1 + in.size());
  switch (step.kind) {
    case Step::Kind::text: out.push_back(Node::string(step.text)); return true;
    case Step::Kind::list: return list(step.paths.front(), in, out);
    case Step::Kind::field: return field(step, in, out);
    case Step::Kind::array: {
      bool stopped = false;
      return array(step, in, out, stopped);
    }
    case Step::Kind::wildcard:
      for (const Node value : in) children(value, out);
      return true;
    case Step::Kind::recursive:
      for (const Node value : in) recursive(value, out);
      return true;
    case Step::Kind::filter: return filter(step, in, out);
    case Step::Kind::set: {
      Scratch members(*this);
      for (const Path& path : step.paths) {
        if (!list(path, in, *members)) {
          out.assign(in.begin(), in.end());
          return false;
        }
        out.insert(out.end(), (*members).begin(), (*members).end());
      }
      return true;
    }
    case Step::Kind::integer: out.assign(in.size(), Node::integer(step.integer)); return true;
    case Step::Kind::real: out.assign(in.size(), Node::real(step.real)); return true;
    case Step::Kind::boolean: out.assign(in.size(), Node::boolean(step.boolean)); return true;
    case Step::Kind::word: break;
  }
  return word(step, in, out);
}

bool Evaluator::field(const Step& step, const Results& in, Results& out) {
  for (const Node value : in) {
    if (const Node member = value[step.text]; member.exists()) out.push_back(member);
  }
  return !out.empty() || in.empty() || allow_missing_keys_ || fail(step.text + " is not found");
}

bool Evaluator::array(const Step& step, const Results& in, Results& out, bool& stopped) {
  for (const Node value : in) {
    if (!value.has_value()) continue;
    Span span;
    if (value.is_array()) {
      span = span_of(step, static_cast<std::int64_t>(value.size()));
    } else {
      span.error = std::string(data::go_type(value)) + " is not array or slice";
    }
    if (!span.error.empty()) {
      out.assign(in.begin(), in.end());
      return fail(std::move(span.error));
    }
    if (span.from == span.to) {
      stopped = true;
      return true;
    }
    count(static_cast<std::size_t>(span.to - span.from));
    const std::int64_t stride = step.bounds[2].known ? step.bounds[2].value : 1;
    for (std::int64_t i = span.from; i < span.to; i += stride) {
      out.push_back(value.at(static_cast<std::size_t>(i)));
      if (stride > span.to) break;
    }
  }
  return true;
}

// The value itself, when there is anything in it, then the same of all that is in it.
void Evaluator::recursive(Node value, Results& out) {
  Results found;
  children(value, found);
  if (found.empty()) return;
  out.push_back(value);
  if (value.is_string()) return;
  for (const Node child : found) recursive(child, out);
}

bool Evaluator::filter(const Step& step, const Results& in, Results& out) {
  for (const Node value : in) {
    if (!value.is_array()) {
      std::string message;
      if (value.exists()) {
        data::append_go_value(message, value);
      } else {
        message = "<invalid reflect.Value>";
      }
      out.assign(in.begin(), in.end());
      return fail(message + " is not array or slice and cannot be filtered");
    }
    count(value.size());
    for (const Node item : value.items()) {
      bool pass = false;
      if (!filter_item(step, item, pass)) return false;
      if (pass) out.push_back(item);
    }
  }
  return true;
}

bool Evaluator::filter_item(const Step& step, Node item, bool& pass) {
  Scratch input(*this);
  Scratch left(*this);
  Scratch right(*this);
  (*input).push_back(item);
  const bool good = list(step.paths[0], *input, *left);
  if (step.text == "exists") {
    pass = !(*left).empty();
    return true;
  }
  constexpr const char* kMany = "can only compare one element at a time";
  if (!good) return false;
  if ((*left).empty()) return true;
  if ((*left).size() > 1) return fail(kMany);
  if (!list(step.paths[1], *input, *right)) return false;
  if ((*right).empty()) return true;
  if ((*right).size() > 1) return fail(kMany);
  switch (compare(step.text, (*left).front(), (*right).front())) {
    case Verdict::no: return true;
    case Verdict::yes: pass = true; return true;
    case Verdict::not_comparable: return fail("invalid type for comparison");
    case Verdict::incompatible: return fail("incompatible types for comparison");
    case Verdict::no_operator: break;
  }
  return fail("unrecognized filter operator " + step.text);
}

bool Evaluator::word(const Step& step, const Results& in, Results& out) {
  if (step.text == "range") {
    ++begins_;
    out.assign(in.begin(), in.end());
    return true;
  }
  if (step.text == "end") {
    if (open_ == 0) return fail("not in range, nothing to end");
    ++ends_;
    return true;
  }
  out.assign(in.begin(), in.end());
  return fail("unrecognized identifier " + step.text);
}

}  // namespace kpp::algo::jsonpath
