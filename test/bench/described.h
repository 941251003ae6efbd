// What describe asks for beside lists of pods: a node with its pods, its lease, and events of anything.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kpp::bench {

constexpr std::size_t kPodsOfNode = 200;

/// The node whose pods are all of one server's "node listing".
std::string_view described_node();

/// The whole answer for a path of one object, or of a list that is always the same; "" for any other path.
std::string_view described_document(std::string_view path);

/// An EventList with three events of what a request's query names, or an empty one where the query is about something
/// else.
std::string events_of(std::string_view query);

}  // namespace kpp::bench
