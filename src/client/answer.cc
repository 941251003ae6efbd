// See answer.h.
#include "client/answer.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"

namespace kpp {
namespace {

constexpr std::size_t kLongestBody = std::size_t{1} << 20;
constexpr std::size_t kLongestText = 2048;  ///< of a text body, as far as messages quote it

struct KnownCode {
  int code;
  const char* reason;
  const char* message;  ///< null: the body's text
};
constexpr KnownCode kCodes[] = {
    {400, "BadRequest", "the server rejected our request for an unknown reason"},
    {401, "Unauthorized", "the server has asked for the client to provide credentials"},
    {403, "Forbidden", nullptr},
    {404, "NotFound", "the server could not find the requested resource"},
    {405, "MethodNotAllowed", "the server does not allow this method on the requested resource"},
    {406, "NotAcceptable", nullptr},
    {409, "Conflict", "the server reported a conflict"},
    {415, "UnsupportedMediaType", nullptr},
    {422, "Invalid", "the server rejected our request due to an error in our request"},
    {429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"},
    {503, "ServiceUnavailable", "the server is currently unable to handle the request"},
    {504, "Timeout",
     "the server was unable to return a response in the time allotted, but may still be processing the request"},
};

// As much of the body as fits: a failure's text may be cut, its head has said enough already.
std::string read_body(HttpExchange& answer, bool& cut) {
  std::string out;
  try {
    while (out.size() < kLongestBody) {
      const std::string_view piece = answer.read();
      if (piece.empty()) break;
      out.append(piece.substr(0, kLongestBody - out.size()));
    }
  } catch (const TransportError& error) {
    if (error.kind() == TransportError::Kind::cancelled) throw;
    cut = true;
  }
  return out;
}

std::optional<Status> structured(int code, const std::string& body) {
  if (!trim(body).starts_with('{')) return std::nullopt;
  try {
    const Document document = data::parse_json(body);
    if (document.root["kind"].str() != "Status" || document.root["status"].str() == "Success") return std::nullopt;
    Status status = status_of(document.root);
    if (status.code == 0) status.code = code;
    return status;
  } catch (const ParseError&) {
    return std::nullopt;  // no Status then: the code speaks for itself
  }
}

// A Status made of the code and the text of the body.
Status generic(const Request& request, int code, const std::string& text) {
  Status status;
  status.code = code;
  status.status = "Failure";
  status.message =
      fmt::format("the server responded with the status code {} but did not return more information", code);
  for (const KnownCode& known : kCodes) {
    if (known.code != code) continue;
    status.reason = known.reason;
    status.message = known.message ? known.message : text;
  }
  if (code == 409 && request.method == "POST") status.reason = "AlreadyExists";
  if (code == 406 && (text.empty() || text == "unknown")) {
    status.message = "the server was unable to respond with a content type that the client supports";
  }
  if (status.reason.empty() && code >= 500) {
    status.reason = "InternalError";
    status.message =
        fmt::format("an error on the server ({}) has prevented the request from succeeding", go_quote(text));
  }
  if (!request.resource_type.empty()) {
    const std::string type = GroupVersionResource{request.resource_group, {}, request.resource_type}.group_resource();
    status.message += fmt::format(" ({} {}", to_lower(request.method), type);
    status.message += request.resource_name.empty() ? ")" : " " + request.resource_name + ")";
    status.kind = request.resource_type;
    status.group = request.resource_group;
    status.name = request.resource_name;
  }
  status.causes.push_back({"UnexpectedServerResponse", text, ""});
  return status;
}

// kubectl asks for versions, types and schemas by clients that do not look at a Status in the answer: there the code
// alone makes the message.
bool reads_status(const Request& request) {
  if (request.accept == Accept::any) return true;
  const std::vector<std::string> parts = split(std::string_view(request.path).substr(1), '/');
  if (parts.front() == "version" || parts.front() == "openapi") return false;
  return !(parts.front() == "api" && parts.size() <= 2) && !(parts.front() == "apis" && parts.size() <= 3);
}

// A quoted string with \ escapes at the front of `text`, taken off it; false when it is none or holds what cannot be.
bool take_quoted(std::string_view& text, std::string& out) {
  if (text.empty() || text.front() != '"') return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return is_valid_utf8(out);
    }
    if (text[i] == '\\' && ++i == text.size()) return false;
    if (text[i] == '\n' || text[i] == '\r' || text[i] == '\0') return false;
    out += text[i];
  }
  return false;
}

}  // namespace

