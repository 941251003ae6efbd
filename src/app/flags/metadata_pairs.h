// What label and annotate share: the maps of names and values in an object's metadata.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/flags/object_flags.h"
#include "app/flags/pair_args.h"

namespace kpp::app {

struct MetadataPairFlags {
  /// `what`: "label", "annotation".
  MetadataPairFlags(std::string_view operation, std::string_view manager, std::string_view what)
      : objects(operation, manager), what_(what) {}

  ObjectFlags objects;
  bool overwrite = false;
  bool list = false;
  std::string resource_version;

  void bind(cli::FlagSet& flags);
  void check_selectors() const;
  /// `example` is the file's name in the message.
  void check_sources(const std::vector<std::string>& resources, std::string_view example) const;
  /// Throws when --resource-version comes with what may be several objects.
  ObjectFinder finder(Context& context, const std::vector<std::string>& resources) const;
  /// With --resource-version the patch must hold that version, so that the server refuses it for any other. A patch
  /// holds what differs: so forget_version() takes the object's own version away before `before` is kept, and
  /// require_version() puts the wanted one in afterwards. Without the flag neither does anything.
  void forget_version(Json& object) const;
  void require_version(Json& object) const;

 private:
  std::string what_;
  std::vector<std::string> helps_;
};

/// --list: the object's pairs, with a heading unless it is the only one.
void list_metadata(const FoundObject& found, std::string_view name, bool single, Context& context);

}  // namespace kpp::app
