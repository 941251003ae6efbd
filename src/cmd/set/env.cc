// set env: environment variables of containers.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/read.h"
#include "app/render_error.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/set/env_args.h"
#include "cmd/set/env_references.h"
#include "cmd/set/objects.h"
#include "cmd/set/subcommands.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct SetEnvOptions {
  app::ObjectFlags objects{"env updated", "kubectl-set"};
  std::vector<std::string> typed;  ///< --env
  std::vector<std::string> keys;
  std::string containers = "*";
  std::string from;
  std::string prefix;
  bool list = false;
  bool resolve = false;
  bool overwrite = true;
  EnvWords words;

  void bind(cli::FlagSet& flags) {
    objects.bind(flags, {.purpose = "to change the environment of", .record = false});
    flags.add({.name = "containers",
               .short_name = 'c',
               .target = &containers,
               .help = "Names of the containers; * stands for any text."});
    flags.add(
        {.name = "from", .target = &from, .help = "Config map or secret (TYPE/NAME) whose keys become variables."});
    flags.add({.name = "prefix", .target = &prefix, .help = "Text to put before the variables' names."});
    flags.add({.name = "env",
               .short_name = 'e',
               .target = &typed,
               .help = "A variable, as NAME=VALUE; may be given several times.",
               .repeated = true});
    flags.add({.name = "keys", .target = &keys, .help = "With --from: only these keys."});
    flags.add({.name = "list",
               .target = &list,
               .help = "Show the variables as they are after the change, and change nothing."});
    flags.add({.name = "resolve",
               .target = &resolve,
               .help = "With --list: show what references to secrets and config maps stand for."});
    flags.add({.name = "overwrite", .target = &overwrite, .help = "Variables that are there may get another value."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (objects.all && !objects.selectors.label_selector.empty()) {
      throw UsageError("cannot set --all and --selector at the same time");
    }
    words = split_env_words(args.words);
    objects.complete(context);
  }

  void validate() const {
    objects.check_local();
    if (objects.filenames.files.filenames.empty() && words.resources.empty()) {
      throw UsageError("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    if (list && !objects.print.options.output.empty()) {
      throw UsageError("--list and --output may not be specified together");
    }
    if (!keys.empty() && from.empty()) {
      throw UsageError("when specifying --keys, a configmap or secret must be provided with --from");
    }
  }

  static void warn(app::Context& context, const std::string& message) {
    context.err().write("Warning: " + message + "\n");
  }

  // "some.key" -> SOME_KEY
  static std::string name_of_key(app::Context& context, const std::string& key) {
    std::string name = to_upper(key);
    for (char& c : name) {
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) c = '_';
    }
    if (name != key) warn(context, fmt::format("key {} transferred to {}", key, name));
    return name;
  }

  // Adds a variable for each key of the config maps or secrets of --from.
  void add_references(app::Context& context, EnvChange& change) const {
    app::ObjectSelection selection = objects.selection({from});
    selection.typed = true;
    selection.files.input_taken = change.used_stdin;
    for (const app::FoundObject& source : app::ObjectFinder(context, std::move(selection)).find_all()) {
      const std::string kind = source.object().value("kind", "");
      if (kind != "Secret" && kind != "ConfigMap") throw Error("unsupported resource specified in --from");
      const char* reference = kind == "Secret" ? "secretKeyRef" : "configMapKeyRef";
      std::vector<std::string> all;
      if (source.object().contains("data") && source.object()["data"].is_object()) {
        for (const auto& [key, value] : source.object()["data"].items()) all.push_back(key);
      }
      std::sort(all.begin(), all.end());
      for (const std::string& key : all) {
        if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
        change.set.push_back(
            {.name = name_of_key(context, key), .reference = reference, .object = source.name, .key = key});
      }
    }
  }

  static void refuse_overwriting(const Json& before, const EnvChange& change) {
    for (const EnvVariable& one : change.set) {
      const auto old = std::find_if(before.begin(), before.end(),
                                    [&](const Json& other) { return other.value("name", "") == one.name; });
      if (old == before.end() || old->value("value", "") == one.value) continue;
      throw Error(
          fmt::format("'{}' already has a value ({}), and --overwrite is false", one.name, old->value("value", "")));
    }
  }

  // False when a reference could not be resolved.
  bool show(app::Context& context, const app::FoundObject& object, const Json& container) const {
    io::Output& out = context.out();
    EnvResolver resolver(context);
    std::map<std::string, std::vector<std::string>> problems;
    out.write(fmt::format("# {} {}, container {}\n", object.object().value("kind", ""), object.name,
                          container.value("name", "")));
    for (const Json& variable : container.value("env", Json::array())) {
      const std::string name = variable.value("name", "");
      const Json reference = variable.value("valueFrom", Json());
      if (!reference.is_object()) {
        out.write(fmt::format("{}={}\n", name, variable.value("value", "")));
        continue;
      }
      if (resolve) {
        try {
          out.write(fmt::format("{}={}\n", name, resolver.resolve(reference, object.object(), container)));
          continue;
        } catch (const Error& error) {
          problems[error.text_inside()].push_back(name);
        }
      }
      out.write(fmt::format("# {} from {}\n", name, reference_text(reference)));
    }
    std::vector<std::string> lines;
    for (auto& [problem, names] : problems) {
      std::sort(names.begin(), names.end());
      lines.push_back(fmt::format("error retrieving reference for {}: {}\n", join(names, ", "), problem));
    }
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) context.err().write(line);
    return problems.empty();
  }

  void change_object(app::Context& context, app::FoundObject& object, const EnvChange& change) const {
    const std::vector<Json*> matching = matching_containers(pod_spec(object.object()), containers);
    if (matching.empty()) {
      warn(context, fmt::format("{}/{} does not have any containers matching {}", object.object().value("kind", ""),
                                object.name, go_quote(containers)));
    }
    bool resolved = true;
    for (Json* container : matching) {
      const Json before = container->value("env", Json::array());
      if (!overwrite) refuse_overwriting(before, change);
      Json after = updated_env(before, change);
      if (after.empty()) container->erase("env");
      else (*container)["env"] = std::move(after);
      if (list) resolved = show(context, object, *container) && resolved;
    }
    if (!resolved) throw Error("failed to retrieve valueFrom references");
  }

  void run(app::Context& context) {
    std::vector<std::string> all = typed;
    all.insert(all.end(), words.variables.begin(), words.variables.end());
    EnvChange change = parse_env(all, context.io().in);
    if (change.used_stdin && !objects.local) context.deny_input();
    if (!from.empty()) add_references(context, change);
    for (EnvVariable& variable : change.set) variable.name = prefix + variable.name;
    app::ObjectSelection selection = objects.selection(words.resources);
    selection.typed = true;
    selection.files.input_taken = change.used_stdin;
    std::vector<app::FoundObject> found = app::ObjectFinder(context, std::move(selection)).find_all();
    if (list) {
      for (app::FoundObject& object : found) {
        try {
          change_object(context, object, change);
        } catch (const Error&) {
          continue;  // what could not be resolved was told; kubectl ends well all the same
        }
      }
      return;
    }
    std::vector<std::shared_ptr<const Error>> failures;
    const auto accepted = [&] {
      if (change.set.empty() && words.variables.empty()) {
        throw Error("at least one environment variable must be provided");
      }
    };
    set_objects(context, objects, found,
                {.failure = "failed to patch env update to pod template: ",
                 .change = [&](app::FoundObject& object) { change_object(context, object, change); },
                 .accepted = accepted},
                failures);
  }
};

}  // namespace

cli::Command set_env_command() {
  cli::Command command = cli::make_command<SetEnvOptions>(
      {.name = "env",
       .usage = "set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
       .summary = "Update environment variables on a pod template",
       .description = "Sets environment variables of containers (NAME=VALUE), removes them (NAME-), and lists them; "
                      "\"-\" reads them from "
                      "standard input. Works on pods and on what makes pods of a template.",
       .examples =
           "# Set one variable, remove another\nPROGRAM set env deployment/web MODE=fast DEBUG-\n\n"
           "# Show what there is\nPROGRAM set env deployment/web --list\n\n"
           "# A variable for each key of a secret\nPROGRAM set env deployment/web --from=secret/login --prefix=DB_\n\n"
           "# From the shell's environment\nenv | grep ^APP_ | PROGRAM set env deployment/web -"});
  return command;
}

}  // namespace kpp::cmd
