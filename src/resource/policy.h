// ReadPolicy: how a command comes by its objects: are they asked for, are their types looked up, which are refused?
// What commands differ in is said here, so that they can share one loop: each().
#pragma once

#include "kpp/node.h"

namespace kpp::resource {

struct ReadPolicy {
  /// Objects that are named: asked for, or left to the visit, which gets no object then.
  enum class Names { ask, leave };
  /// Objects of files: asked for by the names they have there, or taken as the files have them.
  enum class Files { ask, as_written };

  Names names = Names::ask;
  Files files = Files::ask;
  /// Types of files' objects are looked up, and a namespace is filled in where there is none. Else no server is asked.
  bool look_up = true;
  /// A List's elements one by one instead of the List.
  bool flatten = true;
  /// Only kinds that the program itself knows.
  bool known_only = false;
  /// A document without kind or apiVersion is refused in the words of kubectl's validation, not in those of its
  /// decoder.
  bool validate = false;
  /// Of the members of objects that a server sends.
  KeyOrder order = KeyOrder::sorted;
};

/// Objects that are there, to be changed: label, patch, taint.
inline constexpr ReadPolicy kChange{};
/// The same of kinds that the program knows, whose members keep the server's order: set, rollout.
inline constexpr ReadPolicy kChangeKnown{.known_only = true, .order = KeyOrder::as_written};
/// Objects of files, to be made: create.
inline constexpr ReadPolicy kCreate{.files = ReadPolicy::Files::as_written};
/// Objects that need not be read: delete.
inline constexpr ReadPolicy kDelete{.names = ReadPolicy::Names::leave, .files = ReadPolicy::Files::as_written};
/// Files alone, and no server: --local.
inline constexpr ReadPolicy kLocal{.files = ReadPolicy::Files::as_written, .look_up = false};

}  // namespace kpp::resource
