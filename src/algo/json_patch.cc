// See json_patch.h. kubectl is lenient where the RFC is not: replace also adds, copying nothing gives null, and an index
// below zero counts from the end.
#include "algo/json_patch.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "algo/merge_patch.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::algo {
namespace {

constexpr std::string_view kMissing = "missing value";

// What a pointer leads to: the container of its last step, and that step.
struct Place {
  Json* container = nullptr;  ///< null: there is none
  std::string key;
};

std::string unescape(std::string_view step) { return replace_all(replace_all(std::string(step), "~1", "/"), "~0", "~"); }

int index_of(const std::string& key) {
  int index = 0;
  const char* first = key.data() + (key.starts_with('+') ? 1 : 0);
  const char* last = key.data() + key.size();
  const auto [end, problem] = std::from_chars(first, last, index);
  if (problem == std::errc::result_out_of_range) throw Error(fmt::format("strconv.Atoi: parsing {}: value out of range", go_quote(key)));
  if (problem != std::errc() || end != last || first == last) throw Error(fmt::format("strconv.Atoi: parsing {}: invalid syntax", go_quote(key)));
  return index;
}

// `size`: how many places there are.
std::size_t checked_index(const std::string& key, std::size_t size) {
  const int typed = index_of(key);
  const auto count = static_cast<std::int64_t>(size);
  const std::int64_t index = typed < 0 ? typed + count : typed;
  if (index < 0 || index >= count) throw Error(fmt::format("Unable to access invalid index: {}: invalid index referenced", typed));
  return static_cast<std::size_t>(index);
}

// The element, or null where an object has no such member.
Json* get(Json& container, const std::string& key) {
  if (container.is_array()) return &container[checked_index(key, container.size())];
  const auto found = container.find(key);
  return found == container.end() ? nullptr : &*found;
}

void add(Json& container, const std::string& key, Json value) {
  if (container.is_object()) {
    container[key] = std::move(value);
  } else if (key == "-") {
    container.push_back(std::move(value));
  } else {
    std::size_t index = 0;
    try {
      (void)index_of(key);
    } catch (const Error& error) {
      throw Error(fmt::format("value was not a proper array index: '{}': {}", key, error.message()));
    }
    index = checked_index(key, container.size() + 1);
    container.insert(container.begin() + static_cast<std::ptrdiff_t>(index), std::move(value));
  }
}

void remove(Json& container, const std::string& key) {
  if (container.is_array()) {
    container.erase(checked_index(key, container.size()));
  } else if (container.erase(key) == 0) {
    throw Error(fmt::format("Unable to remove nonexistent key: {}: {}", key, kMissing));
  }
}

Place find(Json& document, const std::string& pointer) {
  const std::vector<std::string> steps = split(pointer, '/');
  if (steps.size() < 2) return {};
  Json* at = &document;
  for (std::size_t i = 1; i + 1 < steps.size(); ++i) {
    try {
      at = get(*at, unescape(steps[i]));
    } catch (const Error&) {
      return {};  // told as a missing path by all operations
    }
    if (!at || !(at->is_object() || at->is_array())) return {};
  }
  return {at, unescape(steps.back())};
}

class Operation {
 public:
  Operation(Json& document, const Json& operation) : document_(document), operation_(operation) {}

  void apply() {
    const std::string kind = text("op").value_or("unknown");
    if (kind == "add") add_value();
    else if (kind == "remove") remove_value();
    else if (kind == "replace") replace_value();
    else if (kind == "move") move_value();
    else if (kind == "test") test_value();
    else if (kind == "copy") copy_value();
    else throw Error("Unexpected kind: " + kind);
  }

