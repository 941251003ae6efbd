// The kubeconfig files of a command line: which they are, what they say together, and which of them a change goes to.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "client/kubeconfig_document.h"
#include "kpp/seams.h"

namespace kpp {

class Kubeconfig;
class Log;

/// An entry and the file it came from.
struct KubeconfigEntry {
  std::shared_ptr<Json> value;
  std::string origin;
};
using KubeconfigEntries = std::map<std::string, KubeconfigEntry>;

/// What several files say together: of each entry the first file's, as the files have it (paths not resolved).
class MergedKubeconfig {
 public:
  MergedKubeconfig();
  ~MergedKubeconfig();
  MergedKubeconfig(MergedKubeconfig&&) noexcept;
  MergedKubeconfig& operator=(MergedKubeconfig&&) noexcept;

  KubeconfigEntries& entries(KubeconfigSection section);
  const KubeconfigEntries& entries(KubeconfigSection section) const;
  std::string& current_context();
  const std::string& current_context() const;
  const Json& preferences() const;
  /// Adds what `document`, the file at `path`, says and the files before it did not.
  void add(Json document, const std::string& path);
  /// All of it as one document.
  Json document() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class KubeconfigFiles {
 public:
  /// `explicit_path` (--kubeconfig) alone, else the list in $KUBECONFIG, else ~/.kube/config.
  KubeconfigFiles(const std::string& explicit_path, const Environment& env);

  const std::vector<std::string>& paths() const { return paths_; }
  bool is_explicit() const { return explicit_; }
  /// Where new entries go: the first file that exists; the last of the list when none does.
  std::string default_file() const;
  /// Missing files say nothing. Throws ConfigError, or an Aggregate of them, in kubectl's words.
  MergedKubeconfig load(const Log& log) const;
  /// Logs those of $KUBECONFIG that are missing, for when none is there.
  void note_missing(const std::vector<std::string>& missing, const Log& log) const;

 private:
  const Environment& env_;
  std::vector<std::string> paths_;
  bool explicit_;
  bool listed_ = false;  ///< by $KUBECONFIG
};

/// Kubeconfig::load(), which tells the log what was read and what is missing.
Kubeconfig load_kubeconfig(const std::string& explicit_path, const Environment& env, const Log& log);

/// What comes before any kubeconfig is read, named or not: ~/.kube/.kubeconfig, of old versions, becomes ~/.kube/config
/// where there is none. Throws ConfigError ("stat …: not a directory") where it cannot be told whether there is one.
void adopt_old_kubeconfig(const Environment& env);

/// The files an entry names, as kubectl writes them back: below the kubeconfig's own folder relative to it, others in
/// full. Throws ConfigError.
void relativize_paths(Json& value, KubeconfigSection section, const std::string& kubeconfig_path,
                      const std::string& working_directory);

}  // namespace kpp
