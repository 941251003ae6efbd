// See first_question.h.
#include "resource/first_question.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "kpp/client.h"
#include "kpp/discovery.h"

namespace kpp::resource {

bool is_unauthorized(const Error& error) {
  const auto* api = dynamic_cast<const ApiError*>(&error);
  return api && api->status().code == 401;
}

bool never_reached(const Error& error) {
  const auto* transport = dynamic_cast<const TransportError*>(&error);
  if (!transport) return false;
  switch (transport->kind()) {
    case TransportError::Kind::refused:
    case TransportError::Kind::unknown_host:
    case TransportError::Kind::certificate:
    case TransportError::Kind::tls: return true;
    case TransportError::Kind::timeout:
    case TransportError::Kind::cut:
    case TransportError::Kind::cancelled:
    case TransportError::Kind::other: break;
  }
  return false;
}

bool unknown_path(const ApiError& error) {
  const Status& status = error.status();
  if (status.code != 404) return false;
  const bool untold = status.name.empty() && status.message == "the server could not find the requested resource";
  const auto unexpected = [](const Status::Cause& cause) { return cause.reason == "UnexpectedServerResponse"; };
  const bool no_status = std::any_of(status.causes.begin(), status.causes.end(), unexpected);
  return untold || no_status;
}

void require_reached(Client& client) {
  try {
    (void)client.send({.path = "/api", .default_timeout = kDiscoveryTimeout})->status();
  } catch (const Error& error) {
    if (never_reached(error)) throw;
  }
}

void ask_for_types(Client& client, std::string_view source) {
  try {
    (void)client.send({.path = "/api", .default_timeout = kDiscoveryTimeout})->status();
  } catch (const Error& error) {
    throw Error(fmt::format("unable to recognize {}: {}", go_quote(source), error.text_inside()));
  }
}

void ask_for_schema(Client& client, std::string_view source) {
  try {
    (void)client.send({.path = "/openapi/v2", .default_timeout = kDiscoveryTimeout})->status();
  } catch (const Error& error) {
    throw NoSchema(fmt::format(
        "error validating {}: error validating data: failed to download openapi: {}; if you choose to ignore these "
        "errors, turn validation off with --validate=false",
        go_quote(source), error.text_inside()));
  }
}

std::shared_ptr<const Error> share_with_first_question(Client& client, std::string_view source) {
  std::shared_ptr<const Error> failure = share_current_error();
  if (source.empty() || !never_reached(*failure)) return failure;
  try {
    ask_for_types(client, source);
  } catch (const Error&) {
    failure = share_current_error();
  }
  return failure;
}

}  // namespace kpp::resource
