// See lists.h. Source:
// https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
#include "support/apiserver/lists.h"

#include <fmt/core.h>

#include <charconv>

#include "base/base64.h"
#include "base/quote.h"
#include "kpp/error.h"

namespace kpp::apiserver {
namespace {

constexpr std::size_t kKept = 64;
constexpr const char* kExpired =
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
    "the continue parameter, or use "
    "the continue token in this response to retrieve the remainder of the results. Continuing with the provided token "
    "results in an inconsistent list "
    "- objects that were created, modified, or deleted between the time the first chunk was returned and now may show "
    "up in the list.";

std::string key_of(const Object& object) {
  const Node metadata = object->root["metadata"];
  return fmt::format("{}/{}", metadata["namespace"].str(), metadata["name"].str());
}

std::size_t read_limit(const Request& request) {
  const std::string text = request.parameter("limit");
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size())) {
    throw bad_request(fmt::format("strconv.ParseInt: parsing {}: invalid syntax", go_quote(text)));
  }
  return limit;
}

}  // namespace

Selection::Selection(const Kind& kind, const Request& request) : fields_(kind, request.parameter("fieldSelector")) {
  try {
    labels_ = Selector::parse(request.parameter("labelSelector"));
  } catch (const ParseError& error) {
    throw bad_request(error.what());
  }
}

Lists::Token Lists::read_token(const std::string& text) {
  const std::optional<std::string> json = base64_decode(text);
  if (!json) throw bad_request("continue key is not valid: the token is no base64");
  try {
    const Document document = data::parse_json(*json);
    const std::int64_t version = document.root["rv"].as_int();
    return {version > 0 ? static_cast<std::uint64_t>(version) : 0, text_of(document.root["start"])};
  } catch (const ParseError& error) {
    throw bad_request(fmt::format("continue key is not valid: {}", error.what()));
  }
}

std::string Lists::write_token(const Token& token) {
  std::string json = fmt::format(R"({{"v":"meta.k8s.io/v1","rv":{},"start":)",
                                 token.version == 0 ? "-1" : fmt::format("{}", token.version));
  data::write_json_string(token.after, json);
  return base64_encode(json + "}");
}

Snapshot Lists::snapshot(const Target& target, const Token& token) {
  if (token.version == 0) return store_.list(*target.kind, target.ns);
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find({token.version, target.kind->resource + "/" + target.ns});
  if (found != kept_.end()) return found->second;
  Failure failure = expired(kExpired);
  failure.continue_token = write_token({0, token.after});
  throw failure;
}

Lists::Page Lists::page(const Target& target, const Request& request) {
  const Selection selection(*target.kind, request);
  const std::size_t limit = read_limit(request);
  const std::string text = request.parameter("continue");
  const Token token = text.empty() ? Token() : read_token(text);
  const Snapshot all = snapshot(target, token);
  Page page;
  page.info.version = all.version;
  std::size_t at = 0;
  while (at < all.objects.size() && !token.after.empty() && key_of(all.objects[at]) <= token.after) ++at;
  for (; at < all.objects.size() && (limit == 0 || page.objects.size() < limit); ++at) {
    if (selection.matches(all.objects[at]->root)) page.objects.push_back(all.objects[at]);
  }
  bool more = false;
  for (std::size_t rest = at; rest < all.objects.size() && !more; ++rest) {
    more = selection.matches(all.objects[rest]->root);
  }
  if (!more) return page;
  page.info.continue_token = write_token({all.version, key_of(page.objects.back())});
  if (selection.everything()) page.info.remaining = all.objects.size() - at;
  const std::lock_guard lock(mutex_);
  if (forgetful_) return page;
  kept_.insert_or_assign({all.version, target.kind->resource + "/" + target.ns}, all);
  while (kept_.size() > kKept) kept_.erase(kept_.begin());
  return page;
}

void Lists::expire_at_once(bool on) {
  const std::lock_guard lock(mutex_);
  forgetful_ = on;
}

void Lists::expire() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
}

}  // namespace kpp::apiserver
