// The objects of -f, one after the other, for commands that change something for each.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kpp/error.h"
#include "resource/file_source.h"

namespace kpp::app {

class Context;

struct ManifestSelection {
  resource::FileSelection files = {};
  std::string label_selector = {};  ///< of the objects themselves; "" takes all
  bool flatten = true;              ///< a List's items one by one
  bool local = false;               ///< without a server: types are not looked up, namespaces not filled in
  bool typed = false;               ///< only kinds that the program itself knows
  bool validate = false;            ///< see resource::FileReading
};

/// Calls `visit` for each object whose type the server knows, its namespace filled in where it has none. What fails,
/// here or in `visit`, is gathered and the rest goes on. Throws Aggregate at the end when anything failed, and at once
/// when a path cannot be read at all. Returns how many objects were visited without an error.
using ManifestVisit = std::function<void(const resource::ManifestObject&)>;
std::size_t for_each_manifest(Context& context, const ManifestSelection& selection, const ManifestVisit& visit);
/// The same, but what fails is handed to `failed`; `of_source` as in resource::Gathered.
using ManifestFailure = std::function<void(std::shared_ptr<const Error> error, bool of_source)>;
std::size_t walk_manifests(Context& context, const ManifestSelection& selection, const ManifestVisit& visit,
                           const ManifestFailure& failed);

/// Fills in the namespace that an object goes to where it has none. Throws Error when it has another than -n says, or,
/// when `always`, another than the context's.
void settle_namespace(Context& context, resource::ManifestObject& object, bool always = false);

/// The failure of `verb` ("creating") on an object of `source`: `error when creating "f.yaml": …`. What the server
/// answered stays such an answer, and a server that was never reached such a failure, for which for_each_manifest() has
/// words of its own. Call in the catch block of `error`.
[[noreturn]] void throw_with_source(const Error& error, std::string_view verb, std::string_view source);

}  // namespace kpp::app
