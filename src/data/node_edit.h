// Nodes never change: what differs in some members is a new object that shares the rest.
#pragma once

#include <span>

#include "kpp/node.h"

namespace kpp::data {

/// `object` with these members, in place of those of the same name; its other members stay. The given ones come first
/// as written, or all are sorted. What the members refer to must live as long as `arena`; so must `object`.
Node with_members(Node object, std::span<const Member> given, KeyOrder order, Arena& arena);

/// The same for one member, by the way to it: with_member(pod, {"metadata", "namespace"}, …). What is no object on the
/// way becomes one. Members are sorted.
Node with_member_at(Node object, std::span<const std::string_view> path, Node value, Arena& arena);

/// The same without the member that the way leads to; the object itself where it has none. Members stay in their order.
Node without_member_at(Node object, std::span<const std::string_view> path, Arena& arena);

}  // namespace kpp::data
