// Certificates and keys in kubeconfig entries: a member NAME with a path, or NAME-data with the contents.
#pragma once

#include <string>

#include "data/json.h"

namespace kpp::cmd {

/// Throws when the file of --FLAG is not there.
void check_embeddable(const std::string& flag, const std::string& path);
/// With `embed` sets NAME-data to the file's contents, else NAME to its path, and clears the other of the two. Odd
/// cases are kubectl's: a path is made absolute, so that "" becomes the working folder; with `embed` a file that cannot
/// be read clears both.
void set_certificate(Json& value, const std::string& name, const std::string& path, bool embed,
                     const std::string& working_directory);

}  // namespace kpp::cmd
