// api-versions: every group and version that the server has.
#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "base/time.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "io/output.h"
#include "kpp/client_config.h"
#include "kpp/discovery.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct ApiVersionsOptions {
  void bind(cli::FlagSet&) {}
  void complete(app::Context& context, const cli::Args& args) {
    if (!args.empty()) {
      throw context.usage_error("unexpected arguments: " + go_list(args));
    }
  }
  void run(app::Context& context) {
    std::vector<std::string> names;
    context.client_config();  // what is wrong with it is no failure to get versions
    try {
      for (const GroupVersion& version : context.mapper().group_versions()) names.push_back(version.str());
    } catch (const TransportError& error) {
      // kubectl shows the request here, as nowhere else.
      throw Error("couldn't get available api versions from server: " + error.text_inside());
    } catch (const Error& error) {
      throw Error(fmt::format("couldn't get available api versions from server: {}", error.what()));
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) context.out().write_foreign(name + "\n");
  }
};

}  // namespace

cli::Command api_versions_command() {
  return cli::make_command<ApiVersionsOptions>(
      {.name = "api-versions",
       .usage = "api-versions",
       .summary = "Show the API groups and versions of the server",
       .description = "Shows every API version that the server has, as GROUP/VERSION, one a line.",
       .examples = "# Does the server have the second autoscaling API?\nPROGRAM api-versions | grep -x autoscaling/v2",
       .group = cli::Group::other,
       .reads_only = true});
}

}  // namespace kpp::cmd
