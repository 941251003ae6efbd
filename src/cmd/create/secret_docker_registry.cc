// create secret docker-registry.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/data_sources.h"
#include "cmd/create/secret_data.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr std::string_view kKey = ".dockerconfigjson";

struct CreateSecretDockerRegistryOptions {
  CreateFlags create;
  std::vector<std::string> files;
  std::string username;
  std::string password;
  std::string email;
  std::string server = "https://index.docker.io/v1/";
  bool append_hash = false;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "docker-username", .target = &username, .help = "User of the registry."});
    flags.add({.name = "docker-password", .target = &password, .help = "The user's password."});
    flags.add({.name = "docker-email", .target = &email, .help = "The user's address."});
    flags.add({.name = "docker-server", .target = &server, .help = "Address of the registry."});
    flags.add({.name = "append-hash", .target = &append_hash, .help = "Append a hash of the data to the name."});
    flags.add({.name = "from-file",
               .target = &files,
               .help = "[KEY=]FILE: a Docker config.json to take instead; its key should be .dockerconfigjson, and is.",
               .completes = cli::Completes::files});
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = create.complete(context, args);
    for (std::string& file : files) {
      if (file.find('=') == std::string::npos) file = fmt::format("{}={}", kKey, file);
    }
  }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    if (files.empty() && (username.empty() || password.empty() || server.empty())) {
      throw UsageError(
          "either --from-file or the combination of --docker-username, --docker-password and --docker-server is "
          "required");
    }
  }

  std::string config() const {
    Json entry = {{"username", username}, {"password", password}};
    if (!email.empty()) entry["email"] = email;
    entry["auth"] = base64_encode(username + ":" + password);
    Json auths = Json::object();
    auths[server] = std::move(entry);
    const Json whole = {{"auths", std::move(auths)}};
    Arena arena;
    return data::to_json(data::to_node(whole, arena));
  }

  void run(app::Context& context) {
    SecretData secret;
    take_files(files, [&](const std::string& key, const std::string& bytes) { secret.add(key, bytes); });
    if (files.empty()) secret.add(std::string(kKey), config());
    secret.create(context, create, name, "kubernetes.io/dockerconfigjson", append_hash);
  }
};

}  // namespace

cli::Command create_secret_docker_registry_command() {
  return cli::make_command<CreateSecretDockerRegistryOptions>(
      {.name = "docker-registry",
       .usage =
           "create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email "
           "[--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]",
       .summary = "Create a secret for use with a Docker registry",
       .description = "Creates a secret with what a registry wants before it gives images, for imagePullSecrets of "
                      "pods and service accounts.",
       .examples = "# A user and a password\nPROGRAM create secret docker-registry pull "
                   "--docker-server=registry.example --docker-username=me --docker-password=hush\n\n"
                   "# What docker login has written\nPROGRAM create secret docker-registry pull "
                   "--from-file=$HOME/.docker/config.json"});
}

}  // namespace kpp::cmd
