// How the built-in types are merged.
#include "schema/merge_rules.h"

#include "support/catch.h"

namespace kpp::schema {

TEST_CASE("the rules of types") {
  const MergeRules& deployment = merge_rules_or_none("apps", "Deployment");
  const MergeField containers =
      deployment.field("spec").type->field("template").type->field("spec").type->field("containers");
  CHECK(containers.merge);
  CHECK(containers.merge_key == "name");
  CHECK(containers.type->field("ports").merge_key == "containerPort");
  CHECK(deployment.field("spec").type->field("strategy").retain_keys);
  CHECK(merge_rules_or_none("policy", "PodDisruptionBudget").field("spec").type->field("selector").replace);
  CHECK_FALSE(merge_rules_or_none("", "Pod").field("spec").type->field("tolerations").merge);
}

TEST_CASE("every built-in kind has metadata, and nothing else does that has no rules") {
  CHECK(merge_rules_or_none("", "ConfigMap").field("metadata").type->field("ownerReferences").merge_key == "uid");
  CHECK(merge_rules_or_none("", "Pod").field("metadata").type->field("finalizers").merge);
  CHECK_FALSE(no_merge_rules().field("metadata").type->field("finalizers").merge);
  // A member without rows of its own has no rules at all.
  const MergeField secrets = merge_rules_or_none("", "ServiceAccount").field("secrets");
  CHECK(secrets.merge);
  CHECK_FALSE(secrets.type->field("metadata").type->field("finalizers").merge);
}

TEST_CASE("rules of types begin anywhere in the table: the first, the last, those between") {
  CHECK(merge_rules_or_none("apiregistration.k8s.io", "APIService").field("status").type->field("conditions").merge);
  CHECK(merge_rules_or_none("admissionregistration.k8s.io", "ValidatingWebhookConfiguration")
            .field("webhooks")
            .type->field("matchConditions")
            .merge_key == "name");
  CHECK(merge_rules_or_none("", "Node").field("spec").type->field("podCIDRs").merge);
}

TEST_CASE("only built-in kinds have rules") {
  CHECK_FALSE(merge_rules_of_kind("shop.example.com", "Widget"));
  CHECK_FALSE(merge_rules_of_kind("apps", "Deploy"));
  CHECK_FALSE(merge_rules_of_kind("apps", ""));
  CHECK(merge_rules_of_kind("extensions", "Ingress"));
  CHECK(&merge_rules_or_none("shop.example.com", "Widget") == &no_merge_rules());
}

}  // namespace kpp::schema
