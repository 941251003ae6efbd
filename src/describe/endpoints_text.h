// The addresses behind a service, as services and ingresses show them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "describe/source.h"

namespace kpp::describe {

/// Asks for the endpoint slices of a service.
std::shared_ptr<Answer> endpoint_slices(Source& source, std::string_view namespace_name, std::string_view service);
/// Three ready addresses of the port with this name and how many more there are; "<none>" where there are no slices,
/// "" where none is ready. Slices without ports count for every port.
std::string endpoints_text(const std::vector<Node>& slices, std::string_view port_name);

}  // namespace kpp::describe
