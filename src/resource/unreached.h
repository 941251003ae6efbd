// A server that refuses to talk: what kubectl would have noticed with its first question, which kpp does not ask for types it knows.
#pragma once

#include <string>
#include <string_view>

#include "kpp/error.h"

namespace kpp {
class Client;
}

namespace kpp::resource {

/// Was there no server to talk to, so that nothing of a request was done?
bool never_reached(const Error& error);

/// Does the server not know who asks? It says so of each request by itself.
bool is_unauthorized(const Error& error);

/// `Get "URL": cause` of a lost request, the message of any other error.
std::string unreached_text(const Error& error);

/// Asks now for the server's groups, which kubectl does before it takes an object of `source`, and throws Error in the words
/// it then has: `unable to recognize "f.yaml": …`. Returns when the server answers.
void ask_for_types(Client& client, std::string_view source);

}  // namespace kpp::resource
