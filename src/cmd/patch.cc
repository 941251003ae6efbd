// patch: sends a patch of the user's own, or applies it to what files hold.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "algo/json_patch.h"
#include "algo/merge_patch.h"
#include "algo/strategic_merge.h"
#include "app/completers.h"
#include "app/context.h"
#include "app/flags/object_flags.h"
#include "app/read.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/yaml.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"
#include "schema/kinds.h"
#include "schema/merge_rules.h"

namespace kpp::cmd {
namespace {

// JSON goes out as it was typed; YAML becomes JSON.
std::string patch_as_json(const std::string& text, const std::string& typed) {
  if (trim(text).starts_with('{')) return text;
  try {
    Arena arena;
    return data::to_json(data::parse_yaml(text, arena));
  } catch (const Error& error) {
    throw Error(fmt::format("unable to parse {}: {}", go_quote(typed), error.message()));
  }
}

std::string gvk_text(const Json& object) {
  return fmt::format("{}, Kind={}", object.value("apiVersion", ""), object.value("kind", ""));
}

Json read_patch(const std::string& text, const char* problem) {
  try {
    return data::parse_json_value(text);
  } catch (const Error&) {
    throw Error(problem);
  }
}

Json patch_json(const Json& object, const std::string& text) {
  try {
    return algo::apply_json_patch(object, data::parse_json_value(text));
  } catch (const Error& error) {
    const std::string& message = error.message();
    const std::size_t key = message.find("key:");
    if (message.find("doc is missing key") == std::string::npos || key == std::string::npos) throw;
    throw Error(fmt::format("Object to be patched is missing field ({})", message.substr(key + 5)));
  }
}

Json patch_strategic(const Json& object, const std::string& text) {
  const GroupVersion version = GroupVersion::parse(object.value("apiVersion", ""));
  const std::string kind = object.value("kind", "");
  const schema::MergeRules* rules = schema::merge_rules_of_kind(version.group, kind);
  if (!rules || !schema::known_to_clients(version.group, kind)) {
    throw Error(
        fmt::format("strategic merge patch is not supported for {} locally, try --type merge", gvk_text(object)));
  }
  return algo::apply_strategic_patch(object, read_patch(text, "invalid JSON document"), *rules);
}

// What a patch has made must still be an object of a kind.
void require_object(const Json& made) {
  if (!made.is_object()) {
    throw Error(schema::cannot_unmarshal(schema::go_json_type(made), "Go value", "unstructured.detector"));
  }
  const auto kind = made.find("kind");
  if (kind != made.end() && kind->is_string() && !kind->get_ref<const std::string&>().empty()) return;
  Arena arena;
  throw Error(schema::missing_kind(data::to_json(data::to_node(made, arena, KeyOrder::sorted))));
}

struct PatchOptions {
  app::ObjectFlags objects{"patched", "kubectl-patch"};
  std::string typed;
  std::string file;
  std::string type_name = "strategic";
  std::string subresource;
  std::vector<std::string> args;
  resource::PatchType type = resource::PatchType::strategic;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to patch", .labels = false, .all = false});
    flags.add({.name = "patch", .short_name = 'p', .target = &typed, .help = "The patch, as JSON or YAML."});
    flags.add({.name = "patch-file",
               .target = &file,
               .help = "File that holds the patch.",
               .completes = cli::Completes::files});
    flags.add({.name = "type",
               .target = &type_name,
               .help = "strategic: a merge that knows the lists of the API's types. merge: RFC 7386, lists are "
                       "replaced. json: RFC 6902, a list of operations.",
               .choices = {"json", "merge", "strategic"},
               .completes = cli::Completes::choices});
    flags.add({.name = "subresource",
               .target = &subresource,
               .help = "Patch this subresource of the object: status, scale, resize.",
               .choices = {"status", "scale", "resize"},
               .completes = cli::Completes::choices,
               .completer = "unfiltered"});
  }

  void complete(app::Context& context, const cli::Args& words) {
    objects.complete(context);
    args = words.words;
  }

  void validate() {
    if (!typed.empty() && !file.empty()) throw UsageError("cannot specify --patch and --patch-file together");
    if (typed.empty() && file.empty()) {
      throw UsageError("must specify --patch or --patch-file containing the contents of the patch");
    }
    if (objects.local && !args.empty()) throw UsageError("cannot specify --local and server resources");
    objects.check_local();
    const std::string lower = to_lower(type_name);
    if (lower == "json") type = resource::PatchType::json;
    else if (lower == "merge") type = resource::PatchType::merge;
    else if (!lower.empty() && lower != "strategic") {
      throw UsageError(fmt::format("--type must be one of [json merge strategic], not {}", go_quote(type_name)));
    }
  }

