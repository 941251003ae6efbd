// The rules of a role or a cluster role, from --verb, --resource, --resource-name and --non-resource-url.
#pragma once

#include <string>
#include <vector>

#include "data/json.h"

namespace kpp {
class RestMapper;
}
namespace kpp::app {
class Context;
}
namespace kpp::cli {
class FlagSet;
}

namespace kpp::cmd {

/// A word of --resource: RESOURCE[.GROUP][/SUBRESOURCE].
struct RuleResource {
  std::string resource;
  std::string group;
  std::string subresource;
};

struct RuleFlags {
  std::vector<std::string> verbs;
  std::vector<std::string> resource_words;
  std::vector<std::string> resource_names;
  std::vector<RuleResource> resources;  ///< of resource_words

  void bind(cli::FlagSet& flags);
  /// Reads the words: what is there twice is taken once, "*" stands for all.
  void complete();
  /// Of verbs that the API does not know.
  void warn_of_verbs(app::Context& context) const;
  /// Refuses resources that the server does not have, and verbs that mean nothing for them.
  void check_resources(app::Context& context) const;
  /// One rule for each API group, and one for the URLs.
  Json rules(RestMapper& mapper, const std::vector<std::string>& urls) const;
};

/// The words without those that were there before.
std::vector<std::string> unique_words(const std::vector<std::string>& words);

}  // namespace kpp::cmd
