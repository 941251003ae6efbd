// version: the client's version and the server's.
#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "app/context.h"
#include "app/version.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

constexpr int kSupportedSkew = 1;

// Major and minor of "v1.36.4+x"; throws when they are no numbers.
std::pair<int, int> major_minor(std::string_view version, std::string_view whose) {
  const std::string_view text = version.starts_with('v') ? version.substr(1) : version;
  int major = 0;
  int minor = 0;
  const auto first = std::from_chars(text.data(), text.data() + text.size(), major);
  if (first.ec == std::errc() && first.ptr != text.data() + text.size() && *first.ptr == '.') {
    if (std::from_chars(first.ptr + 1, text.data() + text.size(), minor).ec == std::errc()) return {major, minor};
  }
  throw Error(fmt::format("{} version error: could not parse {} as version", whose, go_quote(version)));
}

struct VersionOptions {
  bool client_only = false;
  std::string output;
  std::vector<std::string> words;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "client", .target = &client_only, .help = "Only the client's version; no server is asked."});
    flags.add({.name = "output", .short_name = 'o', .target = &output, .help = "Output format: json or yaml."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (client_only) return;
    words = args.words;
    context.client_config();  // what is wrong with it is told before anything is printed
  }

  void validate() const {
    if (!words.empty()) throw UsageError("extra arguments: " + go_list(words));
    if (!output.empty() && output != "json" && output != "yaml") throw UsageError("--output must be 'yaml' or 'json'");
  }

  void run(app::Context& context) {
    // What was learnt is printed even when the server cannot be asked.
    Document server;
    std::exception_ptr failure;
    if (!client_only) {
      try {
        // Members in the server's order, as kubectl prints them.
        server = data::parse_json(context.client().send(Request{.path = "/version"})->read_all(),
                                  data::KeyOrder::as_written);
      } catch (const Error&) {
        failure = std::current_exception();
      }
    }
    print(context, server.root);
    if (server.root.is_object()) warn_of_skew(context, server.root);
    if (failure) std::rethrow_exception(failure);
  }

  void print(app::Context& context, Node server) const {
    io::Output& out = context.out();
    if (output.empty()) {
      out.write(fmt::format("Client Version: {}\nKustomize Version: {}\n", app::kGitVersion, app::kKustomizeVersion));
      if (server.is_object()) {
        out.write("Server Version: ");
        out.write_foreign(server["gitVersion"].str());
        out.write("\n");
      }
      return;
    }
    const Member client[] = {{"major", Node::string(app::kMajor)},
                             {"minor", Node::string(app::kMinor)},
                             {"gitVersion", Node::string(app::kGitVersion)},
                             {"gitCommit", Node::string(app::kGitCommit)},
                             {"gitTreeState", Node::string("clean")},
                             {"buildDate", Node::string(app::kBuildDate)},
                             {"goVersion", Node::string("none")},
                             {"compiler", Node::string(app::kCompiler)},
                             {"platform", Node::string(app::kPlatform)}};
    const Member members[] = {{"clientVersion", Node::object(client, std::size(client))},
                              {"kustomizeVersion", Node::string(app::kKustomizeVersion)},
                              {"serverVersion", server}};
    const Node whole = Node::object(members, server.is_object() ? 3 : 2);
    std::string text;
    if (output == "json") data::write_json_indented(whole, text, 2);
    else data::write_yaml(whole, text);
    out.write_foreign(text);
    out.write("\n");
  }

  static void warn_of_skew(app::Context& context, Node server) {
    const auto [client_major, client_minor] = major_minor(app::kGitVersion, "client");
    const auto [server_major, server_minor] = major_minor(server["gitVersion"].str(), "server");
    if (client_major == server_major && std::abs(client_minor - server_minor) <= kSupportedSkew) return;
    const std::string text = fmt::format(
        "version difference between client ({}.{}) and server ({}.{}) exceeds the supported minor version skew of "
        "+/-{}",
        client_major, client_minor, server_major, server_minor, kSupportedSkew);
    if (context.globals().warnings_as_errors) throw Error(text);
    context.err().write("Warning: " + text + "\n");
  }
};

}  // namespace

cli::Command version_command() {
  return cli::make_command<VersionOptions>(
      {.name = "version",
       .usage = "version [--client] [--output=json|yaml]",
       .summary = "Show the versions of client and server",
       .description = "Shows the version of this program and, unless --client is given, that of the "
                      "server. A difference of more than one minor version is warned of.",
       .examples =
           "# Both versions\nPROGRAM version\n\n# This program's, for a script\nPROGRAM version --client -o json",
       .group = cli::Group::other});
}

}  // namespace kpp::cmd
