// Random UUIDs, RFC 4122 version 4.
#pragma once

#include <string>

namespace kpp {

/// "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx" from the kernel's random numbers.
std::string uuid_v4();

}  // namespace kpp
