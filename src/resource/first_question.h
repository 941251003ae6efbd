// kubectl asks a server for its types before anything else. kpp knows most types and does not ask; but where a server
// cannot be reached, refuses, or lacks a type, kubectl's error is the answer to that first question. The functions here
// recognise such failures, and ask the question late, to fail with its words.
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

/// Did the server answer 401: it does not know who asks? It answers every request so.
bool is_unauthorized(const Error& error);
/// Does a 404 say that the server has no such path, and not that an object or its namespace is not there?
bool unknown_path(const ApiError& error);

/// Asks the server for its groups, as kubectl does before it sends anything else, and throws where it refuses to talk.
void require_reached(Client& client);

/// Asks now for the server's groups, which kubectl does before it takes an object of `source`, and throws Error in the
/// words it then has: `unable to recognize "f.yaml": …`. Returns when the server answers.
void ask_for_types(Client& client, std::string_view source);

/// A server's schema could not be had: then nothing more is read of the same source.
class NoSchema : public Error {
 public:
  using Error::Error;
};
/// Asks now for the server's schema, which kubectl does before it sends an object of `source` that is to be validated,
/// and throws NoSchema in the words it then has.
void ask_for_schema(Client& client, std::string_view source);

/// The error that is being handled (call in a catch block), shared: where it is that the server of an object of
/// `source` was never reached, the words that kubectl has for that (ask_for_types). `source` is "" for what is no
/// file's.
std::shared_ptr<const Error> share_with_first_question(Client& client, std::string_view source);

}  // namespace kpp::resource
