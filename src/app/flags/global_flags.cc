// The flags that every command takes, and what each means. In the order `options` lists them: by name.
#include "app/flags/global_flags.h"

#include <charconv>

#include "base/strings.h"
#include "base/time.h"
#include "cli/flag_set.h"
#include "io/colour.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

// The log has no source files to tell apart, but what is no PATTERN=N is still a mistake.
void check_vmodule(const std::string& value) {
  for (const std::string& pair : split(value, ',')) {
    if (pair.empty()) continue;
    const std::vector<std::string> sides = split(pair, '=');
    if (sides.size() != 2 || sides[0].empty()) throw Error("syntax error: expect comma-separated list of filename=N");
    int level = 0;
    const char* const end = sides[1].data() + sides[1].size();
    const auto parsed = std::from_chars(sides[1].data(), end, level);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      throw Error("syntax error: expect comma-separated list of filename=N");
    }
    if (level < 0) throw Error("negative value for vmodule level");
  }
}

}  // namespace

void GlobalFlags::bind(cli::FlagSet& flags) {
  using cli::Completes;
  flags.add(
      {.name = "as",
       .target = &as,
       .help = "Act as this user: an ordinary one, or a service account as system:serviceaccount:NAMESPACE:NAME."});
  flags.add({.name = "as-group",
             .target = &as_groups,
             .help = "Act as a member of this group; may be repeated.",
             .repeated = true});
  flags.add({.name = "as-uid", .target = &as_uid, .help = "Act under this UID."});
  flags.add({.name = "as-user-extra",
             .target = &as_user_extra,
             .help = "Extra information of the user to act as, as KEY=VALUE; may be repeated.",
             .repeated = true});
  flags.add({.name = "cache-dir",
             .target = &cache_dir,
             .help = "Folder for what is known of servers' resource types.",
             .completes = Completes::folders,
             .shown_default = "$HOME/.kube/cache"});
  flags.add({.name = "certificate-authority",
             .target = &certificate_authority,
             .help = "File with the certificates that the server's certificate is checked against.",
             .completes = Completes::files});
  flags.add({.name = "client-certificate",
             .target = &client_certificate,
             .help = "File with the client certificate to present to the server.",
             .completes = Completes::files});
  flags.add({.name = "client-key",
             .target = &client_key,
             .help = "File with the key of the client certificate.",
             .completes = Completes::files});
  flags.add({.name = "cluster",
             .target = &cluster,
             .help = "Cluster entry of the kubeconfig to use.",
             .completes = Completes::custom,
             .completer = "cluster"});
  flags.add({.name = "color",
             .target = &colour,
             .help = "Colour what is shown by what it means: always, never, or only where a terminal shows it.",
             .type_name = "when",
             .choices = {"auto", "always", "never"},
             .completes = Completes::choices,
             .own = true,
             .check = [](const std::string& value) { (void)io::parse_colour_mode(value); }});
  flags.add({.name = "context",
             .target = &context,
             .help = "Context entry of the kubeconfig to use.",
             .completes = Completes::custom,
             .completer = "context"});
  flags.add({.name = "disable-compression",
             .target = &disable_compression,
             .help = "Never ask the server for compressed answers."});
  flags.add({.name = "insecure-skip-tls-verify",
             .target = &insecure_skip_tls_verify,
             .help = "Accept any certificate from the server: the connection can then be read and changed by others."});
  flags.add({.name = "kubeconfig",
             .target = &kubeconfig,
             .help = "The kubeconfig file to use, in place of $KUBECONFIG and ~/.kube/config.",
             .completes = Completes::files});
  flags.add(
      {.name = "kuberc",
       .target = &kuberc,
       .help =
           "File with preferences to use, in place of $KUBERC and ~/.kube/kuberc; KUBERC=off turns preferences off.",
       .completes = Completes::files});
  flags.add({.name = "log-flush-frequency",
             .target = &log_flush_frequency,
             .help = "Longest time between two flushes of the log; kpp's log is never held back.",
             .type_name = "duration",
             .check =
                 [](const std::string& value) {
                   try {
                     (void)parse_duration(value);
                   } catch (const Error&) {
                     throw Error("parse error");
                   }
                 },
             .shown_default = "5s"});
  flags.add({.name = "match-server-version",
             .target = &match_server_version,
             .help = "Go on only when the server's version is this client's."});
  flags.add({.name = "namespace",
             .short_name = 'n',
             .target = &namespace_name,
             .help = "Namespace to work in.",
             .completes = Completes::custom,
             .completer = "namespace"});
  flags.add({.name = "password", .target = &password, .help = "Password for basic authentication."});
  flags.add({.name = "profile",
             .target = &profile,
             .help = "Profile of the Go run time to write: kpp has none, so only \"none\" is accepted.",
             .choices = {"none"},
             .completes = Completes::choices});
  flags.add({.name = "profile-output",
             .target = &profile_output,
             .help = "File for that profile.",
             .completes = Completes::files});
  flags.add({.name = "proxy-url",
             .target = &proxy_url,
             .help = "Proxy to reach the server through (http, https or socks5), in place of the kubeconfig's and of "
                     "$HTTPS_PROXY."});
  flags.add({.name = "request-timeout",
             .target = &request_timeout,
             .help = "Longest time for one request, with a unit (1s, 2m, 3h); 0 is no limit."});
  flags.add({.name = "server",
             .short_name = 's',
             .target = &server,
             .help = "Address and port of the Kubernetes API server."});
  flags.add({.name = "tls-server-name",
             .target = &tls_server_name,
             .help = "Name to expect in the server's certificate, where it is not the one in its address."});
  flags.add({.name = "token", .target = &token, .help = "Bearer token to authenticate with."});
  flags.add({.name = "user",
             .target = &user,
             .help = "User entry of the kubeconfig to use.",
             .completes = Completes::custom,
             .completer = "user"});
  flags.add({.name = "username", .target = &username, .help = "User name for basic authentication."});
  flags.add({.name = "v",
             .short_name = 'v',
             .target = &verbosity,
             .help = "How much to log, from 0 (nothing) to 9 (requests with their bodies).",
             .type_name = "Level"});
  flags.add({.name = "vmodule",
             .target = &vmodule,
             .help = "PATTERN=N pairs, comma separated: log levels of single source files.",
             .type_name = "moduleSpec",
             .check = check_vmodule,
             .shown_default = ""});
  flags.add({.name = "warnings-as-errors",
             .target = &warnings_as_errors,
             .help = "End with an error when the server sent a warning."});
}

}  // namespace kpp::app
