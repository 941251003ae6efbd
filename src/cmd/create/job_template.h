// The pods of a job that is made from flags: one container of the job's name.
#pragma once

#include <string>
#include <vector>

#include "data/json.h"

namespace kpp::cmd {

/// A spec.template with one container.
Json job_pods(const std::string& name, const std::string& image, const std::vector<std::string>& command,
              const std::string& restart);

}  // namespace kpp::cmd
