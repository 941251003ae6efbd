// See reader.h.
#include "resource/reader.h"

#include <set>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "data/json.h"
#include "data/json_stream.h"
#include "data/selector.h"
#include "kpp/client.h"
#include "resource/gathered.h"
#include "resource/unreached.h"

namespace kpp::resource {
namespace {

constexpr std::size_t kRequestsAhead = 16;
/// Pages without a single item that a server may send in a row, before its tokens are taken to lead nowhere.
constexpr int kEmptyPages = 100;

// kubectl tells which list failed, and with which selectors, where the server's answer may not.
ApiError with_list_words(const ApiError& error, const ResourceInfo& type, const ReadOptions& options) {
  Status status = error.status();
  if (status.code == 400 || status.code == 404) {
    const std::string subject = go_quote(fmt::format("{}/{}, Resource={}", type.group, type.version, type.resource));
    if (options.label_selector.empty() && options.field_selector.empty()) {
      status.message = fmt::format("Unable to list {}: {}", subject, status.message);
    } else {
      status.message = fmt::format("Unable to find {} that match label selector {}, field selector {}: {}", subject,
                                   go_quote(options.label_selector), go_quote(options.field_selector), status.message);
    }
  }
  return ApiError(status);
}

// An element of a list as an object of its own: what the list says of all stands in each.
Node complete_item(Node item, std::string_view api_version, std::string_view kind, bool replace, KeyOrder order,
                   Arena& arena) {
  if (!item.is_object() || (!replace && !item["kind"].str().empty() && !item["apiVersion"].str().empty())) return item;
  std::vector<Member> members = {{"kind", Node::string(kind)},
                                 {"apiVersion", Node::string(api_version)}};  // as typed objects have them
  for (const Member& member : item.members()) {
    if (member.key != "kind" && member.key != "apiVersion") members.push_back(member);
  }
  if (order == KeyOrder::sorted) {
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  }
  return arena.make_object(members);
}

}  // namespace

struct Reader::Fetch {
  ResourceInfo type;
  Request request;
  bool list = false;
  std::unique_ptr<Client::Pending> pending = {};
  std::unique_ptr<HttpExchange> exchange = {};
  std::shared_ptr<const Error> failure = {};
  std::string namespace_name = {};
  std::string name = {};
  std::string word = {};  ///< what the type was typed as
  // Of manifests only.
  std::string source = {};
  std::optional<ManifestObject> manifest = {};
};

Reader::Reader(Client& client, FileReading files, ReadOptions options)
    : client_(client), files_(std::move(files)), options_(std::move(options)) {}

Request Reader::request_for(const ResourceInfo& type, const std::string& ns, const std::string& name) const {
  Request request = Request::resource("GET", type.gvr(), ns, name, name.empty() ? std::string() : options_.subresource);
  request.accept = options_.accept;
  if (options_.accept == Accept::table && !options_.include_object.empty()) {
    request.with("includeObject", options_.include_object);
  }
  if (!name.empty()) return request;
  if (request.accept == Accept::metadata) request.accept = Accept::metadata_list;
  if (!options_.label_selector.empty()) request.with("labelSelector", std::string(trim(options_.label_selector)));
  if (!options_.field_selector.empty()) request.with("fieldSelector", std::string(trim(options_.field_selector)));
  if (options_.chunk_size > 0) request.with("limit", std::to_string(options_.chunk_size));
  return request;
}

// An object cannot be there when its namespace is not: then that is the error worth telling. Whatever else is answered
// to this question leaves the first answer as it is: who may see objects of a namespace need not be one who may see the
// namespace.
void Reader::check_namespace(const std::string& ns) const {
  if (ns.empty() || ns == "default") return;
  try {
    client_.get(Request::resource("GET", {"", "v1", "namespaces"}, {}, ns));
  } catch (const ApiError& error) {
    if (error.is("NotFound")) throw;
  } catch (const TransportError&) {
    return;
  } catch (const ParseError&) {
    return;
  }
}

// Opens the answer to a request. What the server has no path for may be a type that it has otherwise, or not at all.
void Reader::open(Fetch& fetch) {
  if (!fetch.pending) return;
  try {
    fetch.exchange = fetch.pending->open();
    fetch.pending.reset();
    return;
  } catch (const Error&) {
    fetch.failure = share_current_error();
  }
  fetch.pending.reset();
  const auto* api = dynamic_cast<const ApiError*>(fetch.failure.get());
  if (!api || !files_.mapper || api->status().code != 404 || (!fetch.list && !unknown_path(*api))) return;
  if (fetch.manifest) {
    if (const std::shared_ptr<const Error> unknown = unknown_kind(*files_.mapper, *fetch.manifest)) {
      fetch.failure = unknown;
    }
    return;
  }
  std::optional<ResourceInfo> now = reconsider(*files_.mapper, fetch.type, std::exchange(fetch.word, {}));
  if (!now) return;
  fetch.type = std::move(*now);
  if (!fetch.type.namespaced) fetch.namespace_name.clear();
  fetch.request = request_for(fetch.type, fetch.namespace_name, fetch.name);
  fetch.failure.reset();
  fetch.pending = client_.start(fetch.request);
  open(fetch);
}

std::vector<Reader::Fetch> Reader::fetches(const Plan& plan) {
  try {
    return fetches_by_words(plan);
  } catch (const Error&) {
    require_reached(client_);
    throw;
  }
}

std::vector<Reader::Fetch> Reader::fetches_by_words(const Plan& plan) {
  std::vector<Fetch> out;
  for (const Collection& collection : plan.collections) {
    out.push_back({.type = collection.type,
                   .request = request_for(collection.type, collection.namespace_name, {}),
                   .list = true,
                   .namespace_name = collection.namespace_name,
                   .word = collection.word});
  }
  for (const Item& item : plan.items) {
    if (item.name.empty()) {
      out.push_back(
          {.type = item.type, .request = {}, .failure = std::make_shared<Error>("resource name may not be empty")});
      continue;
    }
    out.push_back({.type = item.type,
                   .request = request_for(item.type, item.namespace_name, item.name),
                   .list = false,
                   .namespace_name = item.namespace_name,
                   .name = item.name,
                   .word = item.word});
  }
  return out;
}

std::vector<Reader::Fetch> Reader::fetches_of_files(const Plan& plan) {
  std::vector<Fetch> out;
  const auto found = [&](ManifestObject object) {
    std::string ns = object.mapping.namespaced ? object.namespace_name : std::string();
    if (object.mapping.namespaced && ns.empty()) ns = options_.namespace_name;
    if (object.mapping.namespaced && ns.empty()) {
      const GroupVersionResource type = object.mapping.gvr();
      const auto failure =
          std::make_shared<Error>(fmt::format("no namespace set on resource {}/{}, Resource={} {}", type.group,
                                              type.version, type.resource, go_quote(object.name)));
      out.push_back({.type = {}, .request = {}, .list = false, .failure = failure});
      return;
    }
    Request request = Request::resource("GET", object.mapping.gvr(), ns, object.name);
    request.accept = options_.accept;
    if (options_.accept == Accept::table && !options_.include_object.empty()) {
      request.with("includeObject", options_.include_object);
    }
    std::string source = object.source;
    out.push_back({.type = object.mapping,
                   .request = std::move(request),
                   .list = false,
                   .namespace_name = ns,
                   .source = std::move(source),
                   .manifest = std::move(object)});
  };
  for (const FileSource& source : plan.sources) {
    try {
      read_objects(source, files_, found, [&](const Error& error) {
        out.push_back({.type = {}, .request = {}, .list = false, .failure = share(error)});
      });
    } catch (const Error&) {
      out.push_back(
          {.type = {}, .request = {}, .list = false, .failure = share_current_error(), .source = source.path});
    }
  }
  return out;
}

void Reader::keep(const Error&, bool of_source) { errors_.push_back({share_current_error(), of_source}); }

void Reader::read(const Plan& plan, const ReadHandlers& handlers) {
  std::vector<Fetch> all = plan.by == Plan::By::paths ? fetches_of_files(plan) : fetches(plan);
  std::set<GroupVersionKind> types;
  for (const Fetch& fetch : all) {
    if (!fetch.failure) types.insert(fetch.type.gvk());
  }
  std::size_t started = 0;
  const auto start_up_to = [&](std::size_t end) {
    for (; started < std::min(end, all.size()); ++started) {
      Fetch& fetch = all[started];
      const bool as_written = fetch.manifest && (options_.manifests_as_written || fetch.manifest->name.empty());
      if (!fetch.failure && !as_written) fetch.pending = client_.start(fetch.request);
    }
  };
  // With several types asked for, those that answer decide how names are shown: wait for every first answer.
  bool several = false;
  if (types.size() > 1) {
    std::set<GroupVersionKind> answered;
    for (std::size_t i = 0; i < all.size(); ++i) {
      start_up_to(i + kRequestsAhead);
      open(all[i]);
      if (!all[i].failure) answered.insert(all[i].type.gvk());
    }
    several = answered.size() > 1;
  }
  const bool of_source = plan.by != Plan::By::names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    start_up_to(i + kRequestsAhead);
    Fetch& fetch = all[i];
    open(fetch);
    if (i == 0 && fetch.failure && fetch.source.empty() && never_reached(*fetch.failure)) {
      throw Aggregate({fetch.failure});
    }
    try {
      if (fetch.failure) {
        if (!fetch.source.empty() && never_reached(*fetch.failure)) ask_for_types(client_, fetch.source);
        const auto* api = dynamic_cast<const ApiError*>(fetch.failure.get());
        if (api && fetch.list) throw with_list_words(*api, fetch.type, options_);
        if (api && api->is("NotFound")) check_namespace(fetch.namespace_name);
        errors_.push_back({fetch.failure, of_source});
        continue;
      }
      deliver(fetch, handlers, several);
    } catch (const ExitStatus&) {
      throw;
    } catch (const Error& error) {
      keep(error, of_source);
    }
    fetch.exchange.reset();
    fetch.manifest.reset();
  }
}

