// See kpp/request.h.
#include "kpp/request.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp {
namespace {

// What the API takes as one segment of a path. Escaping could not help: servers and proxies undo it too early.
void require_segment(const char* what, std::string_view text) {
  std::vector<std::string> faults;
  if (text == "." || text == "..") faults.push_back(fmt::format("may not be '{}'", text));
  else if (text.find('/') != std::string_view::npos) faults.emplace_back("may not contain '/'");
  if (text.find('%') != std::string_view::npos) faults.emplace_back("may not contain '%'");
  if (!faults.empty()) throw Error(fmt::format("invalid {} {}: {}", what, go_quote(text), go_list(faults)));
}

}  // namespace

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

Request Request::resource(std::string method, const GroupVersionResource& gvr, std::string_view ns,
                          std::string_view name, std::string_view subresource) {
  Request request;
  request.method = std::move(method);
  const auto add = [&](const char* what, std::string_view segment) {
    require_segment(what, segment);
    request.path += "/" + path_escape(segment);
  };
  request.path = gvr.group.empty() ? "/api" : "/apis";
  if (!gvr.group.empty()) add("group", gvr.group);
  add("version", gvr.version);
  if (!ns.empty()) {
    request.path += "/namespaces";
    add("namespace", ns);
  }
  add("resource", gvr.resource);
  if (!name.empty()) add("resource name", name);
  // A subresource may be a path of its own: "proxy/metrics".
  for (const std::string& part : split(subresource, '/')) {
    if (!part.empty()) add("subresource", part);
  }
  request.resource_group = gvr.group;
  request.resource_type = gvr.resource;
  request.resource_name = name;
  return request;
}

}  // namespace kpp
