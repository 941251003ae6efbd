// auth whoami: the user that the server takes one for.
#include <fmt/core.h>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/auth/subcommands.h"
#include "describe/values.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"
#include "print/tabwriter.h"

namespace kpp::cmd {
namespace {

Document ask(app::Context& context, const std::string& version) {
  Request request = Request::resource("POST", {"authentication.k8s.io", version, "selfsubjectreviews"});
  request.body = R"({"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/)" + version +
                 R"(","metadata":{},"status":{"userInfo":{}}})";
  return context.client().get(request, KeyOrder::as_written);
}

// Older servers have the review in earlier versions.
Document ask_any(app::Context& context) {
  for (const char* version : {"v1", "v1beta1", "v1alpha1"}) {
    try {
      return ask(context, version);
    } catch (const ApiError& error) {
      if (error.is("Forbidden")) {
        throw Error(
            "the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it");
      }
      if (!error.is("NotFound")) throw;
    }
  }
  throw Error("the selfsubjectreviews API is not enabled in the cluster");
}

void print_table(io::Output& out, Node user) {
  std::string text = "ATTRIBUTE\tVALUE\n";
  if (const std::string_view name = user["username"].str(); !name.empty()) text += fmt::format("Username\t{}\n", name);
  if (const std::string_view uid = user["uid"].str(); !uid.empty()) text += fmt::format("UID\t{}\n", uid);
  if (!user["groups"].empty()) text += fmt::format("Groups\t{}\n", describe::bracketed(user["groups"]));
  for (const Member& member : describe::sorted_members(user["extra"])) {
    text += fmt::format("Extra: {}\t{}\n", member.key, describe::bracketed(member.value));
  }
  print::TabWriter tabs;
  tabs.write(text);
  std::string laid_out;
  tabs.flush(laid_out);
  out.write_foreign(laid_out);
}

struct WhoAmIOptions {
  app::PrintFlags print;
  cli::FlagSet* flags = nullptr;
  std::unique_ptr<print::Printer> printer;  ///< none: the table

  void bind(cli::FlagSet& set) { print.bind(set); }
  void complete(app::Context&, const cli::Args&) {
    if (flags->changed("output")) printer = print.printer();
  }
  void run(app::Context& context) {
    const Document review = ask_any(context);
    if (printer) printer->print(review.root, context.out());
    else print_table(context.out(), review.root["status"]["userInfo"]);
  }
};

}  // namespace

cli::Command auth_whoami_command() {
  return cli::make_command<WhoAmIOptions>(
      {.name = "whoami",
       .usage = "auth whoami",
       .summary = "Experimental: Check self subject attributes",
       .description = "Asks the server who it takes you for: name, groups and whatever else your credentials say, "
                      "behind any proxy and with --as taken into account.",
       .examples = "# Who am I?\nPROGRAM auth whoami\n\n# As JSON\nPROGRAM auth whoami -o json"});
}

}  // namespace kpp::cmd
