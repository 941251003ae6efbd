// See answer.h.
#include "client/answer.h"

#include <charconv>

#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"

namespace kpp {
namespace {

struct KnownCode {
  int code;
  const char* reason;
  const char* message;
};
constexpr KnownCode kCodes[] = {
    {400, "BadRequest", "the server rejected our request for an unknown reason"},
    {401, "Unauthorized", "the server has asked for the client to provide credentials"},
    {403, "Forbidden", "forbidden"},
    {404, "NotFound", "the server could not find the requested resource"},
    {405, "MethodNotAllowed", "the server does not allow this method on the requested resource"},
    {406, "NotAcceptable", "the server was unable to respond with a content type that the client supports"},
    {409, "Conflict", "the server reported a conflict"},
    {413, "RequestEntityTooLarge", "the server responded with a status code 413"},
    {415, "UnsupportedMediaType", "the body of the request was in an unknown format"},
    {422, "Invalid", "the server rejected our request due to an error in our request"},
    {429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"},
    {503, "ServiceUnavailable", "the server is currently unable to handle the request"},
    {504, "Timeout", "the server was unable to return a response in the time allotted, but may still be processing the request"},
};

// A quoted string with \ escapes; false when it is none.
bool take_quoted(std::string_view& text, std::string& out) {
  if (text.empty() || text.front() != '"') return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) out += text[++i];
    else if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return true;
    } else out += text[i];
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
    status.causes.push_back({std::string(cause["reason"].str()), std::string(cause["message"].str()), std::string(cause["field"].str())});
  }
  return status;
}

ApiError error_of_answer(int code, const std::string&, const std::string& body, int retry_after_seconds) {
  const std::string_view text = trim(body);
  if (text.starts_with('{')) {
    try {
      const Document document = data::parse_json(body);
      if (document.root["kind"].str() == "Status" && document.root["status"].str() != "Success") {
        Status status = status_of(document.root);
        if (status.code == 0) status.code = code;
        return ApiError(std::move(status));
      }
    } catch (const ParseError&) {
      // No Status then: the code speaks for itself.
    }
  }
  Status status;
  status.code = code;
  status.status = "Failure";
  status.retry_after_seconds = retry_after_seconds;
  status.message = fmt::format("the server responded with the status code {} but did not return more information", code);
  // A short text says more than the code; a page made for a browser does not.
  constexpr std::size_t kLongest = 2048;
  const bool usable = !text.empty() && text.size() <= kLongest && text.front() != '<' && is_valid_utf8(text);
  for (const KnownCode& known : kCodes) {
    if (known.code != code) continue;
    status.reason = known.reason;
    status.message = known.message;
    const bool own_text = code == 400 || code == 403 || code == 405 || code == 406;
    if (own_text && usable) status.message = text;
  }
  if (status.reason.empty() && code >= 500) {
    status.reason = "InternalError";
    status.message = fmt::format("an error on the server ({}) has prevented the request from succeeding", go_quote(usable ? text : "unknown"));
  }
  return ApiError(std::move(status));
}

int retry_after(HttpExchange& answer) {
  const std::string text = answer.header("Retry-After");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  return error == std::errc() && end == text.data() + text.size() && seconds > 0 ? seconds : 0;
}

std::vector<std::string> warnings_of(const std::vector<Header>& headers) {
  std::vector<std::string> out;
  for (const auto& [name, value] : headers) {
    if (!equal_fold(name, "Warning")) continue;
    std::string_view rest = value;
    // code SP agent SP quoted-text [SP quoted-date], several with commas between.
    while (!(rest = trim(rest)).empty()) {
      if (!rest.starts_with("299 ")) break;
      rest.remove_prefix(4);
      const std::size_t space = rest.find(' ');
      if (space == std::string_view::npos) break;
      rest.remove_prefix(space + 1);
      std::string text;
      if (!take_quoted(rest, text)) break;
      out.push_back(std::move(text));
      rest = trim(rest);
      std::string date;
      if (rest.starts_with('"') && !take_quoted(rest, date)) break;
      rest = trim(rest);
      if (!rest.starts_with(',')) break;
      rest.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace kpp
