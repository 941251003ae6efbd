// See test_folder.h.
#include "support/test_folder.h"

namespace kpp::test {

std::filesystem::path test_folder() { return KPP_TEST_DIR; }

}  // namespace kpp::test
