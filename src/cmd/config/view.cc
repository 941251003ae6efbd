// config view: what the kubeconfig files say together.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/help.h"
#include "base/base64.h"
#include "base/files.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cmd/config/config.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {
namespace {

using enum KubeconfigSection;

// Keeps of a section the entry `name` only; "" keeps none.
void keep_only(MergedKubeconfig& merged, KubeconfigSection section, const std::string& name) {
  KubeconfigEntries kept;
  if (!name.empty()) {
    auto node = merged.entries(section).extract(name);
    if (!node) throw Error(fmt::format("cannot locate {} {}", section_value_name(section), name));
    kept.insert(std::move(node));
  }
  merged.entries(section) = std::move(kept);
}

void minify(MergedKubeconfig& merged) {
  const std::string& current = merged.current_context();
  if (current.empty()) throw Error("current-context must exist in order to minify");
  keep_only(merged, contexts, current);
  const Json& context = *merged.entries(contexts).at(current).value;
  keep_only(merged, clusters, context["cluster"].get<std::string>());
  keep_only(merged, users, context["user"].get<std::string>());
}

// Puts a file's contents in the place of its path.
void embed(const KubeconfigEntry& entry, const std::string& name, const std::string& working_directory) {
  Json& value = *entry.value;
  const std::string path = value.value(name, "");
  if (path.empty()) return;
  if (value.contains(name + "-data")) throw Error("cannot have values for both path and contents");
  const std::string folder = path_dir(entry.origin);
  const std::string base = folder.starts_with('/') ? folder : path_join(working_directory, folder);
  value[name + "-data"] = base64_encode(read_file(path.starts_with('/') ? path : path_join(base, path)));
  value[name] = "";
}

void flatten(MergedKubeconfig& merged, const std::string& working_directory) {
  for (auto& [name, user] : merged.entries(users)) {
    embed(user, "client-certificate", working_directory);
    embed(user, "client-key", working_directory);
  }
  for (auto& [name, cluster] : merged.entries(clusters)) embed(cluster, "certificate-authority", working_directory);
}

void redact(MergedKubeconfig& merged) {
  const auto hide = [](Json& value, const char* name, const char* shown) {
    if (value.contains(name)) value[name] = shown;
  };
  for (auto& [name, user] : merged.entries(users)) {
    hide(*user.value, "token", "REDACTED");
    hide(*user.value, "password", "REDACTED");
    hide(*user.value, "client-certificate-data", "DATA+OMITTED");
    hide(*user.value, "client-key-data", "DATA+OMITTED");
  }
  for (auto& [name, cluster] : merged.entries(clusters)) {
    hide(*cluster.value, "certificate-authority-data", "DATA+OMITTED");
  }
}

struct ConfigViewOptions {
  cli::FlagSet* flags = nullptr;
  app::PrintFlags print;
  bool merge = true;
  bool raw = false;
  bool flatten_files = false;
  bool minify_contexts = false;
  std::unique_ptr<print::Printer> printer;
  data::KeyOrder order = data::KeyOrder::sorted;

  void bind(cli::FlagSet& set) {
    print.options.output = "yaml";
    print.bind(set);
    set.add({.name = "merge", .target = &merge, .help = "Show all kubeconfig files as one.", .type_name = "tristate"});
    set.add({.name = "raw", .target = &raw, .help = "Show certificates, keys, tokens and passwords."});
    set.add({.name = "flatten",
             .target = &flatten_files,
             .help = "Show the contents of certificate and key files in place of their paths, and all secrets."});
    set.add(
        {.name = "minify", .target = &minify_contexts, .help = "Leave out all that the current context does not use."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (!args.empty()) throw context.usage_error("unexpected arguments: " + go_list(args));
    printer = print.printer();
    const print::FormatKind kind = print.format().kind;
    // These two keep the order of client-go's fields.
    if (kind == print::FormatKind::json || kind == print::FormatKind::kyaml) order = data::KeyOrder::as_written;
    if (merge || !context.globals().kubeconfig.empty()) return;
    throw Error("if merge==false a precise file must be specified");
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    if (!merge) {
      (void)parse_kubeconfig_document(read_file(files.paths().front()),
                                      schema::UnknownMembers::drop);  // told without the file's name
    }
    MergedKubeconfig merged = files.load(context.log());
    if (minify_contexts) {
      if (!context.globals().context.empty()) merged.current_context() = context.globals().context;
      minify(merged);
    }
    if (flatten_files) flatten(merged, context.env().working_directory());
    else if (!raw) redact(merged);
    Arena arena;
    printer->print(data::to_node(merged.document(), arena, order), context.out());
  }
};

}  // namespace

cli::Command config_view_command() {
  return cli::make_command<ConfigViewOptions>(
      {.name = "view",
       .usage = "config view",
       .summary = "Show what the kubeconfig files say together",
       .description = "Shows the kubeconfig: all files as one, or the one named with --kubeconfig. Certificates, keys, "
                      "tokens and passwords "
                      "are hidden unless --raw or --flatten is given.\n\nOne value alone: -o jsonpath='{…}'.",
       .examples = "# Everything\nPROGRAM config view\n\n# With certificates and secrets\nPROGRAM config view --raw\n\n"
                   "# The password of a user\nPROGRAM config view --raw -o jsonpath='{.users[?(@.name == "
                   "\"e2e\")].user.password}'"});
}

}  // namespace kpp::cmd
