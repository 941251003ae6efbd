// See reader.h. The subject of this file is order: many requests are under way, and what is shown and what is told come
// in the order of the plan all the same.
//
// A Fetch is one line of the plan: a list, an object by name, or an object of a file. It ends with an answer or with a
// failure, and may begin with one (a file that cannot be read, an empty name); such a Fetch keeps its place and is
// never sent. Up to kRequestsAhead are sent ahead; answers are opened and handed out strictly one after the other.
//
// Example: `get cm/a cm/gone po/x cm/b`. Four requests leave at once. They are of two types, so that all four heads are
// waited for first: only who knows that several types answered can write "configmap/a" for "a". Then, whatever came
// first on the wire:
//   cm/a     200              handed to the handlers
//   cm/gone  404 NotFound     is its namespace there at all? If not, that is told; else the 404 is kept
//   po/x     404, no object   kept; had the server not known the path, its types would be asked for (open())
//   cm/b     connection lost  kept: a server that has answered once is not "unreachable", and the rest goes on
// What is kept goes into Failures, the failure of a name as one of an object, that of a list or a file as one of its
// source. The caller decides in the end what becomes of them.
//
// One failure ends everything: the first request finds no server. Then every other would fail with the same words. For
// an object of a file it does not, since kubectl has a line for each file that it could not look up (first_question.h).
//
// Questions that kubectl asks first (which types does the server have?) are asked here only after a failure that they
// would have explained: a 404 that may be about the path, a server that is not there. So a good run sends no request
// but its own, and a bad one says what kubectl says.
//
// Rejected:
// - Handing out answers as they arrive: faster to the first byte, and another output on each run.
// - Sending the whole plan at once: it may hold thousands of names, each an open stream and a buffer.
// - One request after the other: a round trip for each name, which on a distant cluster is all the time there is.
// - Reading a list whole before showing it: memory would grow with the cluster. Only where each object is worked on for
//   long (ReadOptions::one_by_one) a page is taken whole, as servers cut off clients that stop reading.
#include "resource/reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "client/list_pager.h"
#include "data/json.h"
#include "data/json_stream.h"
#include "data/selector.h"
#include "kpp/client.h"
#include "resource/first_question.h"
#include "resource/namespace_rule.h"