  std::string read() const {
    if (file.empty()) return patch_as_json(typed, typed);
    std::string text;
    try {
      text = read_file(file);
    } catch (const Error& error) {
      throw Error("unable to read patch file: " + error.message());
    }
    return patch_as_json(text, typed);
  }

  void print(bool changed, Node object, app::Context& context) const {
    objects.print.printer(changed ? "patched" : "patched (no change)")
        ->print(object, context.out());  // dry run is not told here
  }

  Json patched(const Json& object, const std::string& patch) const {
    switch (type) {
      case resource::PatchType::json: return patch_json(object, patch);
      case resource::PatchType::merge: return algo::apply_merge_patch(object, read_patch(patch, "Invalid JSON Patch"));
      case resource::PatchType::strategic:
      case resource::PatchType::apply: break;
    }
    return patch_strategic(object, patch);
  }

  // Others may change the object between its reading and the patch: what they do is not told as the patch's work. Of an
  // object in a file it is not known what the server had.
  bool changes_nothing(const app::FoundObject& found, const std::string& patch) const {
    if (!found.source.empty()) return false;
    try {
      return algo::same_value(found.object(), patched(found.object(), patch));
    } catch (const Error&) {
      return false;  // the server has taken it, so the answer decides
    }
  }

  void run(app::Context& context) {
    const std::string patch = read();
    app::ObjectSelection selection = objects.selection(args);
    selection.subresource = subresource;
    selection.fresh = false;
    if (!objects.local) app::confirm_lookup(context);
    app::ObjectFinder finder(context, std::move(selection));
    resource::Writer changer = objects.changer(context);
    const std::size_t count = finder.each([&](app::FoundObject& object) {
      Arena arena;
      if (!objects.sends()) {
        const Json after = patched(object.object(), patch);
        require_object(after);
        return print(!algo::same_value(object.object(), after), data::to_node(after, arena, KeyOrder::sorted), context);
      }
      try {
        Document after = changer.patch(object.at(subresource), type, patch);
        const bool changed = !(data::to_node(object.object(), arena) == after.root) && !changes_nothing(object, patch);
        if (Json noted = data::to_json_value(after.root); objects.note_cause(noted, context)) {
          const Json note = algo::create_merge_patch(data::to_json_value(after.root), noted);
          after = changer.patch(object.at(subresource), resource::PatchType::merge, note);
        }
        print(changed, after.root, context);
      } catch (const ApiError& error) {
        if (!error.is("UnsupportedMediaType")) throw;
        throw Error(fmt::format("{} is not supported by {}: {}", content_type(type), gvk_text(object.object()),
                                error.status().message));
      }
    });
    if (count == 0) throw Error("no objects passed to patch");
  }
};

}  // namespace

cli::Command patch_command() {
  cli::Command command = cli::make_command<PatchOptions>(
      {.name = "patch",
       .usage = "patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]",
       .summary = "Update fields of a resource",
       .description = "Changes fields of objects with a patch in JSON or YAML.\n\n"
                      "A strategic patch merges lists of the API's own types by their keys; objects of other types "
                      "know merge and json only.",
       .examples =
           "# Another image for the container of the name web\n"
           "PROGRAM patch deployment web -p "
           "'{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"nginx:1.27\"}]}}}}'\n\n"
           "# In YAML, from a file\nPROGRAM patch deployment web --patch-file change.yaml\n\n"
           "# Remove a finalizer\nPROGRAM patch configmap held --type=merge -p "
           "'{\"metadata\":{\"finalizers\":null}}'\n\n"
           "# Operations on places\nPROGRAM patch pod web --type=json -p "
           "'[{\"op\":\"remove\",\"path\":\"/metadata/labels/stage\"}]'\n\n"
           "# The number of replicas, by the scale subresource\nPROGRAM patch deployment web --subresource=scale "
           "--type=merge -p '{\"spec\":{\"replicas\":2}}'",
       .group = cli::Group::advanced});
  command.complete = app::complete_types_and_names;
  return command;
}

}  // namespace kpp::cmd
