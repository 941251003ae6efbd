// ListPager: reads a list of the API page after page; the one way to do so.
//
// The next page is asked for as soon as a page has told where it goes on, so that it is under way while this one is
// handled. A list that has grown too old on the server (410) goes on where the server then says: what it has now.
// A server whose pages lead nowhere is an error, not an endless loop.
// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kpp/client.h"
#include "kpp/error.h"
#include "kpp/node.h"
#include "kpp/request.h"

namespace kpp {

class ListPager {
 public:
  /// `request` asks for the first page, its limit among its parameters; it is sent at once. `client` must outlive this.
  ListPager(Client& client, Request request);
  /// For a first page that has been asked for already.
  ListPager(Client& client, Request request, std::unique_ptr<HttpExchange> first);

  /// From now on the next page is asked for only when next() wants it. For callers that take long over a page: a server
  /// cuts off a client that lets an answer lie.
  void ask_late() { late_ = true; }
  /// The answer that holds the next page; null after the last one. Waits for its head. Throws as Client::send() does.
  std::unique_ptr<HttpExchange> next();
  /// To be told the page's metadata.continue as soon as that has been read: asks for the page after it; "" is the last.
  /// Throws Error for a token that came before.
  void go_on_at(std::string_view token);
  /// The page under way is over and held `items`. Throws Error when too many in a row held none.
  void page_ended(std::size_t items);

  /// next(), go_on_at() and page_ended() for who wants a page as a whole; null after the last. Throws ParseError too.
  std::shared_ptr<Document> next_document(KeyOrder order = KeyOrder::sorted);

 private:
  void start_next();

  Client& client_;
  Request request_;
  std::unique_ptr<HttpExchange> first_;
  std::unique_ptr<Client::Pending> pending_;
  std::set<std::string, std::less<>> tokens_;
  int empty_pages_ = 0;
  bool late_ = false;
  std::string next_token_;
};

/// What kubectl puts before the server's reason when a list fails: which list, and with which selectors, where the
/// answer (400, 404) may not say so. `subject` is the type as the command names it.
ApiError with_list_words(const ApiError& error, std::string_view subject, std::string_view label_selector,
                         std::string_view field_selector);

/// An element of a list as an object of its own: `kind` and `api_version`, which the list says for all, stand in it
/// where it has none, or anyway when `replace`. They must live as long as `arena` does.
Node complete_item(Node item, std::string_view api_version, std::string_view kind, KeyOrder order, Arena& arena,
                   bool replace = false);

}  // namespace kpp
