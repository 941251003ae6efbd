// Groups of flags that many commands share: declared once, each with its field.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "print/format.h"
#include "print/printer.h"
#include "resource/file_source.h"

namespace kpp::cli {
class FlagSet;
}

namespace kpp::app {

class Context;

/// -f, -k, -R.
struct FilenameFlags {
  resource::FileSelection files;
  /// `purpose` completes "Files, folders or URLs with the objects to …". `kustomize`: with -k.
  void bind(cli::FlagSet& flags, std::string_view purpose, bool kustomize = true);

 private:
  std::string help_;
};

/// -l, and --field-selector where a command has it.
struct SelectorFlags {
  std::string label_selector;
  std::string field_selector;
  void bind(cli::FlagSet& flags, bool with_fields = true);
};

/// --chunk-size.
struct ChunkFlag {
  std::int64_t chunk_size = 500;
  void bind(cli::FlagSet& flags);
};

/// -o, --template, --allow-missing-template-keys, --show-managed-fields.
struct PrintFlags {
  explicit PrintFlags(print::FormatFamilies offered = {}) : families(offered) {}
  print::PrintOptions options;
  print::FormatFamilies families;
  void bind(cli::FlagSet& flags);
  /// Reads -o; throws for a format the command does not offer.
  print::Format format() const;
  /// The order in which the members of a typed object are shown: JSON and KYAML have that of the API's types.
  KeyOrder typed_order() const;
  /// The printer for it. `operation` is what an output without -o says was done ("created").
  std::unique_ptr<print::Printer> printer(std::string_view operation = {}) const;

 private:
  std::string help_;
};

}  // namespace kpp::app
