// explain: what the server's documentation says of a resource type and its fields.
#include <fmt/core.h>

#include <functional>

#include "algo/jsonpath/parse.h"
#include "app/completers.h"
#include "app/context.h"
#include "base/quote.h"
#include "cli/complete.h"
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

struct Explained {
  ResourceInfo type;
  std::vector<std::string> path;
};

// The way a word describes, as kubectl reads it: as a JSONPath.
algo::jsonpath::Path steps_of(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  const algo::jsonpath::Path root = algo::jsonpath::parse_template("{." + text + "}");
  if (root.size() != 1 || root.front().paths.size() != 1 || root.front().paths.front().empty()) {
    throw Error("must pass in 1 jsonpath string");
  }
  return root.front().paths.front();
}

// The names behind the first step.
std::vector<std::string> fields_of(const algo::jsonpath::Path& steps, bool with_group) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (steps[i].kind != algo::jsonpath::Step::Kind::field) {
      throw Error(with_group ? "invalid jsonpath syntax, first node must be field node"
                             : "invalid jsonpath syntax, all nodes must be field nodes");
    }
    out.push_back(steps[i].text);
  }
  return out;
}

// "pods.spec.containers", or with the group "deployments.apps.spec": the type and the fields below it.
Explained find_target(const std::string& word, bool with_group, RestMapper& mapper) {
  const algo::jsonpath::Path steps = steps_of(word);
  if (steps.front().kind != algo::jsonpath::Step::Kind::field) {
    throw Error("invalid jsonpath syntax, first node must be field node");
  }
  const std::string& name = steps.front().text;
  if (name.empty()) throw Error("a resource must be present, got: /, Resource=");
  const std::optional<ResourceInfo> first = mapper.resource_for(name);
  if (!first) throw VerbatimError(fmt::format("the server doesn't have a resource type {}", go_quote(name)));
  if (!with_group) return {*first, fields_of(steps, false)};

  // The word may begin with the whole name, the group too; what is behind it is a path of its own then.
  const auto named_whole = [&](const ResourceInfo& type) { return word.starts_with(type.gvr().group_resource()); };
  std::optional<ResourceInfo> found;
  if (named_whole(*first)) {
    found = first;
  } else if (steps.size() > 2) {
    // Another group may have a resource of this name.
    for (const ResourceInfo& type : mapper.all(false)) {
      if (!found && type.resource == name && !type.group.empty() && named_whole(type)) found = type;
    }
  }
  if (!found) return {*first, fields_of(steps, true)};
  const std::string rest = word.substr(found->gvr().group_resource().size());
  return {*found, rest.empty() ? std::vector<std::string>() : fields_of(steps_of(rest), true)};
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
  std::int32_t max_depth = 0;
  std::vector<std::string> words;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "api-version",
               .target = &api_version,
               .help = "Explain the type as it is in this API version (group/version)."});
    flags.add({.name = "output",
               .short_name = 'o',
               .target = &output,
               .help = "Form of the text: plaintext or plaintext-openapiv2.",
               .choices = {"plaintext", "plaintext-openapiv2"},
               .completes = cli::Completes::choices});
    flags.add({.name = "recursive",
               .short_name = 'R',
               .target = &recursive,
               .help = "Show the fields of fields too, by name and type only."});
    flags.add({.name = "max-depth",
               .target = &max_depth,
               .help = "With --recursive: how many levels of fields to show. 0 shows all.",
               .type_name = "int"});
  }

  void complete(app::Context& context, const cli::Args& args) {
    words = args.words;
    if (words.empty()) {
      throw UsageError(fmt::format(
          "You must specify the type of resource to explain. Use \"{} api-resources\" for a complete list of "
          "supported resources.\n",
          context.program()));
    }
    if (words.size() > 1) throw UsageError("We accept only this format: explain RESOURCE\n");
    if (max_depth < 0) throw Error("--max-depth must be non-negative");
    if (max_depth > 0 && !recursive) throw Error("--max-depth requires --recursive");
  }

  void run(app::Context& context) {
    Explained target = find_target(words.front(), api_version.empty(), context.mapper());
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
    explain_v2(document.root, {kind, target.path, recursive, max_depth}, write);
  }

  void with_v3(app::Context& context, const Explained& target, Node index,
               const std::function<void(std::string_view)>& write) const {
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
    explain_v3(document.root, {gvr, target.path, recursive, max_depth}, write);
  }
};

// Types; behind one and a dot, its fields.
cli::Completion complete_path(app::Context& context, const cli::Args& before, const std::string& typed) {
  if (!before.empty()) return {};
  cli::Completion out = app::complete_types_and_names(context, before, typed);
  const std::size_t dot = typed.rfind('.');
  if (dot == std::string::npos || typed.find('/') != std::string::npos) return out;
  const std::string parent = typed.substr(0, dot);
  try {
    const Explained target = find_target(parent, true, context.mapper());
    const GroupVersionResource gvr = target.type.gvr();
    const std::string path = (gvr.group.empty() ? "api/" : "apis/" + gvr.group + "/") + gvr.version;
    const Document document = context.client().get(document_request("/openapi/v3/" + path));
    for (const std::string& field : explained_fields(document.root, gvr, target.path)) {
      std::string candidate = parent + "." + field;
      if (!candidate.starts_with(typed)) continue;
      out.candidates.push_back(std::move(candidate));
      out.directive |= cli::kNoSpace;  // another dot may follow
    }
  } catch (const Error&) {
    return out;  // no answer is no fields
  }
  return out;
}

}  // namespace

cli::Command explain_command() {
  cli::Command command = cli::make_command<ExplainOptions>(
      {.name = "explain",
       .usage = "explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] "
                "[-o|--output=plaintext|plaintext-openapiv2]",
       .summary = "Describe a resource type and its fields",
       .description =
           "Shows what the server's documentation says of a resource type, or of one of its fields when the way to it "
           "is "
           "given: TYPE.FIELD.FIELD. The text comes from the server, so custom resources are explained as well.",
       .examples = "# Pods\nPROGRAM explain pods\n\n# One field\nPROGRAM explain pods.spec.containers.image\n\n"
                   "# All fields of deployments by name and type\nPROGRAM explain deployments --recursive\n\n"
                   "# The first two levels of them\nPROGRAM explain deployments --recursive --max-depth=2\n\n"
                   "# As it is in another version\nPROGRAM explain hpa --api-version=autoscaling/v1",
       .group = cli::Group::basic_intermediate,
       .reads_only = true});
  command.complete = complete_path;
  return command;
}

}  // namespace kpp::cmd
