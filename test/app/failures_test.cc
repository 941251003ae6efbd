// The shape of several failures, which decides how they are told.
#include "resource/failures.h"

#include "app/render_error.h"
#include "support/catch.h"

using namespace kpp;
using resource::Failures;

namespace {

std::shared_ptr<const Error> refused(const std::string& what) {
  return std::make_shared<ApiError>(Status{.code = 403, .status = "Failure", .reason = "Forbidden", .message = what});
}

std::string told(const Failures& gathered) {
  try {
    gathered.raise();
  } catch (const Error& error) {
    return app::render_error(error, "kpp").text;
  }
  return {};
}

}  // namespace

TEST_CASE("failures of objects are told one by one, those of sources together behind them") {
  Failures gathered;
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
  Failures gathered;
  gathered.add_of_source(refused("secrets"));
  gathered.add_of_source(refused("services"));
  CHECK(told(gathered) == "Error from server (Forbidden): secrets\nError from server (Forbidden): services\n");
}

TEST_CASE("absent objects do not count where they are to be ignored, in sources too") {
  const auto absent = [] {
    return std::make_shared<ApiError>(Status{.code = 404, .status = "Failure", .reason = "NotFound", .message = "x"});
  };
  Failures gathered(true);
  gathered.add_of_source(absent());
  gathered.add(absent());
  CHECK(gathered.size() == 2);
  CHECK(gathered.error() == nullptr);
  CHECK_NOTHROW(gathered.raise());
  gathered.add(refused("a"));
  CHECK(told(gathered) == "Error from server (Forbidden): a\n");
  Failures others;
  others.add(gathered);
  CHECK(resource::flattened(others.error()).size() == 3);
}

TEST_CASE("a failure is kept as it is, whatever its type, and the rest goes on") {
  Failures failures;
  failures.guard([] { throw Error("first"); });
  failures.guard([] { throw TransportError(TransportError::Kind::refused, "connect", "h:1"); });
  CHECK(told(failures) ==
        "first\nThe connection to the server h:1 was refused - did you specify the right host or port?\n");
  // A server that is not reached by the first will not be by the next either; and an exit status is no failure.
  Failures none;
  CHECK_THROWS_AS(none.guard([] { throw TransportError(TransportError::Kind::refused, "connect", "h:1"); }),
                  TransportError);
  CHECK_THROWS_AS(none.guard([] { throw ExitStatus(3); }), ExitStatus);
  CHECK(none.empty());
}
