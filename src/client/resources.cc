// Lists, objects and watches of kpp/resources.h.
#include "kpp/resources.h"

#include "client/answer.h"
#include "client/resuming_watch.h"
#include "data/json.h"
#include "kpp/error.h"

namespace kpp {
namespace {

Request list_request(const GroupVersionResource& gvr, const ListOptions& options) {
  Request request = Request::resource("GET", gvr, options.namespace_name);
  if (!options.label_selector.empty()) request.with("labelSelector", options.label_selector);
  if (!options.field_selector.empty()) request.with("fieldSelector", options.field_selector);
  return request;
}

Document read_page(HttpExchange& answer, const Request& request) {
  try {
    return data::parse_json(answer.read_all());
  } catch (const ParseError& error) {
    throw ParseError(
        fmt::format("the server's answer to {} {} is no JSON: {}", request.method, request.path, error.what()));
  }
}

// A list's items lack what the list says for all of them.
Object complete(const std::shared_ptr<Document>& page, Node item) {
  if (!item["kind"].str().empty()) return Object(page, item);
  std::vector<Member> members = {{"apiVersion", page->root["apiVersion"]}};
  std::string_view kind = page->root["kind"].str();
  if (kind.ends_with("List")) kind.remove_suffix(4);
  members.push_back({"kind", Node::string(kind)});
  members.insert(members.end(), item.members().begin(), item.members().end());
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  return Object(page, page->arena.make_object(members));
}

}  // namespace

std::string for_each_object(Client& client, const GroupVersionResource& gvr, const ListOptions& options,
                            const std::function<void(Object)>& each) {
  Request request = list_request(gvr, options);
  if (options.page_size > 0) request.with("limit", std::to_string(options.page_size));
  std::unique_ptr<HttpExchange> answer = client.send(request);
  std::set<std::string> tokens;
  for (;;) {
    const auto page = std::make_shared<Document>(read_page(*answer, request));
    const Node metadata = page->root["metadata"];
    const std::string token(metadata["continue"].str());
    std::unique_ptr<Client::Pending> next;
    if (!token.empty()) {
      if (!tokens.insert(token).second) {
        throw Error("the server sent the same continue token twice: the list has no end");
      }
      Request more = request;
      next = client.start(more.with("continue", token));
    }
    for (const Node item : page->root["items"].items()) each(complete(page, item));
    if (!next) return std::string(metadata["resourceVersion"].str());
    try {
      answer = next->open();
    } catch (const ApiError& error) {
      // The list has grown too old on the server: it says how to go on with a newer one.
      if (error.status().code != 410 || error.status().continue_token.empty()) throw;
      Request more = request;
      answer = client.send(more.with("continue", error.status().continue_token));
    }
  }
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
