// See property.h.
#include "cmd/config/property.h"

#include <fmt/core.h>

#include "base/strings.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {
namespace {

// The member as client-go calls it.
const schema::StructField* find_field(const schema::StructType& type, std::string_view name) {
  const bool impersonation = name == "as" || name.starts_with("as-");
  if (impersonation) return nullptr;
  if (name.starts_with("act-as")) name.remove_prefix(4);
  return type.find(name);
}

Error not_a_field(std::string_view name) {
  return Error(fmt::format("unable to parse one or more field values of {}", name));
}

// Entries' names may have dots in them: one ends where the name of a member begins.
Property entry_property(KubeconfigSection section, const std::vector<std::string>& words, std::string_view name) {
  const schema::StructType& type = section_type(section);
  Property out{.section = section};
  std::size_t end = 2;
  while (end < words.size() && !find_field(type, words[end])) ++end;
  out.entry = join({words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(end)}, ".");
  if (end == words.size()) return out;
  out.field = find_field(type, words[end]);
  if (end + 1 == words.size()) return out;
  if (out.field->type == schema::FieldType::texts_map) throw Error("string is not of type struct");
  throw not_a_field(name);
}

}  // namespace

Property parse_property(std::string_view name) {
  if (name.empty()) throw Error("you must specify a property");
  const std::vector<std::string> words = split(name, '.');
  const schema::StructField* top = kubeconfig_type().find(words[0]);
  if (!top) throw Error(fmt::format("unable to parse {} after [] at api.Config", name));
  for (const KubeconfigSection section : kKubeconfigSections) {
    if (section_name(section) != words[0]) continue;
    if (words.size() == 1) return {.section = section};
    return entry_property(section, words, name);
  }
  Property out{.member = words[0]};
  if (words.size() == 1) return out;
  if (top->type != schema::FieldType::object) throw not_a_field(name);
  out.field = top->of->find(words[1]);
  if (!out.field) {
    throw Error(fmt::format("unable to parse {} after [{{{} api.Preferences}}] at api.Preferences", name, words[0]));
  }
  if (words.size() > 2) throw not_a_field(name);
  return out;
}

}  // namespace kpp::cmd
