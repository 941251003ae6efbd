// create token: asks the server for a service account's token.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/completers.h"
#include "app/context.h"
#include "app/render_error.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/subcommands.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr std::string_view kFailure = "failed to create token: ";

struct CreateTokenOptions {
  app::PrintFlags print;
  std::vector<std::string> audiences;
  std::chrono::nanoseconds duration{0};
  std::string bound_kind;
  std::string bound_name;
  std::string bound_uid;
  std::string name;
  const cli::FlagSet* flags = nullptr;  ///< set by whoever runs the command

  void bind(cli::FlagSet& set) {
    print.bind(set);
    set.add({.name = "audience",
             .target = &audiences,
             .help = "Who the token is for; may be given several times. None: the API server.",
             .repeated = true});
    set.add({.name = "duration",
             .target = &duration,
             .help = "How long it should live; 0 leaves that to the server, which may give more or less."});
    set.add(
        {.name = "bound-object-kind",
         .target = &bound_kind,
         .help = "Kind of an object that the token shall not outlive: Node, Pod or Secret. With --bound-object-name.",
         .choices = {"Node", "Pod", "Secret"},
         .completes = cli::Completes::choices});
    set.add({.name = "bound-object-name", .target = &bound_name, .help = "Name of that object."});
    set.add({.name = "bound-object-uid",
             .target = &bound_uid,
             .help = "UID of that object; without it, of the one that is there."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    name = single_name(context, args);
    (void)print.format();
  }

  void validate() const {
    if (name.empty()) throw UsageError("service account name is required");
    if (duration.count() < 0) throw UsageError("--duration must be greater than or equal to 0");
    if (duration % std::chrono::seconds(1) != std::chrono::nanoseconds(0)) {
      throw UsageError("--duration cannot be expressed in units less than seconds");
    }
    if (std::find(audiences.begin(), audiences.end(), "") != audiences.end()) {
      throw UsageError("--audience must not be an empty string");
    }
    if (bound_kind.empty()) {
      if (!bound_name.empty()) {
        throw UsageError("--bound-object-name can only be set if --bound-object-kind is provided");
      }
      if (!bound_uid.empty()) throw UsageError("--bound-object-uid can only be set if --bound-object-kind is provided");
      return;
    }
    if (bound_kind != "Node" && bound_kind != "Pod" && bound_kind != "Secret") {
      throw UsageError("supported --bound-object-kind values are Node, Pod, Secret");
    }
    if (bound_name.empty()) throw UsageError("--bound-object-name is required if --bound-object-kind is provided");
  }

  Json request() const {
    Json spec = {{"audiences", nullptr}, {"expirationSeconds", nullptr}, {"boundObjectRef", nullptr}};
    if (!audiences.empty()) spec["audiences"] = audiences;
    if (duration.count() > 0) {
      spec["expirationSeconds"] = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    }
    if (!bound_kind.empty()) {
      Json& bound = spec["boundObjectRef"] = {{"kind", bound_kind}, {"apiVersion", "v1"}, {"name", bound_name}};
      if (!bound_uid.empty()) bound["uid"] = bound_uid;
    }
    return {{"kind", "TokenRequest"},
            {"apiVersion", "authentication.k8s.io/v1"},
            {"metadata", Json::object()},
            {"spec", std::move(spec)},
            {"status", {{"token", ""}, {"expirationTimestamp", nullptr}}}};
  }

  Document ask(app::Context& context) const {
    resource::Writer changer(context, {}, KeyOrder::as_written);
    try {
      return changer.create(resource::ref_to({"", "v1", "serviceaccounts"}, context.namespace_name(), name, "token"),
                            request());
    } catch (const Error& error) {
      throw Error(std::string(kFailure) + error.text_inside());
    }
  }

  void run(app::Context& context) {
    const Document answer = ask(context);
    const std::string_view token = answer.root["status"]["token"].str();
    if (token.empty()) throw Error(std::string(kFailure) + "no token in server response");
    if (flags->changed("output")) {
      print.printer("created")->print(answer.root, context.out());
      return;
    }
    context.out().write(token);
    if (context.io().out_is_terminal) context.out().write("\n");
  }
};

}  // namespace

cli::Command create_token_command() {
  cli::Command command = cli::make_command<CreateTokenOptions>(
      {.name = "token",
       .usage = "create token SERVICE_ACCOUNT_NAME",
       .summary = "Request a service account token",
       .description = "Asks the server for a token of a service account and prints it.",
       .examples = "# A token of the service account robot\nPROGRAM create token robot\n\n"
                   "# One that lives ten minutes, for somebody else than the API server\nPROGRAM create token robot "
                   "--duration=10m --audience=https://vault.example\n\n"
                   "# One that ends with a secret\nPROGRAM create token robot --bound-object-kind=Secret "
                   "--bound-object-name=keys"});
  command.complete = app::complete_names_of("serviceaccounts");
  return command;
}

}  // namespace kpp::cmd
