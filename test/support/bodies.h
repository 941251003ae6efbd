// What servers answer in many tests, made of what the test is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::test {

/// A text as JSON.
inline std::string quoted(std::string_view text) {
  std::string out;
  data::write_json_string(text, out);
  return out;
}

/// A Status that says no; without a reason it has the one that goes with the code.
inline std::string status(int code, std::string_view message, std::string_view reason = {}) {
  const auto usual = [&]() -> std::string_view {
    switch (code) {
      case 400: return "BadRequest";
      case 401: return "Unauthorized";
      case 403: return "Forbidden";
      case 404: return "NotFound";
      case 409: return "Conflict";
      case 410: return "Expired";
      case 422: return "Invalid";
      case 429: return "TooManyRequests";
      case 500: return "InternalError";
      case 503: return "ServiceUnavailable";
      default: return "";
    }
  }();
  return R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":)" + quoted(message) +
         R"(,"reason":)" + quoted(reason.empty() ? usual : reason) + R"(,"code":)" + std::to_string(code) + "}";
}

/// `resource` is "pods", or "deployments.apps".
inline std::string not_found(std::string_view resource, std::string_view name) {
  return status(404, std::string(resource) + " " + quoted(name) + " not found");
}

/// A list of this kind ("PodList"); `metadata` is JSON.
inline std::string list(std::string_view kind, const std::vector<std::string>& items,
                        std::string_view metadata = "{}") {
  std::string out =
      R"({"kind":)" + quoted(kind) + R"(,"apiVersion":"v1","metadata":)" + std::string(metadata) + R"(,"items":[)";
  for (std::size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : ",") + items[i];
  return out + "]}";
}

}  // namespace kpp::test
