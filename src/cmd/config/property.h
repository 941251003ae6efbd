// The dotted names that config set and unset take: clusters.my.cluster.server.
//
// The names are those of client-go's own types: a user's members as, as-uid and so on are called act-as, act-as-uid.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/kubeconfig_document.h"
#include "schema/struct_type.h"

namespace kpp::cmd {

struct Property {
  /// Of clusters, contexts and users; none for the other members of a file.
  std::optional<KubeconfigSection> section = {};
  std::string member = {};                     ///< of the file, where there is no section
  std::optional<std::string> entry = {};       ///< the entry's name; none when the section itself is meant
  const schema::StructField* field = nullptr;  ///< of the entry (or of preferences); none when it is meant as a whole
};

/// Throws Error in kubectl's words for a name that leads nowhere.
Property parse_property(std::string_view name);

}  // namespace kpp::cmd
