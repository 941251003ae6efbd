#include "net/tls.h"

#include <dirent.h>

#include <unordered_map>

#include "base/files.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/openssl.h"

namespace kpp::net {
namespace {

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> out;
  DIR* dir = ::opendir(folder.c_str());
  if (!dir) return out;
  while (const dirent* entry = ::readdir(dir)) {
    if (entry->d_name[0] != '.') out.push_back(path_join(folder, entry->d_name));
  }
  ::closedir(dir);
  std::sort(out.begin(), out.end());
  return out;
}

// As Go does, a file that cannot be read adds nothing.
void append_file(std::string& out, const std::string& path) {
  try {
    if (const std::optional<std::string> text = read_file_if_exists(path)) out += *text + "\n";
  } catch (const Error&) {
    return;
  }
}

// Calls `visit` with the type on each line that begins with `marker`, and where it stands.
template <class Visit>
void each_marker(std::string_view pem, std::string_view marker, const Visit& visit) {
  constexpr std::string_view kDashes = "-----";
  for (std::size_t at = pem.find(marker); at != std::string_view::npos; at = pem.find(marker, at)) {
    at += marker.size();
    const std::size_t end = pem.find(kDashes, at);
    if (end == std::string_view::npos) return;
    visit(pem.substr(at, end - at), at);
  }
}

// The types of the blocks that are whole: begun and ended. However many are begun, the text is read twice.
std::vector<std::string_view> pem_types(std::string_view pem) {
  std::unordered_map<std::string_view, std::size_t> last_ends;
  each_marker(pem, "\n-----END ", [&](std::string_view type, std::size_t at) { last_ends[type] = at; });
  std::vector<std::string_view> out;
  each_marker(pem, "-----BEGIN ", [&](std::string_view type, std::size_t at) {
    const auto end = last_ends.find(type);
    if (end != last_ends.end() && end->second > at) out.push_back(type);
  });
  return out;
}

}  // namespace

void check_key_pair(std::string_view cert_pem, std::string_view key_pem) {
  const std::vector<std::string_view> in_cert = pem_types(cert_pem), in_key = pem_types(key_pem);
  const auto is_certificate = [](std::string_view type) { return type == "CERTIFICATE"; };
  const auto is_key = [](std::string_view type) { return type.ends_with("PRIVATE KEY"); };
  if (in_cert.empty()) throw ConfigError("tls: failed to find any PEM data in certificate input");
  if (std::none_of(in_cert.begin(), in_cert.end(), is_certificate)) {
    throw ConfigError(in_cert.size() == 1 && is_key(in_cert[0])
                          ? "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched"
                          : "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping other PEM blocks");
  }
  if (in_key.empty()) throw ConfigError("tls: failed to find any PEM data in key input");
  if (std::none_of(in_key.begin(), in_key.end(), is_key)) {
    throw ConfigError(in_key.size() == 1 && is_certificate(in_key[0])
                          ? "tls: found a certificate rather than a key in the PEM for the private key"
                          : "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping other PEM blocks");
  }
  const std::string problem = load_openssl()->key_pair_problem(cert_pem, key_pem);
  if (!problem.empty()) throw ConfigError(problem);
}

std::string environment_roots(const Environment& env) {
  const std::string file = env.get("SSL_CERT_FILE").value_or(""), folders = env.get("SSL_CERT_DIR").value_or("");
  if (file.empty() && folders.empty()) return "";
  std::string out;
  if (!file.empty()) {
    append_file(out, file);
  } else {
    for (const char* known : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
      if (!out.empty()) break;
      append_file(out, known);
    }
  }
  for (const std::string& folder : split(folders.empty() ? "/etc/ssl/certs" : folders, ':')) {
    for (const std::string& path : files_in(folder)) append_file(out, path);
  }
  // Not empty, or the system's would be taken after all.
  return out.empty() ? "\n" : out;
}

}  // namespace kpp::net
