// create ingress.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/ingress_rules.h"
#include "cmd/create/subcommands.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateIngressOptions {
  CreateFlags create;
  std::string ingress_class;
  std::vector<std::string> rules;
  std::string default_backend;
  std::vector<std::string> annotations;
  std::string name;
  std::vector<IngressRule> parsed;  ///< rules

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    flags.add({.name = "class", .target = &ingress_class, .help = "Ingress class, which says who serves it."});
    flags.add({.name = "rule",
               .target = &rules,
               .help = "[HOST]/PATH=SERVICE:PORT[,tls[=SECRET]]; a path that ends with * stands for all below it. May "
                       "be given several times.",
               .repeated = true});
    flags.add({.name = "default-backend", .target = &default_backend, .help = "SERVICE:PORT for what no rule is for."});
    flags.add({.name = "annotation",
               .target = &annotations,
               .help = "An annotation of the ingress: key=value. May be given several times.",
               .repeated = true});
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() {
    if (default_backend.empty() && rules.empty()) {
      throw UsageError(
          "not enough information provided: every ingress has to either specify a default-backend (which catches all "
          "traffic) or a "
          "list of rules (which catch specific paths)");
    }
    parsed.clear();
    for (const std::string& rule : rules) {
      if (std::optional<IngressRule> one = parse_ingress_rule(rule)) {
        parsed.push_back(std::move(*one));
        continue;
      }
      throw UsageError(
          fmt::format("rule {} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]", rule));
    }
    for (const std::string& annotation : annotations) {
      if (annotation.find('=') != std::string::npos) continue;
      throw UsageError(fmt::format("annotation {} is invalid and should be in format key=[value]", annotation));
    }
    if (!default_backend.empty() && split(default_backend, ':').size() != 2) {
      throw UsageError("default-backend should be in format servicename:serviceport");
    }
  }

  void run(app::Context& context) {
    Json object = app::new_object("Ingress", "networking.k8s.io/v1", name);
    std::map<std::string, std::string> pairs;
    for (const std::string& annotation : annotations) {
      const std::size_t equals = annotation.find('=');
      pairs[annotation.substr(0, equals)] = annotation.substr(equals + 1);
    }
    if (!pairs.empty()) object["metadata"]["annotations"] = app::string_map(pairs);
    Json& spec = object["spec"] = Json::object();
    if (!ingress_class.empty()) spec["ingressClassName"] = ingress_class;
    if (!default_backend.empty()) spec["defaultBackend"] = ingress_backend(default_backend);
    if (Json tls = ingress_tls(parsed); !tls.empty()) spec["tls"] = std::move(tls);
    if (!rules.empty()) spec["rules"] = ingress_rules(parsed);
    object["status"] = {{"loadBalancer", Json::object()}};
    create.create(context, std::move(object),
                  {.type = {"networking.k8s.io", "v1", "ingresses"}, .failure = "failed to create ingress: "});
  }
};

}  // namespace

cli::Command create_ingress_command() {
  return cli::make_command<CreateIngressOptions>(
      {.name = "ingress",
       .aliases = {"ing"},
       .usage = "create ingress NAME --rule=host/path=service:port[,tls[=secret]]",
       .summary = "Create an ingress with the specified name",
       .description = "Creates an ingress: which hosts and paths lead to which services.",
       .examples = "# One host, with the certificate of a secret\nPROGRAM create ingress shop "
                   "--rule='shop.example.com/*=web:80,tls=shop-cert'\n\n"
                   "# Paths of two services, of a class\nPROGRAM create ingress shop --class=nginx "
                   "--rule='shop.example.com/cart*=cart:http' --rule='shop.example.com/pay=pay:8443'\n\n"
                   "# Any host, and all the rest to another service\nPROGRAM create ingress all --rule='/api*=api:80' "
                   "--default-backend=front:80\n\n"
                   "# With annotations\nPROGRAM create ingress shop --rule='/*=web:80' --annotation=team=till "
                   "--annotation=tier=front"});
}

}  // namespace kpp::cmd
