// kuberc: shows and changes the preferences file.
#include "cmd/kuberc/kuberc.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/kuberc.h"
#include "base/files.h"
#include "client/kubeconfig_document.h"
#include "cmd/commands.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {

Json parse_kuberc(const std::string& text, schema::UnknownMembers unknown) {
  constexpr std::string_view kParsing = "error parsing kuberc file: ";
  constexpr std::string_view kDecoding = "error unmarshaling JSON: while decoding JSON: ";
  Arena arena;
  Node root;
  try {
    root = data::parse_yaml(text, arena);
  } catch (const ParseError& error) {
    throw Error(fmt::format("{}error converting YAML to JSON: {}", kParsing, error.message()));
  }
  if (root.has_value() && !root.is_object()) {
    throw Error(fmt::format("{}{}{}", kParsing, kDecoding,
                            schema::cannot_unmarshal(schema::go_json_type(root), "Go value", "v1beta1.Preference")));
  }
  try {
    return schema::struct_document(root, app::preference_type(), unknown);
  } catch (const Error& error) {
    throw Error(fmt::format("{}{}{}", kParsing, kDecoding, error.message()));
  }
}

void save_kuberc(app::Context& context, const Json& preferences, const std::string& path) {
  make_folders(path_dir(path), 0755);
  replace_file(path, kubeconfig_text(preferences), 0644, true);
  context.out().write_foreign("Updated " + path + "\n");
}

cli::Command kuberc_command() {
  cli::Command command;
  command.name = "kuberc";
  command.usage = "kuberc SUBCOMMAND";
  command.summary = "Show and change preferences";
  command.description =
      "Shows and changes the preferences file: values that flags have by default, aliases of commands, and which "
      "credential plugins may "
      "run. It is the file named by --kuberc, else by $KUBERC, else ~/.kube/kuberc; KUBERC=off turns preferences off.";
  command.group = cli::Group::other;
  command.subcommands = {kuberc_set_command(), kuberc_view_command()};
  return command;
}

}  // namespace kpp::cmd
