// Lists: selectors, and pages of a limit's size that all show the same moment.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "data/selector.h"
#include "support/apiserver/field_selector.h"
#include "support/apiserver/render.h"
#include "support/apiserver/store.h"
#include "support/apiserver/target.h"

namespace kpp::apiserver {

/// The two selectors of a request. Throws Failure (400) for what cannot be read.
class Selection {
 public:
  Selection(const Kind& kind, const Request& request);
  bool matches(Node object) const { return labels_.matches(object["metadata"]["labels"]) && fields_.matches(object); }
  bool everything() const { return labels_.empty() && fields_.empty(); }

 private:
  Selector labels_{};
  FieldSelector fields_{};
};

class Lists {
 public:
  explicit Lists(const Store& store) : store_(store) {}
  struct Page {
    std::vector<Object> objects{};
    Renderer::ListInfo info{};
  };
  /// Throws Failure: 400 for parameters without sense, 410 for a continue token that has expired.
  Page page(const Target& target, const Request& request);
  /// From now on the tokens given out so far are refused.
  void expire();
  /// Or from now on every token as soon as it is given out.
  void expire_at_once(bool on);

 private:
  struct Token {
    std::uint64_t version = 0;  ///< 0: whatever is there now
    std::string after{};        ///< key of the last object given
  };
  Snapshot snapshot(const Target& target, const Token& token);
  static Token read_token(const std::string& text);
  static std::string write_token(const Token& token);

  const Store& store_;
  bool forgetful_ = false;
  std::mutex mutex_;
  std::map<std::pair<std::uint64_t, std::string>, Snapshot> kept_;  ///< by version, kind and namespace
};

}  // namespace kpp::apiserver
