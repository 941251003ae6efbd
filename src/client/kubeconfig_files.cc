// See kubeconfig_files.h.
#include "client/kubeconfig_files.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/log.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

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

KubeconfigEntries& MergedKubeconfig::entries(KubeconfigSection section) {
  return impl_->entries[static_cast<std::size_t>(section)];
}
const KubeconfigEntries& MergedKubeconfig::entries(KubeconfigSection section) const {
  return impl_->entries[static_cast<std::size_t>(section)];
}
std::string& MergedKubeconfig::current_context() { return impl_->current_context; }
const std::string& MergedKubeconfig::current_context() const { return impl_->current_context; }
const Json& MergedKubeconfig::preferences() const { return impl_->preferences; }

void MergedKubeconfig::add(Json document, const std::string& path) {
  for (const KubeconfigSection section : kKubeconfigSections) {
    for (Json& item : document[std::string(section_name(section))]) {
      Json& value = item[std::string(section_value_name(section))];
      entries(section).try_emplace(item["name"].get<std::string>(),
                                   KubeconfigEntry{std::make_shared<Json>(std::move(value)), path});
    }
  }
  if (impl_->current_context.empty()) impl_->current_context = document["current-context"].get<std::string>();
  if (document.contains("preferences")) {
    for (auto& [name, value] : document["preferences"].items()) {
      if (!impl_->preferences.contains(name)) impl_->preferences[name] = value;
    }
  }
  if (!document.contains("extensions")) return;
  for (Json& extension : document["extensions"]) {
    impl_->extensions.try_emplace(extension["name"].get<std::string>(), std::move(extension["extension"]));
  }
}

Json MergedKubeconfig::document() const {
  Json out{{"kind", "Config"},
           {"apiVersion", "v1"},
           {"preferences", impl_->preferences},
           {"current-context", impl_->current_context}};
  for (const KubeconfigSection section : kKubeconfigSections) {
    Json list = Json::array();
    for (const auto& [name, entry] : entries(section)) {
      list.push_back(Json{{"name", name}, {std::string(section_value_name(section)), *entry.value}});
    }
    out[std::string(section_name(section))] = std::move(list);
  }
  for (const auto& [name, value] : impl_->extensions) {
    out["extensions"].push_back(Json{{"name", name}, {"extension", value}});
  }
  schema::normalise_struct(out, kubeconfig_type());
  return out;
}

KubeconfigFiles::KubeconfigFiles(const std::string& explicit_path, const Environment& env)
    : env_(env), explicit_(!explicit_path.empty()) {
  if (explicit_) {
    paths_ = {explicit_path};
    return;
  }
  const std::string listed = env.get("KUBECONFIG").value_or("");
  if (listed.empty()) {
    paths_ = {path_join(env.home(), ".kube/config")};
    return;
  }
  listed_ = true;
  // A name may be empty: nothing is read there, and nothing can be written.
  for (const std::string& path : split(listed, ':')) {
    if (std::find(paths_.begin(), paths_.end(), path) == paths_.end()) paths_.push_back(path);
  }
}

std::string KubeconfigFiles::default_file() const {
  const auto existing =
      std::find_if(paths_.begin(), paths_.end(), [](const std::string& path) { return file_exists(path); });
  return existing == paths_.end() ? paths_.back() : *existing;
}

void adopt_old_kubeconfig(const Environment& env) {
  const std::string path = path_join(env.home(), ".kube/config");
  const std::string old = path_join(env.home(), ".kube/.kubeconfig");
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 || errno == EACCES) return;
  if (errno != ENOENT) throw ConfigError(fmt::format("stat {}: {}", path, errno_text(errno)));
  if (::stat(old.c_str(), &info) != 0) return;
  if (S_ISDIR(info.st_mode)) {
    throw ConfigError(fmt::format("cannot migrate {} to {} because it is a directory", old, path));
  }
  try {
    replace_file(path, read_file(old), 0600);
  } catch (const Error& error) {
    throw ConfigError(error.message());
  }
}

MergedKubeconfig KubeconfigFiles::load(const Log& log) const {
  adopt_old_kubeconfig(env_);
  MergedKubeconfig out;
  std::vector<std::shared_ptr<const Error>> errors;
  std::vector<std::string> missing;
  bool any = false;
  for (const std::string& path : paths_) {
    if (path.empty()) continue;
    try {
      const std::optional<std::string> text = read_file_if_exists(path);
      if (!text) {
        missing.push_back(path);
        continue;
      }
      any = true;
      out.add(parse_kubeconfig_document(*text, schema::UnknownMembers::drop), path);
      log.info(6, "Config loaded from file:  " + path);
    } catch (const Error& error) {
      errors.push_back(
          std::make_shared<ConfigError>(fmt::format("error loading config file \"{}\": {}", path, error.message())));
    }
  }
  if (!any) note_missing(missing, log);
  if (!errors.empty()) throw Aggregate(std::move(errors));
  return out;
}

void KubeconfigFiles::note_missing(const std::vector<std::string>& missing, const Log& log) const {
  if (listed_ && !missing.empty()) log.info(1, "Config not found: " + join(missing, ", "));
}

void relativize_paths(Json& value, KubeconfigSection section, const std::string& kubeconfig_path,
                      const std::string& working_directory) {
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
  if (value.contains("exec") && value["exec"]["command"].get<std::string>().find('/') != std::string::npos) {
    relativize(value["exec"], "command");
  }
}

}  // namespace kpp
