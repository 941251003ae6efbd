// Reading manifests: documents of a file, a URL or standard input, each with its resource.
#include "resource/file_source.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/files.h"
#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"
#include "client/list_pager.h"
#include "data/documents.h"
#include "data/json.h"
#include "data/node_edit.h"
#include "kpp/error.h"
#include "kpp/http.h"
#include "net/status_text.h"
#include "resource/manifest_check.h"
#include "resource/first_question.h"
#include "schema/go_json_error.h"

namespace kpp::resource {
namespace {

constexpr int kUrlAttempts = 3;

std::string read_url(const std::string& url, const FileReading& reading) {
  std::exception_ptr failure;
  for (int attempt = 0; attempt < kUrlAttempts; ++attempt) {
    if (attempt > 0 && reading.clock) reading.clock->sleep_for(std::chrono::seconds(1));
    try {
      HttpRequest request;
      request.url = url;
      request.follow_redirects = true;
      request.accept_gzip = true;
      const auto exchange = reading.transport().send(std::move(request));
      const int status = exchange->status();
      if (status == 200) return exchange->read_all(reading.limit);
      failure = std::make_exception_ptr(Error(fmt::format("unable to read URL {}, server reported {}, status code={}",
                                                          go_quote(url), net::status_line(*exchange), status)));
      if (status < 500 || status > 599) break;
    } catch (const TransportError&) {
      failure = std::current_exception();
    }
  }
  std::rethrow_exception(failure);
}

data::DocumentReader open_source(const FileSource& source, const FileReading& reading) {
  switch (source.kind) {
    case FileSource::Kind::stdin:
      if (reading.takes_input) reading.takes_input();
      return data::DocumentReader(*reading.io->in);
    case FileSource::Kind::url: return data::DocumentReader(read_url(source.path, reading));
    case FileSource::Kind::text: return data::DocumentReader(source.text);
    case FileSource::Kind::file: break;
  }
  return data::DocumentReader(text_of_file(read_file(source.path, reading.limit)));
}

// kubectl's error for an item of a list that has no kind it knows: by then the item has a Go type without a name.
VerbatimError untyped_item() {
  return VerbatimError("unable to get type info from the object \"*runtime.Unknown\": " +
                       schema::unknown_not_registered());
}

// The error for an object whose type could not be looked up because the server gave no types.
Error unrecognized(std::string_view source, const Error& error) {
  return Error(fmt::format("unable to recognize {}: {}", go_quote(source), error.text_inside()));
}

std::string no_match(Node object) {
  return fmt::format("no matches for kind {} in version {}", go_quote(object["kind"].str()),
                     go_quote(object["apiVersion"].str()));
}

class SourceReader {
 public:
  SourceReader(const FileSource& source, const FileReading& reading, const std::function<void(Found)>& found,
               const SourceFailure& failed)
      : source_(source), reading_(reading), found_(found), failed_(failed) {}

  void take(const std::shared_ptr<Document>& document, Node object, const ManifestText& text, int depth = 0) {
    try {
      if (depth == 0 && reading_.validate) validate_manifest(object);
    } catch (const Error& error) {
      // Thrown, not kept: kubectl reads no further in a source after an object that is invalid.
      throw Error(fmt::format("error validating {}: {}", go_quote(source_.path), error.what()));
    }
    try {
      if (depth == 0) check_manifest(object, text);
      else check_list_item(object);
    } catch (const Error& error) {
      return fail(Error(fmt::format("unable to decode {}: {}", go_quote(source_.path), error.what())));
    }
    if (reading_.knows && !is_known(object)) {
      return depth == 0 ? fail(Error(unknown_to_program(object))) : fail(untyped_item());
    }
    if (depth == 0 && reading_.mapper && is_list(object) && !find_list_mapping(object)) {
      return fail(no_mapping(described(document, object)));
    }
    if (is_list(object) && reading_.flatten) {
      if (depth > limits::kListDepth) {
        return fail(Error(fmt::format("unable to decode {}: lists nested too deeply", go_quote(source_.path))));
      }
      for (const Node item : object["items"].items()) {
        take(document, item_of(object, item, *document), text, depth + 1);
      }
      return;
    }
    const std::string no_type = "unable to get type info from the object \"*unstructured.Unstructured\": ";
    if (depth > 0 && object["kind"].str().empty()) {
      return fail(Error(no_type + schema::missing_kind("object has no kind field ")));
    }
    const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
    if (depth > 0 && version.version.empty()) {
      return fail(Error(no_type + schema::missing_member("apiVersion", "object has no apiVersion field")));
    }
    const GroupVersionKind kind{version.group, version.version, std::string(object["kind"].str())};
    Found out = described(document, object);
    if (reading_.mapper) {
      std::optional<ResourceInfo> mapping;
      try {
        mapping = find_mapping(kind);
      } catch (const ApiError& error) {
        if (never_reached(error)) throw;
        return fail(unrecognized(source_.path, error));
      } catch (const TransportError& error) {
        if (never_reached(error)) throw;
        return fail(unrecognized(source_.path, error));
      }
      // The errors of a list's items are printed as they stand.
      if (!mapping) {
        return depth > 0 ? fail(VerbatimError("unable to recognize " + no_match(object))) : fail(no_mapping(out));
      }
      out.ref.type = std::move(*mapping);
      if (!out.ref.type.namespaced) leave_namespace(out);
    }
    found_(std::move(out));
  }

