// See kpp/request.h.
#include "kpp/request.h"

#include "base/strings.h"

namespace kpp {

std::string Request::target() const {
  auto sorted = query;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out = path;
  char separator = path.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [key, value] : sorted) {
    out += separator;
    out += query_escape(key) + "=" + query_escape(value);
    separator = '&';
  }
  return out;
}

Request Request::resource(std::string method, const GroupVersionResource& gvr, std::string_view ns, std::string_view name,
                          std::string_view subresource) {
  Request request;
  request.method = std::move(method);
  request.path = gvr.group.empty() ? "/api/" + path_escape(gvr.version) : "/apis/" + path_escape(gvr.group) + "/" + path_escape(gvr.version);
  const auto add = [&](std::string_view segment) {
    // "." and ".." would lead elsewhere, and cannot be escaped.
    request.path += "/" + (segment == "." || segment == ".." ? "%2E" + std::string(segment.substr(1)) : path_escape(segment));
  };
  if (!ns.empty()) {
    add("namespaces");
    add(ns);
  }
  add(gvr.resource);
  if (!name.empty()) add(name);
  if (!subresource.empty()) add(subresource);
  return request;
}

}  // namespace kpp
