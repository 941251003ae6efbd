// The shape of several failures, which decides how they are told.
#include "resource/gathered.h"

#include "app/render_error.h"
#include "support/catch.h"

using namespace kpp;
using resource::Gathered;

namespace {

std::shared_ptr<const Error> refused(const std::string& what) {
  return std::make_shared<ApiError>(Status{.code = 403, .status = "Failure", .reason = "Forbidden", .message = what});
}

std::string told(const Gathered& gathered) {
  try {
    gathered.raise();
  } catch (const Error& error) {
    return app::render_error(error, "kpp").text;
  }
  return {};
}

}  // namespace

TEST_CASE("failures of objects are told one by one, those of sources together behind them") {
  Gathered gathered;
  CHECK(told(gathered).empty());
  gathered.add_of_source(refused("list of secrets"));
  CHECK(told(gathered) == "Error from server (Forbidden): list of secrets\n");
  gathered.add(refused("a"));
  CHECK(told(gathered) == "Error from server (Forbidden): a\nlist of secrets\n");
  gathered.add_of_source(refused("list of services"));
  gathered.add_of_source(refused("list of secrets"));
  CHECK(told(gathered) == "Error from server (Forbidden): a\n[list of secrets, list of services]\n");
}

TEST_CASE("failures of sources alone have a line each") {
  Gathered gathered;
  gathered.add_of_source(refused("secrets"));
  gathered.add_of_source(refused("services"));
  CHECK(told(gathered) == "Error from server (Forbidden): secrets\nError from server (Forbidden): services\n");
}

TEST_CASE("what does not count is taken out of both") {
  const auto in_secrets = [](const Error& error) { return error.message() == "secrets"; };
  Gathered gathered;
  gathered.add_of_source(refused("secrets"));
  CHECK(resource::without(gathered.error(), in_secrets) == nullptr);
  gathered.add(refused("a"));
  const auto left = resource::without(gathered.error(), in_secrets);
  REQUIRE(left != nullptr);
  CHECK(left->message() == "a");
}
