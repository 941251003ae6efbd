// See metadata_pairs.h.
#include "app/flags/metadata_pairs.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/object_parts.h"
#include "app/read.h"
#include "cli/flag_set.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::app {

void MetadataPairFlags::bind(cli::FlagSet& flags) {
  helps_ = {fmt::format("to change the {}s of", what_), fmt::format("Give a {} that is there another value.", what_),
            fmt::format("Show the {}s.", what_)};
  objects.bind(flags, {.purpose = helps_[0], .fields = true, .all_namespaces = true});
  flags.add({.name = "overwrite", .target = &overwrite, .help = helps_[1]});
  flags.add({.name = "list", .target = &list, .help = helps_[2]});
  flags.add({.name = "resource-version",
             .target = &resource_version,
             .help = "Change the object only if it has this version; for a single object."});
}

void MetadataPairFlags::check_selectors() const {
  if (objects.all && !objects.selectors.label_selector.empty()) {
    throw UsageError("cannot set --all and --selector at the same time");
  }
  if (objects.all && !objects.selectors.field_selector.empty()) {
    throw UsageError("cannot set --all and --field-selector at the same time");
  }
}

void MetadataPairFlags::check_sources(const std::vector<std::string>& resources, std::string_view example) const {
  if (!objects.local) {
    if (resources.empty() && !objects.has_files()) {
      throw UsageError("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    return;
  }
  objects.check_local();
  if (!resources.empty()) {
    throw UsageError(fmt::format(
        "can only use local files by -f {0}.yaml or --filename={0}.json when --local=true is set", example));
  }
  if (!objects.has_files()) {
    throw UsageError(fmt::format("one or more files must be specified as -f {0}.yaml or --filename={0}.json", example));
  }
}

ObjectFinder MetadataPairFlags::finder(Context& context, const std::vector<std::string>& resources) const {
  if (!objects.local) confirm_lookup(context);
  ObjectFinder out(context, objects.selection(resources));
  if (!out.single() && !resource_version.empty()) {
    throw UsageError("--resource-version may only be used with a single resource");
  }
  return out;
}

void MetadataPairFlags::forget_version(Json& object) const {
  const auto metadata = object.find("metadata");
  if (!resource_version.empty() && metadata != object.end() && metadata->is_object()) {
    metadata->erase("resourceVersion");
  }
}

void MetadataPairFlags::require_version(Json& object) const {
  if (!resource_version.empty()) set_in_metadata(object, "resourceVersion", resource_version);
}

void list_metadata(const FoundObject& found, std::string_view name, bool single, Context& context) {
  if (!single) {
    const GroupVersion version = GroupVersion::parse(found.object().value("apiVersion", ""));
    context.out().write(
        fmt::format("Listing {} for {}.{}/{}:\n", name, found.object().value("kind", ""), version.group, found.name));
  }
  std::map<std::string, std::string> sorted;
  const Json pairs = metadata_map(found.object(), name);
  for (const auto& [key, value] : pairs.items()) {
    sorted[key] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  for (const auto& [key, value] : sorted) context.out().write(fmt::format("{}{}={}\n", single ? "" : " ", key, value));
}

}  // namespace kpp::app
