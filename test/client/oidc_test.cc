// The auth provider oidc: tokens that last, tokens that are renewed and written back, issuers that refuse.
#include "client/oidc.h"

#include <fstream>

#include "base/base64.h"
#include "base/files.h"
#include "base/seams_real.h"
#include "kpp/client_config.h"
#include "kpp/error.h"
#include "kpp/kubeconfig.h"
#include "support/catch.h"
#include "support/fake_clock.h"
#include "support/fake_environment.h"
#include "support/fake_transport.h"
#include "support/temp_folder.h"

using namespace kpp;

namespace {

const std::string kWellKnown = "GET https://idp/.well-known/openid-configuration";
const std::string kTokens = "POST https://idp/token";

/// Base64url without padding.
std::string token(const std::string& claims) {
  std::string part = base64_encode(claims);
  while (part.ends_with('=')) part.pop_back();
  std::replace(part.begin(), part.end(), '+', '-');
  std::replace(part.begin(), part.end(), '/', '_');
  return "h." + part + ".s";
}

const std::string kNew = token("{\"exp\":1900000000}");
const std::string kOld = token("{\"exp\":1800000009}");  // in nine seconds, by the fake clock

struct Fixture {
  test::FakeClock clock{};
  test::FakeTransport transport{};
  OidcSettings settings{
      {"idp-issuer-url", "https://idp/"}, {"client-id", "c:d"}, {"client-secret", "s e"}, {"refresh-token", "r1"}};
  std::vector<OidcSettings> saved{};

  std::shared_ptr<Credentials> make() {
    return oidc_credentials(settings, clock, [this](const OidcSettings& tokens) { saved.push_back(tokens); });
  }
  std::string authorization() { return make()->material(transport).authorization; }
  std::string problem() {
    try {
      return authorization();
    } catch (const Error& error) {
      return error.what();
    }
  }
  void serve(int status, const std::string& body) {
    transport.on_json(kWellKnown, R"({"token_endpoint":"https://idp/token"})");
    transport.on(kTokens, {.status = status, .body = {body}});
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an ID token is used while it lasts") {
  settings["id-token"] = kNew;
  CHECK(authorization() == "Bearer " + kNew);
  settings["id-token"] = token("{\"exp\":1.9e9}");
  CHECK(authorization() == "Bearer " + settings["id-token"]);
  CHECK(transport.sent.empty());
  CHECK_FALSE(make()->refresh());
}

TEST_CASE_METHOD(Fixture, "an ID token that ends is renewed once, and saved before it is used") {
  settings["id-token"] = kOld;
  serve(200, R"({"access_token":"a","id_token":")" + kNew + R"(","refresh_token":"r2"})");
  const std::shared_ptr<Credentials> credentials = make();
  CHECK(credentials->material(transport).authorization == "Bearer " + kNew);
  CHECK(credentials->material(transport).authorization == "Bearer " + kNew);
  CHECK(saved == std::vector<OidcSettings>{{{"id-token", kNew}, {"refresh-token", "r2"}}});
  CHECK(transport.sent_header(1, "Authorization") == "Basic " + base64_encode("c%3Ad:s+e"));
  CHECK(transport.sent.at(1).body == "grant_type=refresh_token&refresh_token=r1");
}

TEST_CASE_METHOD(Fixture, "an issuer may want the client's name in the form") {
  serve(401, R"({"error":"invalid_client"})");
  transport.on_json(kTokens, R"({"access_token":"a","id_token":")" + kNew + "\"}");
  CHECK(authorization() == "Bearer " + kNew);
  CHECK(transport.sent.at(2).body == "client_id=c%3Ad&client_secret=s+e&grant_type=refresh_token&refresh_token=r1");
  CHECK(transport.sent_header(2, "Authorization").empty());
  CHECK(saved == std::vector<OidcSettings>{{{"id-token", kNew}}});
}

TEST_CASE_METHOD(Fixture, "refusals are told in client-go's words") {
  const auto refused = [&](int status, const std::string& body) {
    serve(status, body);
    transport.on(kTokens, {.status = status, .body = {body}});
    return problem();
  };
  SECTION("plain") {
    CHECK(refused(401, "no") == "failed to refresh token: oauth2: cannot fetch token: 401 Unauthorized\nResponse: no");
  }
  SECTION("with a reason") {
    CHECK(refused(400, R"({"error":"invalid_grant","error_description":"dead"})") ==
          "failed to refresh token: oauth2: \"invalid_grant\" \"dead\"");
  }
  SECTION("no access token") {
    CHECK(refused(200, "{}") == "failed to refresh token: oauth2: server response missing access_token");
  }
  SECTION("no ID token") {
    serve(200, R"({"access_token":"a"})");
    CHECK(problem().starts_with("token response did not contain an id_token"));
  }
  SECTION("no discovery") {
    transport.on(kWellKnown, {.status = 404, .body = {std::string(90, 'x')}});
    CHECK(problem() == "oidc: failed to query metadata endpoint 404 Not Found: \"" + std::string(80, 'x') + "...\"");
  }
  SECTION("no endpoint") {
    transport.on_json(kWellKnown, "{}");
    CHECK(problem() == "oidc: discovery object doesn't contain a token_endpoint");
  }
  CHECK(saved.empty());
}

TEST_CASE_METHOD(Fixture, "settings and tokens that cannot be used") {
  settings["id-token"] = "abc";
  CHECK(problem() == "ID Token is not a valid JWT");
  settings["id-token"] = "a.!.c";
  CHECK(problem() == "illegal base64 data at input byte 0");
  settings["id-token"] = kOld;
  settings.erase("refresh-token");
  CHECK(problem() == "No valid id-token, and cannot refresh without refresh-token");
  settings["idp-certificate-authority"] = "/absent";
  CHECK(problem() == "open /absent: no such file or directory");
  settings["idp-certificate-authority-data"] = "aGk=";
  CHECK(problem() == "unable to load root certificates: unable to parse bytes as PEM block");
  settings.erase("client-id");
  CHECK(problem() == "Must provide client-id");
  settings.erase("idp-issuer-url");
  CHECK(problem() == "Must provide idp-issuer-url");
}

TEST_CASE_METHOD(Fixture, "new tokens go to the file that has the user, and nothing else in it changes") {
  const test::TempFolder folder;
  const std::string path = folder / "config";
  std::ofstream(path) << "current-context: x\nx-mine: 1\nclusters: [{name: c, cluster: {server: "
                         "'https://s'}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\n"
                         "users: [{name: u, user: {auth-provider: {name: oidc, config: {idp-issuer-url: 'https://idp', "
                         "client-id: i, refresh-token: r1}}}}]\n";
  serve(200, R"({"access_token":"a","id_token":")" + kNew + R"(","refresh_token":"r2"})");
  test::FakeEnvironment env;
  const std::unique_ptr<ProcessRunner> processes = real_process_runner(env);
  const IoStreams io;
  const ClientConfig config =
      resolve_client_config(Kubeconfig::parse(read_file(path), path), {}, env, clock, *processes, io);
  CHECK(config.credentials->material(transport).authorization == "Bearer " + kNew);
  const std::string text = read_file(path);
  CHECK_THAT(text, ContainsSubstring("        id-token: " + kNew +
                                     "\n        idp-issuer-url: https://idp\n        refresh-token: r2\n"));
  CHECK_THAT(text, ContainsSubstring("x-mine: 1\n"));
  CHECK_FALSE(file_exists(path + ".lock"));
}
