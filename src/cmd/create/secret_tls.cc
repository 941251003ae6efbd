// create secret tls.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/secret_data.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"
#include "net/tls.h"

namespace kpp::cmd {
namespace {

std::string read_pem(const std::string& path) {
  try {
    return read_file(path);
  } catch (const Error& error) {
    throw Error(fmt::format("Cannot read file {}, {}", path, error.message()));
  }
}

struct CreateSecretTlsOptions {
  CreateFlags create;
  std::string cert;
  std::string key;
  bool append_hash = false;
  std::string name;

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "cert",
               .target = &cert,
               .help = "File with the certificate, in PEM.",
               .completes = cli::Completes::files});
    flags.add({.name = "key",
               .target = &key,
               .help = "File with its private key, in PEM.",
               .completes = cli::Completes::files});
    flags.add({.name = "append-hash", .target = &append_hash, .help = "Append a hash of the data to the name."});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (key.empty() || cert.empty()) throw UsageError("key and cert must be specified");
  }

  void run(app::Context& context) {
    const std::string cert_pem = read_pem(cert);
    const std::string key_pem = read_pem(key);
    net::check_key_pair(cert_pem, key_pem);
    SecretData secret;
    secret.add("tls.crt", cert_pem);
    secret.add("tls.key", key_pem);
    secret.create(context, create, name, "kubernetes.io/tls", append_hash);
  }
};

}  // namespace

cli::Command create_secret_tls_command() {
  return cli::make_command<CreateSecretTlsOptions>(
      {.name = "tls",
       .usage = "create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]",
       .summary = "Create a TLS secret",
       .description = "Creates a secret from a certificate and its private key, which must belong together.",
       .examples = "# For an ingress\nPROGRAM create secret tls shop-cert --cert=shop.crt --key=shop.key"});
}

}  // namespace kpp::cmd
