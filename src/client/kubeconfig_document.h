// A kubeconfig file as a document to be shown or changed: what Kubeconfig (kpp/kubeconfig.h) drops is still in it.
//
// Members stand in client-go's order and hold what it would write: required ones always, others when they say
// something. Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "data/json.h"
#include "kpp/node.h"
#include "schema/struct_type.h"

namespace kpp {

/// The three lists of named entries. The value of an entry is its member cluster, context or user.
enum class KubeconfigSection { clusters, contexts, users };
inline constexpr KubeconfigSection kKubeconfigSections[] = {KubeconfigSection::clusters, KubeconfigSection::contexts,
                                                            KubeconfigSection::users};

std::string_view section_name(KubeconfigSection section);        ///< "clusters"
std::string_view section_value_name(KubeconfigSection section);  ///< "cluster"

/// The type of a whole file.
const schema::StructType& kubeconfig_type();
/// The type of a section's values: Cluster, Context or AuthInfo.
const schema::StructType& section_type(KubeconfigSection section);

/// The document that `root` is, in the form told above. Throws ConfigError in client-go's words.
Json kubeconfig_document(Node root, schema::UnknownMembers unknown);
/// Throws what kubeconfig_document() throws: after it every member is of the type it should be.
void check_kubeconfig(Node root);

/// A file's text, read and brought in form. An empty text is an empty document. Throws ConfigError.
Json parse_kubeconfig_document(std::string_view text, schema::UnknownMembers unknown);
/// As kubectl writes it.
std::string kubeconfig_text(const Json& document);

/// The value of an entry (its member cluster, context or user); nullptr when there is none of that name.
Json* find_entry(Json& document, KubeconfigSection section, std::string_view name);
/// As find_entry, but makes what is missing, at its place in the order of names.
Json& make_entry(Json& document, KubeconfigSection section, const std::string& name);
bool erase_entry(Json& document, KubeconfigSection section, std::string_view name);

}  // namespace kpp
