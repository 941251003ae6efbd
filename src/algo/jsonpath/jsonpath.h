// JsonPath: kubectl's JSONPath templates. Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "kpp/node.h"

namespace kpp::algo {

struct JsonPathOptions {
  bool allow_missing_keys = false;                   ///< a key that nothing has is no error
  bool as_json = false;                              ///< jsonpath-as-json: each list of results as indented JSON
  std::uint64_t max_steps = limits::kJsonPathSteps;  ///< values one execution may find before it ends with an error
};

/// A template, ready to be used on any number of objects. Cheap to copy.
class JsonPath {
 public:
  /// Throws ParseError ("unterminated array", "unclosed action", …).
  static JsonPath parse(std::string_view text, JsonPathOptions options = {});

  /// Appends what the template makes of `data`. Throws Error ("nope is not found", "array index out of bounds: index 5,
  /// length 2", …), `out` then being as it was.
  void execute(Node data, std::string& out) const;

  /// What each text and each pair of braces found, in order. The Nodes live as long as `data` and this template. null
  /// is a null Node; the missing Node is Go's invalid value ("<no value>").
  std::vector<std::vector<Node>> find(Node data) const;

  /// Whether the template provably walks the list `.items` once, so that items can be fed one by one:
  /// `{.items[*]…}` or `{range .items[*]}…{end}`, with nothing but text around.
  bool items_walk() const;

  class Walk;

 private:
  struct Impl;
  explicit JsonPath(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// One run of a template with items_walk() over a list whose items come one by one. What begin(), the items and end()
/// append is, put together, what execute() appends for the whole list; and where that throws, end() throws the same
/// (the caller has to drop what it got until then).
class JsonPath::Walk {
 public:
  explicit Walk(const JsonPath& path);
  ~Walk();
  Walk(Walk&&) noexcept;
  Walk& operator=(Walk&&) noexcept;

  void begin(std::string& out);
  void item(Node item, std::string& out);
  void end(std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// custom-columns and --sort-by take "name", ".name", "{name}" and "{.name}" alike: gives the last form. Nothing stays
/// nothing. Throws ParseError("unexpected path string, …").
std::string relaxed_expression(std::string_view text);

}  // namespace kpp::algo
