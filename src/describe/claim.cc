// Claims of storage: on their own, and as templates inside of pods. See volumes.h.
#include <algorithm>

#include "base/strings.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "describe/volumes.h"

namespace kpp::describe {

std::string storage_class_of(Node object) {
  const Node old = object["metadata"]["annotations"]["volume.beta.kubernetes.io/storage-class"];
  return std::string(old.exists() ? old.str() : object["spec"]["storageClassName"].str());
}

std::string short_access_modes(Node modes) {
  constexpr std::pair<std::string_view, std::string_view> kModes[] = {
      {"ReadWriteOnce", "RWO"}, {"ReadOnlyMany", "ROX"}, {"ReadWriteMany", "RWX"}, {"ReadWriteOncePod", "RWOP"}};
  const std::vector<std::string> present = texts(modes);
  std::vector<std::string> out;
  for (const auto& [name, short_name] : kModes) {
    if (std::find(present.begin(), present.end(), name) != present.end()) out.emplace_back(short_name);
  }
  return join(out, ",");
}

void write_claim(Writer& writer, Node claim, bool full) {
  const Node metadata = claim["metadata"];
  const Node spec = claim["spec"];
  const Node status = claim["status"];
  if (full) write_name(writer, claim);
  writer.field(0, "StorageClass", storage_class_of(claim));
  if (full) write_status(writer, claim);
  const std::string_view volume = spec["volumeName"].str();
  writer.field(0, "Volume", volume);
  write_labels_and_annotations(writer, claim);
  if (full) writer.field(0, "Finalizers", bracketed(metadata["finalizers"]));
  writer.field(0, "Capacity", volume.empty() ? "" : quantity_text(status["capacity"]["storage"]));
  writer.field(0, "Access Modes", volume.empty() ? "" : short_access_modes(status["accessModes"]));
  if (const Node mode = spec["volumeMode"]) writer.field(0, "VolumeMode", mode.str());
  if (const Node source = spec["dataSource"]) {
    writer.write(0, "DataSource:\n");
    if (const Node group = source["apiGroup"]) writer.field(1, "APIGroup", group.str());
    writer.field(1, "Kind", source["kind"].str());
    writer.field(1, "Name", source["name"].str());
  }
}

}  // namespace kpp::describe
