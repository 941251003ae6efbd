// each(): the objects that a command is about, one after the other, wherever they come from: words, selectors, files,
// addresses. The one loop of every command that does something for each of them; get alone reads by itself, for it
// shows what it reads while it arrives (reader.h).
#pragma once

#include <functional>
#include <string_view>

#include "resource/access.h"
#include "resource/failures.h"
#include "resource/file_source.h"
#include "resource/plan.h"
#include "resource/policy.h"
#include "resource/reader.h"

namespace kpp::resource {

/// What is done for an object; it is valid during the call only, except where Found::document holds it. May throw.
using Visit = std::function<void(Found& found)>;

/// Calls `visit` for each object of the plan in its order. What fails, in reading or in the visit, is added to
/// `failures` in the order in which it happens, and the rest goes on. Throws what ends everything: a server that cannot
/// be reached at all. Returns how many visits ended well.
///
/// Objects of a list are visited a page at a time, and the next page is asked for after that: a visit may take long.
std::size_t each(Access& access, const Plan& plan, const ReadOptions& options, const ReadPolicy& policy,
                 Failures& failures, const Visit& visit);

/// What reading files needs, from the surroundings. Without `look_up` types are not looked up. Where a source is
/// standard input, credential plugins get to know (Access::deny_input).
FileReading file_reading(Access& access, bool look_up = true);
/// What a selection says of how its objects are to be read.
ReadOptions read_options(const Selection& selection, std::int64_t chunk_size, bool enforce_namespace);

/// The failure of `verb` ("creating") on an object of `source`: `error when creating "f.yaml": …`. What the server
/// answered stays such an answer, and a server that was never reached such a failure, for which each() has words of its
/// own. Call in the catch block of `error`.
[[noreturn]] void throw_with_source(const Error& error, std::string_view verb, std::string_view source);

}  // namespace kpp::resource
