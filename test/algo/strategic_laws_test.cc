// What holds of strategic merge patches for every type: apply stands on it.
#include <nlohmann/json.hpp>

#include "algo/made_json.h"
#include "algo/merge_patch.h"
#include "algo/strategic_merge.h"
#include "schema/merge_rules.h"
#include "support/catch.h"

using kpp::Json;
using namespace kpp::algo;
namespace schema = kpp::schema;
using kpp::test::Chance;
using kpp::test::for_all;
using kpp::test::JsonMaker;

namespace {

struct Kind {
  const char* group;
  const char* kind;
};
constexpr Kind kKinds[] = {{"", "Pod"},
                           {"apps", "Deployment"},
                           {"", "Service"},
                           {"batch", "CronJob"},
                           {"", "ServiceAccount"},
                           {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration"},
                           {"policy", "PodDisruptionBudget"},
                           {"", "ConfigMap"}};

struct Pair {
  const schema::MergeRules& rules;
  Json before;
  Json after;
};

Pair pair(Chance& chance, JsonMaker& make) {
  const Kind& kind = chance.of(kKinds);
  Pair out{.rules = *schema::merge_rules_of_kind(kind.group, kind.kind), .before = {}, .after = {}};
  out.before = make.typed(out.rules, 6);
  out.after = chance.one_in(6) ? make.typed(out.rules, 6) : make.typed_change(out.before, out.rules, 6);
  return out;
}

void check_same(const Json& a, const Json& b) {
  INFO(a.dump() << "\n" << b.dump());
  REQUIRE(same_value(a, b));
}

// Is everything in `whole` that `part` has? Lists that merge may hold more, in between.
bool holds(const Json& whole, const Json& part, const schema::MergeField& field) {
  if (part.is_object() && whole.is_object() && !field.replace) {
    return std::all_of(part.items().begin(), part.items().end(), [&](const auto& member) {
      return whole.contains(member.key()) &&
             holds(whole[member.key()], member.value(), field.type->field(member.key()));
    });
  }
  if (!part.is_array() || !field.merge) return same_value(whole, part);
  std::size_t at = 0;
  const schema::MergeField element{.type = field.type};
  for (const Json& wanted : part) {
    while (at < whole.size() && !holds(whole[at], wanted, element)) ++at;
    if (at++ == whole.size()) return false;
  }
  return true;
}

// As the server decodes it: a member that no type has is forgotten. Directives for an object that is not there end up
// in what the patch makes of it, as kubectl's and the server's own library have it.
Json decoded(const Json& value) {
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& element : value) out.push_back(decoded(element));
    return out;
  }
  if (!value.is_object()) return value;
  Json out = Json::object();
  for (const auto& [name, member] : value.items()) {
    if (!name.starts_with("$")) out[name] = decoded(member);
  }
  return out;
}

}  // namespace

TEST_CASE("the strategic patch between two objects leads from one to the other, once and again") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    const Pair p = pair(chance, make);
    const Json patch = create_strategic_patch(p.before, p.after, p.rules);
    INFO(p.before.dump() << "\nby " << patch.dump());
    const Json patched = apply_strategic_patch(p.before, patch, p.rules);
    check_same(patched, p.after);
    check_same(apply_strategic_patch(patched, patch, p.rules), patched);
  });
}

TEST_CASE("between equals there is nothing to patch, but for what is always replaced") {
  for_all(1000, [](Chance& chance) {
    JsonMaker make(chance);
    const Pair p = pair(chance, make);
    Json same = make.shuffled(p.before);
    const Json patch = create_strategic_patch(p.before, same, p.rules);
    INFO(p.before.dump() << "\nby " << patch.dump());
    // kubectl writes an object that is replaced as a whole even where it is the same.
    Json expected = Json::object();
    if (const auto spec = p.before.find("spec"); spec != p.before.end() && spec->contains("selector")) {
      if (p.rules.field("spec").type->field("selector").replace)
        expected = {{"spec", {{"selector", (*spec)["selector"]}}}};
    }
    check_same(patch, expected);
    check_same(apply_strategic_patch(p.before, patch, p.rules), p.before);
  });
}

TEST_CASE("the order of members matters to no strategic patch") {
  for_all(2000, [](Chance& chance) {
    JsonMaker make(chance);
    const Pair p = pair(chance, make);
    const Json patch = create_strategic_patch(p.before, p.after, p.rules);
    INFO(p.before.dump() << "\nby " << patch.dump());
    check_same(create_strategic_patch(make.shuffled(p.before), make.shuffled(p.after), p.rules), patch);
    check_same(apply_strategic_patch(make.shuffled(p.before), make.shuffled(patch), p.rules), p.after);
  });
}

TEST_CASE("changes and deletions apart, joined, are the whole patch") {
  for_all(2000, [](Chance& chance) {
    JsonMaker make(chance);
    const Pair p = pair(chance, make);
    const Json changes = create_strategic_patch(p.before, p.after, p.rules, {.deletions = false});
    const Json deletions = create_strategic_patch(p.before, p.after, p.rules, {.changes = false});
    const Json patch = join_strategic_patches(deletions, changes, p.rules);
    INFO(p.before.dump() << "\nby " << changes.dump() << "\nand " << deletions.dump() << "\nis " << patch.dump());
    check_same(apply_strategic_patch(p.before, patch, p.rules), p.after);
  });
}

// As `apply` does it: deletions since it was applied last, changes against what the server has now.
TEST_CASE("of three: what is wanted is there, what others added stays, and a second time nothing happens") {
  for_all(3000, [](Chance& chance) {
    JsonMaker make(chance);
    const Pair p = pair(chance, make);
    const Json& applied = p.before;
    const Json& wanted = p.after;
    const Json current = make.typed_change(applied, p.rules, 6);
    const auto round = [&](const Json& last, const Json& now) {
      const Json changes = create_strategic_patch(now, wanted, p.rules, {.deletions = false});
      const Json deletions = create_strategic_patch(last, wanted, p.rules, {.changes = false});
      return decoded(apply_strategic_patch(now, join_strategic_patches(deletions, changes, p.rules), p.rules));
    };
    INFO("last " << applied.dump() << "\nnow " << current.dump() << "\nwanted " << wanted.dump());
    const Json result = round(applied, current);
    INFO("result " << result.dump());
    REQUIRE(holds(result, wanted, {.type = &p.rules}));
    for (const auto& [name, value] : current.items()) {
      if (!applied.contains(name) && !wanted.contains(name)) check_same(result.value(name, Json()), value);
    }
    check_same(round(wanted, result), result);
  });
}
