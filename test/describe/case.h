// A case: an object, what stands beside it on the server, and the description that comes of it.
//
// cases/NAME.json holds {"object": …, "beside": {KEY: …}}; cases/NAME.txt the description. A KEY is what is asked for:
// "NAMESPACE/RESOURCE" and, where there are any, "?SELECTORS" for a list (its value are the items), with "/NAME" for
// one object. A text instead is the reason of a failure. What is not there is an empty list, or NotFound.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/json.h"
#include "describe/describer.h"
#include "describe/source.h"
#include "describe/writer.h"
#include "kpp/error.h"

namespace kpp::test {

class CaseSource final : public describe::Source {
 public:
  CaseSource(const Json& beside, bool show_events)
      : Source({.show_events = show_events, .chunk_size = 500}), beside_(beside) {}

  std::shared_ptr<describe::Answer> list(describe::ListQuery query) override {
    std::string key = place(query.namespace_name, query.type.resource);
    if (!query.label_selector.empty()) key += "?labels=" + query.label_selector;
    if (!query.field_selector.empty()) key += "?fields=" + query.field_selector;
    return answer(key, true);
  }
  std::shared_ptr<describe::Answer> get(const GroupVersionResource& type, std::string_view ns,
                                        std::string_view name) override {
    return answer(place(ns, type.resource) + "/" + std::string(name), false);
  }
  std::vector<std::string> asked = {};

 private:
  static std::string place(std::string_view ns, std::string_view resource) {
    return (ns.empty() ? std::string() : std::string(ns) + "/") + std::string(resource);
  }
  std::shared_ptr<describe::Answer> answer(const std::string& key, bool list) {
    asked.push_back(key);
    const auto found = beside_.find(key);
    static const Json nothing = Json::array();
    static const Json absent = "NotFound";
    const Json& value = found == beside_.end() ? (list ? nothing : absent) : *found;
    return std::make_shared<describe::Answer>([&value, key, list] {
      describe::Answer::Content content;
      if (value.is_string()) {
        const std::string reason = value.get<std::string>();
        const int code = reason == "NotFound" ? 404 : reason == "Forbidden" ? 403 : 500;
        content.failure = std::make_exception_ptr(
            ApiError({.code = code, .status = "Failure", .reason = reason, .message = key + ": " + reason}));
        return content;
      }
      content.documents.emplace_back();
      Document& document = content.documents.back();
      document.root = data::to_node(value, document.arena, data::KeyOrder::sorted);
      if (list) content.objects.assign(document.root.items().begin(), document.root.items().end());
      else content.objects.push_back(document.root);
      return content;
    });
  }

  const Json& beside_;
};

/// The description of a case's object, by the describer of its kind. The time is 2027-01-15 08:00:00 UTC.
inline std::string describe_case(const Json& text, bool for_terminal = false, bool show_events = true) {
  static const Json none = Json::object();
  Document document;
  document.root = data::to_node(text.at("object"), document.arena, data::KeyOrder::sorted);
  const Node object = document.root;
  CaseSource source(text.contains("beside") ? text.at("beside") : none, show_events);
  const std::string_view api_version = object["apiVersion"].str();
  const std::size_t slash = api_version.find('/');
  const auto* describer = describe::find_describer(slash == std::string_view::npos ? "" : api_version.substr(0, slash),
                                                   object["kind"].str());
  const describe::Description write =
      describer ? describer->prepare(object, source) : describe::generic(object, source);
  describe::Writer writer(for_terminal, TimePoint(std::chrono::seconds(1800000000)));
  write(writer);
  return writer.take();
}

/// The cases, by name.
std::vector<std::string> case_names();
Json read_case(const std::string& name);

}  // namespace kpp::test
