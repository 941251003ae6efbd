// The objects a command works on one after the other, by words, selectors or files, without asking the server for those
// that are named.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kpp/error.h"
#include "kpp/node.h"
#include "resource/builder.h"
#include "resource/gathered.h"

namespace kpp::app {

class Context;

struct Target {
  ResourceInfo type = {};
  std::string namespace_name = {};  ///< "" for cluster scope
  std::string name = {};
  std::string source = {};  ///< the file that has it; "" for others

  /// The kind in lower case with its group: "deployment.apps".
  std::string kind_text() const;
};

/// The failures of several objects; those of absent ones are dropped where they do not count.
class Failures {
 public:
  explicit Failures(bool ignore_not_found = false) : ignore_not_found_(ignore_not_found) {}
  void add(std::shared_ptr<const Error> error) { gathered_.add(std::move(error)); }
  /// `of_source` as in resource::Gathered.
  void add(std::shared_ptr<const Error> error, bool of_source) { gathered_.add(std::move(error), of_source); }
  /// Runs `work` and keeps what it throws. Throws it where it was the first work and no server was reached: the next
  /// would not reach it either.
  void guard(const std::function<void()>& work);
  /// Throws Aggregate when there are any.
  void raise() const;

 private:
  bool ignore_not_found_;
  bool first_ = true;
  resource::Gathered gathered_;
};

/// Calls `visit` for each object in order. What fails is added to `failures` and the rest goes on. `object` is the one
/// the server listed or the file has; missing for one by name. Throws what is wrong with the command line.
using TargetVisit = std::function<void(const Target& target, Node object)>;
void for_each_target(Context& context, const resource::Selection& selection, Failures& failures,
                     const TargetVisit& visit);

}  // namespace kpp::app
