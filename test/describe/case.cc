// See case.h.
#include "case.h"

#include <filesystem>

#include "base/files.h"
#include "support/test_folder.h"

namespace kpp::test {

const std::filesystem::path kFolder = test_folder() / "describe" / "cases";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Json read_case(const std::string& name) { return Json::parse(read_file((kFolder / (name + ".json")).string())); }

}  // namespace kpp::test
