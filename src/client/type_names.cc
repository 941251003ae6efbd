// See type_names.h.
#include "client/type_names.h"

#include <set>

#include "base/strings.h"
#include "client/discovery.h"
#include "schema/kinds.h"

namespace kpp {
namespace {

using Types = std::vector<ResourceInfo>;

// Servers of old list no singular names: then it is the kind in lower case.
bool has_name(const ResourceInfo& type, const std::string& word) {
  return type.resource == word || (type.singular.empty() ? to_lower(type.kind) : type.singular) == word;
}

bool has_short_name(const ResourceInfo& type, const std::string& word) {
  return std::find(type.short_names.begin(), type.short_names.end(), word) != type.short_names.end();
}

// What is looked for: a name, and a group and a version where they were given.
struct Wanted {
  std::string name;
  std::string group = {};
  std::string version = {};
};

bool in_group(const ResourceInfo& type, const Wanted& wanted) {
  return wanted.group.empty() || type.group == wanted.group;
}

// A short name becomes the plural and the group it stands for, in any version.
void expand_short_name(const Types& types, Wanted& wanted, Groups groups,
                       const std::function<void(const ResourceInfo&)>& other) {
  const std::string name = wanted.name;
  const auto named = [&](const ResourceInfo& type) {
    return in_group(type, wanted) && (type.resource == name || type.singular == name);
  };
  if (std::any_of(types.begin(), types.end(), named)) return;
  const ResourceInfo* taken = nullptr;
  for (const ResourceInfo& type : types) {
    if (!in_group(type, wanted) || !has_short_name(type, name)) continue;
    if (!taken) taken = &type;
    else if (other && (type.group != taken->group || type.resource != taken->resource)) other(type);
  }
  if (taken) {
    wanted = {taken->resource, taken->group};
  } else if (groups == Groups::beginnings && !wanted.group.empty()) {
    const auto found = first_type(types, [&](const ResourceInfo& type) {
      return type.group.starts_with(wanted.group) && has_short_name(type, name);
    });
    if (found) wanted = {found->resource, found->group, wanted.version};
  }
}

std::optional<ResourceInfo> by_name(const Types& types, Wanted wanted, Groups groups,
                                    const std::function<void(const ResourceInfo&)>& other) {
  expand_short_name(types, wanted, groups, other);
  const std::string name =
      to_lower(wanted.name);  // plurals and singulars may be spelt as the kind is, short names may not
  return first_type(types, [&](const ResourceInfo& type) {
    if (!has_name(type, name)) return false;
    if (!wanted.version.empty() && type.version != wanted.version) return false;
    const bool beginning = groups == Groups::beginnings && wanted.version.empty();
    return beginning ? type.group.starts_with(wanted.group) : in_group(type, wanted);
  });
}

// A kind, as it is written or in lower case; without a group it is one of the core group.
std::optional<ResourceInfo> by_kind(const Types& types, const Wanted& wanted) {
  return first_type(types, [&](const ResourceInfo& type) {
    return (type.kind == wanted.name || to_lower(type.kind) == wanted.name) && type.group == wanted.group &&
           (wanted.version.empty() || type.version == wanted.version);
  });
}

}  // namespace

std::optional<ResourceInfo> find_type(const Types& types, std::string_view word, Groups groups,
                                      const std::function<void(const ResourceInfo&)>& other) {
  const std::size_t dot = word.find('.');
  const std::string name(word.substr(0, dot));
  if (name.empty()) return std::nullopt;
  const Wanted plain{name, dot == std::string_view::npos ? std::string() : std::string(word.substr(dot + 1))};
  const std::size_t second = plain.group.find('.');
  std::optional<Wanted> full;
  if (second != std::string::npos) full = Wanted{name, plain.group.substr(second + 1), plain.group.substr(0, second)};
  std::optional<ResourceInfo> found;
  if (full) found = by_name(types, *full, groups, other);
  if (!found) found = by_name(types, plain, groups, other);
  if (!found && full) found = by_kind(types, *full);
  if (!found) found = by_kind(types, plain);
  return found;
}

bool names_resource(const ResourceInfo& type, std::string_view word) {
  const std::string name(word.substr(0, word.find('.')));
  return has_name(type, to_lower(name)) || has_short_name(type, name);
}

bool is_short_name(const ResourceInfo& type, std::string_view word) {
  const std::string name(word.substr(0, word.find('.')));
  return has_short_name(type, name) && !has_name(type, to_lower(name)) && type.kind != name;
}

std::vector<std::string> claimed_short_names(const Types& types) {
  std::set<std::string> out;
  for (const ResourceInfo& known : schema::builtin_resources()) {
    for (const std::string& name : known.short_names) {
      // Two built-in types may share a short name: that is in the table too, and no claim of another type.
      std::set<std::string> others;
      const auto note = [&](const ResourceInfo& other) { others.insert(other.gvr().group_resource()); };
      const std::optional<ResourceInfo> now = find_type(types, name, Groups::beginnings, note);
      std::set<std::string> known_others;
      const auto note_known = [&](const ResourceInfo& other) { known_others.insert(other.gvr().group_resource()); };
      const std::optional<ResourceInfo> before =
          find_type(schema::builtin_resources(), name, Groups::whole, note_known);
      if (!now || now->gvr() != before->gvr() || now->namespaced != before->namespaced || others != known_others) {
        out.insert(name);
      }
    }
  }
  return {out.begin(), out.end()};
}

}  // namespace kpp
