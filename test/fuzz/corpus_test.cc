// The fuzz targets without a fuzzer: each takes the files of its corpus, whole and cut off anywhere.
#include <cstdint>
#include <filesystem>

#include "base/files.h"
#include "support/catch.h"
#include "support/test_folder.h"

// Each source of a target is compiled under a name of its own.
#define KPP_FUZZ_TARGETS(X) \
  X(gotemplate) X(json_stream) X(jsonpath) X(kubeconfig) X(quantity) X(selector) X(table) X(yaml)
#define KPP_DECLARE(name) extern "C" int kpp_fuzz_##name(const std::uint8_t* data, std::size_t size);
KPP_FUZZ_TARGETS(KPP_DECLARE)

namespace kpp {
namespace {

constexpr std::size_t kCuts = 64;  ///< of each file

struct Target {
  const char* name;
  int (*run)(const std::uint8_t* data, std::size_t size);
};

#define KPP_ROW(name) {#name, kpp_fuzz_##name},
constexpr Target kTargets[] = {KPP_FUZZ_TARGETS(KPP_ROW)};

}  // namespace

TEST_CASE("what was fuzzed with is taken, whole and cut off") {
  for (const Target& target : kTargets) {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(kpp::test::test_folder() / "fuzz/corpus" / target.name)) {
      INFO(entry.path().string());
      const std::string text = read_file(entry.path().string());
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
      const std::size_t step = text.size() / kCuts + 1;
      for (std::size_t size = 0; size < text.size(); size += step) CHECK(target.run(bytes, size) == 0);
      CHECK(target.run(bytes, text.size()) == 0);
      ++files;
    }
    CHECK(files > 0);
  }
}

}  // namespace kpp
