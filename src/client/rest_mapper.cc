// The RestMapper over a client: three places know types, and each is asked only when the cheaper ones will not do.
//   1. the table of kubernetes' own types (builtin_resources): no file, no request
//   2. what discovery has said before, on disk: no request while it is younger than ten minutes
//   3. the server
//
// A name that neither knows asks the server once more before it is an error (with_refresh): a CRD may be a minute old.
// Once this process has asked the server, what it says counts for built-in types too (Discovery::settled).
//
// The catch is the short names. `po` is pods, unless the server has a type whose own name is `po`: own names win. So a
// short name out of the table is in doubt (in_doubt), and what is done about it depends on what a mistake would cost:
//   get pods       own name: never in doubt
//   get po         the disk says whether a type claims `po`; if it says nothing, pods is taken: reading the wrong list
//                  does no harm, and asking would cost every `get po` on a fresh machine a request
//   get quota      the same, but `quota` is a word that could well name a type (it is not in is_everyday): with nothing
//                  on disk the server is asked
//   delete po x    changes things (Care::changing): only what the disk learned in the last ten minutes is believed,
//                  else the server is asked
//   get widgets    nothing built in: disk, then server
// A server that refuses to say (403) leaves the table's answer standing: who may delete a pod but not read discovery
// must still be able to.
//
// The table may also be wrong about a server that lacks a type or has it in another version only. That shows as a 404
// to the request itself, and confirm() then asks the server (see resource/plan.h, reconsider()).
//
// Rejected:
// - Discovery first, always: one or more requests before the first useful one, or the disk read and parsed at every
//   start, for names that never change.
// - Trusting the table always: `delete po --all` would one day delete pods where a type named `po` was meant.
// - A cache that never ages: a command that changes things would act on what types there were last month.
#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/quote.h"
#include "base/strings.h"
#include "client/discovery.h"
#include "client/type_names.h"
#include "kpp/error.h"
#include "schema/kinds.h"

namespace kpp {
namespace {

using Types = std::vector<ResourceInfo>;

// Short names that nobody gives to a type of another kind as its own name: reading by one of them costs no question.
// `quota` and `limits`, say, are words.
bool is_everyday(std::string_view name) {
  static constexpr std::string_view kNames[] = {"cj", "cm",  "crd", "crds",   "csr", "deploy", "ds",  "ep",
                                                "ev", "hpa", "ing", "netpol", "no",  "ns",     "pdb", "po",
                                                "pv", "pvc", "rc",  "rs",     "sa",  "sc",     "sts", "svc"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// A kind in lower case is found too: so old manifests spelt it.
bool is_kind(const ResourceInfo& type, const GroupVersionKind& gvk) {
  return type.group == gvk.group && type.version == gvk.version &&
         (type.kind == gvk.kind || to_lower(type.kind) == gvk.kind);
}

class ClientRestMapper final : public RestMapper {
 public:
  ClientRestMapper(Client& client, std::string cache_folder, Clock& clock, std::function<void(std::string_view)> warn,
                   Care care)
      : discovery_(client, std::move(cache_folder), clock), warn_(std::move(warn)), care_(care) {}

  std::optional<ResourceInfo> resource_for(std::string_view word) override {
    std::optional<ResourceInfo> known =
        discovery_.settled() ? std::nullopt : find_type(schema::builtin_resources(), word, Groups::whole);
    if (known && !in_doubt(*known, word))
      return find_type(schema::builtin_resources(), word, Groups::whole, warner(word));
    try {
      return with_refresh([&] { return find_type(discovered(), word, Groups::beginnings, warner(word)); });
    } catch (const ApiError&) {
      // Who may not ask what the server has goes by what is known, as far as that goes.
      if (known) return known;
      throw;
    }
  }

  std::optional<ResourceInfo> resource_for(const GroupVersionKind& gvk) override {
    const auto suits = [&](const ResourceInfo& type) { return is_kind(type, gvk); };
    if (!discovery_.settled()) {
      if (auto found = first_type(schema::builtin_resources(), suits)) return found;
    }
    return with_refresh([&] { return first_type(discovered(), suits); });
  }

  std::optional<ResourceInfo> confirm(std::string_view word) override {
    discovery_.refresh();
    return find_type(discovered(), word, Groups::beginnings, warner(word));
  }

  std::optional<ResourceInfo> confirm(const GroupVersionKind& gvk) override {
    discovery_.refresh();
    return first_type(discovered(), [&](const ResourceInfo& type) { return is_kind(type, gvk); });
  }

  std::vector<ResourceInfo> category(std::string_view name) override {
    // A type's own name is no category: most words are answered here, without a request.
    if (name.find('.') != std::string_view::npos || find_type(schema::builtin_resources(), name, Groups::whole))
      return {};
    Types out = members_of(name);
    // A name that is neither a type nor a category may be new.
    if (out.empty() && !find_type(discovered(), name, Groups::beginnings) && discovery_.refresh()) {
      out = members_of(name);
    }
    return out;
  }

  std::vector<ResourceInfo> all(bool fresh, std::vector<std::string>* failed) override {
    if (fresh) discovery_.refresh();
    Types out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      // Of each resource the first version that has it: the preferred one is first.
      std::set<std::string> seen;
      for (const ResourceInfo& type : group.resources) {
        if (seen.insert(type.resource).second) out.push_back(type);
      }
      if (!failed) continue;
      for (const auto& [version, why] : group.failed) {
        failed->push_back(fmt::format("{}: {}", GroupVersion{group.name, version}.str(), why));
      }
    }
    return out;
  }

  std::vector<GroupVersion> unanswered() override {
    std::vector<GroupVersion> out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      for (const std::string& version : group.stale) out.push_back({group.name, version});
    }
    return out;
  }

  std::vector<GroupVersion> group_versions() override {
    discovery_.refresh();
    std::vector<GroupVersion> out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      for (const std::string& version : group.versions) out.push_back({group.name, version});
    }
    return out;
  }

