// auth can-i: whether an action is allowed, or all that are.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "client/type_names.h"
#include "cmd/auth/policy_rules.h"
#include "cmd/auth/subcommands.h"
#include "data/json.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "resource/writer.h"
#include "print/tabwriter.h"

namespace kpp::cmd {
namespace {

constexpr std::string_view kKnownVerbs[] = {
    "get", "list", "watch",       "create", "update",  "patch", "delete",   "deletecollection",
    "use", "bind", "impersonate", "*",      "approve", "sign",  "escalate", "attest"};
constexpr std::string_view kKnownUrlVerbs[] = {"get", "put", "post", "head", "options", "delete", "patch", "*"};

Document ask(app::Context& context, std::string_view kind, Json spec) {
  Request request = Request::resource("POST", {"authorization.k8s.io", "v1", to_lower(kind) + "s"});
  const Json body = {{"kind", kind},
                     {"apiVersion", "authorization.k8s.io/v1"},
                     {"metadata", Json::object()},
                     {"spec", std::move(spec)}};
  request.body = resource::body_of(body);
  return context.client().get(request);
}

void warn(app::Context& context, const std::string& text) {
  context.err().write_foreign("Warning: " + text + "\n");
  context.err().flush();
}

// What the rules are ordered by: their text as the API's types write it.
std::string sort_key(const PolicyRule& rule) {
  return fmt::format("&PolicyRule{{Verbs:{},APIGroups:{},Resources:{},ResourceNames:{},NonResourceURLs:{},}}",
                     go_list(rule.verbs), go_list(rule.api_groups), go_list(rule.resources),
                     go_list(rule.resource_names), go_list(rule.urls));
}

// pods.metrics.k8s.io/log
std::string resource_text(const PolicyRule& rule) {
  if (rule.resources.empty()) return "";
  const std::string& resource = rule.resources.front();
  const std::size_t slash = std::min(resource.find('/'), resource.size());
  const bool grouped = !rule.api_groups.empty() && !rule.api_groups.front().empty();
  return resource.substr(0, slash) + (grouped ? "." + rule.api_groups.front() : "") + resource.substr(slash);
}

struct CanIOptions {
  // As typed.
  bool all_namespaces = false;
  bool quiet = false;
  bool list = false;
  bool no_headers = false;
  std::string subresource;

  // Resolved.
  std::string verb;
  std::string object;  ///< TYPE, TYPE/NAME or a URL
  std::string namespace_name;

