// JSON made by chance: for laws of patches and paths.
#pragma once

#include <nlohmann/json.hpp>

#include "data/json.h"
#include "schema/merge_rules.h"
#include "support/chance.h"

namespace kpp::test {

/// Makes values of a few names and texts, so that two of them have much in common.
class JsonMaker {
 public:
  explicit JsonMaker(Chance& chance) : chance_(chance) {}

  /// With nulls as members of objects where `nulls`.
  Json value(int depth, bool nulls = false);
  Json object(int depth, bool nulls = false);
  Json scalar();
  /// `value` with a few things changed, added and taken away.
  Json changed(const Json& value, int depth);
  /// The same value, the members of its objects in another order.
  Json shuffled(const Json& value);

  /// An object as the type has it: lists to be merged have elements with different keys, of other values none twice.
  Json typed(const schema::MergeRules& rules, int depth);
  Json typed_change(const Json& object, const schema::MergeRules& rules, int depth);

 private:
  Json typed_member(const schema::MergeField& field, int depth);
  Json typed_member_change(const Json& member, const schema::MergeField& field, int depth);
  Json key(std::string_view merge_key);
  Json keyed_element(const schema::MergeField& field, const Json& key, int depth);
  bool knows(const Json& list, std::string_view merge_key, const Json& key) const;

  Chance& chance_;
};

}  // namespace kpp::test
