// See status.h.
#include "support/apiserver/status.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"
#include "net/status_text.h"

namespace kpp::apiserver {
namespace {

Failure about(int code, std::string reason, const Named& resource, const std::string& name, std::string message) {
  Failure failure(code, std::move(reason), std::move(message));
  failure.group = resource.group;
  failure.kind = resource.resource;
  failure.name = name;
  return failure;
}

std::string to_text(const Json& json) {
  Arena arena;
  return data::to_json(data::to_node(json, arena)) + "\n";
}

Json details_of(const Failure& failure) {
  Json details = Json::object();
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) details[key] = value;
  };
  add("name", failure.name);
  add("group", failure.group);
  add("kind", failure.kind);
  add("uid", failure.uid);
  for (const Failure::Cause& cause : failure.causes) {
    Json entry = Json::object();
    if (!cause.reason.empty()) entry["reason"] = cause.reason;
    entry["message"] = cause.message;
    if (!cause.field.empty()) entry["field"] = cause.field;
    details["causes"].push_back(std::move(entry));
  }
  if (failure.retry_after.value_or(0) > 0) details["retryAfterSeconds"] = *failure.retry_after;
  return details;
}

}  // namespace

Failure bad_request(std::string message) { return {400, "BadRequest", std::move(message)}; }
Failure unauthorized() { return {401, "Unauthorized", "Unauthorized"}; }

Failure not_found(const Named& resource, const std::string& name) {
  return about(404, "NotFound", resource, name, fmt::format("{} {} not found", resource.qualified(), go_quote(name)));
}

Failure no_such_path() { return {404, "NotFound", "the server could not find the requested resource"}; }

Failure already_exists(const Named& resource, const std::string& name) {
  return about(409, "AlreadyExists", resource, name,
               fmt::format("{} {} already exists", resource.qualified(), go_quote(name)));
}

Failure conflict(const Named& resource, const std::string& name, const std::string& why) {
  return about(409, "Conflict", resource, name,
               fmt::format("Operation cannot be fulfilled on {} {}: {}", resource.qualified(), go_quote(name), why));
}

Failure method_not_allowed() {
  return {405, "MethodNotAllowed", "the server does not allow this method on the requested resource"};
}

Failure expired(std::string message) { return {410, "Expired", std::move(message)}; }

Failure invalid(const std::string& group, const std::string& kind, const std::string& name,
                std::vector<Failure::Cause> causes) {
  const std::string qualified = group.empty() ? kind : kind + "." + group;
  std::vector<std::string> texts;
  for (const Failure::Cause& cause : causes) texts.push_back(cause.field + ": " + cause.message);
  const std::string all = texts.size() == 1 ? texts.front() : "[" + join(texts, ", ") + "]";
  Failure failure =
      about(422, "Invalid", {group, kind}, name, fmt::format("{} {} is invalid: {}", qualified, go_quote(name), all));
  failure.causes = std::move(causes);
  return failure;
}

Failure ordered_failure(int code, std::optional<int> retry_after) {
  Failure failure(code, "", "");
  failure.retry_after = retry_after;
  switch (code) {
    case 422:
      failure = invalid("", "Thing", "this", {{"FieldValueInvalid", "Invalid value: this was asked for", "spec.size"}});
      failure.retry_after = retry_after;
      break;
    case 429:
      failure.reason = "TooManyRequests";
      failure.message = "Too many requests, please try again later.";
      break;
    case 500:
      failure.reason = "InternalError";
      failure.message = "Internal error occurred: this was asked for";
      failure.causes = {{"", "this was asked for", ""}};
      break;
    case 503:
      failure.reason = "ServiceUnavailable";
      failure.message = "the server is currently unable to handle the request";
      break;
    default:
      failure.reason = net::status_text(code);
      std::erase(failure.reason, ' ');
      failure.message = net::status_text(code);
  }
  return failure;
}

std::string status_json(const Failure& failure) {
  Json metadata = Json::object();
  if (!failure.continue_token.empty()) metadata["continue"] = failure.continue_token;
  Json status = {{"kind", "Status"},    {"apiVersion", "v1"},         {"metadata", std::move(metadata)},
                 {"status", "Failure"}, {"message", failure.message}, {"reason", failure.reason}};
  Json details = details_of(failure);
  // Some reasons always have details, if empty ones.
  if (!details.empty() || failure.code == 404 || failure.code == 403) status["details"] = std::move(details);
  status["code"] = failure.code;
  return to_text(status);
}

void send_failure(Answer& answer, const Failure& failure) {
  Answer::Headers headers;
  if (failure.retry_after) headers["Retry-After"] = fmt::format("{}", *failure.retry_after);
  answer.send(failure.code, "application/json", status_json(failure), headers);
}

std::string success_json(const Named& resource, const std::string& name, const std::string& uid) {
  Json details = {{"name", name}};
  if (!resource.group.empty()) details["group"] = resource.group;
  details["kind"] = resource.resource;
  details["uid"] = uid;
  return to_text({{"kind", "Status"},
                  {"apiVersion", "v1"},
                  {"metadata", Json::object()},
                  {"status", "Success"},
                  {"details", std::move(details)}});
}

}  // namespace kpp::apiserver
