// Evaluator: walks a parsed template over a document.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "algo/jsonpath/ast.h"
#include "algo/jsonpath/jsonpath.h"
#include "kpp/node.h"

namespace kpp::algo::jsonpath {

using Results = std::vector<Node>;

/// Takes what the parts of a template found, one list after the other.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void take(const Results& results) = 0;
};

/// One run at a time; keeps its lists for the next. Errors are values here, for a filter's "exists" looks at what was
/// found before one. Only too many steps are thrown, as Error: nothing may go on after that.
class Evaluator {
 public:
  Evaluator(const Path& root, const JsonPathOptions& options)
      : root_(root), allow_missing_keys_(options.allow_missing_keys), max_steps_(options.max_steps) {}

  /// Steps are counted from here on; run() begins anew by itself.
  void begin() { steps_ = 0; }

  /// The parts of the template from `first` on, with ranges; false on an error. `in_range`: the parts are a range's
  /// body, which ends at its {end}.
  bool run(Node data, Sink& sink, std::size_t first = 0, bool in_range = false);

  /// One path; on an error, false, `out` is what Go's evaluation gives beside it.
  bool list(const Path& path, const Results& in, Results& out);
  /// One step.
  bool step(const Step& step, const Results& in, Results& out);
  /// As step() for an array step; true in `stopped` when the step took no element of some list: it then leaves the
  /// values after that one alone.
  bool array(const Step& step, const Results& in, Results& out, bool& stopped);

  const std::string& error() const { return error_; }

 private:
  bool parts(std::size_t first, Node data, Sink* sink);
  bool range(std::size_t part, const Results& values, Sink* sink);
  bool fail(std::string message);
  void count(std::size_t values);
  void children(Node value, Results& out);
  bool field(const Step& step, const Results& in, Results& out);
  bool filter(const Step& step, const Results& in, Results& out);
  bool filter_item(const Step& step, Node item, bool& pass);
  bool word(const Step& step, const Results& in, Results& out);
  void recursive(Node value, Results& out);

  /// A list for the time of a scope.
  class Scratch {
   public:
    explicit Scratch(Evaluator& owner);
    ~Scratch() { --owner_.depth_; }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Results& operator*() { return results_; }

   private:
    Evaluator& owner_;
    Results& results_;
  };

  const Path& root_;
  bool allow_missing_keys_;
  std::uint64_t max_steps_;
  std::uint64_t steps_ = 0;
  std::string error_;
  std::vector<std::unique_ptr<Results>> lists_;
  std::size_t depth_ = 0;
  // Ranges asked for, open, and ends met: kubectl counts them over nested parts.
  int begins_ = 0;
  int open_ = 0;
  int ends_ = 0;
  std::size_t last_end_ = 0;
};

}  // namespace kpp::algo::jsonpath
