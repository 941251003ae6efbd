// See object_ref.h.
#include "resource/object_ref.h"

#include <utility>

#include "base/strings.h"

namespace kpp::resource {

Request ObjectRef::request(std::string method) const {
  return Request::resource(std::move(method), type.gvr(), namespace_name, name, subresource);
}

ObjectRef ObjectRef::at(std::string_view other) const {
  ObjectRef out = *this;
  out.subresource = other;
  return out;
}

std::string ObjectRef::kind_text() const {
  const std::string kind = to_lower(type.kind);
  return type.group.empty() ? kind : kind + "." + type.group;
}

ObjectRef ref_to(const GroupVersionResource& type, std::string namespace_name, std::string name,
                 std::string subresource) {
  ObjectRef out;
  out.type.group = type.group;
  out.type.version = type.version;
  out.type.resource = type.resource;
  out.namespace_name = std::move(namespace_name);
  out.name = std::move(name);
  out.subresource = std::move(subresource);
  return out;
}

}  // namespace kpp::resource
