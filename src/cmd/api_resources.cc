// api-resources: every resource type that the server has.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/commands.h"
#include "data/json.h"
#include "io/output.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "print/format.h"
#include "print/table_text.h"

namespace kpp::cmd {
namespace {

struct ApiResourcesOptions {
  std::string api_group;
  bool cached = false;
  std::vector<std::string> categories;
  bool namespaced = true;
  bool no_headers = false;
  print::PrintOptions print;
  std::string sort_by;
  std::vector<std::string> verbs;
  cli::FlagSet* flags = nullptr;
  print::Format format;

  void bind(cli::FlagSet& set) {
    set.add(
        {.name = "api-group", .target = &api_group, .help = "Only types of this API group; \"\" is the core group."});
    set.add({.name = "cached",
             .target = &cached,
             .help = "Take what is known already, when there is something, and do not ask the server."});
    set.add({.name = "categories", .target = &categories, .help = "Only types that are in all of these categories."});
    set.add({.name = "namespaced",
             .target = &namespaced,
             .help = "Only types that live in namespaces; false: only those that do not."});
    set.add({.name = "no-headers", .target = &no_headers, .help = "Leave out the headers of the table."});
    set.add({.name = "output",
             .short_name = 'o',
             .target = &print.output,
             .help = "Output format: json, kyaml, name, wide or yaml.",
             .choices = {"json", "kyaml", "name", "wide", "yaml"},
             .completes = cli::Completes::choices});
    set.add({.name = "show-managed-fields",
             .target = &print.show_managed_fields,
             .help = "Keep metadata.managedFields in JSON and YAML."});
    set.add({.name = "sort-by",
             .target = &sort_by,
             .help = "Sort by name or by kind instead of by group.",
             .choices = {"kind", "name"},
             .completes = cli::Completes::choices});
    set.add({.name = "verbs", .target = &verbs, .help = "Only types that have all of these verbs."});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (!args.empty()) {
      throw context.usage_error("unexpected arguments: " + go_list(args));
    }
    format = print::parse_format(print, {.name = true, .templates = false, .custom_columns = false, .table = true}, {});
  }

  void validate() const {
    if (!sort_by.empty() && sort_by != "name" && sort_by != "kind") {
      throw UsageError("--sort-by accepts only name or kind");
    }
  }

  void run(app::Context& context) {
    std::vector<std::string> failed;
    std::vector<ResourceInfo> all = context.mapper().all(!cached, &failed);
    std::erase_if(all, [&](const ResourceInfo& type) { return !wanted(type); });
    const auto key = [&](const ResourceInfo& type) -> const std::string& {
      return sort_by == "name" ? type.resource : sort_by == "kind" ? type.kind : type.group;
    };
    std::stable_sort(all.begin(), all.end(), [&](const ResourceInfo& a, const ResourceInfo& b) {
      return std::tie(key(a), a.resource) < std::tie(key(b), b.resource);
    });
    if (format.is_table()) write_table(context, all);
    else if (format.kind == print::FormatKind::name) write_names(context, all);
    else write_objects(context, all);
    tell_unanswered(context);
    if (!failed.empty()) {
      throw Error("unable to retrieve the complete list of server APIs: " + join(failed, ", "));
    }
  }

  // A group whose server is down has no types to show; who looks at a terminal is told that they are missing.
  static void tell_unanswered(app::Context& context) {
    if (!context.io().err_is_terminal) return;
    std::vector<std::string> names;
    for (const GroupVersion& version : context.mapper().unanswered()) names.push_back(version.str());
    if (names.empty()) return;
    context.flush();
    context.err().write_foreign(fmt::format("Warning: left out what did not answer: {}\n", join(names, ", ")));
  }

  bool wanted(const ResourceInfo& type) const {
    const auto has_all = [](const std::vector<std::string>& have, const std::vector<std::string>& want) {
      return std::all_of(want.begin(), want.end(), [&](const std::string& word) {
        return std::find(have.begin(), have.end(), word) != have.end();
      });
    };
    if (type.verbs.empty()) return false;
    if (flags->changed("api-group") && type.group != api_group) return false;
    if (flags->changed("namespaced") && type.namespaced != namespaced) return false;
    return has_all(type.verbs, verbs) && has_all(type.categories, categories);
  }

  void write_table(app::Context& context, const std::vector<ResourceInfo>& all) const {
    const bool wide = format.kind == print::FormatKind::wide;
    print::TableText table(context.out().for_terminal());
    std::vector<std::string_view> titles = {"NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"};
    if (wide) titles.insert(titles.end(), {"VERBS", "CATEGORIES"});
    print::TableColumns columns = print::columns_of(titles);
    for (print::TableColumn& column : columns.columns) {
      column.kind = print::ColumnKind::name;  // nothing here is good or bad
    }
    table.set_columns(std::move(columns));
    if (!no_headers) {
      for (const std::string_view title : titles) table.plain_cell(title);
      table.end_row();
    }
    for (const ResourceInfo& type : all) {
      table.cell(type.resource);
      table.cell(join(type.short_names, ","));
      table.cell(GroupVersion{type.group, type.version}.str());
      table.plain_cell(type.namespaced ? "true" : "false");
      table.cell(type.kind);
      if (wide) {
        table.cell(join(type.verbs, ","));
        table.cell(join(type.categories, ","));
      }
      table.end_row();
    }
    table.write(context.out());
  }

  static void write_names(app::Context& context, const std::vector<ResourceInfo>& all) {
    for (const ResourceInfo& type : all) context.out().write_foreign(type.gvr().group_resource() + "\n");
  }

  void write_objects(app::Context& context, const std::vector<ResourceInfo>& all) const {
    Json list = {{"kind", "APIResourceList"}, {"apiVersion", "v1"}, {"groupVersion", ""}, {"resources", nullptr}};
    for (const ResourceInfo& type : all) {
      Json entry = {{"name", type.resource}, {"singularName", type.singular}, {"namespaced", type.namespaced}};
      if (!type.group.empty()) entry["group"] = type.group;
      if (!type.version.empty()) entry["version"] = type.version;
      entry["kind"] = type.kind;
      entry["verbs"] = type.verbs;
      if (!type.short_names.empty()) entry["shortNames"] = type.short_names;
      if (!type.categories.empty()) entry["categories"] = type.categories;
      list["resources"].push_back(std::move(entry));
    }
    Arena arena;
    print::make_printer(format, print)->print(data::to_node(list, arena), context.out());
  }
};

}  // namespace

cli::Command api_resources_command() {
  return cli::make_command<ApiResourcesOptions>(
      {.name = "api-resources",
       .usage = "api-resources [flags]",
       .summary = "Show the resource types of the server",
       .description = "Shows every resource type that the server has in its preferred version: its name, its short "
                      "names, the API version, "
                      "whether it lives in namespaces, and its kind.",
       .examples =
           "# All types\nPROGRAM api-resources\n\n# With verbs and categories\nPROGRAM api-resources -o wide\n\n"
           "# Those of one group that live in namespaces\nPROGRAM api-resources --api-group=apps --namespaced",
       .group = cli::Group::other,
       .reads_only = true});
}

}  // namespace kpp::cmd
