// Random UUIDs, RFC 4122 version 4, and the ends of random names.
#pragma once

#include <string>

namespace kpp {

/// "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx" from the kernel's random numbers.
std::string uuid_v4();
/// Five letters and digits as Kubernetes puts behind generated names.
std::string random_name_suffix();

}  // namespace kpp
