// Gathered: the failures of one walk over objects, in the shape in which kubectl's visitors hand them on.
//
// What fails for an object is told in a line of its own. What fails for a whole source (a file, an object in it that is
// none, a list) is gathered apart and comes last, as one: a single line in brackets when there are other failures
// beside it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "kpp/error.h"

namespace kpp::resource {

/// The error as it was thrown, shared: for keeping while others go on. Call in a catch block.
std::shared_ptr<const Error> share_current_error();

class Gathered {
 public:
  void add(std::shared_ptr<const Error> error) { of_objects_.push_back(std::move(error)); }
  void add_of_source(std::shared_ptr<const Error> error) { of_sources_.push_back(std::move(error)); }
  void add(std::shared_ptr<const Error> error, bool of_source) {
    (of_source ? of_sources_ : of_objects_).push_back(std::move(error));
  }
  bool empty() const { return of_objects_.empty() && of_sources_.empty(); }

  /// All of it as one error, null when there is none. A single failure of an object is that error itself.
  std::shared_ptr<const Error> error() const;
  /// Throws error(), an error that is no Aggregate as one that holds it. Nothing is thrown when there is none.
  void raise() const;

 private:
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
/// The error without those that `drop` takes out, in Aggregates too; null when nothing is left.
std::shared_ptr<const Error> without(const std::shared_ptr<const Error>& error,
                                     const std::function<bool(const Error&)>& drop);

}  // namespace kpp::resource
