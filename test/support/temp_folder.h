// A folder of its own for one test, gone afterwards.
#pragma once

#include <filesystem>
#include <string>

#include "kpp/error.h"

namespace kpp::test {

class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "kpp-test.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw Error("cannot make a folder for a test");
    path_ = name;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace kpp::test
