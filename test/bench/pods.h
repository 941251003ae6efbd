// Generated pods for the bench, as text: what a Deployment's pods look like in a cluster that is in use.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kpp::bench {

/// One pod in the shapes a server sends it in.
struct PodText {
  std::string object;    ///< the whole pod, without apiVersion and kind, as an element of a PodList
  std::string metadata;  ///< its metadata alone
  std::string name;
  std::string cells;  ///< the cells of its row in a Table
};

/// The pod with this number, on this node or any: the same text in every run, names ascending as a server lists them.
PodText make_pod(std::size_t number, std::string_view node = {});

/// columnDefinitions of a Table of pods.
std::string pod_columns();

}  // namespace kpp::bench
