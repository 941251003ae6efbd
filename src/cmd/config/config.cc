// config: the commands that show and change kubeconfig files, and what they share.
#include "cmd/config/config.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/base64.h"
#include "base/files.h"
#include "client/kubeconfig_write.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {

namespace {

// A user's entry as Go prints it: what kubectl has for one that cannot be written anywhere.
std::string as_go_struct(const Json& user) {
  const auto text = [&](const char* name) { return user.value(name, ""); };
  const auto bytes = [&](const char* name) {
    std::string out;
    for (const char byte : base64_decode_or_throw(text(name))) {
      out += (out.empty() ? "" : " ") + std::to_string(static_cast<unsigned char>(byte));
    }
    return "[" + out + "]";
  };
  return fmt::format("&{{ {} {} {} {} {} {}   [] map[] {} {} <nil> <nil> map[]}}", text("client-certificate"),
                     bytes("client-certificate-data"), text("client-key"), bytes("client-key-data"), text("token"),
                     text("tokenFile"), text("username"), text("password"));
}

}  // namespace

KubeconfigFiles config_files(app::Context& context) {
  return KubeconfigFiles(context.globals().kubeconfig, context.env());
}

void change_file(app::Context& context, const std::string& path, const std::function<void(Json& document)>& change) {
  change_kubeconfig(path, context.clock(), change);
}

void change_entry(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                  KubeconfigSection section, const std::string& name, const std::function<void(Json& value)>& change,
                  bool relative_paths) {
  const auto found = merged.entries(section).find(name);
  const std::string path = found == merged.entries(section).end() ? files.default_file() : found->second.origin;
  if (path.empty() && relative_paths && section != KubeconfigSection::contexts) {
    Json value = schema::empty_struct(section_type(section));
    change(value);
    throw Error("no location of origin for " +
                (section == KubeconfigSection::clusters ? value["server"].get<std::string>() : as_go_struct(value)));
  }
  change_file(context, path, [&](Json& document) {
    Json& value = make_entry(document, section, name);
    const Json before = value;
    change(value);
    schema::normalise_struct(value, section_type(section));
    if (relative_paths && value != before) relativize_paths(value, section, path, context.env().working_directory());
  });
}

void delete_entry(app::Context& context, const MergedKubeconfig& merged, KubeconfigSection section,
                  const std::string& name) {
  change_file(context, merged.entries(section).at(name).origin,
              [&](Json& document) { erase_entry(document, section, name); });
}

void delete_named_entry(app::Context& context, KubeconfigSection section, std::string_view what,
                        const std::vector<std::string>& words, const std::function<void()>& wrong_use) {
  const KubeconfigFiles files = config_files(context);
  const MergedKubeconfig merged = files.load(context.log());
  if (words.size() != 1) return wrong_use();
  const std::string& name = words[0];
  const std::string file = files.default_file();
  if (!merged.entries(section).contains(name)) {
    throw Error(fmt::format("cannot delete {} {}, not in {}", what, name, file));
  }
  if (section == KubeconfigSection::contexts && merged.current_context() == name) {
    context.err().write(
        "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n");
  }
  delete_entry(context, merged, section, name);
  context.out().write_foreign(fmt::format("deleted {} {} from {}\n", what, name, file));
}

void set_current_context(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                         const std::string& name) {
  // Nothing to change; but the file must be one that could be.
  if (merged.current_context() == name) return change_file(context, files.default_file(), [](Json&) {});
  if (!name.empty() || files.is_explicit()) {
    return change_file(context, files.default_file(), [&](Json& document) { document["current-context"] = name; });
  }
  for (const std::string& path : files.paths()) {
    const std::optional<std::string> text = read_file_if_exists(path);
    if (!text || parse_kubeconfig_document(*text, schema::UnknownMembers::drop)["current-context"] == "") continue;
    return change_file(context, path, [&](Json& document) { document["current-context"] = ""; });
  }
}

cli::Completer complete_entry(KubeconfigSection section) {
  return [section](app::Context& context, const cli::Args& before, const std::string& typed) {
    cli::Completion out;
    if (!before.empty()) return out;
    try {
      const MergedKubeconfig merged = config_files(context).load(context.log());
      for (const auto& [name, entry] : merged.entries(section)) {
        if (name.starts_with(typed)) out.candidates.push_back(name);
      }
    } catch (const Error&) {
      out.candidates.clear();  // no answer is an empty list
    }
    return out;
  };
}

cli::Command config_command() {
  cli::Command command;
  command.name = "config";
  command.usage = "config SUBCOMMAND";
  command.summary = "Show and change kubeconfig files";
  command.description =
      "Shows and changes kubeconfig files. With --kubeconfig only that file is used. Else, when KUBECONFIG is set, the "
      "files it lists "
      "count together: of each entry the first file's, and a change goes to the file that has the entry; a new entry "
      "goes to the "
      "first file that exists, or the last of the list when none does. Else it is ~/.kube/config.\n\n"
      "Files are locked while they are changed, and replaced whole.";
  command.group = cli::Group::other;
  command.subcommands = {
      config_current_context_command(), config_delete_cluster_command(), config_delete_context_command(),
      config_delete_user_command(),     config_get_clusters_command(),   config_get_contexts_command(),
      config_get_users_command(),       config_rename_context_command(), config_set_command(),
      config_set_cluster_command(),     config_set_context_command(),    config_set_credentials_command(),
      config_unset_command(),           config_use_context_command(),    config_view_command()};
  return command;
}

}  // namespace kpp::cmd
