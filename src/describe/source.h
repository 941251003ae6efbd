// Source: what a description needs beside its object (events, pods, leases …), asked for at once and waited for late.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kpp/gvk.h"
#include "kpp/node.h"

namespace kpp::describe {

struct Settings {
  bool show_events = true;
  std::int64_t chunk_size = 500;  ///< objects a page of a list; 0: all at once
};

/// Objects under way. The first question about them waits for them.
class Answer {
 public:
  struct Content {
    std::vector<Document> documents = {};  ///< own the objects
    std::vector<Node> objects = {};
    std::exception_ptr failure = {};  ///< what ended the request, after the objects that had come
  };
  explicit Answer(std::function<Content()> wait) : wait_(std::move(wait)) {}

  /// All of them. Throws what ended the request. The Nodes live as long as this.
  const std::vector<Node>& objects();
  /// What came, be it all or not.
  const std::vector<Node>& objects_so_far();
  /// The one that was asked for by name. Throws likewise.
  Node object();
  /// The error's own words; "" when there was none.
  std::string failure_text();

 private:
  const Content& content();

  std::function<Content()> wait_;
  Content content_ = {};
};

struct ListQuery {
  GroupVersionResource type = {};
  std::string namespace_name = {};  ///< "" for all of them, and for types without namespaces
  std::string label_selector = {};
  std::string field_selector = {};
};

/// Starts requests; several may be under way. Answers may outlive nothing but the client behind the source.
class Source {
 public:
  explicit Source(Settings settings) : settings_(settings) {}
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  virtual std::shared_ptr<Answer> list(ListQuery query) = 0;
  virtual std::shared_ptr<Answer> get(const GroupVersionResource& type, std::string_view namespace_name,
                                      std::string_view name) = 0;
  const Settings& settings() const { return settings_; }

 private:
  Settings settings_;
};

}  // namespace kpp::describe
