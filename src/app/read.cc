// See read.h.
#include "app/read.h"

#include "app/context.h"
#include "base/quote.h"
#include "client/merged_config.h"
#include "kpp/client_config.h"
#include "resource/gathered.h"

namespace kpp::app {

void confirm_lookup(Context& context) {
  try {
    (void)context.client_config();
  } catch (const UnusableConfig& error) {
    if (!context.namespace_explicit()) throw;
    throw VerbatimError("Error in configuration: " + error.message());
  }
}

void deny_input(Context& context) {
  context.client_config().credentials->deny_input("used by stdin resource manifest reader");
}

resource::FileReading file_reading(Context& context, bool local) {
  return {.io = &context.io(),
          .takes_input =
              [&context, local] {
                if (!local) deny_input(context);
              },
          .transport = [&context]() -> Transport& { return context.transport(); },
          .clock = &context.clock(),
          .mapper = local ? nullptr : &context.mapper()};
}

resource::ReadOptions read_options(const resource::Selection& selection, std::int64_t chunk_size,
                                   bool enforce_namespace) {
  return {.accept = Accept::json,
          .include_object = {},
          .label_selector = selection.label_selector,
          .field_selector = selection.field_selector,
          .subresource = selection.subresource,
          .chunk_size = chunk_size,
          .namespace_name = selection.all_namespaces ? std::string() : selection.namespace_name,
          .enforce_namespace = enforce_namespace};
}

std::shared_ptr<const Error> gathered_error(const resource::Reader& reader, bool ignore_not_found) {
  resource::Gathered gathered;
  for (const resource::ReadError& error : reader.errors()) gathered.add(error.error, error.of_source);
  if (!ignore_not_found) return gathered.error();
  return resource::without(gathered.error(), resource::is_not_found);
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
