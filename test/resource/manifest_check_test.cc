// Manifests whose members have the wrong type, in Go's words.
#include "resource/manifest_check.h"

#include "data/json.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;

namespace {

std::string complaint(const std::string& json, bool item = false) {
  const Document document = data::parse_json(json);
  try {
    const auto text = [&json] { return json; };
    if (item) resource::check_list_item(document.root);
    else resource::check_manifest(document.root, text);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

std::string invalid(const std::string& json) {
  const Document document = data::parse_json(json);
  try {
    resource::validate_manifest(document.root);
  } catch (const Error& error) {
    const std::string text = error.what();
    return text.substr(0, text.find(';'));
  }
  return {};
}

std::string of_metadata(const std::string& metadata) {
  return complaint(R"({"apiVersion":"v1","kind":"Pod","metadata":)" + metadata + "}");
}

const std::string kField = " into Go struct field ObjectMeta.metadata.";

}  // namespace

TEST_CASE("what is no object, or has no kind") {
  CHECK(complaint("[1]") == "json: cannot unmarshal array into Go value of type unstructured.detector");
  CHECK(complaint("true") == "json: cannot unmarshal bool into Go value of type unstructured.detector");
  CHECK(complaint("3", true) == "json: cannot unmarshal number into Go value of type map[string]interface {}");
  CHECK(complaint(R"({"kind":["Pod"]})") == R"(Object 'Kind' is missing in '{"kind":["Pod"]}')");
  CHECK(complaint(R"({"kind":"List","items":3})") ==
        "json: cannot unmarshal number into Go struct field decodeList.items of type []jsontext.Value");
  CHECK(complaint(R"({"kind":"Pod","apiVersion":3})") ==
        "json: cannot unmarshal number into Go struct field metadataOnlyObject.TypeMeta.apiVersion of type string");
  CHECK(complaint(R"({"kind":"Pod","items":3})").empty());
}

TEST_CASE("metadata of the wrong type") {
  CHECK(of_metadata("3") ==
        "json: cannot unmarshal number into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta");
  CHECK(of_metadata(R"({"name":3})") == "json: cannot unmarshal number" + kField + "name of type string");
  CHECK(of_metadata(R"({"name":3,"labels":{"a":1}})") ==
        "json: cannot unmarshal number" + kField + "labels of type string");
  CHECK(of_metadata(R"({"annotations":[]})") ==
        "json: cannot unmarshal array" + kField + "annotations of type map[string]string");
  CHECK(of_metadata(R"({"finalizers":"x"})") ==
        "json: cannot unmarshal string" + kField + "finalizers of type []string");
  CHECK(of_metadata(R"({"generation":1.5})") ==
        "json: cannot unmarshal number 1.5" + kField + "generation of type int64");
  CHECK(of_metadata(R"({"creationTimestamp":"x"})") ==
        R"(parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006")");
  CHECK(
      of_metadata(R"({"ownerReferences":[{"name":3}]})") ==
      "json: cannot unmarshal number into Go struct field OwnerReference.metadata.ownerReferences.name of type string");
  CHECK(of_metadata(R"({"managedFields":3})") ==
        "json: cannot unmarshal number" + kField + "managedFields of type []v1.ManagedFieldsEntry");
}

TEST_CASE("what is right, null or unknown passes") {
  CHECK(of_metadata("null").empty());
  CHECK(of_metadata(R"({"name":"a","labels":null,"generation":2,"creationTimestamp":"2026-01-02T03:04:05Z","other":3,)"
                    R"("finalizers":["x"]})")
            .empty());
}

TEST_CASE("what validation says of an object, and of the items of a list") {
  const std::string begin = "error validating data: ";
  CHECK(invalid("3") == begin + "invalid object to validate");
  CHECK(invalid(R"({"kind":"Pod"})") == begin + "apiVersion not set");
  CHECK(invalid(R"({"apiVersion":1,"kind":["Pod"]})") ==
        begin + "[apiVersion isn't string type, kind isn't string type]");
  CHECK(invalid(R"({"apiVersion":"v1","kind":"List"})") == begin + "invalid object to validate");
  CHECK(invalid(R"({"apiVersion":"v1","kind":"List","items":[3]})") == begin + "invalid object to validate");
  CHECK(invalid(R"({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1"},{"kind":"Pod"},{"kind":"Pod"}]})") ==
        begin + "[kind not set, apiVersion not set]");
  CHECK(invalid(R"({"apiVersion":"v1","kind":"List","items":[]})").empty());
  CHECK(invalid(R"({"apiVersion":"v1","kind":"PodList","items":[3]})").empty());
}
