// Describers: for each kind, what is asked for beside the object and how all of it is written.
//
// Describing has two steps, so that the requests for one object, and for the next ones, are under way at the same time:
// prepare() starts the requests; what it returns waits for them and writes.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "describe/source.h"
#include "describe/writer.h"
#include "kpp/gvk.h"
#include "kpp/node.h"

namespace kpp::describe {

/// Waits for what prepare() asked for, and writes the description; call once. Throws where a request failed without
/// which kubectl shows no description.
using Description = std::function<void(Writer&)>;

struct Describer {
  std::string_view group = {};
  std::string_view kind = {};
  std::string_view version = {};   ///< in which it reads the object
  std::string_view resource = {};  ///< plural
  /// `object` must live until its description has been written.
  Description (*prepare)(Node object, Source& source) = nullptr;
  std::string_view older_version = {};  ///< in which it reads the object where a server does not give the other
};

// clang-format off
// The families: describe/NAME.cc defines NAME_describers(), the kinds that it describes.
#define KPP_DESCRIBER_FAMILIES(X) \
  X(access) X(autoscaler) X(config) X(deployment) X(disruption) X(endpoints) X(ingress) X(job) \
  X(namespace) X(network) X(node) X(pod) X(service) X(signing_request) X(storage) X(workload)
// clang-format on

#define KPP_DECLARE(name) std::span<const Describer> name##_describers();
KPP_DESCRIBER_FAMILIES(KPP_DECLARE)
#undef KPP_DECLARE

using Family = std::span<const Describer> (*)();
/// All of the above.
std::span<const Family> describer_families();

/// The describer of a kind; null where there is none of its own: then it is described with generic().
const Describer* find_describer(std::string_view group, std::string_view kind);
/// Any object: all its fields.
Description generic(Node object, Source& source);

}  // namespace kpp::describe
