// See completers.h. Completion never fails aloud and never asks the user anything: no answer is an empty list.
#include "app/completers.h"

#include <algorithm>
#include <functional>

#include "app/context.h"
#include "base/strings.h"
#include "client/discovery.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "schema/kinds.h"

namespace kpp::app {
namespace {

using cli::Completion;

template <class Map>
Completion keys_of(const Map& map, const std::string& typed) {
  Completion out;
  for (const auto& [name, value] : map) {
    if (name.starts_with(typed)) out.candidates.push_back(name);
  }
  return out;
}

// Names of a type's objects, asked for without their contents.
std::vector<std::string> names_of(Context& context, const ResourceInfo& type) {
  Request request = Request::resource("GET", type.gvr(), type.namespaced ? context.namespace_name() : std::string());
  request.accept = Accept::metadata_list;
  std::vector<std::string> out;
  const Document list = context.client().get(request);
  for (const Node item : list.root["items"].items()) out.emplace_back(item["metadata"]["name"].str());
  return out;
}

std::vector<std::string> names_of_types(Context& context, const std::string& types) {
  std::vector<std::string> out;
  for (const std::string& word : split(types, ',')) {
    if (const auto type = context.mapper().resource_for(word)) {
      for (std::string& name : names_of(context, *type)) out.push_back(std::move(name));
    }
  }
  return out;
}

// The server's types; where it cannot be asked, those that every server has.
std::vector<ResourceInfo> all_types(Context& context) {
  try {
    return context.mapper().all(false);
  } catch (const Error&) {
    return schema::builtin_resources();
  }
}

// `ending` is put behind each type.
Completion types(Context& context, const std::string& typed, const std::string& ending = {}) {
  const std::size_t comma = typed.rfind(',');
  const std::string before = comma == std::string::npos ? std::string() : typed.substr(0, comma + 1);
  const std::string word = typed.substr(before.size());
  std::vector<ResourceInfo> known = all_types(context);
  // As api-resources sorts them.
  std::sort(known.begin(), known.end(), [](const ResourceInfo& a, const ResourceInfo& b) {
    return std::tie(a.group, a.resource) < std::tie(b.group, b.resource);
  });
  Completion out;
  for (const ResourceInfo& type : known) {
    const bool readable = std::find(type.verbs.begin(), type.verbs.end(), "get") != type.verbs.end();
    const std::string name = type.gvr().group_resource();
    if (readable && name.starts_with(word)) out.candidates.push_back(before + name + ending);
  }
  return out;
}

Completion pairs(Context& context, const cli::Args& before, const std::string& typed) {
  const std::size_t slash = typed.find('/');
  const std::string type = typed.substr(0, slash);
  Completion out;
  for (const std::string& name : names_of_types(context, type)) {
    const std::string pair = type + "/" + name;
    const bool given = std::find(before.begin(), before.end(), pair) != before.end();
    if (!given && pair.starts_with(typed)) out.candidates.push_back(pair);
  }
  return out;
}

Completion names(Context& context, const cli::Args& before, const std::string& typed) {
  Completion out;
  for (const std::string& name : names_of_types(context, before[0])) {
    const bool given = std::find(before.begin() + 1, before.end(), name) != before.end();
    if (!given && name.starts_with(typed)) out.candidates.push_back(name);
  }
  std::sort(out.candidates.begin(), out.candidates.end());
  return out;
}

template <class Work>
Completion quietly(const Work& work) {
  try {
    return work();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

const cli::ValueCompleters& value_completers() {
  static const cli::ValueCompleters kTable = {
      {"namespace",
       [](Context& context, const std::string& typed) {
         return quietly([&] {
           Completion out;
           for (const std::string& name : names_of(context, *context.mapper().resource_for("namespaces"))) {
             if (name.starts_with(typed)) out.candidates.push_back(name);
           }
           return out;
         });
       }},
      {"context",
       [](Context& context, const std::string& typed) {
         return quietly([&] { return keys_of(context.kubeconfig().contexts, typed); });
       }},
      {"cluster",
       [](Context& context, const std::string& typed) {
         return quietly([&] { return keys_of(context.kubeconfig().clusters, typed); });
       }},
      {"user",
       [](Context& context, const std::string& typed) {
         return quietly([&] { return keys_of(context.kubeconfig().users, typed); });
       }},
  };
  return kTable;
}

cli::Completer complete_names_of(std::string type) {
  return [type = std::move(type)](Context& context, const cli::Args& before, const std::string& typed) {
    if (!before.empty()) return Completion();
    return quietly([&] { return names(context, {.words = {type}}, typed); });
  };
}

namespace {

using TypeList = std::function<Completion(const std::string& typed, const std::string& ending)>;

Completion objects(Context& context, const cli::Args& before, const std::string& typed, bool single,
                   const TypeList& types_like) {
  if (single && before.size() > (before.empty() || before[0].find('/') != std::string::npos ? 0 : 1)) return {};
  if (!before.empty() && before[0].find('/') == std::string::npos) return names(context, before, typed);
  if (typed.find('/') != std::string::npos) return pairs(context, before, typed);
  if (before.empty()) return types_like(typed, "");
  // After TYPE/NAME comes another such pair: the name is to follow at once.
  Completion out = types_like(typed, "/");
  out.directive |= cli::kNoSpace;
  return out;
}

}  // namespace

cli::Completer complete_names_of_types(std::vector<std::string> types, bool single) {
  return [allowed = std::move(types), single](Context& context, const cli::Args& before, const std::string& typed) {
    return quietly([&] {
      return objects(context, before, typed, single, [&](const std::string& word, const std::string& ending) {
        Completion out;
        for (const std::string& type : allowed) {
          if (type.starts_with(word)) out.candidates.push_back(type + ending);
        }
        return out;
      });
    });
  };
}

Completion complete_types_and_names(Context& context, const cli::Args& before, const std::string& typed) {
  return quietly([&] {
    return objects(context, before, typed, false,
                   [&](const std::string& word, const std::string& ending) { return types(context, word, ending); });
  });
}

}  // namespace kpp::app
