// What the kuberc commands share.
#pragma once

#include <string>

#include "cli/command.h"
#include "client/kubeconfig_document.h"
#include "data/json.h"
#include "schema/struct_type.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

cli::Command kuberc_set_command();
cli::Command kuberc_view_command();

/// A preferences file as a document; an empty one when the text is empty. Throws Error ("error parsing kuberc file:
/// …").
Json parse_kuberc(const std::string& text, schema::UnknownMembers unknown);
/// Writes it, and says so.
void save_kuberc(app::Context& context, const Json& preferences, const std::string& path);

}  // namespace kpp::cmd
