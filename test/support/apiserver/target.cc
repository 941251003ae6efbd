// See target.h.
#include "support/apiserver/target.h"

#include "base/strings.h"

namespace kpp::apiserver {

std::optional<Target> read_target(const std::string& path) {
  std::vector<std::string> parts = split(path, '/');
  if (parts.size() < 4 || !parts[0].empty()) return std::nullopt;
  const bool core = parts[1] == "api";
  if (!core && (parts[1] != "apis" || parts.size() < 5)) return std::nullopt;
  const std::string group = core ? "" : parts[2];
  const std::string version = core ? parts[2] : parts[3];
  parts.erase(parts.begin(), parts.begin() + (core ? 3 : 4));
  Target target;
  // "namespaces/x" and its subresources are the namespace itself; more behind it is what is in it.
  const bool in_namespace =
      parts.size() >= 3 && parts[0] == "namespaces" && !(core && parts.size() == 3 && parts[2] == "status");
  if (in_namespace) {
    target.ns = parts[1];
    parts.erase(parts.begin(), parts.begin() + 2);
  }
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  target.kind = find_kind(group, version, parts[0]);
  if (!target.kind || (in_namespace && !target.kind->namespaced)) return std::nullopt;
  if (parts.size() > 1) target.name = parts[1];
  if (parts.size() > 2) target.subresource = parts[2];
  if (parts.size() > 1 && target.name.empty()) return std::nullopt;
  if (target.kind->namespaced && target.ns.empty() && !target.name.empty()) return std::nullopt;
  const bool approval = target.subresource == "approval" && target.kind->resource == "certificatesigningrequests";
  const bool known = approval || target.subresource.empty() ||
                     (target.subresource == "status" && target.kind->status) ||
                     (target.subresource == "scale" && target.kind->scale) ||
                     (target.subresource == "eviction" && target.kind->eviction);
  return known ? std::optional(target) : std::nullopt;
}

}  // namespace kpp::apiserver
