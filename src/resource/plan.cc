// See plan.h. The order of the checks is kubectl's: the first that fails is the message users know.
#include "resource/plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/quote.h"
#include "base/strings.h"

namespace kpp::resource {
namespace {

struct Words {
  std::vector<std::string> types;
  std::vector<std::string> names;
  std::vector<std::pair<std::string, std::string>> pairs;  ///< type, name
  bool everything = false;                                 ///< a type alone
};

// "a,b,a" -> a b
std::vector<std::string> unique_parts(std::string_view word) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (std::string& part : split(word, ',')) {
    if (seen.insert(part).second) out.push_back(std::move(part));
  }
  return out;
}

bool has_slash(const std::string& word) { return word.find('/') != std::string::npos; }

std::pair<std::string, std::string> type_and_name(const std::string& word) {
  const std::vector<std::string> parts = split(word, '/');
  if (parts.size() != 2) throw UsageError("arguments in resource/name form may not have more than one slash");
  if (parts[0].empty() || parts[1].empty() || unique_parts(parts[0]).size() != 1) {
    throw UsageError("arguments in resource/name form must have a single resource and name");
  }
  return {parts[0], parts[1]};
}

// "all" and other categories in a comma list become the types they stand for.
std::string expand_categories(const std::string& word, RestMapper& mapper) {
  std::vector<std::string> out;
  for (const std::string& part : split(word, ',')) {
    const std::vector<ResourceInfo> members = part.empty() ? std::vector<ResourceInfo>() : mapper.category(part);
    if (members.empty()) out.push_back(part);
    for (const ResourceInfo& member : members) out.push_back(member.gvr().group_resource());
  }
  return join(out, ",");
}

Words read_words(std::vector<std::string> args, const Selection& selection, RestMapper& mapper) {
  Words words;
  if (!selection.default_type.empty()) {
    for (const std::string& arg : args) {
      words.pairs.push_back(has_slash(arg) ? type_and_name(arg) : std::pair(selection.default_type, arg));
    }
    return words;
  }
  // "a,b name" is "a/name b/name".
  if (args.size() >= 2) {
    if (const std::vector<std::string> types = unique_parts(args[0]); types.size() > 1) {
      std::vector<std::string> pairs;
      for (const std::string& type : types) {
        for (std::size_t i = 1; i < args.size(); ++i) pairs.push_back(type + "/" + args[i]);
      }
      args = std::move(pairs);
    }
  }
  const auto slashes = static_cast<std::size_t>(std::count_if(args.begin(), args.end(), has_slash));
  if (slashes > 0) {
    if (slashes != args.size()) {
      throw UsageError(
          fmt::format("there is no need to specify a resource type as a separate argument when passing arguments in "
                      "resource/name form (e.g. '{0} get resource/<resource_name>' instead of '{0} get resource "
                      "resource/<resource_name>'",
                      selection.program));
    }
    for (const std::string& arg : args) words.pairs.push_back(type_and_name(arg));
    return words;
  }
  if (args.empty()) return words;
  words.types = unique_parts(expand_categories(args[0], mapper));
  words.names.assign(args.begin() + 1, args.end());
  words.everything = words.names.empty() && selection.allow_empty_selector;
  return words;
}

// The namespace to look in for a type; an object by name needs one.
std::string namespace_for(const ResourceInfo& type, const Selection& selection, bool by_name) {
  if (!type.namespaced) return {};
  if (selection.all_namespaces) {
    if (by_name) throw UsageError("a resource cannot be retrieved by name across all namespaces");
    return {};
  }
  if (by_name && selection.namespace_name.empty()) {
    throw UsageError("namespace may not be empty when retrieving a resource by name");
  }
  return selection.namespace_name;
}

// Each type once, with the word that names it.
std::vector<std::pair<ResourceInfo, std::string>> types_of(const Words& words, const Selection& selection,
                                                           RestMapper& mapper) {
  if (words.types.size() > 1 && selection.single_resource_type) {
    throw UsageError("you may only specify a single resource type");
  }
  std::vector<std::pair<ResourceInfo, std::string>> out;
  std::set<GroupVersionKind> seen;
  for (const std::string& word : words.types) {
    ResourceInfo type = require_resource(mapper, word);
    if (seen.insert(type.gvk()).second) out.emplace_back(std::move(type), word);
  }
  return out;
}

Plan by_selector(const Words& words, const Selection& selection, RestMapper& mapper) {
  if (!words.names.empty()) throw UsageError("name cannot be provided when a selector is specified");
  if (!words.pairs.empty()) {
    throw UsageError("selectors and the all flag cannot be used when passing resource/name arguments");
  }
  if (words.types.empty()) throw UsageError("at least one resource must be specified to use a selector");
  if (!selection.subresource.empty()) throw UsageError("subresource cannot be used when bulk resources are specified");
  Plan plan{.by = Plan::By::selector};
  for (const auto& [type, word] : types_of(words, selection, mapper)) {
    plan.collections.push_back({.type = type, .namespace_name = namespace_for(type, selection, false), .word = word});
  }
  return plan;
}

Plan by_pairs(const Words& words, const Selection& selection, RestMapper& mapper) {
  if (!words.types.empty()) {
    throw UsageError("you may not specify individual resources and bulk resources in the same call");
  }
  Plan plan{.by = Plan::By::names, .single_item_implied = words.pairs.size() == 1};
  std::map<std::string, ResourceInfo> types;
  std::set<GroupVersionResource> distinct;
  for (const auto& [word, name] : words.pairs) {
    if (types.contains(word)) continue;
    distinct.insert(types.emplace(word, require_resource(mapper, word)).first->second.gvr());
  }
  if (distinct.size() > 1 && selection.single_resource_type) {
    throw UsageError("you may only specify a single resource type");
  }
  for (const auto& [word, name] : words.pairs) {
    const ResourceInfo& type = types.at(word);
    plan.items.push_back(
        {.type = type, .namespace_name = namespace_for(type, selection, true), .name = name, .word = word});
  }
  return plan;
}

Plan by_names(const Words& words, const Selection& selection, RestMapper& mapper) {
  if (words.types.empty()) throw UsageError("you must provide a resource and a resource name together");
  if (words.types.size() > 1) throw UsageError("you must specify only one resource");
  const auto [type, word] = types_of(words, selection, mapper).front();
  const std::string ns = namespace_for(type, selection, true);
  Plan plan{.by = Plan::By::names, .single_item_implied = words.names.size() == 1};
  for (const std::string& name : words.names) {
    plan.items.push_back({.type = type, .namespace_name = ns, .name = name, .word = word});
  }
  return plan;
}

Plan by_paths(const Words& words, std::vector<FileSource> sources) {
  if (!words.types.empty()) {
    throw UsageError("when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
  }
  if (!words.names.empty()) throw UsageError("name cannot be provided when a path is specified");
  if (!words.pairs.empty()) throw UsageError("resource/name arguments cannot be provided when a path is specified");
  Plan plan{.by = Plan::By::paths};
  plan.single_item_implied = sources.size() == 1 && sources.front().kind != FileSource::Kind::stdin;
  plan.sources = std::move(sources);
  return plan;
}

}  // namespace

namespace {

ResourceInfo require(std::optional<ResourceInfo> found, std::string_view typed) {
  if (found) return std::move(*found);
  const std::string_view resource = typed.substr(0, typed.find('.'));
  throw Error(fmt::format("the server doesn't have a resource type {}", go_quote(resource)));
}

}  // namespace

ResourceInfo require_resource(RestMapper& mapper, std::string_view typed) {
  return require(mapper.resource_for(typed), typed);
}

std::optional<ResourceInfo> reconsider(RestMapper& mapper, const ResourceInfo& asked, std::string_view typed) {
  if (typed.empty()) return std::nullopt;
  std::optional<ResourceInfo> now;
  try {
    now = mapper.confirm(typed);
  } catch (const ApiError& error) {
    // A server without any types (404) is the error. Where this question fails in another way, the answer that led to
    // it stays the error.
    if (error.status().code == 404) throw;
    return std::nullopt;
  } catch (const TransportError&) {
    return std::nullopt;
  }
  ResourceInfo type = require(std::move(now), typed);
  if (type.gvr() == asked.gvr() && type.namespaced == asked.namespaced) return std::nullopt;
  return type;
}

Plan make_file_plan(const FileSelection& files) {
  std::vector<std::shared_ptr<const Error>> errors;
  std::vector<FileSource> sources = expand_files(files, errors);
  if (!errors.empty()) throw Aggregate(std::move(errors));
  return by_paths({}, std::move(sources));
}

Plan make_plan(const Selection& selection, RestMapper& mapper) {
  std::vector<std::shared_ptr<const Error>> errors;
  std::vector<FileSource> sources;
  const FileSelection& files = selection.files;
  sources = expand_files(files, errors);

  const bool labels = !trim(selection.label_selector).empty();
  const bool fields = !trim(selection.field_selector).empty();
  if ((labels || fields) && selection.select_all) {
    errors.push_back(std::make_shared<UsageError>("setting 'all' parameter but found a non empty selector. "));
  }
  Words words;
  try {
    words = read_words(selection.args, selection, mapper);
  } catch (const UsageError& error) {
    errors.push_back(std::make_shared<UsageError>(error));
  }
  if (!errors.empty()) throw Aggregate(std::move(errors));

  if (!sources.empty()) {
    Plan plan = by_paths(words, std::move(sources));
    (void)manifest_selector(selection.label_selector);  // one that is wrong is told before a file is read
    return plan;
  }
  if (labels || fields || words.everything || selection.select_all) return by_selector(words, selection, mapper);
  if (!words.pairs.empty()) return by_pairs(words, selection, mapper);
  if (!words.names.empty()) return by_names(words, selection, mapper);
  if (!words.types.empty()) {
    for (const std::string& word : words.types) require_resource(mapper, word);
    throw UsageError("resource(s) were provided, but no name was specified");
  }
  throw UsageError(
      "You must provide one or more resources by argument or filename.\n"
      "Example resource specifications include:\n"
      "   '-f rsrc.yaml'\n"
      "   '--filename=rsrc.json'\n"
      "   '<resource> <name>'\n"
      "   '<resource>'");
}

}  // namespace kpp::resource