 private:
  template <class Look>
  std::optional<ResourceInfo> with_refresh(const Look& look) {
    std::optional<ResourceInfo> found = look();
    if (!found && discovery_.refresh()) found = look();
    return found;
  }

  // A short name is some other type's own name, perhaps: then that type is meant. What the disk knows costs nothing to
  // ask; where it knows nothing, or nothing recent, a command that changes things asks the server, and one that reads
  // does so for words that could well be a type's name.
  bool in_doubt(const ResourceInfo& known, std::string_view word) {
    const std::size_t dot = word.find('.');
    const std::string name(word.substr(0, dot));
    if (!is_short_name(known, word) || (dot != std::string_view::npos && dot + 1 < word.size())) return false;
    if (const std::optional<bool> claimed = discovery_.claims(name, care_ == Care::changing)) return *claimed;
    return care_ == Care::changing || !is_everyday(name);
  }

  // Two types may have one short name: kubectl says which one it did not take.
  std::function<void(const ResourceInfo&)> warner(std::string_view word) {
    return [this, name = std::string(word.substr(0, word.find('.')))](const ResourceInfo& other) {
      const std::string resource = other.gvr().group_resource();
      if (!warn_ || !warned_.insert(name + "/" + resource).second) return;
      warn_(fmt::format("short name {} could also match lower priority resource {}", go_quote(name), resource));
    };
  }

  // Every type in every version, in the server's order; the core group is always first.
  Types discovered() {
    Types out;
    for (const DiscoveredGroup& group : discovery_.known()) {
      out.insert(out.end(), group.resources.begin(), group.resources.end());
    }
    return out;
  }

  Types members_of(std::string_view category) {
    Types out;
    for (ResourceInfo& type : all(false, nullptr)) {
      if (std::find(type.categories.begin(), type.categories.end(), category) != type.categories.end()) {
        out.push_back(std::move(type));
      }
    }
    return out;
  }

  Discovery discovery_;
  std::function<void(std::string_view)> warn_;
  Care care_;
  std::set<std::string> warned_;
};

}  // namespace

std::unique_ptr<RestMapper> make_rest_mapper(Client& client, std::string cache_folder, Clock& clock,
                                             std::function<void(std::string_view)> warn, Care care) {
  return std::make_unique<ClientRestMapper>(client, std::move(cache_folder), clock, std::move(warn), care);
}

}  // namespace kpp
