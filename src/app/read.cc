// See read.h.
#include "app/read.h"

#include "app/context.h"
#include "base/quote.h"
#include "client/merged_config.h"
#include "kpp/client_config.h"

namespace kpp::app {

void confirm_lookup(Context& context) {
  try {
    (void)context.client_config();
  } catch (const UnusableConfig& error) {
    if (!context.namespace_explicit()) throw;
    throw VerbatimError("Error in configuration: " + error.message());
  }
}

bool ended_by_its_time(Context& context, const TransportError& error) {
  if (error.kind() != TransportError::Kind::timeout || !error.request().empty() ||
      !context.client_config().request_timeout) {
    return false;
  }
  context.log().info(5, "\"Unable to decode an event from the watch stream\" err=" + go_quote(error.what()));
  return true;
}

}  // namespace kpp::app
