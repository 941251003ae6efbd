// The fields of the API's types.
#include "schema/fields.h"

#include <set>
#include <string>
#include <vector>

#include "support/catch.h"

namespace kpp::schema {
namespace {

const char* const kKinds[] = {
    "Pod", "Service", "ReplicationController", "Deployment",        "DaemonSet", "StatefulSet", "ReplicaSet",
    "Job", "CronJob", "RoleBinding",           "ClusterRoleBinding"};

// The name of a type with fields; "" for plain values.
std::string type_in(std::string_view type) {
  static const std::set<std::string_view> kPlain = {"string",     "uid", "bool", "int32",    "int64",      "strings",
                                                    "quantities", "any", "Time", "Quantity", "IntOrString"};
  if (type.starts_with('*')) type.remove_prefix(1);
  if (type.starts_with("[]")) type.remove_prefix(2);
  return type.starts_with('$') || kPlain.contains(type) ? std::string() : std::string(type);
}

}  // namespace

TEST_CASE("kinds begin with their kind and version") {
  for (const char* kind : kKinds) {
    INFO(kind);
    const auto fields = fields_of_type(kind);
    REQUIRE(fields.size() >= 4);
    CHECK(fields[0].name == "kind");
    CHECK(fields[0].part == "TypeMeta");
    CHECK(fields[1].name == "apiVersion");
  }
}

TEST_CASE("fields stand in the order of the type, with what is said of them") {
  const auto service = fields_of_type("ServicePort");
  REQUIRE(service.size() == 6);
  CHECK(service[2].name == "appProtocol");
  CHECK(service[2].type == "*string");
  CHECK_FALSE(service[2].always);
  CHECK(service[3].name == "port");
  CHECK(service[3].always);
  CHECK(service[3].part.empty());
  CHECK(fields_of_type("PodSpec").size() > 35);
}

TEST_CASE("the first type and the last are found, and no others") {
  CHECK(fields_of_type("AWSElasticBlockStoreVolumeSource").size() == 4);
  CHECK(fields_of_type("WindowsSecurityContextOptions").size() == 4);
  for (const char* none : {"", "A", "Nope", "Pods", "Po", "Zoo", "name!:string"}) CHECK(fields_of_type(none).empty());
}

TEST_CASE("every type that a field names is there") {
  std::vector<std::string> open(std::begin(kKinds), std::end(kKinds));
  std::set<std::string> seen(open.begin(), open.end());
  while (!open.empty()) {
    const std::string type = open.back();
    open.pop_back();
    INFO(type);
    CHECK_FALSE(fields_of_type(type).empty());
    for (const TypedField& field : fields_of_type(type)) {
      std::string next = type_in(field.type);
      if (!next.empty() && seen.insert(next).second) open.push_back(std::move(next));
    }
  }
  CHECK(seen.size() > 150);
}

}  // namespace kpp::schema
