// config delete-user: takes a user out of its kubeconfig file.
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"

namespace kpp::cmd {
namespace {

struct DeleteUserOptions {
  std::vector<std::string> words;

  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args& args) { words = args.words; }

  void run(app::Context& context) {
    delete_named_entry(context, KubeconfigSection::users, "user", words,
                       [&] { throw context.usage_error("user to delete is required"); });
  }
};

}  // namespace

cli::Command config_delete_user_command() {
  cli::Command command = cli::make_command<DeleteUserOptions>(
      {.name = "delete-user",
       .usage = "config delete-user NAME",
       .summary = "Delete a user from the kubeconfig",
       .description = "Deletes a user's entry, with its credentials, from the kubeconfig "
                      "file that has it.",
       .examples = "# Forget a user\nPROGRAM config delete-user minikube"});
  command.complete = complete_entry(KubeconfigSection::users);
  return command;
}

}  // namespace kpp::cmd
