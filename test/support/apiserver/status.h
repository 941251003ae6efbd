// Failures, as the real server words them, and Status objects.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

/// What a handler throws to answer with a Status.
struct Failure : std::exception {
  struct Cause {
    std::string reason{};
    std::string message{};
    std::string field{};
  };
  int code = 500;
  std::string reason{};
  std::string message{};
  std::string group{};  ///< with `kind` and `name` the details
  std::string kind{};
  std::string name{};
  std::string uid{};
  std::vector<Cause> causes{};
  std::optional<int> retry_after{};
  std::string continue_token{};  ///< with which an expired list may go on
  Failure() = default;
  Failure(int c, std::string r, std::string m) : code(c), reason(std::move(r)), message(std::move(m)) {}
  const char* what() const noexcept override { return message.c_str(); }
};

/// A resource as messages name it: "pods", "deployments.apps".
struct Named {
  std::string group{};
  std::string resource{};
  std::string qualified() const { return group.empty() ? resource : resource + "." + group; }
};

Failure bad_request(std::string message);
Failure unauthorized();
Failure not_found(const Named& resource, const std::string& name);
/// For a path that is nothing.
Failure no_such_path();
Failure already_exists(const Named& resource, const std::string& name);
Failure conflict(const Named& resource, const std::string& name, const std::string& why);
Failure method_not_allowed();
Failure expired(std::string message);
/// For a kind ("Pod", "Deployment.apps" when qualified) and what is wrong with which of its fields.
Failure invalid(const std::string& group, const std::string& kind, const std::string& name,
                std::vector<Failure::Cause> causes);
/// What a fault has ordered.
Failure ordered_failure(int code, std::optional<int> retry_after);

std::string status_json(const Failure& failure);
void send_failure(Answer& answer, const Failure& failure);
/// The Status of something that was done to an object.
std::string success_json(const Named& resource, const std::string& name, const std::string& uid);

}  // namespace kpp::apiserver
