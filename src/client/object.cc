// See kpp/object.h.
#include "kpp/object.h"

#include <utility>

#include "base/time.h"
#include "data/json.h"

namespace kpp {

Object::Object(Document document)
    : document_(std::make_shared<const Document>(std::move(document))), root_(document_->root) {}

Object Object::parse(std::string_view json) { return Object(data::parse_json(json)); }

std::map<std::string, std::string> Object::labels() const {
  std::map<std::string, std::string> out;
  for (const Member& member : metadata()["labels"].members()) out.emplace(member.key, member.value.str());
  return out;
}

std::optional<std::chrono::system_clock::time_point> Object::created() const {
  return parse_rfc3339(metadata()["creationTimestamp"].str());
}

std::string Object::json() const { return root_.exists() ? data::to_json(root_) : "null"; }

}  // namespace kpp
