// Field selectors: "metadata.name=web,status.phase!=Running".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kpp/node.h"
#include "support/apiserver/kinds.h"

namespace kpp::apiserver {

class FieldSelector {
 public:
  FieldSelector() = default;
  /// Throws Failure (400) for what cannot be read, and for fields that this kind does not offer.
  FieldSelector(const Kind& kind, std::string_view text);
  bool matches(Node object) const;
  bool empty() const { return terms_.empty(); }

 private:
  struct Term {
    std::string field;
    std::string value;
    bool equal;
  };
  std::vector<Term> terms_;
};

}  // namespace kpp::apiserver
