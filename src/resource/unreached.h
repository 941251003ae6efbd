// A server that refuses to talk, or does not have a type: what kubectl would have noticed with its first question,
// which kpp does not ask for types it knows.
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
/// Does a 404 say that the server has no such path, and not that an object or its namespace is not there?
bool unknown_path(const ApiError& error);

/// `Get "URL": cause` of a lost request, what the server says of missing credentials, the message of any other error.
std::string unreached_text(const Error& error);

/// Asks the server for its groups, as kubectl does before it sends anything else, and throws where it refuses to talk.
void require_reached(Client& client);

/// Asks now for the server's groups, which kubectl does before it takes an object of `source`, and throws Error in the
/// words it then has: `unable to recognize "f.yaml": …`. Returns when the server answers.
void ask_for_types(Client& client, std::string_view source);

/// The error that is being handled (call in a catch block), shared: where it is that the server of an object of
/// `source` was never reached, the words that kubectl has for that (ask_for_types). `source` is "" for what is no
/// file's.
std::shared_ptr<const Error> share_with_first_question(Client& client, std::string_view source);

}  // namespace kpp::resource
