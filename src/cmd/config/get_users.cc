// config get-users: the names of the kubeconfig's users.
#include "app/context.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"

namespace kpp::cmd {
namespace {

struct GetUsersOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context&, const cli::Args&) {}
  void run(app::Context& context) {
    const MergedKubeconfig merged = config_files(context).load(context.log());
    context.out().write("NAME\n");
    for (const auto& [name, entry] : merged.entries(KubeconfigSection::users)) context.out().write_foreign(name + "\n");
  }
};

}  // namespace

cli::Command config_get_users_command() {
  return cli::make_command<GetUsersOptions>({.name = "get-users",
                                             .usage = "config get-users",
                                             .summary = "Show the names of all users",
                                             .description = "Shows the names of the users in the kubeconfig.",
                                             .examples = "# All users\nPROGRAM config get-users"});
}

}  // namespace kpp::cmd
