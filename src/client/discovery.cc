// See discovery.h.
#include "client/discovery.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/limits.h"
#include "base/strings.h"
#include "client/type_names.h"
#include "data/json.h"
#include "kpp/client_config.h"
#include "kpp/error.h"

namespace kpp {
namespace {

// How long what is on disk is taken as it is; a miss asks at once, whatever its age. Asking costs two small answers
// without a body as long as nothing has changed.
constexpr std::chrono::minutes kTrusted{10};
constexpr int kFormat = 1;  ///< of the file
constexpr const char* kTypesFile = "discovery.json";
constexpr const char* kClaimsFile = "short-names.json";
constexpr const char* kNothing = R"({"kind":"APIGroupDiscoveryList","items":[]})";

std::vector<std::string> texts_of(Node list) {
  std::vector<std::string> out;
  for (const Node item : list.items()) out.emplace_back(item.str());
  return out;
}

Request discovery_request(const std::string& path) {
  Request request{.path = path, .default_timeout = kDiscoveryTimeout};
  // Not v2beta1: who knows no other gives the list of groups, and is asked the old way.
  request.accept_text = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
  return request;
}

std::vector<DiscoveredGroup> read_aggregated(Node list) {
  std::vector<DiscoveredGroup> out;
  for (const Node group : list["items"].items()) {
    DiscoveredGroup found;
    found.name = group["metadata"]["name"].str();
    for (const Node version : group["versions"].items()) {
      const std::string name(version["version"].str());
      const std::string_view failure = version["failure"].str();
      if (version["freshness"].str() == "Stale" && failure.empty()) {
        found.stale.push_back(name);
        continue;
      }
      found.versions.push_back(name);
      if (!failure.empty()) found.failed.push_back({name, std::string(failure)});
      for (const Node resource : version["resources"].items()) {
        const Node kind = resource["responseKind"];
        // Without a kind, or with a slash, there is nothing that can be asked for by name.
        if (kind["kind"].str().empty() || resource["resource"].str().find('/') != std::string_view::npos) continue;
        found.resources.push_back({found.name, name, std::string(resource["resource"].str()),
                                   std::string(resource["singularResource"].str(to_lower(kind["kind"].str()))),
                                   std::string(kind["kind"].str()), resource["scope"].str() == "Namespaced",
                                   texts_of(resource["shortNames"]), texts_of(resource["categories"]),
                                   texts_of(resource["verbs"])});
      }
    }
    out.push_back(std::move(found));
  }
  return out;
}

// One resource of an APIResourceList as the aggregated answer has it. Subresources stay out of sight there too.
Json in_new_form(Node resource) {
  Json out = {{"resource", std::string(resource["name"].str())},
              {"singularResource", std::string(resource["singularName"].str())},
              {"responseKind", {{"kind", std::string(resource["kind"].str())}}},
              {"scope", resource["namespaced"].as_bool() ? "Namespaced" : "Cluster"},
              {"shortNames", texts_of(resource["shortNames"])},
              {"categories", texts_of(resource["categories"])},
              {"verbs", texts_of(resource["verbs"])}};
  return out;
}

Document parse_answer(const std::string& path, HttpExchange& answer) {
  const std::string body = answer.read_all(limits::kItemBytes);
  try {
    Document document = data::parse_json(body);
    if (!document.root.is_object()) throw ParseError("no object");
    return document;
  } catch (const ParseError& error) {
    throw ParseError(fmt::format("the server's answer to GET {} is no discovery document: {}", path, error.what()));
  }
}

}  // namespace

Discovery::Discovery(Client& client, std::string cache_folder, Clock& clock)
    : client_(client), cache_folder_(std::move(cache_folder)), clock_(clock) {}

const std::vector<DiscoveredGroup>& Discovery::known() {
  if (!read_ && !load()) ask();
  if (!read_) read();
  return groups_;
}

bool Discovery::refresh() {
  if (asked_) return false;
  if (parts_.empty()) load();
  ask();
  return true;
}

// A folder of kpp's own, one for each server; what the server's name holds never leads out of it.
std::string Discovery::folder() const {
  if (cache_folder_.empty()) return {};
  std::string host = client_.config().server;
  if (const std::size_t scheme = host.find("://"); scheme != std::string::npos) host.erase(0, scheme + 3);
  for (char& c : host) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    if (!plain) c = '_';
  }
  return cache_folder_ + "/discovery/kpp/" + (host.starts_with('.') ? "_" + host : host);
}

