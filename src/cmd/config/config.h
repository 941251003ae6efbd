// What the config commands share: the files they read, and how they change an entry of one.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "client/kubeconfig_files.h"

namespace kpp::app {
class Context;
}

namespace kpp::cmd {

cli::Command config_current_context_command();
cli::Command config_delete_cluster_command();
cli::Command config_delete_context_command();
cli::Command config_delete_user_command();
cli::Command config_get_clusters_command();
cli::Command config_get_contexts_command();
cli::Command config_get_users_command();
cli::Command config_rename_context_command();
cli::Command config_set_cluster_command();
cli::Command config_set_command();
cli::Command config_set_context_command();
cli::Command config_set_credentials_command();
cli::Command config_unset_command();
cli::Command config_use_context_command();
cli::Command config_view_command();

/// The files that --kubeconfig, $KUBECONFIG and the home folder name.
KubeconfigFiles config_files(app::Context& context);

/// One file's document, changed under its lock.
void change_file(app::Context& context, const std::string& path, const std::function<void(Json& document)>& change);
/// Changes the entry where it is, or makes it in the default file. What its file says now counts, not `merged`.
/// Paths in it are written relative to that file when `relative_paths` is set.
void change_entry(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                  KubeconfigSection section, const std::string& name, const std::function<void(Json& value)>& change,
                  bool relative_paths = true);
/// Takes an entry that is there out of its file.
void delete_entry(app::Context& context, const MergedKubeconfig& merged, KubeconfigSection section,
                  const std::string& name);
/// The whole of `config delete-WHAT`: takes the entry that `words` name out of its file and says so. Calls `wrong_use`
/// when they are not one name; throws Error when no file has the entry.
void delete_named_entry(app::Context& context, KubeconfigSection section, std::string_view what,
                        const std::vector<std::string>& words, const std::function<void()>& wrong_use);
/// With "" as the name it is cleared, in the first file that has one.
void set_current_context(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                         const std::string& name);

/// What completes the first argument with the names of a section.
cli::Completer complete_entry(KubeconfigSection section);

}  // namespace kpp::cmd
