// create configmap.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "base/base64.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/data_sources.h"
#include "cmd/create/subcommands.h"
#include "data/name_syntax.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

struct CreateConfigMapOptions {
  CreateFlags create;
  DataSourceFlags sources;
  std::string name;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> binaries;  ///< what is no UTF-8, in base64

  void bind(cli::FlagSet& flags) {
    create.bind(flags);
    sources.bind(flags);
  }

  void complete(app::Context& context, const cli::Args& args) { name = create.complete(context, args); }

  void validate() const {
    if (name.empty()) throw UsageError("name must be specified");
    sources.validate();
  }

  void add(const std::string& key, std::string bytes, bool may_be_binary) {
    const std::vector<std::string> problems = data::config_key_problems(key);
    if (!problems.empty()) {
      throw Error(fmt::format("{} is not a valid key name for a ConfigMap: {}", go_quote(key), join(problems, ",")));
    }
    for (const auto& [there, where] : {std::pair(&texts, "Data"), std::pair(&binaries, "BinaryData")}) {
      if (!there->contains(key)) continue;
      throw Error(fmt::format("cannot add key {}, another key by that name already exists in {} for ConfigMap {}",
                              go_quote(key), where, go_quote(name)));
    }
    if (may_be_binary && !is_valid_utf8(bytes)) binaries[key] = base64_encode(bytes);
    else texts[key] = std::move(bytes);
  }

  void run(app::Context& context) {
    take_files(sources.files, [&](const std::string& key, std::string bytes) { add(key, std::move(bytes), true); });
    const KeyTaker take_text = [&](const std::string& key, std::string bytes) { add(key, std::move(bytes), false); };
    take_literals(sources.literals, take_text);
    take_env_files(context, sources.env_files, "config", take_text);
    Json object = app::new_object("ConfigMap", "v1", name);
    if (!texts.empty()) object["data"] = app::string_map(texts);
    if (!binaries.empty()) object["binaryData"] = app::string_map(binaries);
    if (sources.append_hash) {
      Json hashed = {{"kind", "ConfigMap"}, {"name", name}, {"data", app::string_map(texts)}};
      if (!binaries.empty()) hashed["binaryData"] = app::string_map(binaries);
      object["metadata"]["name"] = name + hash_suffix(hashed);
    }
    create.create(context, std::move(object),
                  {.type = {"", "v1", "configmaps"}, .failure = "failed to create configmap: "});
  }
};

}  // namespace

cli::Command create_configmap_command() {
  return cli::make_command<CreateConfigMapOptions>(
      {.name = "configmap",
       .aliases = {"cm"},
       .usage = "create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] "
                "[--dry-run=server|client|none]",
       .summary = "Create a config map from a local file, directory or literal value",
       .description = "Creates a config map from files, folders and values.\n\n"
                      "A file's key is its name unless another is given. Of a folder the files whose names can be keys "
                      "are taken, not what "
                      "is in folders below it, and no links.",
       .examples =
           "# Two values\nPROGRAM create configmap shop --from-literal=colour=blue --from-literal=size=3\n\n"
           "# All files of a folder\nPROGRAM create configmap shop --from-file=conf.d\n\n"
           "# A file under another key\nPROGRAM create configmap shop --from-file=app.conf=./app-production.conf\n\n"
           "# Lines KEY=VALUE of a file\nPROGRAM create configmap shop --from-env-file=shop.env"});
}

}  // namespace kpp::cmd
