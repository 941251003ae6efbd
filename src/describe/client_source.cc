// See client_source.h.
#include "describe/client_source.h"

#include "base/quote.h"
#include "data/json.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::describe {
namespace {

// kubectl tells which list failed, and with which selectors, where the server's answer may not.
ApiError with_list_words(const ApiError& error, const ListQuery& query) {
  Status status = error.status();
  if (status.code == 400 || status.code == 404) {
    const std::string subject = go_quote(query.type.resource);
    if (query.label_selector.empty() && query.field_selector.empty()) {
      status.message = fmt::format("Unable to list {}: {}", subject, status.message);
    } else {
      status.message = fmt::format("Unable to find {} that match label selector {}, field selector {}: {}", subject,
                                   go_quote(query.label_selector), go_quote(query.field_selector), status.message);
    }
  }
  return ApiError(status);
}

Document read(HttpExchange& exchange) {
  Document document;
  document.root = data::parse_json(exchange.read_all(), document.arena);
  return document;
}

// Reads page after page into `content`, the first of which is under way.
void read_pages(Client& client, const Request& request, std::unique_ptr<Client::Pending> pending,
                Answer::Content& content) {
  std::string token;
  while (pending) {
    content.documents.push_back(read(*pending->open()));
    pending.reset();
    const Node page = content.documents.back().root;
    const std::string next(page["metadata"]["continue"].str());
    if (!next.empty() && next == token) {
      throw Error("the server sent the same continue token twice: the list has no end");
    }
    token = next;
    if (!token.empty()) {
      Request more = request;
      pending = client.start(std::move(more.with("continue", token)));
    }
    for (const Node item : page["items"].items()) content.objects.push_back(item);
  }
}

}  // namespace

std::shared_ptr<Answer> ClientSource::list(ListQuery query) {
  Request request = Request::resource("GET", query.type, query.namespace_name);
  if (!query.label_selector.empty()) request.with("labelSelector", query.label_selector);
  if (!query.field_selector.empty()) request.with("fieldSelector", query.field_selector);
  if (settings().chunk_size > 0) request.with("limit", std::to_string(settings().chunk_size));
  // A std::function must be copyable: the request under way is shared.
  auto pending = std::make_shared<std::unique_ptr<Client::Pending>>(client_.start(request));
  return std::make_shared<Answer>([&client = client_, request = std::move(request), query = std::move(query), pending] {
    Answer::Content content;
    try {
      read_pages(client, request, std::move(*pending), content);
    } catch (const ApiError& error) {
      content.failure = std::make_exception_ptr(with_list_words(error, query));
    } catch (const Error&) {
      content.failure = std::current_exception();
    }
    return content;
  });
}

std::shared_ptr<Answer> ClientSource::get(const GroupVersionResource& type, std::string_view namespace_name,
                                          std::string_view name) {
  auto pending = std::make_shared<std::unique_ptr<Client::Pending>>(
      client_.start(Request::resource("GET", type, namespace_name, name)));
  return std::make_shared<Answer>([pending] {
    Answer::Content content;
    try {
      content.documents.push_back(read(*(*pending)->open()));
      content.objects.push_back(content.documents.back().root);
    } catch (const Error&) {
      content.failure = std::current_exception();
    }
    return content;
  });
}

}  // namespace kpp::describe
