// Certificates and keys in kubeconfig entries: a member NAME with a path, or NAME-data with the contents.
#pragma once

#include <string>

#include "data/json.h"

namespace kpp::cmd {

/// Throws when the file of --FLAG is not there.
void check_embeddable(const std::string& flag, const std::string& path);
/// Sets one member and clears the other. As in kubectl, a path is written in full, so that an empty one is the folder
/// we are in, and what cannot be read leaves nothing.
void set_certificate(Json& value, const std::string& name, const std::string& path, bool embed,
                     const std::string& working_directory);

}  // namespace kpp::cmd