std::optional<Discovery::Kept> Discovery::read_kept(const char* name) const {
  const std::string path = folder();
  if (path.empty()) return std::nullopt;
  struct stat info {};
  const std::string file = path + "/" + name;
  // Only what this user alone could have written is believed.
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  if (info.st_uid != ::geteuid() || (info.st_mode & 022) != 0) return std::nullopt;
  try {
    const std::optional<std::string> text = read_file_if_exists(file, limits::kItemBytes);
    if (!text) return std::nullopt;
    Kept kept{.document = data::parse_json(*text)};
    const Node root = kept.document.root;
    if (root["server"].str() != client_.config().server || root["format"].as_int() != kFormat) return std::nullopt;
    const auto age = clock_.now() - std::chrono::system_clock::from_time_t(info.st_mtime);
    kept.recent = age < kTrusted && age > -kTrusted;
    return kept;
  } catch (const Error&) {
    return std::nullopt;  // a cache that cannot be read is no cache
  }
}

bool Discovery::load() {
  const std::optional<Kept> kept = read_kept(kTypesFile);
  if (!kept) return false;
  std::vector<Part> parts;
  for (const Node part : kept->document.root["parts"].items()) {
    parts.push_back({std::string(part["path"].str()), data::to_json(part["body"]), std::string(part["etag"].str())});
  }
  if (parts.size() != 2) return false;
  parts_ = std::move(parts);
  return kept->recent;
}

std::optional<bool> Discovery::claims(const std::string& short_name, bool recent) const {
  const std::optional<Kept> kept = read_kept(kClaimsFile);
  if (!kept || (recent && !kept->recent)) return std::nullopt;
  const std::vector<std::string> names = texts_of(kept->document.root["claimed"]);
  return std::find(names.begin(), names.end(), short_name) != names.end();
}

// The beginning of each file.
std::string Discovery::file_head() const {
  std::string text = fmt::format("{{\"format\":{},\"server\":", kFormat);
  data::write_json_string(client_.config().server, text);
  return text;
}

// In a file of its own, which is small: most commands read no more than that.
void Discovery::save_claims() const {
  std::vector<ResourceInfo> types;
  for (const DiscoveredGroup& group : groups_) {
    types.insert(types.end(), group.resources.begin(), group.resources.end());
  }
  std::string text = file_head() + ",\"claimed\":[";
  for (const char* comma = ""; const std::string& name : claimed_short_names(types)) {
    text += comma;
    data::write_json_string(name, text);
    comma = ",";
  }
  keep(kClaimsFile, text + "]}");
}

void Discovery::save() const {
  std::string text = file_head() + ",\"parts\":[";
  for (const Part& part : parts_) {
    text += &part == &parts_.front() ? "{\"path\":" : ",{\"path\":";
    data::write_json_string(part.path, text);
    text += ",\"etag\":";
    data::write_json_string(part.etag, text);
    text += ",\"body\":" + part.body + "}";
  }
  keep(kTypesFile, text + "]}");
}

void Discovery::keep(const char* name, const std::string& text) const {
  const std::string path = folder();
  if (path.empty()) return;
  try {
    make_folders(path, 0700);
    replace_file(path + "/" + name, text, 0600);
  } catch (const Error&) {
    return;  // a full or read-only disk costs time, nothing else
  }
}

