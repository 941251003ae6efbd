// Changing kubeconfig files: locked as kubectl locks them, replaced whole, nothing lost.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "data/json.h"
#include "kpp/seams.h"

namespace kpp {

/// Holds FILE.lock, the lock that kubectl takes, for as long as it lives. A lock that another holds is waited for as
/// long as it changes hands, two seconds when it does not; one whose holder is dead is taken over. Makes the folder
/// when it is missing. Throws ConfigError ("open FILE.lock: file exists").
class KubeconfigLock {
 public:
  KubeconfigLock(const std::string& path, Clock& clock);
  ~KubeconfigLock();
  KubeconfigLock(const KubeconfigLock&) = delete;
  KubeconfigLock& operator=(const KubeconfigLock&) = delete;

 private:
  std::string path_;
};

/// Reads the file as it is now, under its lock, gives its document (see kubeconfig_document.h; members that kpp does
/// not know are in it) to `change`, and writes it back if it is another then. A missing file is an empty document.
/// The file keeps its mode, owner and symbolic link; a new one gets 0600. Throws ConfigError; then nothing is changed.
void change_kubeconfig(const std::string& path, Clock& clock, const std::function<void(Json& document)>& change);

}  // namespace kpp
