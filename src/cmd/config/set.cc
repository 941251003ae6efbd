// config set: one value of the kubeconfig, by its path.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/help.h"
#include "base/base64.h"
#include "base/quote.h"
#include "cli/flag_set.h"
#include "cli/flag_values.h"
#include "cmd/config/config.h"
#include "cmd/config/property.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {
namespace {

Error no_value_for(const std::string& names) { return Error("can't set a map to a value: map[" + names + "]"); }

std::string names_of(const KubeconfigEntries& entries) {
  std::string out;
  for (const auto& [name, entry] : entries) out += (out.empty() ? "" : " ") + name;
  return out;
}

struct ConfigSetOptions {
  bool set_raw_bytes = false;
  std::string name;
  std::string value;

  void bind(cli::FlagSet& flags) {
    flags.add({.name = "set-raw-bytes",
               .target = &set_raw_bytes,
               .help = "The value of a member with bytes is these bytes, not their base64 form.",
               .type_name = "tristate"});
  }

  void complete(app::Context& context, const cli::Args& args) {
    if (args.size() != 2) app::refuse_with_help(context, "Unexpected args: " + go_list(args));
    name = args[0];
    value = args[1];
  }

  void validate() const {
    if (value.empty()) throw Error("you cannot use set to unset a property");
    if (name.empty()) throw Error("you must specify a property");
  }

  Json value_for(const schema::StructField& field) const {
    if (field.type == schema::FieldType::text) return value;
    if (field.type == schema::FieldType::flag) {
      bool flag = false;
      cli::assign_value({.target = &flag}, value, true);
      return flag;
    }
    if (field.type == schema::FieldType::bytes) {
      if (set_raw_bytes) return base64_encode(value);
      try {
        return base64_encode(base64_decode_or_throw(value));
      } catch (const Error& error) {
        throw Error("error decoding input value: " + error.message());
      }
    }
    if (field.type == schema::FieldType::texts) throw Error("unrecognized slice type. string");
    if (field.type == schema::FieldType::object) {
      throw Error(fmt::format("unable to parse one or more field values of {}", name));
    }
    throw no_value_for("");
  }

  void run(app::Context& context) {
    const KubeconfigFiles files = config_files(context);
    const MergedKubeconfig merged = files.load(context.log());
    const Property property = parse_property(name);
    if (property.section) set_in_entry(context, files, merged, property);
    else if (property.member == "current-context") set_current_context(context, files, merged, value);
    else if (property.member == "preferences") set_preference(context, files, merged, property);
    else if (property.member == "extensions") throw no_value_for("");
    // What is left are kind and apiVersion: they are what they are.
    context.out().write_foreign(fmt::format("Property {} set.\n", go_quote(name)));
  }

  void set_in_entry(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                    const Property& property) const {
    if (!property.entry || !property.field) throw no_value_for(names_of(merged.entries(*property.section)));
    const Json json = value_for(*property.field);
    const std::string member(property.field->name);
    change_entry(
        context, files, merged, *property.section, *property.entry, [&](Json& entry) { entry[member] = json; }, false);
  }

  void set_preference(app::Context& context, const KubeconfigFiles& files, const MergedKubeconfig& merged,
                      const Property& property) const {
    if (!property.field) {
      throw Error("unable to locate path config.navigationStep{stepValue:\"\", stepType:reflect.Type(nil)} under {" +
                  std::string(merged.preferences().value("colors", false) ? "true" : "false") + " map[]}");
    }
    const Json json = value_for(*property.field);
    const std::string member(property.field->name);
    if (merged.preferences().value(member, Json(false)) == json) return;
    change_file(context, files.paths().front(), [&](Json& document) { document["preferences"][member] = json; });
  }
};

}  // namespace

cli::Command config_set_command() {
  return cli::make_command<ConfigSetOptions>(
      {.name = "set",
       .usage = "config set PROPERTY_NAME PROPERTY_VALUE",
       .summary = "Set one value of the kubeconfig",
       .description = "Sets one value. PROPERTY_NAME is its path with dots between the parts; what is missing on the "
                      "way is made. Members "
                      "with bytes, such as certificate-authority-data, take base64 unless --set-raw-bytes is given.",
       .examples = "# A server's address\nPROGRAM config set clusters.my-cluster.server https://1.2.3.4\n\n"
                   "# A context's cluster\nPROGRAM config set contexts.my-context.cluster my-cluster\n\n"
                   "# The bytes of a key as they are\nPROGRAM config set users.admin.client-key-data \"$(cat "
                   "key.pem)\" --set-raw-bytes=true"});
}

}  // namespace kpp::cmd
