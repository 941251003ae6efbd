// Lists, objects and watches of kpp/resources.h.
#include "kpp/resources.h"

#include "client/list_pager.h"
#include "client/resuming_watch.h"
#include "kpp/error.h"

namespace kpp {
namespace {

Request list_request(const GroupVersionResource& gvr, const ListOptions& options) {
  Request request = Request::resource("GET", gvr, options.namespace_name);
  if (!options.label_selector.empty()) request.with("labelSelector", options.label_selector);
  if (!options.field_selector.empty()) request.with("fieldSelector", options.field_selector);
  return request;
}

// A list's items lack what the list says for all of them.
Object alone(const std::shared_ptr<Document>& page, Node item) {
  std::string_view kind = page->root["kind"].str();
  if (kind.ends_with("List")) kind.remove_suffix(4);
  return Object(page, complete_item(item, page->root["apiVersion"].str(), kind, KeyOrder::sorted, page->arena));
}

}  // namespace

std::string for_each_object(Client& client, const GroupVersionResource& gvr, const ListOptions& options,
                            const std::function<void(Object)>& each) {
  Request request = list_request(gvr, options);
  if (options.page_size > 0) request.with("limit", std::to_string(options.page_size));
  ListPager pager(client, std::move(request));
  std::string version;
  while (const std::shared_ptr<Document> page = pager.next_document()) {
    version = page->root["metadata"]["resourceVersion"].str();
    for (const Node item : page->root["items"].items()) each(alone(page, item));
  }
  return version;
}

std::optional<Object> find_object(Client& client, const GroupVersionResource& gvr, std::string_view ns,
                                  std::string_view name) {
  if (name.empty()) throw Error("resource name may not be empty");  // the path would be that of the list
  std::optional<Document> found = client.find(Request::resource("GET", gvr, ns, name));
  return found ? std::optional(Object(std::move(*found))) : std::nullopt;
}

Object create_object(Client& client, const GroupVersionResource& gvr, std::string_view ns, std::string_view json) {
  Request request = Request::resource("POST", gvr, ns);
  request.body = json;
  return Object(client.get(request));
}

void delete_object(Client& client, const GroupVersionResource& gvr, std::string_view ns, std::string_view name) {
  if (name.empty()) throw Error("resource name may not be empty");  // it would delete them all
  client.get(Request::resource("DELETE", gvr, ns, name));
}

struct ObjectWatch::Impl {
  ResumingWatch watch;
};

ObjectWatch::ObjectWatch(Client& client, Clock& clock, const GroupVersionResource& gvr, const ListOptions& options,
                         std::string resource_version)
    : impl_(new Impl{ResumingWatch(client, clock, list_request(gvr, options), std::move(resource_version))}) {}
ObjectWatch::~ObjectWatch() = default;

ObjectWatch::Change ObjectWatch::next() {
  auto event = std::make_shared<WatchEvent>(impl_->watch.next());
  const WatchEvent::Type type = event->type;
  const Node object = event->object();
  return {type, Object(std::shared_ptr<const Document>(event, &event->document), object)};
}

}  // namespace kpp
