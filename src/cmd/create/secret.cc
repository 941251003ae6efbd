// create secret: the group of its types, and generic.
#include <nlohmann/json.hpp>

#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/data_sources.h"
#include "cmd/create/secret_data.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateSecretGenericOptions {
  CreateFlags create;
  DataSourceFlags sources;
  std::string type;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    sources.bind(flags);
    flags.add({.name = "type",
               .target = &type,
               .help = "What the secret is, which says who may read it how; Opaque when not given."});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    sources.validate();
  }

  void run(app::Context& context) {
    SecretData secret;
    const KeyTaker take = [&](const std::string& key, const std::string& bytes) { secret.add(key, bytes); };
    take_literals(sources.literals, take);
    take_files(sources.files, take);
    take_env_files(context, sources.env_files, "secret", take);
    secret.create(context, create, name, type, sources.append_hash);
  }
};

cli::Command create_secret_generic_command() {
  return cli::make_command<CreateSecretGenericOptions>(
      {.name = "generic",
       .usage = "create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] "
                "[--dry-run=server|client|none]",
       .summary = "Create a secret from a local file, directory, or literal value",
       .description = "Creates a secret from files, folders and values.\n\n"
                      "A file's key is its name unless another is given. Of a folder the files whose names can be keys "
                      "are taken, not what "
                      "is in folders below it, and no links.",
       .examples = "# Two values\nPROGRAM create secret generic login --from-literal=user=admin "
                   "--from-literal=password=hush\n\n"
                   "# All files of a folder\nPROGRAM create secret generic keys --from-file=keys.d\n\n"
                   "# A file under another key, and a value\nPROGRAM create secret generic ssh "
                   "--from-file=private=id_rsa --from-literal=phrase=hush\n\n"
                   "# Lines KEY=VALUE of a file\nPROGRAM create secret generic login --from-env-file=login.env"});
}

}  // namespace

cli::Command create_secret_command() {
  cli::Command command = {.name = "secret",
                          .usage = "create secret (docker-registry | generic | tls)",
                          .summary = "Create a secret using a specified subcommand",
                          .description =
                              "Create a secret with specified type.\n\n"
                              "docker-registry is for pulling images from a registry, tls for a certificate and its "
                              "key, generic for anything."};
  command.subcommands = {create_secret_docker_registry_command(), create_secret_generic_command(),
                         create_secret_tls_command()};
  return command;
}

}  // namespace kpp::cmd
