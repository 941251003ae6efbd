// create --edit: each object goes through the user's editor first.
#pragma once

#include "cmd/create/create_flags.h"

namespace kpp::cmd {

struct EditedObjects {
  resource::FileSelection files = {};
  bool windows_line_endings = false;
};

/// Edits the objects one after the other and creates what comes of each. Throws Aggregate of what failed.
void create_edited(app::Context& context, const CreateFlags& flags, const EditedObjects& what);

}  // namespace kpp::cmd
