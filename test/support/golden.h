// Texts kept in files: compared byte for byte; with UPDATE_GOLDEN=1 in the environment rewritten instead.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.h"
#include "support/test_folder.h"

namespace kpp::test {

inline std::filesystem::path golden_path(const std::string& name) { return test_folder() / "golden" / name; }

inline void check_golden_file(const std::filesystem::path& path, const std::string& text) {
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update && std::string(update) == "1") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string kept{std::istreambuf_iterator<char>(file), {}};
  INFO(path.string() << " (UPDATE_GOLDEN=1 rewrites it)");
  CHECK(text == kept);
}

inline void check_golden(const std::string& name, const std::string& text) {
  check_golden_file(golden_path(name), text);
}

}  // namespace kpp::test
