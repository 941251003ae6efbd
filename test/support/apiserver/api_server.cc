// See api_server.h.
#include "support/apiserver/api_server.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/strings.h"
#include "base/uuid.h"
#include "data/documents.h"
#include "kpp/error.h"
#include "support/apiserver/defaults.h"
#include "support/apiserver/metrics.h"
#include "support/apiserver/openapi.h"

namespace kpp::apiserver {
namespace {

constexpr const char* kVersion = R"({
  "major": "1",
  "minor": "36",
  "emulationMajor": "1",
  "emulationMinor": "36",
  "minCompatibilityMajor": "1",
  "minCompatibilityMinor": "35",
  "gitVersion": "v1.36.0",
  "gitCommit": "0000000000000000000000000000000000000000",
  "gitTreeState": "clean",
  "buildDate": "2026-01-01T00:00:00Z",
  "goVersion": "none",
  "compiler": "g++",
  "platform": "linux/amd64"
}
)";

// "41d", or a duration as Go writes it.
std::chrono::nanoseconds read_age(const std::string& text) {
  if (text.ends_with('d')) return 24 * parse_duration(text.substr(0, text.size() - 1) + "h");
  return parse_duration(text);
}

// Every "ago AGE" becomes the time it was then.
void resolve_times(Json& json, TimePoint now) {
  if (json.is_string()) {
    const std::string text = json.get<std::string>();
    if (!text.starts_with("ago ")) return;
    json =
        format_rfc3339(now - std::chrono::duration_cast<std::chrono::system_clock::duration>(read_age(text.substr(4))));
  } else if (json.is_structured()) {
    for (Json& part : json) resolve_times(part, now);
  }
}

}  // namespace

ApiServer::ApiServer(Clock& clock, Options options)
    : options_(options), authority_(make_authority("kpp-apiserver-ca")), store_(clock), resources_(store_) {
  resources_.set_bookmark_interval(options_.bookmark_interval);
  for (const char* name : {"default", "kube-system", "kube-public", "kube-node-lease"}) {
    Json object = {{"kind", "Namespace"}, {"apiVersion", "v1"}, {"metadata", {{"name", name}}}};
    resources_.create({.kind = find_kind("", "v1", "namespaces")}, std::move(object));
  }
  http_ = std::make_unique<HttpServer>(
      options_.port, make_server_identity(authority_), authority_,
      [this](const Request& request, Answer& answer) { this->answer(request, answer); }, faults_);
}

std::string ApiServer::url() const { return fmt::format("https://127.0.0.1:{}", port()); }

std::string ApiServer::kubeconfig(const User& user, Credential credential) {
  std::string login = "{}";
  if (credential == Credential::token) {
    const std::string token = uuid_v4();
    const std::lock_guard lock(mutex_);
    authenticator_.add_token(token, user);
    login = fmt::format("\n    token: {}", token);
  } else if (credential == Credential::certificate) {
    const Identity identity = make_client_identity(authority_, user);
    login = fmt::format("\n    client-certificate-data: {}\n    client-key-data: {}", base64_encode(identity.cert_pem),
                        base64_encode(identity.key_pem));
  }
  return fmt::format(
      "apiVersion: v1\nkind: Config\ncurrent-context: kpp\n"
      "clusters:\n- name: kpp\n  cluster:\n    server: {}\n    certificate-authority-data: {}\n"
      "users:\n- name: {}\n  user: {}\n"
      "contexts:\n- name: kpp\n  context:\n    cluster: kpp\n    user: {}\n",
      url(), base64_encode(authority_.cert_pem), user.name, login, user.name);
}

std::vector<std::string> ApiServer::requests(std::string_view part) const { return faults_.requests(part); }

void ApiServer::load(const std::string& yaml) {
  data::DocumentReader reader(yaml);
  Document document;
  while (reader.next(document)) {
    Json object = data::to_json_value(document.root);
    resolve_times(object, store_.now());
    const Kind* kind = find_kind_of_object(document.root["apiVersion"].str(), document.root["kind"].str());
    if (!kind) {
      throw ParseError(fmt::format("the server has no kind \"{}\" in \"{}\"", document.root["kind"].str(),
                                   document.root["apiVersion"].str()));
    }
    const std::string ns = kind->namespaced ? std::string(document.root["metadata"]["namespace"].str("default")) : "";
    const std::string name(document.root["metadata"]["name"].str());
    if (kind->resource == "namespaces" && store_.find(*kind, "", name)) continue;
    resources_.create({.kind = kind, .ns = ns}, std::move(object));
  }
}

void ApiServer::answer(const Request& request, Answer& answer) {
  try {
    const User user = [&] {
      const std::lock_guard lock(mutex_);
      return authenticator_.user_of(request);
    }();
    const std::optional<Target> target = read_target(request.path);
    check_allowed(user, request, target ? &*target : nullptr);
    if (target && target->kind->made) {
      if (!options_.metrics) throw no_such_path();
      answer_metrics(store_, *target, request, answer);
    } else if (target) {
      resources_.answer(*target, request, answer);
    } else if (!answer_discovery(request, answer,
                                 {options_.discovery, options_.metrics, fmt::format("127.0.0.1:{}", port())}) &&
               !answer_openapi(request, answer) && !answer_other(request, answer)) {
      throw no_such_path();
    }
  } catch (const Failure& failure) {
    send_failure(answer, failure);
  } catch (const ParseError& error) {
    send_failure(answer, bad_request(error.what()));
  } catch (const Json::exception& error) {
    send_failure(answer, bad_request(error.what()));
  }
}

bool ApiServer::answer_other(const Request& request, Answer& answer) {
  if (request.path == "/version" || request.path == "/version/") {
    answer.send(200, "application/json", kVersion);
  } else if (request.path == "/healthz" || request.path == "/livez" || request.path == "/readyz") {
    answer.send(200, "text/plain; charset=utf-8", "ok");
  } else if (request.path == "/kpp-faults" &&
             (request.method == "GET" || request.method == "POST" || request.method == "DELETE")) {
    take_orders(request, answer);
  } else {
    return false;
  }
  return true;
}

void ApiServer::take_orders(const Request& request, Answer& answer) {
  if (request.method == "GET") {
    std::string lines;
    for (const std::string& line : faults_.requests("")) lines += line + "\n";
    return answer.send(200, "text/plain; charset=utf-8", lines);
  }
  if (request.method == "DELETE") {
    faults_.clear();
    resources_.expire_lists_at_once(false);
  } else if (const std::string act = request.parameter("do"); act == "expire-lists") {
    resources_.expire_lists();
  } else if (act == "expire-lists-at-once") {
    resources_.expire_lists_at_once(true);
  } else if (act == "end-watches") {
    resources_.end_watches();
  } else if (act == "forget-changes") {
    store_.compact();
  } else if (act.empty()) {
    faults_.add(read_fault(request.body));
  } else {
    throw bad_request("do is expire-lists, expire-lists-at-once, end-watches or forget-changes");
  }
  answer.send(200, "text/plain; charset=utf-8", "ok");
}

}  // namespace kpp::apiserver