void Discovery::ask() {
  asked_ = true;
  if (parts_.empty()) parts_ = {{.path = "/api"}, {.path = "/apis"}};
  std::vector<std::unique_ptr<Client::Pending>> pending;
  for (const Part& part : parts_) {
    Request request = discovery_request(part.path);
    if (!part.body.empty()) request.if_none_match = part.etag;
    pending.push_back(client_.start(std::move(request)));
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    try {
      const std::unique_ptr<HttpExchange> answer = pending[i]->open();
      if (answer->status() != 304) take_answer(parts_[i], *answer);
    } catch (const ApiError& error) {
      // A server may do without the core group (/api); one without groups (/apis) is no Kubernetes server.
      if (error.status().code != 404 || parts_[i].path != "/api") throw;
      parts_[i].body = kNothing;
      parts_[i].etag.clear();
    }
  }
  read();
  save();
  save_claims();
}

void Discovery::take_answer(Part& part, HttpExchange& answer) {
  const Document document = parse_answer(part.path, answer);
  part.etag = answer.header("ETag");
  if (document.root["kind"].str() == "APIGroupDiscoveryList") {
    part.body = data::to_json(document.root);
  } else {
    part.body = ask_the_old_way(part.path, document.root);
    part.etag.clear();  // it is the index's, and says nothing of the versions
  }
}

// A server without aggregated discovery: each version by itself, all at once; put into the form of the new answer.
std::string Discovery::ask_the_old_way(const std::string& path, Node index) {
  struct Asked {
    std::size_t group = 0;
    std::string version;
    std::string path;
    std::unique_ptr<Client::Pending> pending;
  };
  Json list = {{"kind", "APIGroupDiscoveryList"}, {"apiVersion", "apidiscovery.k8s.io/v2"}, {"items", Json::array()}};
  std::vector<Asked> asked;
  const auto add_group = [&](const std::string& name, const std::vector<std::string>& versions) {
    list["items"].push_back({{"metadata", {{"name", name}}}, {"versions", Json::array()}});
    for (const std::string& version : versions) {
      std::string place =
          name.empty() ? "/api/" + path_escape(version) : "/apis/" + path_escape(name) + "/" + path_escape(version);
      Request request{.path = place, .default_timeout = kDiscoveryTimeout};
      asked.push_back({list["items"].size() - 1, version, std::move(place), client_.start(std::move(request))});
    }
  };
  if (path == "/api") {
    add_group("", texts_of(index["versions"]));
  } else {
    for (const Node group : index["groups"].items()) {
      std::vector<std::string> versions;
      if (const std::string_view preferred = group["preferredVersion"]["version"].str(); !preferred.empty()) {
        versions.emplace_back(preferred);
      }
      for (const Node version : group["versions"].items()) {
        if (versions.empty() || version["version"].str() != versions.front()) {
          versions.emplace_back(version["version"].str());
        }
      }
      add_group(std::string(group["name"].str()), versions);
    }
  }
  for (Asked& one : asked) {
    Json version = {{"version", one.version}, {"freshness", "Current"}, {"resources", Json::array()}};
    try {
      const std::unique_ptr<HttpExchange> exchange = one.pending->open();
      const Document answer = parse_answer(one.path, *exchange);
      for (const Node resource : answer.root["resources"].items()) {
        version["resources"].push_back(in_new_form(resource));
      }
    } catch (const ApiError& error) {
      // This version's own server does not answer: the others do.
      version["freshness"] = "Stale";
      version["failure"] = error.what();
    }
    list["items"][one.group]["versions"].push_back(std::move(version));
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Discovery::read() {
  groups_.clear();
  for (const Part& part : parts_) {
    if (part.body.empty()) continue;
    const Document document = data::parse_json(part.body);
    for (DiscoveredGroup& group : read_aggregated(document.root)) groups_.push_back(std::move(group));
  }
  read_ = true;
}

}  // namespace kpp
