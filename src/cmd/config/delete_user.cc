// config delete-user: takes a user out of its kubeconfig file.
#include "app/context.h"
#include "app/help.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct DeleteUserOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    if (words.size() != 1) throw app::usage_error(context, "user to delete is required");
    const std::string& name = words[0];
    const std::string file = files.default_file();
    if (!merged.entries(KubeconfigSection::users).contains(name)) throw Error(fmt::format("cannot delete user {}, not in {}", name, file));
    delete_entry(context, merged, KubeconfigSection::users, name);
    context.out().write_foreign(fmt::format("deleted user {} from {}\n", name, file));
  }
};

}  // namespace

cli::Command config_delete_user_command() {
  cli::Command command = cli::make_command<DeleteUserOptions>({.name = "delete-user",
                                                               .usage = "config delete-user NAME",
                                                               .summary = "Delete a user from the kubeconfig",
                                                               .description = "Deletes a user's entry, with its credentials, from the kubeconfig "
                                                                              "file that has it.",
                                                               .examples = "# Forget a user\nPROGRAM config delete-user minikube"});
  command.complete = complete_entry(KubeconfigSection::users);
  return command;
}

}  // namespace kpp::cmd
