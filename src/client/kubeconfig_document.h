// A kubeconfig file as a document to be shown or changed: what Kubeconfig (kpp/kubeconfig.h) drops is still in it.
//
// Members stand in client-go's order and hold what it would write: required ones always, others when they say
// something. Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"
#include "kpp/node.h"

namespace kpp {

/// The three lists of named entries. The value of an entry is its member cluster, context or user.
enum class KubeconfigSection { clusters, contexts, users };
inline constexpr KubeconfigSection kKubeconfigSections[] = {KubeconfigSection::clusters, KubeconfigSection::contexts,
                                                            KubeconfigSection::users};

std::string_view section_name(KubeconfigSection section);        ///< "clusters"
std::string_view section_value_name(KubeconfigSection section);  ///< "cluster"

enum class FieldType { text, flag, bytes, texts, text_map, texts_map, object, object_list, extensions };

/// When a member is written: when it says something, when it was set (even to nothing), or always.
enum class Written { filled, set, always };

struct StructType;

/// One member of a struct of the kubeconfig format.
struct StructField {
  std::string_view name = {};
  FieldType type = FieldType::text;
  Written written = Written::filled;
  const StructType* of = nullptr;       ///< of an object, or of a list's objects
  bool named = false;                   ///< a list whose objects are sorted by their names, which are unique
  std::string_view go_type = "string";  ///< of a text, for errors
};

struct StructType {
  std::string_view name = {};  ///< client-go's, for errors
  std::vector<StructField> fields = {};
  std::string_view package = "v1";
  const StructField* find(std::string_view member) const;
};

/// The type of a whole file.
const StructType& kubeconfig_type();
/// The type of a section's values: Cluster, Context or AuthInfo.
const StructType& section_type(KubeconfigSection section);

enum class UnknownMembers { keep, drop };

/// The document that `root` is, in the form told above. Throws ConfigError in client-go's words.
Json kubeconfig_document(Node root, UnknownMembers unknown);
/// Throws what kubeconfig_document() throws: after it every member is of the type it should be.
void check_kubeconfig(Node root);
/// As kubeconfig_document, for any type of this kind; nothing is asked of its kind and apiVersion.
Json struct_document(Node root, const StructType& type, UnknownMembers unknown);
/// An object of this type with nothing in it but the required members.
Json empty_struct(const StructType& type);
/// Brings an object that was changed, and all below it, into the form told above (order, empty members).
void normalise_struct(Json& value, const StructType& type);

/// A file's text, read and brought in form. An empty text is an empty document. Throws ConfigError.
Json parse_kubeconfig_document(std::string_view text, UnknownMembers unknown);
/// As kubectl writes it.
std::string kubeconfig_text(const Json& document);

/// The value of an entry (its member cluster, context or user); nullptr when there is none of that name.
Json* find_entry(Json& document, KubeconfigSection section, std::string_view name);
/// As find_entry, but makes what is missing, at its place in the order of names.
Json& make_entry(Json& document, KubeconfigSection section, const std::string& name);
bool erase_entry(Json& document, KubeconfigSection section, std::string_view name);

}  // namespace kpp
