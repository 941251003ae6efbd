// The kinds of patch: JSON Patch (RFC 6902), merge patch (RFC 7386), strategic merge patch, and apply in plain cases.
#pragma once

#include "data/json.h"
#include "support/apiserver/http_types.h"

namespace kpp::apiserver {

class Patch {
 public:
  /// By the request's Content-Type. Throws Failure: 400 for a body that is no patch, 415 for a type that is none, or
  /// that custom kinds do not know.
  Patch(const Request& request, bool custom);
  ~Patch();
  Patch(const Patch&) = delete;
  Patch& operator=(const Patch&) = delete;
  /// Throws Failure (422) when it does not fit.
  Json applied(Json object) const;

 private:
  enum class Type { json, merge, strategic, apply };
  Type type_ = Type::merge;
  std::unique_ptr<Json> patch_;
};

/// The object of an apply patch: YAML or JSON. Throws Failure (400).
Json read_apply_body(const Request& request);
/// Strategic merge: lists of named things are merged by their key, others replaced; "$patch" and
/// "$deleteFromPrimitiveList" as Kubernetes has them.
void merge_strategically(Json& object, const Json& patch);

}  // namespace kpp::apiserver
