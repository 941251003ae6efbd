// config set-context: makes a context, or changes what is given of one.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetContextOptions {
  cli::FlagSet* flags = nullptr;
  bool current = false;
  std::string cluster;
  std::string user;
  std::string namespace_name;
  std::string name;

  void bind(cli::FlagSet& set) {
    set.add({.name = "current", .target = &current, .help = "Change the current context."});
    set.add({.name = "cluster",
             .target = &cluster,
             .help = "The context's cluster.",
             .completes = cli::Completes::custom,
             .completer = "cluster"});
    set.add({.name = "user",
             .target = &user,
             .help = "The context's user.",
             .completes = cli::Completes::custom,
             .completer = "user"});
    set.add({.name = "namespace",
             .short_name = 'n',
             .target = &namespace_name,
             .help = "The context's namespace.",
             .completes = cli::Completes::custom,
             .completer = "namespace"});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() > 1) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    if (args.size() == 1) name = args[0];
  }

  void validate() const {
    if (name.empty() && !current) throw Error("you must specify a non-empty context name or --current");
    if (!name.empty() && current) throw Error("you cannot specify both a context name and --current");
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    if (current && merged.current_context().empty()) throw Error("no current context is set");
    const std::string& target = current ? merged.current_context() : name;
    const bool exists = merged.entries(KubeconfigSection::contexts).contains(target);
    change_entry(context, files, merged, KubeconfigSection::contexts, target, [this](Json& value) {
      if (flags->changed("cluster")) value["cluster"] = cluster;
      if (flags->changed("user")) value["user"] = user;
      if (flags->changed("namespace")) value["namespace"] = namespace_name;
    });
    context.out().write_foreign(fmt::format("Context {} {}.\n", go_quote(target), exists ? "modified" : "created"));
  }
};

}  // namespace

cli::Command config_set_context_command() {
  cli::Command command = cli::make_command<SetContextOptions>(
      {.name = "set-context",
       .usage = "config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] "
                "[--namespace=namespace]",
       .summary = "Make or change a context",
       .description = "Makes a context, or changes of an existing one what is given.",
       .examples = "# Another user for a context\nPROGRAM config set-context gce --user=cluster-admin\n\n"
                   "# Work in another namespace from now on\nPROGRAM config set-context --current --namespace=team-a"});
  command.complete = complete_entry(KubeconfigSection::contexts);
  return command;
}

}  // namespace kpp::cmd
