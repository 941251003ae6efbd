// explain: what the server's documentation says of a resource type and its fields.
#include "app/context.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "cmd/explain/explain_v2.h"
#include "cmd/explain/explain_v3.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct Target {
  ResourceInfo type;
  std::vector<std::string> path;
};

// "pods.spec.containers", or with the group "deployments.apps.spec": the type and the fields below it.
Target find_target(const std::string& word, bool with_group, RestMapper& mapper) {
  std::string text = word;
  if (text.ends_with('.')) text.pop_back();
  if (text.empty()) throw Error("a resource must be present, got: /, Resource=");
  if (text.front() == '.') throw Error("invalid jsonpath syntax, first node must be field node");
  if (text.find(',') != std::string::npos) throw Error("unrecognized character in action: U+002C ','");
  const auto refuse_others = [&] { throw Error(fmt::format("invalid jsonpath syntax, {} must be field node{}", with_group ? "first node" : "all nodes", with_group ? "" : "s")); };
  if (text.find_first_of("[]*?@{}()'\"") != std::string::npos) refuse_others();
  if (text.find("...") != std::string::npos) throw Error("invalid multiple recursive descent");
  std::vector<std::string> parts = split(text, '.');
  std::erase(parts, std::string());
  const std::optional<ResourceInfo> first = mapper.resource_for(parts.front());
  if (!first) throw VerbatimError(fmt::format("the server doesn't have a resource type {}", go_quote(parts.front())));

  // Two dots in a row stand for any depth, which nothing here can; right behind the type they are let pass.
  const std::string first_name = first->gvr().group_resource();
  const std::size_t fields = with_group && text.starts_with(first_name) ? first_name.size() + 1 : 0;
  if (text.find("..", fields) != std::string::npos) refuse_others();

  // The group may follow the name; most often it is a field that does.
  const auto named_whole = [&](const ResourceInfo& type) {
    const std::string name = type.gvr().group_resource();
    return text == name || text.starts_with(name + ".");
  };
  std::optional<ResourceInfo> found;
  if (with_group && parts.size() > 1 && !first->group.empty() && parts[0] == first->resource) {
    if (named_whole(*first)) found = first;
  } else if (with_group && parts.size() > 2) {
    // Another group may have a resource of this name: only a whole group after it tells.
    for (const ResourceInfo& type : mapper.all(false)) {
      if (type.resource == parts[0] && !type.group.empty() && named_whole(type)) found = type;
    }
  }
  if (!found) return {*first, {parts.begin() + 1, parts.end()}};
  const std::string rest = text.substr(found->gvr().group_resource().size());
  return {*found, rest.empty() ? std::vector<std::string>() : split(rest.substr(1), '.')};
}

// Servers send these documents as JSON that they call plain text.
Request document_request(const std::string& path) {
  Request request{.path = path};
  request.accept_text = "application/json";
  return request;
}

struct ExplainOptions {
  std::string api_version;
  std::string output = "plaintext";
  bool recursive = false;
  std::vector<std::string> words;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "api-version", .target = &api_version, .help = "Explain the type as it is in this API version (group/version)."});
    flags.add({.name = "output", .short_name = 'o', .target = &output, .help = "Form of the text: plaintext or plaintext-openapiv2.",
               .choices = {"plaintext", "plaintext-openapiv2"}, .completes = cli::Completes::choices});
    flags.add({.name = "recursive", .short_name = 'R', .target = &recursive, .help = "Show the fields of fields too, by name and type only."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    words = args.words;
    if (words.empty()) {
      throw UsageError(fmt::format("You must specify the type of resource to explain. Use \"{} api-resources\" for a complete list of "
                                   "supported resources.\n", context.program()));
    }
    if (words.size() > 1) throw UsageError("We accept only this format: explain RESOURCE\n");
  }

  void run(app::Context& context) {
    Target target = find_target(words.front(), api_version.empty(), context.mapper());
    const auto write = [&](std::string_view text) { context.out().write_foreign(text); };
    if (output != "plaintext-openapiv2") {
      std::optional<Document> index = context.client().find(document_request("/openapi/v3"));
      if (index || output != "plaintext") return with_v3(context, target, index ? index->root : Node(), write);
    }
    GroupVersionKind kind = target.type.gvk();
    if (!api_version.empty()) {
      const GroupVersion version = GroupVersion::parse(api_version);
      kind.group = version.group;
      kind.version = version.version;
    }
    const Document document = context.client().get(document_request("/openapi/v2"));
    explain_v2(document.root, kind, target.path, recursive, write);
  }

  void with_v3(app::Context& context, const Target& target, Node index, const std::function<void(std::string_view)>& write) const {
    GroupVersionResource gvr = target.type.gvr();
    if (!api_version.empty()) {
      const GroupVersion version = GroupVersion::parse(api_version);
      gvr.group = version.group;
      gvr.version = version.version;
    }
    const std::string path = (gvr.group.empty() ? "api/" : "apis/" + gvr.group + "/") + gvr.version;
    const Node entry = index["paths"][path];
    if (!entry.exists()) throw Error(fmt::format("couldn't find resource for \"{}\"", describe_gvr(gvr)));
    // The index gives an address with a hash, for caches; what it was made for may have changed since.
    const Document document = context.client().get(document_request("/openapi/v3/" + path));
    if (output != "plaintext") throw UsageError("unrecognized format: " + output);
    explain_v3(document.root, {gvr, target.path, recursive}, write);
  }
};

}  // namespace

cli::Command explain_command() {
  cli::Command command = cli::make_command<ExplainOptions>(
      {.name = "explain",
       .usage = "explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]",
       .summary = "Describe a resource type and its fields",
       .description = "Shows what the server's documentation says of a resource type, or of one of its fields when the way to it is "
                      "given: TYPE.FIELD.FIELD. The text comes from the server, so custom resources are explained as well.",
       .examples = "# Pods\nPROGRAM explain pods\n\n# One field\nPROGRAM explain pods.spec.containers.image\n\n"
                   "# All fields of deployments by name and type\nPROGRAM explain deployments --recursive\n\n"
                   "# As it is in another version\nPROGRAM explain hpa --api-version=autoscaling/v1",
       .group = cli::Group::basic_intermediate});
  return command;
}

}  // namespace kpp::cmd
