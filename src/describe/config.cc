// Config maps, secrets (sizes, not values) and service accounts.
#include <span>

#include "base/base64.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/plain.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

// What is no base64 counts as it is.
std::string decoded(Node value) { return base64_decode(value.str()).value_or(std::string(value.str())); }

void write_config_map(Writer& writer, Node object) {
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.write(0, "\nData\n====\n");
  for (const auto& [key, value] : sorted_members(object["data"])) {
    writer.write(0, "{}:\n----\n", key);
    writer.line(value.str());
    writer.line("");
  }
  writer.write(0, "\nBinaryData\n====\n");
  for (const auto& [key, value] : sorted_members(object["binaryData"])) {
    writer.write(0, "{}: {} bytes\n", key, decoded(value).size());
  }
  writer.line("");
}

Description prepare_config_map(Node object, Source& source) {
  return [object, events = Events(source, object, "ConfigMap")](Writer& writer) {
    events.require();
    write_config_map(writer, object);
    events.write(writer);
  };
}

void write_secret(Writer& writer, Node object) {
  const std::string_view type = object["type"].str();
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  writer.write(0, "\nType:\t{}\n", type);
  writer.write(0, "\nData\n====\n");
  for (const auto& [key, value] : sorted_members(object["data"])) {
    const std::string bytes = decoded(value);
    // The one value that is shown: a token made to be copied from here.
    if (key == "token" && type == "kubernetes.io/service-account-token") writer.field(0, key, bytes);
    else writer.write(0, "{}:\t{} bytes\n", key, bytes.size());
  }
}

void write_service_account(Writer& writer, Node object) {
  write_name(writer, object);
  write_labels_and_annotations(writer, object);
  std::string_view title = "Image pull secrets:";
  for (const Node secret : object["imagePullSecrets"].items()) {
    writer.write(0, "{}\t{}\n", title, secret["name"].str());
    title = "                   ";
  }
  if (object["imagePullSecrets"].empty()) writer.write(0, "{}\t<none>\n", title);
}

constexpr Describer kConfig[] = {
    {"", "ConfigMap", "v1", "configmaps", prepare_config_map},
    {"", "Secret", "v1", "secrets", [](Node object, Source&) { return only(object, write_secret); }},
    {"", "ServiceAccount", "v1", "serviceaccounts",
     [](Node object, Source& source) { return with_events(object, source, "ServiceAccount", write_service_account); }},
};

}  // namespace

std::span<const Describer> config_describers() { return kConfig; }

}  // namespace kpp::describe
