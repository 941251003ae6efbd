// YAML as Kubernetes' tools read and write it (sigs.k8s.io/yaml over go-yaml v2/v3 rules).
#pragma once

#include <string>
#include <string_view>

#include "kpp/node.h"
#include "data/json.h"

namespace kpp::data {

/// What becomes of integers of 2^63 up to 2^64 - 1: Kubernetes' objects hold them as reals, a kubeconfig keeps them.
enum class BigIntegers { as_reals, kept };

/// Reads one YAML (or JSON) document into a JSON-like Node: tags resolved as YAML 1.1 in go-yaml's way, merge
/// keys applied, keys made strings. Throws ParseError in go-yaml's words ("yaml: line 3: …"; sigs.k8s.io/yaml
/// wraps them as "error converting YAML to JSON: yaml: …"). Alias expansion, depth (1,000) and size are bounded.
Node parse_yaml(std::string_view text, Arena& arena, KeyOrder order = KeyOrder::sorted,
                BigIntegers big = BigIntegers::as_reals);

/// As sigs.k8s.io/yaml.Marshal prints it: keys sorted, two-space indentation, block scalars; ends with a newline.
void write_yaml(Node node, std::string& out);
/// The same, telling what its parts mean; so for KYAML below.
void write_yaml(Node node, std::string& out, Marks& marks);
/// As write_yaml with members in the Node's own order.
void write_yaml_ordered(Node node, std::string& out);
/// KYAML (KEP-5295), without the leading "---" and a newline at the end. `level` is how deep the node stands: the
/// items of a list of objects that is a member of the top level stand at 1, with ", " between them.
void write_kyaml(Node node, std::string& out, int level = 0);
void write_kyaml(Node node, std::string& out, Marks& marks);

}  // namespace kpp::data
