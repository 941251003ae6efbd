// Failures: what failed for one object while the command went on with the others, in the order in which it happened.
// The one way for a command to go on after an error; what comes of it has the nesting that kubectl's errors have.
//
// What fails for an object is told in a line of its own. What fails for a whole source (a file, an object in it that is
// none, a list) is gathered apart and comes last, as one: a single line in brackets when there are other failures
// beside it.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "kpp/error.h"

namespace kpp::resource {

class Failures {
 public:
  Failures() = default;
  /// With `ignore_not_found` those of absent objects do not count in the end.
  explicit Failures(bool ignore_not_found) : ignore_not_found_(ignore_not_found) {}

  void add(std::shared_ptr<const Error> error) { of_objects_.push_back(std::move(error)); }
  void add_of_source(std::shared_ptr<const Error> error) { of_sources_.push_back(std::move(error)); }
  /// All of another's.
  void add(const Failures& others);
  /// Runs `work` and keeps what it throws. Throws it where it was the first work and no server was reached: the next
  /// would not reach it either.
  void guard(const std::function<void()>& work);

  /// How many there are, absent objects among them.
  std::size_t size() const { return of_objects_.size() + of_sources_.size(); }
  bool empty() const { return size() == 0; }
  /// All of them as one error, null when none counts. A single failure of an object is that error itself.
  std::shared_ptr<const Error> error() const;
  /// Throws error(), an error that is no Aggregate as one that holds it. Nothing is thrown when there is none.
  void raise() const;

 private:
  bool ignore_not_found_ = false;
  bool first_ = true;
  std::vector<std::shared_ptr<const Error>> of_objects_;
  std::vector<std::shared_ptr<const Error>> of_sources_;
};

/// Does the server say that an object, or its namespace, is not there?
bool is_not_found(const Error& error);
/// The single failures of it in order, out of every Aggregate: kubectl prints them so where it has flattened them. None
/// for null.
std::vector<std::shared_ptr<const Error>> flattened(const std::shared_ptr<const Error>& error);
/// Throws `error` in an Aggregate, or itself if it is one; nothing when it is null.
void throw_gathered(const std::shared_ptr<const Error>& error);

}  // namespace kpp::resource
