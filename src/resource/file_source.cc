// Reading manifests: documents of a file, a URL or standard input, each with its resource.
#include "resource/file_source.h"

#include "base/files.h"
#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/documents.h"
#include "data/json.h"
#include "kpp/http.h"
#include "resource/manifest_check.h"

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
      failure = std::make_exception_ptr(
          Error(fmt::format("unable to read URL {}, server reported {}, status code={}", go_quote(url), status, status)));
      if (status < 500) break;
    } catch (const TransportError&) {
      failure = std::current_exception();
    }
  }
  std::rethrow_exception(failure);
}

data::DocumentReader open_source(const FileSource& source, const FileReading& reading) {
  switch (source.kind) {
    case FileSource::Kind::stdin: return data::DocumentReader(*reading.io->in);
    case FileSource::Kind::url: return data::DocumentReader(read_url(source.path, reading));
    case FileSource::Kind::text: return data::DocumentReader(source.text);
    case FileSource::Kind::file: break;
  }
  return data::DocumentReader(text_of_file(read_file(source.path, reading.limit)));
}

class ObjectFinder {
 public:
  ObjectFinder(const FileSource& source, const FileReading& reading, const std::function<void(ManifestObject)>& found,
               const std::function<void(const Error&)>& failed)
      : source_(source), reading_(reading), found_(found), failed_(failed) {}

  void take(const std::shared_ptr<Document>& document, Node object, const ManifestText& text, int depth = 0) {
    try {
      if (depth == 0 && reading_.validate) validate_manifest(object);
    } catch (const Error& error) {
      // kubectl reads no further in a source of which an object is invalid.
      throw Error(fmt::format("error validating {}: {}", go_quote(source_.path), error.what()));
    }
    try {
      if (depth == 0) check_manifest(object, text);
      else check_list_item(object);
    } catch (const Error& error) {
      return failed_(Error(fmt::format("unable to decode {}: {}", go_quote(source_.path), error.what())));
    }
    if (object["items"].is_array() && reading_.flatten) {
      if (depth > limits::kListDepth) return failed_(Error(fmt::format("unable to decode {}: lists nested too deeply", go_quote(source_.path))));
      for (const Node item : object["items"].items()) take(document, complete_item(object, item, *document), text, depth + 1);
      return;
    }
    constexpr std::string_view kNoType = "unable to get type info from the object \"*unstructured.Unstructured\": ";
    if (depth > 0 && object["kind"].str().empty()) {
      return failed_(Error(fmt::format("{}Object 'Kind' is missing in 'object has no kind field '", kNoType)));
    }
    const GroupVersion version = GroupVersion::parse(object["apiVersion"].str());
    if (depth > 0 && version.version.empty()) {
      return failed_(Error(fmt::format("{}Object 'apiVersion' is missing in 'object has no apiVersion field'", kNoType)));
    }
    const GroupVersionKind kind{version.group, version.version, std::string(object["kind"].str())};
    ManifestObject out{.document = document,
                       .object = object,
                       .mapping = {},
                       .namespace_name = std::string(object["metadata"]["namespace"].str()),
                       .name = std::string(object["metadata"]["name"].str()),
                       .source = source_.path};
    if (reading_.mapper) {
      std::optional<ResourceInfo> mapping = find_mapping(kind);
      if (!mapping) {
        return failed_(Error(fmt::format("resource mapping not found for name: {} namespace: {} from {}: no matches for kind {} in version "
                                         "{}\nensure CRDs are installed first",
                                         go_quote(out.name), go_quote(out.namespace_name), go_quote(source_.path), go_quote(kind.kind),
                                         go_quote(version.str()))));
      }
      out.mapping = std::move(*mapping);
    }
    found_(std::move(out));
  }

 private:
  // Without a version kubectl takes the kind of the core group, and asks the server for it in no version at all.
  std::optional<ResourceInfo> find_mapping(const GroupVersionKind& kind) const {
    if (!kind.version.empty()) return reading_.mapper->resource_for(kind);
    std::optional<ResourceInfo> found = reading_.mapper->resource_for(GroupVersionKind{"", "v1", kind.kind});
    if (found) found->version.clear();
    return found;
  }

  // Items of a PodList may leave out what the list says already.
  static Node complete_item(Node list, Node item, Document& document) {
    const std::string_view kind = list["kind"].str();
    if (!item.is_object() || kind == "List" || !kind.ends_with("List") || !item["kind"].str().empty()) return item;
    std::vector<Member> members;
    for (const Member& member : item.members()) {
      if (member.key != "kind" && member.key != "apiVersion") members.push_back(member);
    }
    members.push_back({"apiVersion", list["apiVersion"]});
    members.push_back({"kind", Node::string(kind.substr(0, kind.size() - 4))});
    std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
    return document.arena.make_object(members);
  }

  const FileSource& source_;
  const FileReading& reading_;
  const std::function<void(ManifestObject)>& found_;
  const std::function<void(const Error&)>& failed_;
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

void read_objects(const FileSource& source, const FileReading& reading, const std::function<void(ManifestObject)>& found,
                  const std::function<void(const Error&)>& failed) {
  data::DocumentReader documents = open_source(source, reading);
  ObjectFinder finder(source, reading, found, failed);
  for (;;) {
    auto document = std::make_shared<Document>();
    try {
      if (!documents.next(*document)) return;
    } catch (const data::UndecodableError& error) {
      failed(Error(fmt::format("unable to decode {}: {}", go_quote(source.path), error.what())));
      continue;
    } catch (const ParseError& error) {
      throw ParseError(fmt::format("error parsing {}: {}", source.path, error.what()));
    }
    finder.take(document, document->root, [&] { return documents.json_text(*document); });
  }
}

}  // namespace kpp::resource