Status status_of(Node object) {
  Status status;
  status.code = static_cast<int>(object["code"].as_int());
  status.status = object["status"].str();
  status.reason = object["reason"].str();
  status.message = object["message"].str();
  status.continue_token = object["metadata"]["continue"].str();
  const Node details = object["details"];
  status.kind = details["kind"].str();
  status.group = details["group"].str();
  status.name = details["name"].str();
  status.retry_after_seconds = static_cast<int>(details["retryAfterSeconds"].as_int());
  for (const Node cause : details["causes"].items()) {
    status.causes.push_back(
        {std::string(cause["reason"].str()), std::string(cause["message"].str()), std::string(cause["field"].str())});
  }
  return status;
}

ApiError error_of_answer(const Request& request, HttpExchange& answer) {
  const int code = answer.status();
  bool cut = false;
  const std::string body = read_body(answer, cut);
  const bool with_status = reads_status(request);
  if (std::optional<Status> status = with_status ? structured(code, body) : std::nullopt) {
    return ApiError(std::move(*status));
  }
  const std::string type = media_type(answer.header("Content-Type"));
  if (with_status && cut && body.empty() && code == 401 && type == "application/json") {
    // libcurl 7.88 drops the body when an HTTP/2 server says good-bye right after it, as Kubernetes' does to whoever it
    // does not know. What it says then is always the same.
    return ApiError(Status{.code = code, .status = "Failure", .reason = "Unauthorized", .message = "Unauthorized"});
  }
  const bool is_text = type.empty() || type.starts_with("text/");
  Status status =
      generic(request, code, is_text ? to_valid_utf8(trim(std::string_view(body).substr(0, kLongestText))) : "unknown");
  status.retry_after_seconds = retry_after(answer).value_or(0);
  return ApiError(std::move(status));
}

std::optional<int> retry_after(HttpExchange& answer) {
  const std::string text = answer.header("Retry-After");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::max(seconds, 0);
}

std::vector<std::string> warnings_of(const std::vector<Header>& headers) {
  std::vector<std::string> out;
  for (const auto& [name, value] : headers) {
    if (!equal_fold(name, "Warning")) continue;
    // code SP agent SP quoted-text [SP quoted-date], several with commas between.
    for (std::string_view rest = trim(value); !rest.empty();) {
      const std::size_t code_end = rest.find(' ');
      const std::string_view code = rest.substr(0, code_end);
      if (code_end == std::string_view::npos || code.size() != 3) break;
      rest = trim(rest.substr(code_end + 1));
      const std::size_t agent_end = rest.find(' ');
      if (agent_end == std::string_view::npos) break;
      rest = trim(rest.substr(agent_end + 1));
      std::string text;
      if (!take_quoted(rest, text)) break;
      if (code == "299" && !text.empty()) out.push_back(std::move(text));
      rest = trim(rest);
      std::string date;
      if (rest.starts_with('"') && !take_quoted(rest, date)) break;
      rest = trim(rest);
      if (!rest.starts_with(',')) break;
      rest = trim(rest.substr(1));
    }
  }
  return out;
}

std::string media_type(std::string_view content_type) {
  return to_lower(trim(content_type.substr(0, content_type.find(';'))));
}

Document read_document(HttpExchange& answer, const Request& request, KeyOrder order) {
  std::string body;
  try {
    body = answer.read_all();
  } catch (const TransportError& error) {
    if (error.kind() != TransportError::Kind::cut) throw;
    throw BrokenAnswer(
        fmt::format("unexpected error when reading response body. Please retry. Original error: {}", error.what()));
  }
  try {
    return data::parse_json(body, order);
  } catch (const ParseError& error) {
    throw ParseError(
        fmt::format("the server's answer to {} {} is no JSON: {}", request.method, request.path, error.what()));
  }
}

}  // namespace kpp
