// See kubeconfig_files.h.
#include "client/kubeconfig_files.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/log.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp {

struct MergedKubeconfig::Impl {
  KubeconfigEntries entries[3];
  std::string current_context;
  Json preferences = Json::object();
  std::map<std::string, Json> extensions;
};

MergedKubeconfig::MergedKubeconfig() : impl_(std::make_unique<Impl>()) {}
MergedKubeconfig::~MergedKubeconfig() = default;
MergedKubeconfig::MergedKubeconfig(MergedKubeconfig&&) noexcept = default;
MergedKubeconfig& MergedKubeconfig::operator=(MergedKubeconfig&&) noexcept = default;

KubeconfigEntries& MergedKubeconfig::entries(KubeconfigSection section) { return impl_->entries[static_cast<std::size_t>(section)]; }
const KubeconfigEntries& MergedKubeconfig::entries(KubeconfigSection section) const { return impl_->entries[static_cast<std::size_t>(section)]; }
std::string& MergedKubeconfig::current_context() { return impl_->current_context; }
const std::string& MergedKubeconfig::current_context() const { return impl_->current_context; }
const Json& MergedKubeconfig::preferences() const { return impl_->preferences; }

void MergedKubeconfig::add(Json document, const std::string& path) {
  for (const KubeconfigSection section : kKubeconfigSections) {
    for (Json& item : document[std::string(section_name(section))]) {
      Json& value = item[std::string(section_value_name(section))];
      entries(section).try_emplace(item["name"].get<std::string>(), KubeconfigEntry{std::make_shared<Json>(std::move(value)), path});
    }
  }
  if (impl_->current_context.empty()) impl_->current_context = document["current-context"].get<std::string>();
  if (document.contains("preferences")) {
    for (auto& [name, value] : document["preferences"].items()) {
      if (!impl_->preferences.contains(name)) impl_->preferences[name] = value;
    }
  }
  if (!document.contains("extensions")) return;
  for (Json& extension : document["extensions"]) impl_->extensions.try_emplace(extension["name"].get<std::string>(), std::move(extension["extension"]));
}

Json MergedKubeconfig::document() const {
  Json out{{"kind", "Config"}, {"apiVersion", "v1"}, {"preferences", impl_->preferences}, {"current-context", impl_->current_context}};
  for (const KubeconfigSection section : kKubeconfigSections) {
    Json list = Json::array();
    for (const auto& [name, entry] : entries(section)) list.push_back(Json{{"name", name}, {std::string(section_value_name(section)), *entry.value}});
    out[std::string(section_name(section))] = std::move(list);
  }
  for (const auto& [name, value] : impl_->extensions) out["extensions"].push_back(Json{{"name", name}, {"extension", value}});
  normalise_struct(out, kubeconfig_type());
  return out;
}

KubeconfigFiles::KubeconfigFiles(const std::string& explicit_path, const Environment& env) : explicit_(!explicit_path.empty()) {
  if (explicit_) {
    paths_ = {explicit_path};
    return;
  }
  for (const std::string& path : split(env.get("KUBECONFIG").value_or(""), ':')) {
    if (!path.empty() && std::find(paths_.begin(), paths_.end(), path) == paths_.end()) paths_.push_back(path);
  }
  if (paths_.empty()) paths_ = {path_join(env.home(), ".kube/config")};
}

std::string KubeconfigFiles::default_file() const {
  const auto existing = std::find_if(paths_.begin(), paths_.end(), [](const std::string& path) { return file_exists(path); });
  return existing == paths_.end() ? paths_.back() : *existing;
}

MergedKubeconfig KubeconfigFiles::load(const Log& log) const {
  MergedKubeconfig out;
  std::vector<std::shared_ptr<const Error>> errors;
  for (const std::string& path : paths_) {
    try {
      const std::optional<std::string> text = read_file_if_exists(path);
      if (!text) continue;
      out.add(parse_kubeconfig_document(*text, UnknownMembers::drop), path);
      log.info(6, "Config loaded from file:  " + path);
    } catch (const Error& error) {
      errors.push_back(std::make_shared<ConfigError>(fmt::format("error loading config file \"{}\": {}", path, error.message())));
    }
  }
  if (!errors.empty()) throw Aggregate(std::move(errors));
  return out;
}

void relativize_paths(Json& value, KubeconfigSection section, const std::string& kubeconfig_path, const std::string& working_directory) {
  std::string folder = path_dir(kubeconfig_path);
  if (!folder.starts_with('/')) folder = path_join(working_directory, folder);
  const auto relativize = [&](Json& object, const char* name) {
    if (!object.contains(name)) return;
    std::string& path = object[name].get_ref<std::string&>();
    if (path.empty()) return;
    path = path.starts_with('/') ? path_clean(path) : path_join(folder, path);
    const std::string below = folder == "/" ? folder : folder + "/";
    if (path == folder) path = ".";
    else if (path.starts_with(below)) path.erase(0, below.size());
  };
  if (section == KubeconfigSection::clusters) relativize(value, "certificate-authority");
  if (section != KubeconfigSection::users) return;
  for (const char* name : {"client-certificate", "client-key", "tokenFile"}) relativize(value, name);
  // A command without a slash is looked up on PATH.
  if (value.contains("exec") && value["exec"]["command"].get<std::string>().find('/') != std::string::npos) relativize(value["exec"], "command");
}

}  // namespace kpp
