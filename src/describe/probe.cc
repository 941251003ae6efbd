// Probes in one line. See containers.h.
#include <fmt/core.h>

#include "base/strings.h"
#include "describe/containers.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

std::string escape(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kept.find(c) != std::string_view::npos;
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// As Go's net/url writes a URL of these parts: bytes above ASCII in the host stay as they are.
std::string host_text(std::string_view host) {
  std::string out;
  for (const char c : host) {
    out += static_cast<unsigned char>(c) >= 0x80 ? std::string(1, c) : escape({&c, 1}, "-_.~!$&'()*+,;=:[]<>\"");
  }
  return out;
}

std::string http_url(Node get) {
  const std::string port = int_or_text(get["port"]);
  std::string host(get["host"].str());
  if (!port.empty()) {
    const bool bracketed = host.find_first_of(":%") != std::string::npos;
    host = fmt::format("{}:{}", bracketed ? "[" + host + "]" : host, port);
  }
  const std::string_view path = get["path"].str();
  std::string out = to_lower(get["scheme"].str());
  if (!out.empty()) out += ':';
  if (!out.empty() || !host.empty()) out += "//" + host_text(host);
  if (!path.empty() && path.front() != '/' && !host.empty()) out += '/';
  return out + (path == "*" ? "*" : escape(path, "-_.~$&+,/:;=@"));
}

}  // namespace

std::string probe_text(Node probe) {
  const auto number = [&](std::string_view member) { return probe[member].as_int(); };
  const std::string times = fmt::format(
      "delay={}s timeout={}s period={}s #success={} #failure={}", number("initialDelaySeconds"),
      number("timeoutSeconds"), number("periodSeconds"), number("successThreshold"), number("failureThreshold"));
  if (const Node exec = probe["exec"]) return fmt::format("exec {} {}", bracketed(exec["command"]), times);
  if (const Node get = probe["httpGet"]) return fmt::format("http-get {} {}", http_url(get), times);
  if (const Node socket = probe["tcpSocket"]) {
    return fmt::format("tcp-socket {}:{} {}", socket["host"].str(), int_or_text(socket["port"]), times);
  }
  if (const Node grpc = probe["grpc"]) {
    return fmt::format("grpc <pod>:{} {} {}", grpc["port"].as_int(), grpc["service"].str(), times);
  }
  return "unknown " + times;
}

}  // namespace kpp::describe