 private:
  std::optional<std::string> text(const char* name) const {
    const auto found = operation_.find(name);
    if (found == operation_.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  }
  std::string path(std::string_view failure) const {
    if (auto found = text("path")) return *found;
    throw Error(std::string(failure));
  }
  std::string from(std::string_view operation) const {
    if (auto found = text("from")) return *found;
    throw Error(fmt::format("{} operation failed to decode from: operation, missing from field: {}", operation, kMissing));
  }
  Json value() const { return operation_.value("value", Json()); }
  // Runs one step, naming what it was part of when it fails.
  template <class Step>
  static auto step(const std::string& context, const Step& work) {
    try {
      return work();
    } catch (const Error& error) {
      throw Error(context + error.message());
    }
  }

  void add_value() {
    const std::string at = path("add operation failed to decode path: missing value");
    const Place place = find(document_, at);
    if (!place.container) throw Error(fmt::format("add operation does not apply: doc is missing path: \"{}\": {}", at, kMissing));
    step(fmt::format("error in add for path: '{}': ", at), [&] { add(*place.container, place.key, value()); });
  }

  void remove_value() {
    const std::string at = path("remove operation failed to decode path: missing value");
    const Place place = find(document_, at);
    if (!place.container) throw Error(fmt::format("remove operation does not apply: doc is missing path: \"{}\": {}", at, kMissing));
    step(fmt::format("error in remove for path: '{}': ", at), [&] { remove(*place.container, place.key); });
  }

  void replace_value() {
    const std::string at = path("replace operation failed to decode path: operation missing path field: missing value");
    if (at.empty()) {
      Json whole = value();
      if (!whole.is_object() && !whole.is_array()) throw Error("replace operation value must be object or array: %!w(<nil>)");
      document_ = std::move(whole);
      return;
    }
    const Place place = find(document_, at);
    if (!place.container) throw Error(fmt::format("replace operation does not apply: doc is missing path: {}: {}", at, kMissing));
    Json* target = nullptr;
    try {
      target = get(*place.container, place.key);
    } catch (const Error&) {
      throw Error(fmt::format("replace operation does not apply: doc is missing key: {}: {}", at, kMissing));
    }
    if (target) *target = value();
    else (*place.container)[place.key] = value();
  }

  void move_value() {
    const std::string source = from("move");
    Place place = find(document_, source);
    if (!place.container) throw Error(fmt::format("move operation does not apply: doc is missing from path: {}: {}", source, kMissing));
    Json moved = step(fmt::format("error in move for path: '{}': ", place.key), [&] {
      const Json* found = get(*place.container, place.key);
      Json out = found ? *found : Json();
      remove(*place.container, place.key);
      return out;
    });
    const std::string at = path("move operation failed to decode path: operation missing path field: missing value");
    place = find(document_, at);
    if (!place.container) throw Error(fmt::format("move operation does not apply: doc is missing destination path: {}: {}", at, kMissing));
    step(fmt::format("error in move for path: '{}': ", at), [&] { add(*place.container, place.key, std::move(moved)); });
  }

  void test_value() {
    const std::string at = path("test operation failed to decode path: operation missing path field: missing value");
    Json found = document_;
    if (!at.empty()) {
      const Place place = find(document_, at);
      if (!place.container) throw Error(fmt::format("test operation does not apply: is missing path: {}: {}", at, kMissing));
      const Json* target = step(fmt::format("error in test for path: '{}': ", at), [&] { return get(*place.container, place.key); });
      found = target ? *target : Json();
    }
    if (!same_value(found, value())) throw Error(fmt::format("testing value {} failed: test failed", at));
  }

  void copy_value() {
    const std::string source = from("copy");
    Place place = find(document_, source);
    if (!place.container) throw Error(fmt::format("copy operation does not apply: doc is missing from path: {}: {}", source, kMissing));
    const Json* found = step(fmt::format("error in copy for from: '{}': ", source), [&] { return get(*place.container, place.key); });
    Json copied = found ? *found : Json();
    const std::string at = path("copy operation failed to decode path: missing value");
    place = find(document_, at);
    if (!place.container) throw Error(fmt::format("copy operation does not apply: doc is missing destination path: {}: {}", at, kMissing));
    step("error while adding value during copy: ", [&] { add(*place.container, place.key, std::move(copied)); });
  }

  Json& document_;
  const Json& operation_;
};

std::string_view json_type(const Json& value) { return value.is_boolean() ? "bool" : value.type_name(); }

}  // namespace

Json apply_json_patch(Json document, const Json& patch) {
  if (!patch.is_array() && !patch.is_null()) {
    throw Error(fmt::format("json: cannot unmarshal {} into Go value of type jsonpatch.Patch", json_type(patch)));
  }
  for (const Json& operation : patch) {
    if (!operation.is_object() && !operation.is_null()) {
      throw Error(fmt::format("json: cannot unmarshal {} into Go value of type jsonpatch.Operation", json_type(operation)));
    }
  }
  for (const Json& operation : patch) Operation(document, operation).apply();
  return document;
}

}  // namespace kpp::algo
