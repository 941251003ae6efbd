// Errors to kubectl's words: one table.
#include "app/render_error.h"

#include "support/catch.h"

using namespace kpp;
using namespace kpp::app;

TEST_CASE("each kind of error has its text and code") {
  const auto text = [](const Error& error) { return render_error(error, "kubectl get").text; };
  CHECK(text(Error("it broke")) == "error: it broke\n");
  CHECK(text(Error("error: it broke")) == "error: it broke\n");
  CHECK(text(VerbatimError("as it is")) == "as it is\n");
  CHECK(text(UsageError("unknown flag: --x", true)) ==
        "error: unknown flag: --x\nSee 'kubectl get --help' for usage.\n");
  CHECK(text(TransportError(TransportError::Kind::refused, "connect", "h:1")) ==
        "The connection to the server h:1 was refused - did you specify the right host or port?\n");
  CHECK(text(TransportError(TransportError::Kind::timeout, "net/http: TLS handshake timeout")) ==
        "Unable to connect to the server: net/http: TLS handshake timeout\n");
}

TEST_CASE("a server's refusal names its reason") {
  Status status{.code = 404, .status = "Failure", .reason = "NotFound", .message = "pods \"x\" not found"};
  CHECK(render_error(ApiError(status), "kubectl").text == "Error from server (NotFound): pods \"x\" not found\n");
  status.reason = "Unauthorized";
  status.message = "Unauthorized";
  CHECK(render_error(ApiError(status), "kubectl").text ==
        "error: You must be logged in to the server (Unauthorized)\n");
  status.reason.clear();
  CHECK(render_error(ApiError(status), "kubectl").text == "Error from server: Unauthorized\n");
}

TEST_CASE("an invalid object is told field by field, each complaint once") {
  Status status{
      .code = 422, .status = "Failure", .reason = "Invalid", .message = "m", .kind = "Pod", .group = "", .name = "p"};
  status.causes = {{"FieldValueRequired", "Required value", "spec.a"}};
  CHECK(render_error(ApiError(status), "kubectl").text == "The Pod \"p\" is invalid: spec.a: Required value\n");
  status.causes.push_back({"FieldValueInvalid", "bad", "spec.b"});
  status.causes.push_back({"FieldValueInvalid", "bad", "spec.b"});
  CHECK(render_error(ApiError(status), "kubectl").text ==
        "The Pod \"p\" is invalid: \n* spec.a: Required value\n* spec.b: bad\n");
}

TEST_CASE("one error of several is told as itself, several one a line") {
  const auto one = std::make_shared<Error>("a");
  CHECK(render_error(Aggregate({one}), "kubectl").text == "error: a\n");
  const auto two =
      std::make_shared<Aggregate>(std::vector<std::shared_ptr<const Error>>{one, std::make_shared<Error>("b"), one});
  CHECK(render_error(*two, "kubectl").text == "a\nb\na\n");
  CHECK(render_error(Aggregate({two}), "kubectl").text == "a\nb\na\n");
  CHECK(render_error(Aggregate({two, std::make_shared<Error>("c")}), "kubectl").text == "[a, b]\nc\n");
  CHECK(
      render_error(Aggregate({std::make_shared<Aggregate>(std::vector<std::shared_ptr<const Error>>{one})}), "kubectl")
          .text == "a\n");
}
