// Reading objects for a command: what Reader needs, from Context and the command's flags.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "resource/builder.h"
#include "resource/reader.h"

namespace kpp::app {

class Context;

/// The configuration is first used to look objects up: with a namespace given, kubectl words a single mistake in it as
/// it words several, unlike where it makes its client first. Throws what is wrong.
void confirm_lookup(Context& context);
/// From now on no credential plugin may ask the user on standard input: a command reads objects or the like from it.
void deny_input(Context& context);
/// With `local`, types are not looked up. Where a source is standard input, plugins get to know (deny_input).
resource::FileReading file_reading(Context& context, bool local = false);
resource::ReadOptions read_options(const resource::Selection& selection, std::int64_t chunk_size,
                                   bool enforce_namespace);
/// The reader's errors as one, as resource::Gathered has it; those of absent objects left out when `ignore_not_found`.
/// Null for none.
std::shared_ptr<const Error> gathered_error(const resource::Reader& reader, bool ignore_not_found);

/// Was a watch, once open, ended by --request-timeout? Then that is no failure, and is told at -v=5 alone.
bool ended_by_its_time(Context& context, const TransportError& error);

}  // namespace kpp::app