 private:
  static bool is_list(Node object) {
    return object["items"].is_array() || (object["items"].exists() && object["items"].is_null());
  }

  // Lists are known by what they hold.
  bool is_known(Node object) const {
    const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
    const std::string_view kind = object["kind"].str();
    if (reading_.knows(version, kind) || (kind == "List" && version.str() == "v1")) return true;
    return kind.ends_with("List") && reading_.knows(version, kind.substr(0, kind.size() - 4));
  }

  std::string unknown_to_program(Node object) const {
    return fmt::format("unable to decode {}: {}", go_quote(source_.path),
                       schema::not_registered(object["kind"].str(), object["apiVersion"].str()));
  }

  Found described(const std::shared_ptr<Document>& document, Node object) const {
    const Node metadata = object["metadata"];
    return {.ref = {.namespace_name = std::string(metadata["namespace"].str()),
                    .name = std::string(metadata["name"].str()),
                    .source = source_.path},
            .object = object,
            .document = document};
  }

  // Where a type has no namespaces, its objects have none either, whatever they say.
  static void leave_namespace(Found& found) {
    found.ref.namespace_name.clear();
    const std::string_view path[] = {"metadata", "namespace"};
    found.object = data::without_member_at(found.object, path, found.document->arena);
  }

  // Does kubectl take it for a list? It does for PodList where it knows Pod, and for List in each version of the
  // server.
  bool find_list_mapping(Node object) const {
    const std::string_view kind = object["kind"].str();
    const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
    if (kind == "List" && version.group.empty()) return true;
    const std::string_view of = kind.ends_with("List") ? kind.substr(0, kind.size() - 4) : kind;
    if (kind == "List") {
      const std::vector<GroupVersion> known = reading_.mapper->group_versions();
      return std::any_of(known.begin(), known.end(),
                         [&](const GroupVersion& one) { return one.str() == version.str(); });
    }
    return find_mapping({version.group, version.version, std::string(of)}) ||
           find_mapping({version.group, version.version, std::string(kind)});
  }

  // An object without apiVersion: kubectl finds its kind in the core group, and then asks for it by a path without a
  // version, which the server does not have. So the type keeps an empty version.
  std::optional<ResourceInfo> find_mapping(const GroupVersionKind& kind) const {
    if (!kind.version.empty()) return reading_.mapper->resource_for(kind);
    std::optional<ResourceInfo> found = reading_.mapper->resource_for(GroupVersionKind{"", "v1", kind.kind});
    if (found) found->version.clear();
    return found;
  }

  template <class Failure>
  void fail(Failure error) const {
    failed_(std::make_shared<Failure>(std::move(error)));
  }

  // Items of a PodList may leave out what the list says already.
  static Node item_of(Node list, Node item, Document& document) {
    const std::string_view kind = list["kind"].str();
    if (kind == "List" || !kind.ends_with("List") || !item["kind"].str().empty()) return item;
    return complete_item(item, list["apiVersion"].str(), kind.substr(0, kind.size() - 4), KeyOrder::sorted,
                         document.arena);
  }

  const FileSource& source_;
  const FileReading& reading_;
  const std::function<void(Found)>& found_;
  const SourceFailure& failed_;
};

}  // namespace

std::optional<Selector> manifest_selector(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  try {
    return Selector::parse(text);
  } catch (const ParseError& error) {
    throw Error(fmt::format("the provided selector {} is not valid: {}", go_quote(text), error.what()));
  }
}

Error no_mapping(const Found& found) {
  return Error(
      fmt::format("resource mapping not found for name: {} namespace: {} from {}: {}\nensure CRDs are installed first",
                  go_quote(found.ref.name), go_quote(found.ref.namespace_name), go_quote(found.ref.source),
                  no_match(found.object)));
}

std::shared_ptr<const Error> unknown_kind(RestMapper& mapper, const Found& found) {
  const GroupVersion version = GroupVersion::parse(found.object["apiVersion"].str());
  if (version.version.empty()) return nullptr;  // asked for in no version on purpose: see find_mapping()
  try {
    if (mapper.confirm(GroupVersionKind{version.group, version.version, std::string(found.object["kind"].str())})) {
      return nullptr;
    }
  } catch (const ApiError& error) {
    // A server without any types (404) is the error. Where this question fails in another way, the answer that led to
    // it stays the error.
    if (error.status().code == 404) return std::make_shared<Error>(unrecognized(found.ref.source, error));
    return nullptr;
  } catch (const TransportError&) {
    return nullptr;
  }
  return std::make_shared<Error>(no_mapping(found));
}

void read_objects(const FileSource& source, const FileReading& reading, const std::function<void(Found)>& found,
                  const SourceFailure& failed) {
  data::DocumentReader documents = open_source(source, reading);
  SourceReader finder(source, reading, found, failed);
  for (;;) {
    auto document = std::make_shared<Document>();
    try {
      if (!documents.next(*document)) return;
    } catch (const data::UndecodableError& error) {
      failed(std::make_shared<Error>(fmt::format("unable to decode {}: {}", go_quote(source.path), error.what())));
      continue;
    } catch (const ParseError& error) {
      throw ParseError(fmt::format("error parsing {}: {}", source.path, error.what()));
    }
    finder.take(document, document->root, [&] { return documents.json_text(*document); });
  }
}

}  // namespace kpp::resource
