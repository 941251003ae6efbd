// Which namespace an object of a file goes to, and when it may not.
#pragma once

#include <string>

namespace kpp::resource {

class Access;
struct Found;

/// Throws Error where an object says that it is of another namespace than `wanted`, in kubectl's words.
void require_namespace(const std::string& own, const std::string& wanted);
/// Fills in the namespace that the object goes to where it has none. Throws as require_namespace() when it has another
/// than -n says, or, when `always`, another than the context's.
void settle_namespace(Access& access, Found& found, bool always = false);

}  // namespace kpp::resource