void Reader::deliver(Fetch& fetch, const ReadHandlers& handlers, bool several) {
  if (fetch.list) deliver_list(fetch, handlers, several);
  else deliver_object(fetch, handlers, several);
}

void Reader::deliver_object(Fetch& fetch, const ReadHandlers& handlers, bool several) {
  Document document;
  Node root;
  if (fetch.exchange) {
    document.root = data::parse_json(fetch.exchange->read_all(), document.arena, options_.order);
    root = document.root;
  } else {
    root = fetch.manifest->object;  // one without a name cannot be asked for
  }
  if (fetch.manifest) {
    if (const auto labels = manifest_selector(options_.label_selector);
        labels && !labels->matches(root["metadata"]["labels"]))
      return;
    if (options_.enforce_namespace && fetch.type.namespaced && fetch.namespace_name != options_.namespace_name) {
      errors_.push_back({std::make_shared<Error>(fmt::format("the namespace from the provided object {} does not match "
                                                             "the namespace {}. You must pass '--namespace={}' to "
                                                             "perform this operation.",
                                                             go_quote(fetch.namespace_name),
                                                             go_quote(options_.namespace_name), fetch.namespace_name)),
                         false});
      return;
    }
  }
  if (handlers.type_begins) handlers.type_begins(fetch.type, several);
  if (root["kind"].str() == "Table" && options_.accept == Accept::table) {
    if (handlers.columns) handlers.columns(root["columnDefinitions"]);
    for (const Node row : root["rows"].items()) {
      if (handlers.row) handlers.row(row);
    }
    return;
  }
  if (options_.accept == Accept::metadata) {
    root = complete_item(root, document.arena.copy(fetch.type.gvr().group_version().str()), fetch.type.kind, true,
                         options_.order, document.arena);
  }
  if (handlers.object) handlers.object(root);
}

