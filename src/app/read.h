// What commands that read have alike in their first and last steps.
#pragma once

namespace kpp {
class TransportError;
}

namespace kpp::app {

class Context;

/// Call where a command begins with looking objects up. kubectl tells of a single mistake in the configuration in one
/// of two forms, by what it needed the configuration for first: a client, or the types of objects. The second form,
/// which is the one it has for several mistakes too, comes with -n alone. Throws what is wrong.
void confirm_lookup(Context& context);

/// Was a watch, once open, ended by --request-timeout? Then that is no failure, and is told at -v=5 alone.
bool ended_by_its_time(Context& context, const TransportError& error);

}  // namespace kpp::app
