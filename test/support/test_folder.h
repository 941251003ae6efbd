// Where the sources of the tests are, with the files that tests read: golden texts, recorded cases, corpora.
#pragma once

#include <filesystem>

namespace kpp::test {

/// The folder test/ of the checkout that was built. One file knows it, so that a compiler cache serves every checkout.
std::filesystem::path test_folder();

}  // namespace kpp::test