void Reader::deliver_list(Fetch& fetch, const ReadHandlers& handlers, bool several) {
  const std::string api_version = fetch.type.gvr().group_version().str();
  data::JsonParser parser;
  Arena arena;
  std::string token;
  int empty_pages = 0;
  std::unique_ptr<HttpExchange> exchange = std::move(fetch.exchange);
  for (;;) {
    std::string next_token;
    std::unique_ptr<Client::Pending> next;
    bool table = false;
    std::size_t count = 0;
    const auto ask_for_next = [&](std::string_view metadata) {
      const Document document = data::parse_json(metadata);
      next_token = document.root["continue"].str();
      if (handlers.version) handlers.version(document.root["resourceVersion"].str());
      if (next_token.empty()) return;
      if (next_token == token) throw Error("the server sent the same continue token twice: the list has no end");
      Request request = fetch.request;
      request.with("continue", next_token);
      next = client_.start(std::move(request));
    };
    if (handlers.type_begins) handlers.type_begins(fetch.type, several);
    data::ListSplitter splitter({.item =
                                     [&](std::string_view text) {
                                       ++count;
                                       arena.reset();
                                       const auto managed = !options_.drop_managed_fields ? data::ManagedFields::keep
                                                            : table ? data::ManagedFields::drop_in_row
                                                                    : data::ManagedFields::drop;
                                       const Node node = parser.parse(text, arena, options_.order, managed);
                                       if (table) {
                                         if (handlers.row) handlers.row(node);
                                       } else if (handlers.object) {
                                         handlers.object(complete_item(node, api_version, fetch.type.kind,
                                                                       options_.accept == Accept::metadata,
                                                                       options_.order, arena));
                                       }
                                     },
                                 .member =
                                     [&](std::string_view key, std::string_view value) {
                                       if (key == "kind") table = value == "\"Table\"";
                                       else if (key == "metadata") ask_for_next(value);
                                       else if (key == "columnDefinitions" && handlers.columns) {
                                         handlers.columns(data::parse_json(value).root);
                                       }
                                     },
                                 .array_begins = [&](std::string_view key) { table = table && key == "rows"; }});
    for (std::string_view piece = exchange->read(); !piece.empty(); piece = exchange->read()) splitter.feed(piece);
    splitter.finish();
    if (!next) return;
    empty_pages = count == 0 ? empty_pages + 1 : 0;
    if (empty_pages > kEmptyPages) {
      throw Error(fmt::format("the server sent {} empty pages in a row: the list has no end", kEmptyPages));
    }
    token = next_token;
    try {
      exchange = next->open();
    } catch (const ApiError& error) {
      // The list has grown too old on the server: it says how to go on with a newer one.
      if (error.status().code != 410 || error.status().continue_token.empty()) throw;
      Request request = fetch.request;
      request.with("continue", error.status().continue_token);
      exchange = client_.send(request);
    }
  }
}

}  // namespace kpp::resource
