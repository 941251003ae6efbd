// See auth.h. Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/
#include "support/apiserver/auth.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "base/strings.h"

namespace kpp::apiserver {
namespace {

bool is_public(const std::string& path) {
  return path == "/healthz" || path == "/livez" || path == "/readyz" || path == "/version" || path == "/version/";
}

bool has_group(const User& user, const char* group) {
  return std::find(user.groups.begin(), user.groups.end(), group) != user.groups.end();
}

}  // namespace

User Authenticator::user_of(const Request& request) const {
  const std::string authorization = request.header("authorization");
  if (authorization.size() > 7 && equal_fold(authorization.substr(0, 7), "Bearer ")) {
    const auto found = tokens_.find(std::string(trim(std::string_view(authorization).substr(7))));
    if (found == tokens_.end()) throw unauthorized();
    return found->second;
  }
  if (request.certificate_refused) throw unauthorized();
  if (!request.certificate_user.name.empty()) return request.certificate_user;
  return {"system:anonymous", {"system:unauthenticated"}};
}

std::string verb_of(const Request& request, const Target& target) {
  const bool collection = target.name.empty();
  if (request.method == "GET" || request.method == "HEAD") {
    return !collection ? "get" : request.flag("watch") ? "watch" : "list";
  }
  if (request.method == "POST") return "create";
  if (request.method == "PUT") return "update";
  if (request.method == "PATCH") return "patch";
  if (request.method == "DELETE") return collection ? "deletecollection" : "delete";
  return to_lower(request.method);
}

void check_allowed(const User& user, const Request& request, const Target* target) {
  if (has_group(user, kMasters) || (!target && is_public(request.path))) return;
  const bool reading = request.method == "GET" || request.method == "HEAD";
  if (reading && has_group(user, kReaders)) return;
  if (!target) {
    throw Failure(403, "Forbidden",
                  fmt::format("forbidden: User {} cannot {} path {}", go_quote(user.name), to_lower(request.method),
                              go_quote(request.path)));
  }
  const std::string resource = target->kind->resource + (target->subresource.empty() ? "" : "/" + target->subresource);
  const std::string object = target->name.empty() ? "" : " " + go_quote(target->name);
  const std::string where = target->ns.empty() ? "at the cluster scope" : "in the namespace " + go_quote(target->ns);
  Failure failure(403, "Forbidden",
                  fmt::format("{}{} is forbidden: User {} cannot {} resource {} in API group {} {}",
                              target->kind->named().qualified(), object, go_quote(user.name), verb_of(request, *target),
                              go_quote(resource), go_quote(target->kind->group), where));
  failure.group = target->kind->group;
  failure.kind = target->kind->resource;
  failure.name = target->name;
  throw failure;
}

}  // namespace kpp::apiserver
