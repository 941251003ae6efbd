// See faults.h.
#include "support/apiserver/faults.h"

#include <fmt/core.h>

#include "data/json.h"
#include "kpp/error.h"

namespace kpp::apiserver {
namespace {

constexpr std::size_t kRemembered = 10'000;

Fault::Kind kind_of(std::string_view name) {
  if (name == "cut") return Fault::Kind::cut;
  if (name == "lost") return Fault::Kind::lost;
  if (name == "status") return Fault::Kind::status;
  if (name == "slow") return Fault::Kind::slow;
  if (name == "truncate") return Fault::Kind::truncate;
  if (name == "contentType") return Fault::Kind::content_type;
  if (name == "html") return Fault::Kind::html;
  throw ParseError(fmt::format("there is no fault of kind \"{}\"", name));
}

}  // namespace

void Faults::add(Fault fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(std::move(fault));
}

void Faults::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

std::vector<std::string> Faults::requests(std::string_view part) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  std::copy_if(requests_.begin(), requests_.end(), std::back_inserter(out),
               [&](const std::string& line) { return line.find(part) != std::string::npos; });
  return out;
}

std::optional<Fault> Faults::take(const Request& request) {
  const std::string line = request.method + " " + request.target;
  const std::lock_guard lock(mutex_);
  requests_.push_back(line);
  if (requests_.size() > kRemembered) requests_.pop_front();
  for (Fault& fault : faults_) {
    if (fault.times == 0 || line.find(fault.match) == std::string::npos) continue;
    if (fault.skip > 0) {
      --fault.skip;
      continue;
    }
    if (fault.times > 0) --fault.times;
    return fault;
  }
  return std::nullopt;
}

Fault read_fault(std::string_view json) {
  const Document document = data::parse_json(json);
  const Node root = document.root;
  Fault fault;
  fault.kind = kind_of(root["kind"].str());
  fault.match = root["match"].str();
  fault.skip = static_cast<int>(root["skip"].as_int());
  fault.times = static_cast<int>(root["times"].as_int(1));
  fault.bytes = static_cast<std::size_t>(root["bytes"].as_int());
  fault.status = static_cast<int>(root["status"].as_int(500));
  if (const Node seconds = root["retryAfter"]) fault.retry_after = static_cast<int>(seconds.as_int());
  fault.delay = std::chrono::milliseconds(root["delayMs"].as_int(10));
  fault.text = root["text"].str("text/plain");
  return fault;
}

}  // namespace kpp::apiserver
