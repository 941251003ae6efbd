// config set-credentials: makes a user's entry, or changes what is given of one.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/config/certificates.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

// KEY=VALUE sets, KEY- removes.
struct Pairs {
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> remove;

  static Pairs parse(const std::vector<std::string>& words, std::string_view flag) {
    Pairs out;
    std::vector<std::string> wrong;
    for (const std::string& word : words) {
      const std::size_t equals = word.find('=');
      if (equals != std::string::npos && equals > 0) {
        out.set.emplace_back(word.substr(0, equals), word.substr(equals + 1));
      } else if (word.size() > 1 && word.ends_with('-')) out.remove.push_back(word.substr(0, word.size() - 1));
      else if (!word.empty()) wrong.push_back(word);
    }
    if (!wrong.empty()) throw Error(fmt::format("invalid {} format: {}", flag, join(wrong, ", ")));
    return out;
  }
  bool removes(const std::string& name) const { return std::find(remove.begin(), remove.end(), name) != remove.end(); }
};

struct SetCredentialsOptions {
  cli::FlagSet* flags = nullptr;
  std::string client_certificate, client_key, token, username, password, auth_provider;
  std::string exec_command, exec_api_version, exec_interactive_mode;
  bool exec_provide_cluster_info = false;
  bool embed_certs = false;
  std::vector<std::string> auth_provider_args, exec_args, exec_env;
  std::string name;
  Pairs provider_settings;
  Pairs variables;

  void bind(cli::FlagSet& set) {
    using cli::Completes;
    set.add({.name = "client-certificate",
             .target = &client_certificate,
             .help = "File with the user's certificate.",
             .completes = Completes::files});
    set.add({.name = "client-key",
             .target = &client_key,
             .help = "File with the certificate's key.",
             .completes = Completes::files});
    set.add({.name = "token", .target = &token, .help = "Bearer token."});
    set.add({.name = "username", .target = &username, .help = "User name for basic authentication."});
    set.add({.name = "password", .target = &password, .help = "Password for basic authentication."});
    set.add({.name = "auth-provider", .target = &auth_provider, .help = "Authentication provider, such as oidc."});
    set.add({.name = "auth-provider-arg",
             .target = &auth_provider_args,
             .help = "Settings of the provider: KEY=VALUE sets one, KEY- removes it."});
    set.add({.name = "exec-command", .target = &exec_command, .help = "Program that gives the credentials."});
    set.add({.name = "exec-api-version", .target = &exec_api_version, .help = "API version the program speaks."});
    set.add({.name = "exec-interactive-mode",
             .target = &exec_interactive_mode,
             .help = "May the program ask the user? Never, IfAvailable or Always.",
             .choices = {"Never", "IfAvailable", "Always"},
             .completes = Completes::choices});
    set.add({.name = "exec-provide-cluster-info",
             .target = &exec_provide_cluster_info,
             .help = "Tell the program about the cluster.",
             .type_name = "tristate"});
    set.add({.name = "exec-arg", .target = &exec_args, .help = "Arguments of the program, in place of those it had."});
    set.add({.name = "exec-env",
             .target = &exec_env,
             .help = "Environment of the program: KEY=VALUE sets a variable, KEY- removes it.",
             .repeated = true});
    set.add({.name = "embed-certs",
             .target = &embed_certs,
             .help = "Keep the contents of certificate and key, not their paths.",
             .type_name = "tristate"});
  }

  void complete(app::Context& context, const cli::Args& args) {
    try {
      if (args.size() != 1) throw Error("unexpected args: " + go_list(args));
      provider_settings = Pairs::parse(auth_provider_args, "auth-provider-arg");
      variables = Pairs::parse(exec_env, "exec-env");
    } catch (const Error& error) {
      app::refuse_with_help(context, error.message());
    }
    name = args[0];
  }

  void validate() const {
    if (name.empty()) throw Error("you must specify a non-empty user name");
    if (!token.empty() && !(username.empty() && password.empty())) {
      throw Error(
          "you cannot specify more than one authentication method at the same time: --token, --username/--password");
    }
    if (embed_certs) {
      if (client_certificate.empty() && client_key.empty()) {
        throw Error("you must specify a --client-certificate or --client-key to embed");
      }
      check_embeddable("client-certificate", client_certificate);
      check_embeddable("client-key", client_key);
    }
    const bool known =
        exec_interactive_mode == "IfAvailable" || exec_interactive_mode == "Always" || exec_interactive_mode == "Never";
    if (flags->changed("exec-interactive-mode") && !known) {
      throw Error("invalid interactive mode type, can be only IfAvailable, Never, Always");
    }
  }

