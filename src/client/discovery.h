// Discovery: what groups, versions and resources a server has; asked for once, kept on disk, checked by ETag.
// Source: KEP-3352 (aggregated discovery), https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/seams.h"

namespace kpp {

struct DiscoveredGroup {
  std::string name;
  std::vector<std::string> versions;  ///< the preferred one first
  std::vector<ResourceInfo> resources;
  struct Failed {
    std::string version;
    std::string why;
  };
  std::vector<Failed>
      failed;  ///< versions whose own server could not be reached, asked one by one; they hold no resources
  std::vector<std::string> stale;  ///< versions the server has no answer of; they are in none of the lists above
};

/// Asks /api and /apis side by side: aggregated (v2), or the old way, every version at once. `cache_folder`
/// may be "": nothing is kept then. Throws what Client::send throws, and ParseError for an answer that is no discovery.
class Discovery {
 public:
  Discovery(Client& client, std::string cache_folder, Clock& clock);
  /// What is known, asking the server only when nothing is or it was asked more than ten minutes ago.
  const std::vector<DiscoveredGroup>& known();
  /// Asks the server whether what is known is still so. False when this process has asked already.
  bool refresh();
  /// Has this process asked the server, and heard what it has?
  bool settled() const { return asked_ && read_; }
  /// Does this server have another type that a built-in type's short name means (as its own name, or as a short name
  /// too)? Answered from disk alone. nullopt: the disk does not say; with `recent`, not in a file of the last ten
  /// minutes.
  std::optional<bool> claims(const std::string& short_name, bool recent) const;

 private:
  struct Part {
    std::string path{};  ///< "/api" or "/apis"
    std::string body{};  ///< an APIGroupDiscoveryList
    std::string etag{};
  };
  /// A file of the folder, and whether it is of the last ten minutes.
  struct Kept {
    Document document{};
    bool recent = false;
  };
  std::optional<Kept> read_kept(const char* name) const;
  bool load();
  void keep(const char* name, const std::string& text) const;
  std::string file_head() const;
  void save() const;
  void save_claims() const;
  void ask();
  void take_answer(Part& part, HttpExchange& answer);
  std::string ask_the_old_way(const std::string& path, Node index);
  void read();
  std::string folder() const;

  Client& client_;
  std::string cache_folder_;
  Clock& clock_;
  std::vector<Part> parts_;
  std::vector<DiscoveredGroup> groups_;
  bool read_ = false;
  bool asked_ = false;
};

/// What the types are asked for: to read objects, or to change them.
enum class Care { reading, changing };

/// The mapper over a client: built-in types first, discovery for the rest.
/// `warn` is told of short names that several types have.
std::unique_ptr<RestMapper> make_rest_mapper(Client& client, std::string cache_folder, Clock& clock,
                                             std::function<void(std::string_view)> warn = {},
                                             Care care = Care::reading);

}  // namespace kpp