  bool is_url() const { return object.starts_with('/'); }

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "all-namespaces",
               .short_name = 'A',
               .target = &all_namespaces,
               .help = "Ask for all namespaces at once."});
    flags.add(
        {.name = "quiet", .short_name = 'q', .target = &quiet, .help = "Print no answer; the exit code gives it."});
    flags.add(
        {.name = "subresource", .target = &subresource, .help = "Subresource of the type, such as log or scale."});
    flags.add({.name = "list", .target = &list, .help = "Print all that is allowed in the namespace."});
    flags.add({.name = "no-headers", .target = &no_headers, .help = "With --list: leave out the headers."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (list && !args.empty()) throw UsageError("list option must be specified with no arguments");
    if (!list) {
      if (args.size() != 2) {
        throw UsageError(
            fmt::format("you must specify two arguments: verb resource or verb resource/resourceName.\n"
                        "See '{} auth can-i -h' for help and examples.",
                        context.program()));
      }
      verb = args[0];
      object = args[1];
    }
    if (!all_namespaces) namespace_name = context.namespace_name();
  }

  void validate() const {
    if (list && (quiet || all_namespaces || !subresource.empty())) {
      throw UsageError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
    }
    if (is_url() && !subresource.empty()) throw UsageError("--subresource can not be used with NonResourceURL");
  }

  void run(app::Context& context) {
    if (list) return print_rules(context);
    Json spec = is_url() ? url_attributes(context) : resource_attributes(context);
    if (no_headers) throw UsageError("--no-headers cannot be set without --list specified");
    const Document review = ask(context, "SelfSubjectAccessReview", std::move(spec));
    const Node status = review.root["status"];
    const bool allowed = status["allowed"].as_bool();
    if (!quiet) print_answer(context.out(), status, allowed);
    if (!allowed) throw ExitStatus(1);
  }

 private:
  static void print_answer(io::Output& out, Node status, bool allowed) {
    std::string text = allowed ? "yes" : "no";
    for (const char* why : {"reason", "evaluationError"}) {
      if (const std::string_view reason = status[why].str(); !allowed && !reason.empty()) {
        text.append(" - ").append(reason);
      }
    }
    out.write_foreign(text + "\n");
  }

  void check_verb(app::Context& context, bool known) const {
    if (!known) warn(context, fmt::format("verb '{}' is not a known verb\n", verb));
  }

  Json url_attributes(app::Context& context) const {
    check_verb(context, contains(kKnownUrlVerbs, verb));
    return {{"nonResourceAttributes", {{"path", object}, {"verb", verb}}}};
  }

  Json resource_attributes(app::Context& context) const {
    const std::size_t slash = std::min(object.find('/'), object.size());
    const std::string typed = object.substr(0, slash);
    const std::optional<ResourceInfo> type = find_type(context, typed);
    if (!all_namespaces && !typed.empty()) {
      if (type && !type->namespaced) {
        std::string text = fmt::format("resource '{}' is not namespace scoped", type->resource);
        if (!type->group.empty()) text += fmt::format(" in group '{}'", type->group);
        warn(context, text + "\n");
      }
      check_verb(context, contains(kKnownVerbs, verb));
    }
    Json out = Json::object();
    const auto set = [&](const char* key, const std::string& value) {
      if (!value.empty()) out[key] = value;
    };
    set("namespace", namespace_name);
    set("verb", verb);
    if (type) set("group", type->group);
    set("resource", type ? type->resource : typed);
    set("subresource", subresource);
    if (slash < object.size()) set("name", object.substr(slash + 1));
    return {{"resourceAttributes", std::move(out)}};
  }

  // nullopt: asked for as it is typed. Users and groups, which can be impersonated, are types that no server lists.
  static std::optional<ResourceInfo> find_type(app::Context& context, const std::string& typed) {
    if (typed == "*") return std::nullopt;
    const std::string word = to_lower(typed);
    std::optional<ResourceInfo> found;
    try {
      if (!word.empty()) found = context.mapper().resource_for(word);
      if (found && !names_resource(*found, word)) found.reset();
    } catch (const TransportError& error) {
      context.log().info(2, error.what());  // the question itself can be asked without knowing the type
    } catch (const ApiError& error) {
      context.log().info(2, error.what());
    }
    if (found || word == "users" || word == "groups") return found;
    const std::size_t dot = word.find('.');
    std::string text = fmt::format("the server doesn't have a resource type '{}'", word.substr(0, dot));
    if (dot != std::string::npos && dot + 1 < word.size()) text += fmt::format(" in group '{}'", word.substr(dot + 1));
    warn(context, text + "\n");
    return std::nullopt;
  }

  void print_rules(app::Context& context) const {
    const Document review = ask(context, "SelfSubjectRulesReview", {{"namespace", namespace_name}});
    const Node status = review.root["status"];
    if (status["incomplete"].as_bool()) {
      warn(context, fmt::format("the list may be incomplete: {}", status["evaluationError"].str()));
    }
    std::vector<PolicyRule> rules = to_rules(status["resourceRules"]);
    for (const Node rule : status["nonResourceRules"].items()) rules.push_back(to_rule(rule));
    rules = joined_by_verb(broken_down(rules));
    std::stable_sort(rules.begin(), rules.end(),
                     [](const PolicyRule& a, const PolicyRule& b) { return sort_key(a) < sort_key(b); });
    std::string text = no_headers ? "" : "Resources\tNon-Resource URLs\tResource Names\tVerbs\n";
    for (const PolicyRule& rule : rules) {
      text += fmt::format("{}\t{}\t{}\t{}\n", resource_text(rule), go_list(rule.urls), go_list(rule.resource_names),
                          go_list(rule.verbs));
    }
    print::TabWriter tabs;
    tabs.write(text);
    std::string laid_out;
    tabs.flush(laid_out);
    context.out().write_foreign(laid_out);
  }
};

}  // namespace

cli::Command auth_can_i_command() {
  return cli::make_command<CanIOptions>(
      {.name = "can-i",
       .usage = "auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]",
       .summary = "Check whether an action is allowed",
       .description = "Asks the server whether you may do something: prints yes or no, and ends with 1 for no.\n\n"
                      "VERB is one of the API's verbs, such as get, list, create or delete. TYPE is a type of object "
                      "in any spelling that get "
                      "takes, NAME one object of it; what begins with \"/\" is a path on the server. With --as the "
                      "question is whether somebody "
                      "else may.",
       .examples = "# May I create pods in any namespace?\nPROGRAM auth can-i create pods --all-namespaces\n\n"
                   "# May I do everything here?\nPROGRAM auth can-i '*' '*'\n\n"
                   "# May a service account list the pods of shop?\nPROGRAM auth can-i list pods -n shop "
                   "--as=system:serviceaccount:shop:robot\n\n"
                   "# May I read logs?\nPROGRAM auth can-i get pods --subresource=log\n\n"
                   "# May I see a path on the server?\nPROGRAM auth can-i get /logs/\n\n"
                   "# All that I may do in shop\nPROGRAM auth can-i --list -n shop",
       .reads_only = true});
}

}  // namespace kpp::cmd
