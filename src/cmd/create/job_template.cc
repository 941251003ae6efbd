// See job_template.h.
#include "cmd/create/job_template.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace kpp::cmd {

Json job_pods(const std::string& name, const std::string& image, const std::vector<std::string>& command,
              const std::string& restart) {
  Json container = {{"name", name}};
  if (!image.empty()) container["image"] = image;
  if (!command.empty()) container["command"] = command;
  container["resources"] = Json::object();
  return {{"metadata", Json::object()},
          {"spec", {{"containers", Json::array({std::move(container)})}, {"restartPolicy", restart}}}};
}

}  // namespace kpp::cmd
