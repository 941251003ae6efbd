// What holds of patches whatever they are made of. nlohmann/json, which has both RFCs, is asked too.
#include <nlohmann/json.hpp>

#include "algo/json_patch.h"
#include "algo/made_json.h"
#include "algo/merge_patch.h"
#include "support/catch.h"

using kpp::Json;
using namespace kpp::algo;
using kpp::test::Chance;
using kpp::test::for_all;
using kpp::test::JsonMaker;

namespace {

Json ours(const nlohmann::json& value) { return kpp::data::parse_json_value(value.dump()); }
nlohmann::json theirs(const Json& value) { return nlohmann::json::parse(value.dump()); }

void check_same(const Json& a, const Json& b) {
  INFO(a.dump() << "\n" << b.dump());
  REQUIRE(same_value(a, b));
}

}  // namespace

TEST_CASE("the merge patch between two objects leads from one to the other, and has nothing to say of equals") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    const Json before = make.object(4);
    const Json after = chance.one_in(4) ? make.object(4) : make.changed(before, 4);
    if (!after.is_object()) return;
    const Json patch = create_merge_patch(before, after);
    INFO(before.dump() << " by " << patch.dump());
    check_same(apply_merge_patch(before, patch), after);
    check_same(apply_merge_patch(after, patch), after);
    check_same(create_merge_patch(before, make.shuffled(before)), Json::object());
    // The least there is: what is the same is not named.
    for (const auto& [name, value] : patch.items()) {
      REQUIRE_FALSE((before.contains(name) && after.contains(name) && same_value(before[name], after[name])));
    }
  });
}

TEST_CASE("a merge patch does what RFC 7396 says, and a second time nothing more") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    const Json target = make.object(4);
    const Json patch = make.object(4, true);
    const Json merged = apply_merge_patch(target, patch);
    INFO(target.dump() << " by " << patch.dump());
    nlohmann::json other = theirs(target);
    other.merge_patch(theirs(patch));
    check_same(merged, ours(other));
    check_same(apply_merge_patch(merged, patch), merged);
    check_same(apply_merge_patch(make.shuffled(target), make.shuffled(patch)), merged);
  });
}

TEST_CASE("a JSON patch made by another hand leads where it should, and back") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    const Json before = make.object(4);
    const Json after = chance.one_in(4) ? make.object(4) : make.changed(before, 4);
    if (!after.is_object()) return;
    const Json there = ours(nlohmann::json::diff(theirs(before), theirs(after)));
    const Json back = ours(nlohmann::json::diff(theirs(after), theirs(before)));
    INFO(before.dump() << " by " << there.dump());
    check_same(apply_json_patch(before, there), after);
    check_same(apply_json_patch(apply_json_patch(before, there), back), before);
  });
}

TEST_CASE("operations of a JSON patch that undo each other leave what was there; a test of what is there holds") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    Json document = make.object(4);
    document["list"] = Json::array({1, 2, 3});
    const Json value = make.value(3);
    const std::string at = chance.one_in(2) ? "/new" : "/list/" + std::to_string(chance.below(4));
    const auto step = [&](const char* op, const std::string& path, Json more = Json::object()) {
      more["op"] = op;
      more["path"] = path;
      return more;
    };
    INFO(document.dump() << " at " << at << ": " << value.dump());
    const Json add = step("add", at, {{"value", value}});
    const Json test = step("test", at, {{"value", make.shuffled(value)}});
    check_same(apply_json_patch(document, {add, test, step("remove", at)}), document);
    check_same(apply_json_patch(document, {add, step("replace", at, {{"value", 1}}), step("remove", at)}), document);
    check_same(apply_json_patch(document, {step("move", "/moved", {{"from", "/list"}}),
                                           step("move", "/list", {{"from", "/moved"}})}),
               document);
    check_same(apply_json_patch(
                   document, {add, step("copy", "/copied", {{"from", at}}), step("test", "/copied", {{"value", value}}),
                              step("remove", at), step("remove", "/copied")}),
               document);
  });
}
