// See format.h.
#include "print/format.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::print {
namespace {

struct TemplateName {
  std::string_view name;
  FormatKind kind;
  bool from_file;
};
constexpr TemplateName kTemplates[] = {
    {"go-template", FormatKind::go_template, false}, {"go-template-file", FormatKind::go_template, true},
    {"template", FormatKind::go_template, false},    {"templatefile", FormatKind::go_template, true},
    {"jsonpath", FormatKind::jsonpath, false},       {"jsonpath-as-json", FormatKind::jsonpath_as_json, false},
    {"jsonpath-file", FormatKind::jsonpath, true},
};
constexpr TemplateName kColumns[] = {
    {"custom-columns", FormatKind::custom_columns, false},
    {"custom-columns-file", FormatKind::custom_columns_file, true},
};

[[noreturn]] void no_printer(const std::string& output, const FormatFamilies& families) {
  std::vector<std::string> names;
  for (const std::string_view name : format_names(families)) names.emplace_back(name);
  throw UsageError(fmt::format("unable to match a printer suitable for the output format {}, allowed formats are: {}",
                               go_quote(output), join(names, ",")));
}

// "jsonpath={.x}" is the name and the template; with --template the name stands alone.
template <std::size_t N>
const TemplateName* find_name(const TemplateName (&names)[N], std::string_view output, std::string_view& argument,
                              bool has_argument) {
  for (const TemplateName& candidate : names) {
    if (output == candidate.name) return &candidate;
    if (!has_argument && output.starts_with(candidate.name) && output.substr(candidate.name.size()).starts_with("=")) {
      argument = output.substr(candidate.name.size() + 1);
      return &candidate;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<std::string_view> format_names(const FormatFamilies& families) {
  std::vector<std::string_view> out = {"json", "kyaml", "yaml"};
  if (families.name) out.emplace_back("name");
  if (families.templates) {
    for (const TemplateName& name : kTemplates) out.push_back(name.name);
  }
  if (families.custom_columns) {
    for (const TemplateName& name : kColumns) out.push_back(name.name);
  }
  if (families.table) out.emplace_back("wide");
  std::sort(out.begin(), out.end());
  return out;
}

Format parse_format(const PrintOptions& options, const FormatFamilies& families,
                    const std::function<std::string(const std::string&)>& read_file) {
  const std::string output =
      options.output.empty() && !options.template_text.empty() && families.templates ? "go-template" : options.output;
  const bool has_argument = !options.template_text.empty();
  std::string_view argument = options.template_text;
  if (families.templates) {
    if (const TemplateName* found = find_name(kTemplates, output, argument, has_argument)) {
      if (argument.empty()) throw UsageError("template format specified but no template given");
      if (!found->from_file) return {found->kind, std::string(argument)};
      try {
        return {found->kind, read_file(std::string(argument))};
      } catch (const Error& error) {
        throw Error(fmt::format("error reading --template {}, {}", argument, error.what()));
      }
    }
  }
  const std::string lower = to_lower(output);
  if (lower == "json") return {FormatKind::json, {}};
  if (lower == "yaml") return {FormatKind::yaml, {}};
  if (lower == "kyaml") return {FormatKind::kyaml, {}};
  if (families.table && output.empty()) return {FormatKind::table, {}};
  if (families.table && output == "wide") return {FormatKind::wide, {}};
  if (families.custom_columns) {
    if (const TemplateName* found = find_name(kColumns, output, argument, has_argument)) {
      if (argument.empty()) throw UsageError("custom-columns format specified but no custom columns given");
      if (!found->from_file) return {found->kind, std::string(argument)};
      try {
        return {found->kind, read_file(std::string(argument))};
      } catch (const Error& error) {
        throw Error(fmt::format("error reading template {}, {}", argument, error.what()));
      }
    }
  }
  if (families.name && lower == "name") return {FormatKind::name, {}};
  if (families.name && output.empty()) return {FormatKind::name, {}};
  no_printer(output, families);
}

std::unique_ptr<Printer> make_printer(const Format& format, const PrintOptions& options) {
  switch (format.kind) {
    case FormatKind::json: return json_printer(options);
    case FormatKind::yaml: return yaml_printer(options);
    case FormatKind::kyaml: return kyaml_printer(options);
    case FormatKind::name: return name_printer(options);
    case FormatKind::jsonpath: return jsonpath_printer(options, format.argument, false);
    case FormatKind::jsonpath_as_json: return jsonpath_printer(options, format.argument, true);
    case FormatKind::go_template: return gotemplate_printer(options, format.argument);
    case FormatKind::custom_columns: return custom_columns_printer(options, format.argument, false);
    case FormatKind::custom_columns_file: return custom_columns_printer(options, format.argument, true);
    case FormatKind::table:
    case FormatKind::wide: break;
  }
  throw Error("a table has no object printer");
}

}  // namespace kpp::print
