#include "net/tls.h"

#include <dirent.h>

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "net/openssl.h"
#include "net/pem.h"

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

std::string list_of_types(const std::vector<PemBlock>& blocks) {
  std::vector<std::string> types;
  for (const PemBlock& block : blocks) types.push_back(block.type);
  return "[" + join(types, " ") + "]";
}

bool is_root(const PemBlock& block) {
  return block.is_certificate() && !block.has_headers && is_der_sequence(block.bytes);
}

}  // namespace

void check_key_pair(std::string_view cert_pem, std::string_view key_pem) {
  const std::vector<PemBlock> in_cert = pem_blocks(cert_pem);
  const auto cert =
      std::find_if(in_cert.begin(), in_cert.end(), [](const PemBlock& block) { return block.is_certificate(); });
  if (in_cert.empty()) throw ConfigError("tls: failed to find any PEM data in certificate input");
  if (cert == in_cert.end()) {
    throw ConfigError(in_cert.size() == 1 && in_cert[0].type.ends_with("PRIVATE KEY")
                          ? "tls: failed to find certificate PEM data in certificate input, but did find a private "
                            "key; PEM inputs may have been switched"
                          : "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM "
                            "blocks of the following types: " +
                                list_of_types(in_cert));
  }
  const std::vector<PemBlock> in_key = pem_blocks(key_pem);
  const auto key =
      std::find_if(in_key.begin(), in_key.end(), [](const PemBlock& block) { return block.is_private_key(); });
  if (in_key.empty()) throw ConfigError("tls: failed to find any PEM data in key input");
  if (key == in_key.end()) {
    throw ConfigError(in_key.size() == 1 && in_key[0].is_certificate()
                          ? "tls: found a certificate rather than a key in the PEM for the private key"
                          : "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after "
                            "skipping PEM blocks of the following "
                            "types: " +
                                list_of_types(in_key));
  }
  if (!is_der_sequence(cert->bytes)) throw ConfigError("x509: malformed certificate");
  const std::string problem = load_openssl()->key_pair_problem(cert->bytes, key->bytes);
  if (!problem.empty()) throw ConfigError(problem);
}

void check_roots(std::string_view pem) {
  if (pem.empty()) return;
  std::string problem;
  PemReader reader(pem);
  while (const std::optional<PemBlock> block = reader.next()) {
    if (is_root(*block)) return;
    if (problem.empty() && block->is_certificate() && !block->has_headers) {
      problem = "failed to parse certificate: x509: malformed certificate";
    }
  }
  if (problem.empty()) {
    problem = reader.rest().empty() ? "no valid certificate authority data seen" : "unable to parse bytes as PEM block";
  }
  throw ConfigError("unable to load root certificates: " + problem);
}

TlsMaterial tls_material(std::string_view roots_pem, std::string_view cert_pem, std::string_view key_pem) {
  TlsMaterial out{.own_roots = !roots_pem.empty()};
  for (PemBlock& block : pem_blocks(roots_pem)) {
    if (is_root(block)) out.roots.push_back(std::move(block.bytes));
  }
  for (PemBlock& block : pem_blocks(cert_pem)) {
    if (block.is_certificate()) out.chain.push_back(std::move(block.bytes));
  }
  for (PemBlock& block : pem_blocks(key_pem)) {
    if (out.key.empty() && block.is_private_key()) out.key = std::move(block.bytes);
  }
  return out;
}

std::string environment_roots(const Environment& env) {
  const std::string file = env.get("SSL_CERT_FILE").value_or(""), folders = env.get("SSL_CERT_DIR").value_or("");
  if (file.empty() && folders.empty()) return "";
  std::string out;
  if (!file.empty()) {
    append_file(out, file);
  } else {
    for (const char* known : {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                              "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
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
