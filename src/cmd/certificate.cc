// certificate: approve and deny, which decide upon certificate signing requests.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/read.h"
#include "base/quote.h"
#include "base/time.h"
#include "cli/command.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/writer.h"

namespace kpp::cmd {
namespace {

/// How often an update is tried while others change the request at the same time.
constexpr int kTries = 10;

/// What tells the two commands apart.
struct Decision {
  std::string_view condition = {};
  std::string_view contrary = {};
  std::string_view reason = {};
  std::string_view message = {};
  std::string_view done = {};  ///< what the output says
  std::string_view force_help = {};
};

constexpr Decision kApprove{.condition = "Approved",
                            .contrary = "Denied",
                            .reason = "KubectlApprove",
                            .message = "This CSR was approved by kubectl certificate approve.",
                            .done = "approved",
                            .force_help = "Update the request even if it has been approved before."};
constexpr Decision kDeny{.condition = "Denied",
                         .contrary = "Approved",
                         .reason = "KubectlDeny",
                         .message = "This CSR was denied by kubectl certificate deny.",
                         .done = "denied",
                         .force_help = "Update the request even if it has been denied before."};

const GroupVersionResource kRequests{"certificates.k8s.io", "v1", "certificatesigningrequests"};

template <const Decision& decision>
class DecideOptions {
 public:
  void bind(cli::FlagSet& flags) {
    print_.bind(flags);
    flags.add({.name = "force", .target = &force_, .help = decision.force_help});
    filenames_.bind(flags, "to update");
  }

  void complete(app::Context& context, const cli::Args& args) {
    printer_ = print_.printer(decision.done);
    selection_.files = filenames_.files;
    selection_.program = context.program();
    selection_.args = args.words;
    selection_.default_type = kRequests.resource;
  }

  void validate() const {
    if (selection_.args.empty() && selection_.files.empty()) {
      throw UsageError("one or more CSRs must be specified as <name> or -f <filename>");
    }
  }

  void run(app::Context& context) {
    resource::Failures failures;
    const resource::Plan plan = make_plan(selection_, context.mapper());
    const std::size_t decided =
        resource::each(context, plan, resource::read_options(selection_, 500, false), resource::kChange, failures,
                       [&](const resource::Found& found) { decide(context, found.object); });
    failures.raise();
    if (decided == 0) context.out().write("No resources found\n");
  }

 private:
  // Prints the request as it was read.
  void decide(app::Context& context, Node object) const {
    const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
    const std::string_view kind = object["kind"].str();
    if (version.group != kRequests.group || kind != "CertificateSigningRequest") {
      throw Error(fmt::format("can only handle CertificateSigningRequest.certificates.k8s.io objects, got {}{}{}", kind,
                              version.group.empty() ? "" : ".", version.group));
    }
    const std::string name(object["metadata"]["name"].str());
    Document again;
    bool first = true;
    resource::retry_on_conflict({.tries = kTries + 1}, context.clock(), [&] {
      if (!std::exchange(first, false)) {
        again = context.client().get(
            Request::resource("GET", {version.group, version.version, kRequests.resource}, {}, name));
        object = again.root;
      }
      update(context, name);
    });
    printer_->print(object, context.out());
  }

  void update(app::Context& context, const std::string& name) const {
    const Document current = read(context, name);
    bool decided = false;
    for (const Node condition : current.root["status"]["conditions"].items()) {
      const std::string_view type = condition["type"].str();
      if (type == decision.contrary) {
        throw Error(fmt::format("certificate signing request {} is already {}", go_quote(name), type));
      }
      decided = decided || type == decision.condition;
    }
    if (decided && !force_) return;
    Json request = data::to_json_value(current.root);
    if (!decided) {
      Json& conditions = request["status"]["conditions"];
      if (!conditions.is_array()) conditions = Json::array();
      conditions.push_back({{"type", decision.condition},
                            {"status", "True"},
                            {"reason", decision.reason},
                            {"message", decision.message},
                            {"lastUpdateTime", format_rfc3339(context.clock().now())},
                            {"lastTransitionTime", nullptr}});
    }
    resource::Writer changer(context, {});
    (void)changer.replace(resource::ref_to(kRequests, {}, name, "approval"), request);
  }

  static Document read(app::Context& context, const std::string& name) {
    if (name.empty()) throw Error("resource name may not be empty");  // the path would be that of the list
    try {
      return context.client().get(Request::resource("GET", kRequests, {}, name), KeyOrder::as_written);
    } catch (const ApiError& error) {
      if (!error.is("NotFound")) throw;
      throw Error(fmt::format("could not find v1 version of {}: {}", name, error.what()));
    }
  }

  app::PrintFlags print_;
  app::FilenameFlags filenames_;
  bool force_ = false;
  std::unique_ptr<print::Printer> printer_;
  resource::Selection selection_;
};

}  // namespace

cli::Command certificate_command() {
  cli::Command command{.name = "certificate",
                       .usage = "certificate SUBCOMMAND",
                       .summary = "Modify certificate resources",
                       .description = "Decides upon certificate signing requests.",
                       .group = cli::Group::cluster};
  command.help_for_any_word = true;
  command.subcommands = {
      cli::make_command<DecideOptions<kApprove>>(
          {.name = "approve",
           .usage = "certificate approve (-f FILENAME | NAME)",
           .summary = "Approve a certificate signing request",
           .description = "Approves certificate signing requests: a signer may then issue what they ask for.\n\n"
                          "A certificate can give whoever holds it access to the cluster, or another identity. Look at "
                          "what a request "
                          "asks for before you approve it.",
           .examples = "# One request\nPROGRAM certificate approve csr-x7k2p\n\n"
                       "# Those of a file\nPROGRAM certificate approve -f requests.yaml"}),
      cli::make_command<DecideOptions<kDeny>>(
          {.name = "deny",
           .usage = "certificate deny (-f FILENAME | NAME)",
           .summary = "Deny a certificate signing request",
           .description = "Denies certificate signing requests: no certificate is issued for them.",
           .examples = "# One request\nPROGRAM certificate deny csr-x7k2p"})};
  return command;
}

}  // namespace kpp::cmd
