// Volumes of pods and of persistent volumes: what they are made of.
#pragma once

#include <string>
#include <string_view>

#include "describe/writer.h"
#include "kpp/node.h"

namespace kpp::describe {

/// The section "Volumes" of a pod or, with an indent, of a pod's template.
void write_volumes(Writer& writer, Node volumes, std::string_view indent);
/// The source of a persistent volume, by its spec.
void write_persistent_source(Writer& writer, Node spec);

/// A claim, or (not `full`) the template of one inside a pod, which has no name and no state of its own.
void write_claim(Writer& writer, Node claim, bool full);
/// The storage class of a claim or a persistent volume: an old annotation counts more than the field.
std::string storage_class_of(Node object);
/// RWO,ROX,RWX,RWOP: each mode once, in this order.
std::string short_access_modes(Node modes);

}  // namespace kpp::describe
