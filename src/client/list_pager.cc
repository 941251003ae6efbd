// See list_pager.h.
#include "client/list_pager.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <utility>

#include "base/quote.h"
#include "client/answer.h"
#include "data/node_edit.h"

namespace kpp {
namespace {

/// Pages without a single item that a server may send in a row, before its tokens are taken to lead nowhere.
constexpr int kEmptyPages = 100;

}  // namespace

ListPager::ListPager(Client& client, Request request)
    : client_(client), request_(std::move(request)), pending_(client.start(request_)) {}

ListPager::ListPager(Client& client, Request request, std::unique_ptr<HttpExchange> first)
    : client_(client), request_(std::move(request)), first_(std::move(first)) {}

std::unique_ptr<HttpExchange> ListPager::next() {
  if (first_) return std::move(first_);
  if (!next_token_.empty()) start_next();
  if (!pending_) return nullptr;
  try {
    return std::exchange(pending_, nullptr)->open();
  } catch (const ApiError& error) {
    if (error.status().code != 410 || error.status().continue_token.empty()) throw;
    Request more = request_;
    return client_.send(more.with("continue", error.status().continue_token));
  }
}

void ListPager::go_on_at(std::string_view token) {
  if (token.empty()) return;
  if (!tokens_.emplace(token).second) {
    throw Error("the server sent the same continue token twice: the list has no end");
  }
  next_token_ = token;
  if (!late_) start_next();
}

void ListPager::start_next() {
  Request more = request_;
  pending_ = client_.start(std::move(more.with("continue", std::exchange(next_token_, {}))));
}

void ListPager::page_ended(std::size_t items) {
  empty_pages_ = items == 0 ? empty_pages_ + 1 : 0;
  const bool more = pending_ || !next_token_.empty();
  if (more && empty_pages_ > kEmptyPages) {
    throw Error(fmt::format("the server sent {} empty pages in a row: the list has no end", kEmptyPages));
  }
}

std::shared_ptr<Document> ListPager::next_document(KeyOrder order) {
  const std::unique_ptr<HttpExchange> answer = next();
  if (!answer) return nullptr;
  auto page = std::make_shared<Document>(read_document(*answer, request_, order));
  go_on_at(page->root["metadata"]["continue"].str());
  page_ended(page->root["items"].size());
  return page;
}

ApiError with_list_words(const ApiError& error, std::string_view subject, std::string_view label_selector,
                         std::string_view field_selector) {
  Status status = error.status();
  if (status.code != 400 && status.code != 404) return error;
  std::string before = fmt::format("Unable to list {}: ", go_quote(subject));
  if (!label_selector.empty() || !field_selector.empty()) {
    before = fmt::format("Unable to find {} that match label selector {}, field selector {}: ", go_quote(subject),
                         go_quote(label_selector), go_quote(field_selector));
  }
  status.message.insert(0, before);
  return ApiError(std::move(status));
}

Node complete_item(Node item, std::string_view api_version, std::string_view kind, KeyOrder order, Arena& arena,
                   bool replace) {
  const bool complete = !item["kind"].str().empty() && !item["apiVersion"].str().empty();
  if (!item.is_object() || (complete && !replace)) return item;
  // kind first, as typed objects have them.
  const Member given[] = {{"kind", Node::string(kind)}, {"apiVersion", Node::string(api_version)}};
  return data::with_members(item, given, order, arena);
}

}  // namespace kpp
