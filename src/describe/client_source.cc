// See client_source.h.
#include "describe/client_source.h"

#include "client/answer.h"
#include "client/list_pager.h"
#include "kpp/client.h"
#include "kpp/error.h"

namespace kpp::describe {

std::shared_ptr<Answer> ClientSource::list(ListQuery query) {
  Request request = Request::resource("GET", query.type, query.namespace_name);
  if (!query.label_selector.empty()) request.with("labelSelector", query.label_selector);
  if (!query.field_selector.empty()) request.with("fieldSelector", query.field_selector);
  if (settings().chunk_size > 0) request.with("limit", std::to_string(settings().chunk_size));
  auto pager = std::make_shared<ListPager>(client_, std::move(request));
  return std::make_shared<Answer>([query = std::move(query), pager] {
    Answer::Content content;
    try {
      while (std::shared_ptr<Document> page = pager->next_document()) {
        content.documents.push_back(std::move(*page));
        for (const Node item : content.documents.back().root["items"].items()) content.objects.push_back(item);
      }
    } catch (const ApiError& error) {
      content.failure = std::make_exception_ptr(
          with_list_words(error, query.type.resource, query.label_selector, query.field_selector));
    } catch (const Error&) {
      content.failure = std::current_exception();
    }
    return content;
  });
}

std::shared_ptr<Answer> ClientSource::get(const GroupVersionResource& type, std::string_view namespace_name,
                                          std::string_view name) {
  Request request = Request::resource("GET", type, namespace_name, name);
  // A std::function must be copyable: the request under way is shared.
  auto pending = std::make_shared<std::unique_ptr<Client::Pending>>(client_.start(request));
  return std::make_shared<Answer>([request = std::move(request), pending] {
    Answer::Content content;
    try {
      content.documents.push_back(read_document(*(*pending)->open(), request));
      content.objects.push_back(content.documents.back().root);
    } catch (const Error&) {
      content.failure = std::current_exception();
    }
    return content;
  });
}

}  // namespace kpp::describe
