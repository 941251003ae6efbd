// See render_error.h. Scripts match these texts; they are kubectl's.
#include "app/render_error.h"

#include <fmt/core.h>

#include <set>
#include <utility>

#include "base/quote.h"

namespace kpp::app {
namespace {

std::string with_newline(std::string text) {
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

// A failure answer, or a connection that failed, in a form of its own; empty for any other error.
std::string standard_message(const Error& error) {
  if (const auto* api = dynamic_cast<const ApiError*>(&error)) {
    const std::string& reason = api->status().reason;
    if (reason == "Unauthorized") {
      return fmt::format("error: You must be logged in to the server ({})", api->status().message);
    }
    if (!reason.empty()) return fmt::format("Error from server ({}): {}", reason, api->what());
    return fmt::format("Error from server: {}", api->what());
  }
  if (const auto* transport = dynamic_cast<const TransportError*>(&error)) {
    if (transport->kind() == TransportError::Kind::refused) {
      return fmt::format("The connection to the server {} was refused - did you specify the right host or port?",
                         transport->host());
    }
    return fmt::format("Unable to connect to the server: {}", transport->what());
  }
  return {};
}

// A 422 with details: the object's name, then each field's complaint.
std::string invalid_object(const ApiError& error) {
  const Status& status = error.status();
  std::string text = "The request is invalid";
  const bool named = !status.kind.empty() || !status.name.empty();
  if (named) text = fmt::format("The {} {} is invalid", status.kind, go_quote(status.name));
  else if (!status.message.empty() && status.causes.empty()) text += ": " + status.message;
  std::vector<std::string> causes;
  std::set<std::string> seen;
  for (const Status::Cause& cause : status.causes) {
    std::string line = cause.field + ": " + cause.message;
    if (seen.insert(line).second) causes.push_back(std::move(line));
  }
  if (causes.empty()) return text;
  text += ": ";
  if (causes.size() == 1) return text + causes.front();
  for (const std::string& line : causes) text += "\n* " + line;
  return text;
}

}  // namespace

std::string message_for(const Error& error) {
  std::string text = standard_message(error);
  return text.empty() ? error.what() : text;
}

RenderedError render_error(const Error& error, std::string_view command) {
  if (const auto* aggregate = dynamic_cast<const Aggregate*>(&error)) {
    // One error in an Aggregate is told like that error alone. Where that is an Aggregate in turn, its errors are told
    // line by line.
    if (aggregate->errors().size() == 1) {
      const Error& only = *aggregate->errors().front();
      aggregate = dynamic_cast<const Aggregate*>(&only);
      if (!aggregate) return render_error(only, command);
    }
    std::string text;
    for (const auto& member : aggregate->errors()) text += message_for(*member) + "\n";
    return {text, error.exit_code()};
  }
  if (const auto* api = dynamic_cast<const ApiError*>(&error); api && api->is("Invalid")) {
    return {with_newline(invalid_object(*api)), error.exit_code()};
  }
  std::string text = standard_message(error);
  if (text.empty()) {
    text = error.what();
    if (!text.starts_with("error: ") && !dynamic_cast<const VerbatimError*>(&error)) text.insert(0, "error: ");
  }
  if (const auto* usage = dynamic_cast<const UsageError*>(&error); usage && usage->show_usage()) {
    text = with_newline(text) + fmt::format("See '{} --help' for usage.", command);
  }
  return {with_newline(text), error.exit_code()};
}

}  // namespace kpp::app
