// See kubeconfig_write.h.
#include "client/kubeconfig_write.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/quote.h"
#include "client/kubeconfig_document.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp {

void change_kubeconfig(const std::string& path, Clock& clock, const std::function<void(Json& document)>& change) {
  const KubeconfigLock lock(path, clock);
  try {
    const std::optional<std::string> text = read_file_if_exists(path);
    const Json before = parse_kubeconfig_document(text.value_or(""), schema::UnknownMembers::keep);
    Json after = before;
    change(after);
    schema::normalise_struct(after, kubeconfig_type());
    if (after == before) return;
    if (path.empty()) throw ConfigError("open : no such file or directory");
    // The file is replaced, for which no right to write it is needed. One that is read-only is left alone all the same:
    // whoever made it so meant it.
    if (text && ::access(path.c_str(), W_OK) != 0) {
      throw ConfigError(fmt::format("open {}: {}", path, errno_text(errno)));
    }
    replace_file(path, kubeconfig_text(after), 0600, true);
  } catch (const ConfigError&) {
    throw;
  } catch (const Error& error) {
    throw ConfigError(error.message());
  }
}

}  // namespace kpp