namespace kpp::resource {
namespace {

constexpr std::size_t kRequestsAhead = 16;
ApiError of_list(const ApiError& error, const ResourceInfo& type, const ReadOptions& options) {
  const std::string subject = fmt::format("{}/{}, Resource={}", type.group, type.version, type.resource);
  return with_list_words(error, subject, options.label_selector, options.field_selector);
}

}  // namespace

struct Reader::Fetch {
  ObjectRef ref = {};
  Request request = {};
  bool list = false;
  std::unique_ptr<Client::Pending> pending = {};
  std::unique_ptr<HttpExchange> exchange = {};
  std::shared_ptr<const Error> failure = {};
  std::optional<Found> manifest = {};  ///< the object of a file
};

Reader::Reader(Client& client, FileReading files, ReadOptions options)
    : client_(client), files_(std::move(files)), options_(std::move(options)) {}

void Reader::accept(Request& request) const {
  request.accept = options_.accept;
  if (options_.accept == Accept::table && !options_.include_object.empty()) {
    request.with("includeObject", options_.include_object);
  }
}

Request Reader::request_for(ObjectRef ref) const {
  if (!ref.name.empty()) ref.subresource = options_.subresource;
  Request request = ref.request("GET");
  accept(request);
  if (!ref.name.empty()) return request;
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
  std::optional<ResourceInfo> now = reconsider(*files_.mapper, fetch.ref.type, std::exchange(fetch.ref.word, {}));
  if (!now) return;
  fetch.ref.type = std::move(*now);
  if (!fetch.ref.type.namespaced) fetch.ref.namespace_name.clear();
  fetch.request = request_for(fetch.ref);
  fetch.failure.reset();
  fetch.pending = client_.start(fetch.request);
  open(fetch);
}

std::vector<Reader::Fetch> Reader::fetches(const Plan& plan) {
  std::vector<Fetch> out = fetches_by_words(plan);
  const auto is_refused = [](const Fetch& fetch) { return fetch.failure && !fetch.ref.name.empty(); };
  if (std::any_of(out.begin(), out.end(), is_refused)) require_reached(client_);  // kubectl would have noticed before
  return out;
}

std::vector<Reader::Fetch> Reader::fetches_by_words(const Plan& plan) {
  std::vector<Fetch> out;
  for (const ObjectRef& collection : plan.collections) {
    out.push_back({.ref = collection, .request = request_for(collection), .list = true});
  }
  for (const ObjectRef& item : plan.items) {
    out.push_back({.ref = item});
    if (item.name.empty()) out.back().failure = std::make_shared<Error>("resource name may not be empty");
    else prepare(out.back(), [&] { return request_for(item); });
  }
  return out;
}

// A name that no path can hold is a failure of that object alone.
void Reader::prepare(Fetch& fetch, const std::function<Request()>& make_request) {
  try {
    fetch.request = make_request();
  } catch (const Error&) {
    fetch.failure = share_current_error();
  }
}

std::vector<Reader::Fetch> Reader::fetches_of_files(const Plan& plan) {
  std::vector<Fetch> out;
  const auto found = [&](Found object) {
    ObjectRef ref = object.ref;
    if (!ref.type.namespaced) ref.namespace_name.clear();
    else if (ref.namespace_name.empty()) ref.namespace_name = options_.namespace_name;
    out.push_back({.ref = ref});
    if (ref.type.namespaced && ref.namespace_name.empty()) {
      out.back().ref = {};
      out.back().failure =
          std::make_shared<Error>(fmt::format("no namespace set on resource {}/{}, Resource={} {}", ref.type.group,
                                              ref.type.version, ref.type.resource, go_quote(ref.name)));
      return;
    }
    prepare(out.back(), [&] {
      Request request = ref.request("GET");
      accept(request);
      return request;
    });
    out.back().manifest = std::move(object);
  };
  const auto failed = [&](std::shared_ptr<const Error> error) { out.push_back({.failure = std::move(error)}); };
  for (const FileSource& source : plan.sources) {
    try {
      read_objects(source, files_, found, failed);
    } catch (const Error&) {
      out.push_back({.ref = {.source = source.path}, .failure = share_current_error()});
    }
  }
  return out;
}

void Reader::read(const Plan& plan, const ReadHandlers& handlers, Failures& failures) {
  std::vector<Fetch> all = plan.by == Plan::By::paths ? fetches_of_files(plan) : fetches(plan);
  std::set<GroupVersionKind> types;
  for (const Fetch& fetch : all) {
    if (!fetch.failure) types.insert(fetch.ref.type.gvk());
  }
  std::size_t started = 0;
  const auto start_up_to = [&](std::size_t end) {
    for (; started < std::min(end, all.size()); ++started) {
      Fetch& fetch = all[started];
      const bool as_written = fetch.manifest && (options_.manifests_as_written || fetch.manifest->ref.name.empty());
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
      if (!all[i].failure) answered.insert(all[i].ref.type.gvk());
    }
    several = answered.size() > 1;
  }
  const auto keep = [&](std::shared_ptr<const Error> error) {
    if (plan.by == Plan::By::names) failures.add(std::move(error));
    else failures.add_of_source(std::move(error));
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    start_up_to(i + kRequestsAhead);
    Fetch& fetch = all[i];
    open(fetch);
    if (i == 0 && fetch.failure && fetch.ref.source.empty() && never_reached(*fetch.failure)) {
      throw Aggregate({fetch.failure});
    }
    try {
      if (fetch.failure) {
        if (!fetch.ref.source.empty() && never_reached(*fetch.failure)) ask_for_types(client_, fetch.ref.source);
        const auto* api = dynamic_cast<const ApiError*>(fetch.failure.get());
        if (api && fetch.list) throw of_list(*api, fetch.ref.type, options_);
        if (api && api->is("NotFound")) check_namespace(fetch.ref.namespace_name);
        keep(fetch.failure);
        continue;
      }
      deliver(fetch, handlers, several, failures);
    } catch (const Error&) {
      keep(share_current_error());
    }
    fetch.exchange.reset();
    fetch.manifest.reset();
  }
}

void Reader::deliver(Fetch& fetch, const ReadHandlers& handlers, bool several, Failures& failures) {
  if (fetch.list) return deliver_list(fetch, handlers, several);
  Document document;
  Node root;
  if (fetch.exchange) {
    document.root = data::parse_json(fetch.exchange->read_all(), document.arena, options_.order);
    root = document.root;
  } else {
    root = fetch.manifest->object;  // one without a name cannot be asked for
  }
  if (fetch.manifest) {
    const std::optional<Selector> labels = manifest_selector(options_.label_selector);
    if (labels && !labels->matches(root["metadata"]["labels"])) return;
    if (options_.enforce_namespace && fetch.ref.type.namespaced) {
      try {
        require_namespace(fetch.ref.namespace_name, options_.namespace_name);
      } catch (const Error&) {
        return failures.add(share_current_error());
      }
    }
  }
  if (handlers.type_begins) handlers.type_begins(fetch.ref.type, several);
  if (root["kind"].str() == "Table" && options_.accept == Accept::table) {
    if (handlers.columns) handlers.columns(root["columnDefinitions"]);
    for (const Node row : root["rows"].items()) {
      if (handlers.row) handlers.row(row);
    }
    return;
  }
  if (options_.accept == Accept::metadata) {
    root = complete_item(root, document.arena.copy(fetch.ref.type.gvr().group_version().str()), fetch.ref.type.kind,
                         options_.order, document.arena, true);
  }
  if (handlers.object) handlers.object(root);
}

void Reader::deliver_list(Fetch& fetch, const ReadHandlers& handlers, bool several) {
  const std::string api_version = fetch.ref.type.gvr().group_version().str();
  const bool only_metadata = options_.accept == Accept::metadata;
  data::JsonParser parser;
  Arena arena;
  ListPager pager(client_, fetch.request, std::move(fetch.exchange));
  if (options_.one_by_one) pager.ask_late();
  while (const std::unique_ptr<HttpExchange> page = pager.next()) {
    bool table = false;
    std::size_t count = 0;
    if (handlers.type_begins) handlers.type_begins(fetch.ref.type, several);
    const auto take_item = [&](std::string_view text) {
      ++count;
      arena.reset();
      const auto managed = !options_.drop_managed_fields ? data::ManagedFields::keep
                           : table                       ? data::ManagedFields::drop_in_row
                                                         : data::ManagedFields::drop;
      const Node node = parser.parse(text, arena, options_.order, managed);
      if (table) {
        if (handlers.row) handlers.row(node);
      } else if (handlers.object) {
        handlers.object(complete_item(node, api_version, fetch.ref.type.kind, options_.order, arena, only_metadata));
      }
    };
    const auto take_member = [&](std::string_view key, std::string_view value) {
      if (key == "kind") table = value == "\"Table\"";
      if (key == "columnDefinitions" && handlers.columns) handlers.columns(data::parse_json(value).root);
      if (key != "metadata") return;
      const Document metadata = data::parse_json(value);
      if (handlers.version) handlers.version(metadata.root["resourceVersion"].str());
      pager.go_on_at(metadata.root["continue"].str());
    };
    data::ListSplitter splitter({.item = take_item, .member = take_member, .array_begins = [&](std::string_view key) {
                                   table = table && key == "rows";
                                 }});
    if (options_.one_by_one) {
      splitter.feed(page->read_all());
    } else {
      for (std::string_view piece = page->read(); !piece.empty(); piece = page->read()) splitter.feed(piece);
    }
    splitter.finish();
    pager.page_ended(count);
  }
}

}  // namespace kpp::resource
