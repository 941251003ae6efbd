// Names of container images: [REGISTRY[:PORT]/]PATH[:TAG][@DIGEST].
// Source: https://pkg.go.dev/github.com/distribution/reference
#pragma once

#include <string_view>

namespace kpp::data {

bool is_image_reference(std::string_view text);

}  // namespace kpp::data
