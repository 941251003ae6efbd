// Strategic merge patch: a merge patch that knows the lists of the API's types, on values.
// Source:
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
//
// Patches may hold directives: "$patch" (replace, delete), "$retainKeys", "$deleteFromPrimitiveList/F" and
// "$setElementOrder/F".
#pragma once

#include "data/json.h"
#include "schema/merge_rules.h"

namespace kpp::algo {

/// `original` with `patch` merged into it, directives carried out. Throws Error for a patch that does not fit the type.
Json apply_strategic_patch(Json original, Json patch, const schema::MergeRules& rules);

/// One patch of two, which does what both do after another: nulls and directives stay.
Json join_strategic_patches(Json first, Json second, const schema::MergeRules& rules);

struct StrategicDiff {
  bool changes = true;    ///< what was added or changed
  bool deletions = true;  ///< what is gone
  bool order = true;      ///< "$setElementOrder" for lists that differ
};

/// The patch that makes `modified` of `original`; {} when they are the same. Its members are sorted.
Json create_strategic_patch(const Json& original, const Json& modified, const schema::MergeRules& rules,
                            const StrategicDiff& parts = {});

}  // namespace kpp::algo