  void change(Json& value, const std::string& working_directory) const {
    if (flags->changed("client-certificate")) {
      set_certificate(value, "client-certificate", client_certificate, embed_certs, working_directory);
    }
    if (flags->changed("client-key")) set_certificate(value, "client-key", client_key, embed_certs, working_directory);
    if (flags->changed("token")) value["token"] = token;
    if (flags->changed("username")) value["username"] = username;
    if (flags->changed("password")) value["password"] = password;
    // One kind of credentials ends the other.
    if (!token.empty()) value["username"] = value["password"] = "";
    if (!username.empty() || !password.empty()) value["token"] = "";
    change_provider(value);
    change_exec(value);
  }

  void change_provider(Json& value) const {
    if (flags->changed("auth-provider")) {
      Json& provider = value["auth-provider"];
      if (!provider.is_object() || provider["name"] != auth_provider) provider = {{"name", auth_provider}};
    }
    const auto found = value.find("auth-provider");
    if (found == value.end() || !found->is_object()) return;
    Json& settings = (*found)["config"];
    if (!settings.is_object()) settings = Json::object();
    for (const std::string& key : provider_settings.remove) settings.erase(key);
    for (const auto& [key, setting] : provider_settings.set) settings[key] = setting;
  }

  void change_exec(Json& value) const {
    if (flags->changed("exec-command")) {
      Json& exec = value["exec"];
      if (!exec.is_object()) exec = Json::object();
      exec["command"] = exec_command;
      exec["args"] = nullptr;
    }
    const auto found = value.find("exec");
    if (found == value.end() || !found->is_object()) return;
    Json& exec = *found;
    if (flags->changed("exec-api-version")) exec["apiVersion"] = exec_api_version;
    if (!exec_args.empty()) exec["args"] = exec_args;
    if (flags->changed("exec-interactive-mode")) exec["interactiveMode"] = exec_interactive_mode;
    if (flags->changed("exec-provide-cluster-info")) exec["provideClusterInfo"] = exec_provide_cluster_info;
    if (!exec_env.empty()) change_variables(exec["env"]);
  }

  void change_variables(Json& env) const {
    Json out = Json::array();
    for (Json& variable : env) {
      if (!variables.removes(variable["name"].get<std::string>())) out.push_back(std::move(variable));
    }
    for (const auto& [variable, setting] : variables.set) {
      const auto same =
          std::find_if(out.begin(), out.end(), [&, &key = variable](const Json& each) { return each["name"] == key; });
      if (same == out.end()) out.push_back({{"name", variable}, {"value", setting}});
      else (*same)["value"] = setting;
    }
    env = std::move(out);
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    change_entry(context, files, merged, KubeconfigSection::users, name,
                 [&](Json& value) { change(value, context.env().working_directory()); });
    context.out().write_foreign(fmt::format("User {} set.\n", go_quote(name)));
  }
};

}  // namespace

cli::Command config_set_credentials_command() {
  cli::Command command = cli::make_command<SetCredentialsOptions>(
      {.name = "set-credentials",
       .usage = "config set-credentials NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] "
                "[--token=bearer_token] "
                "[--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] "
                "[--auth-provider-arg=key=value] "
                "[--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] "
                "[--exec-env=key=value]",
       .summary = "Make or change a user's entry",
       .description =
           "Makes a user's entry in the kubeconfig, or changes of an existing one what is given. A token ends basic "
           "authentication, and the other way round.",
       .examples = "# A user with a token\nPROGRAM config set-credentials robot --token=abc\n\n"
                   "# Keep certificate and key themselves in the kubeconfig\n"
                   "PROGRAM config set-credentials admin --client-certificate=admin.crt --client-key=admin.key "
                   "--embed-certs\n\n"
                   "# A program that gives credentials\nPROGRAM config set-credentials admin "
                   "--exec-command=/path/to/the/executable "
                   "--exec-api-version=client.authentication.k8s.io/v1"});
  return command;
}

}  // namespace kpp::cmd
