// See json_patch.h. kubectl is lenient where the RFC is not: an index below zero counts from the end, and a value that
// is not there equals null.
#include "algo/json_patch.h"

#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "algo/merge_patch.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "schema/go_json_error.h"

namespace kpp::algo {
namespace {

constexpr std::string_view kMissing = "missing value";

// What a pointer leads to: the container of its last step, and that step.
struct Place {
  Json* container = nullptr;  ///< null: there is none
  std::string key;
};

std::string unescape(std::string_view step) {
  return replace_all(replace_all(std::string(step), "~1", "/"), "~0", "~");
}

int index_of(const std::string& key) {
  int index = 0;
  const char* first = key.data() + (key.starts_with('+') ? 1 : 0);
  const char* last = key.data() + key.size();
  const auto [end, problem] = std::from_chars(first, last, index);
  if (problem == std::errc::result_out_of_range) {
    throw Error(fmt::format("strconv.Atoi: parsing {}: value out of range", go_quote(key)));
  }
  if (problem != std::errc() || end != last || first == last) {
    throw Error(fmt::format("strconv.Atoi: parsing {}: invalid syntax", go_quote(key)));
  }
  return index;
}

// `size`: how many places there are.
std::size_t checked_index(const std::string& key, std::size_t size) {
  const int typed = index_of(key);
  const auto count = static_cast<std::int64_t>(size);
  const std::int64_t index = typed < 0 ? typed + count : typed;
  if (index < 0 || index >= count) {
    throw Error(fmt::format("Unable to access invalid index: {}: invalid index referenced", typed));
  }
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
    throw Error(fmt::format("unable to remove nonexistent key: {}: {}", key, kMissing));
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

// All operations are checked before the first is done.
void check_operation(const Json& operation) {
  const auto refuse = [&](std::string_view why) {
    Arena arena;
    throw Error(
        fmt::format("invalid operation {}: {}", data::to_json(data::to_node(operation, arena, KeyOrder::sorted)), why));
  };
  const auto require_text = [&](const char* name, std::string_view missing) {
    const auto found = operation.find(name);
    if (found == operation.end()) return refuse(fmt::format("failed to decode '{}': {}: {}", name, missing, kMissing));
    if (found->is_string()) return;
    refuse(fmt::format("failed to decode '{}': {}", name,
                       schema::cannot_unmarshal(schema::go_json_type(*found), "Go value", "string")));
  };
  const std::string kind = operation.is_object() && operation.contains("op") && operation["op"].is_string()
                               ? operation["op"].get<std::string>()
                               : "";
  if (kind == "add" || kind == "replace") {
    if (!operation.contains("value")) {
      refuse(fmt::format("failed to decode 'value': operation, missing value field: {}", kMissing));
    }
  } else if (kind == "move" || kind == "copy") {
    require_text("from", "operation, missing from field");
  } else if (kind != "test" && kind != "remove") {
    refuse("unsupported operation");
  }
  require_text("path", "operation missing path field");
}

class Operation {
 public:
  Operation(Json& document, const Json& operation)
      : document_(document), operation_(operation), path_(operation["path"].get<std::string>()) {}

  void apply() {
    const std::string kind = operation_["op"].get<std::string>();
    if (kind == "add") add_value();
    else if (kind == "remove") remove_value();
    else if (kind == "replace") replace_value();
    else if (kind == "move") move_value();
    else if (kind == "test") test_value();
    else copy_value();
  }

 private:
  Json value() const { return operation_.value("value", Json()); }
  std::string from() const { return operation_["from"].get<std::string>(); }

  // The place of a pointer; `problem` is what is told when there is none.
  Place place(const std::string& pointer, const std::string& problem) const {
    Place out = find(document_, pointer);
    if (!out.container) throw Error(fmt::format("{}: {}", problem, kMissing));
    return out;
  }

  // Runs one step, naming what it was part of when it fails.
  template <class Step>
  static auto step(const std::string& context, const Step& work) {
    try {
      return work();
    } catch (const Error& error) {
      throw Error(context + error.message());
    }
  }

  static const Json& existing(const Place& place) {
    const Json* found = get(*place.container, place.key);
    if (!found) throw Error(fmt::format("unable to get nonexistent key: {}: {}", place.key, kMissing));
    return *found;
  }

  void add_value() {
    const Place target = place(path_, fmt::format("add operation does not apply: doc is missing path: \"{}\"", path_));
    step(fmt::format("error in add for path: '{}': ", path_), [&] { add(*target.container, target.key, value()); });
  }

  void remove_value() {
    const Place target =
        place(path_, fmt::format("remove operation does not apply: doc is missing path: \"{}\"", path_));
    step(fmt::format("error in remove for path: '{}': ", path_), [&] { remove(*target.container, target.key); });
  }

  void replace_value() {
    if (path_.empty()) {
      if (Json whole = value(); whole.is_structured()) document_ = std::move(whole);
      return;
    }
    const Place target = place(path_, "replace operation does not apply: doc is missing path: " + path_);
    Json* found = nullptr;
    try {
      found = get(*target.container, target.key);
    } catch (const Error&) {
      found = nullptr;  // an index that is none is told as a key that is missing
    }
    if (!found) {
      throw Error(fmt::format("replace operation does not apply: doc is missing key: {}: {}", path_, kMissing));
    }
    *found = value();
  }

  void move_value() {
    const Place source = place(from(), "move operation does not apply: doc is missing from path: " + from());
    Json moved = step(fmt::format("error in move for path: '{}': ", source.key), [&] {
      Json out = existing(source);
      remove(*source.container, source.key);
      return out;
    });
    const Place target = place(path_, "move operation does not apply: doc is missing destination path: " + path_);
    step(fmt::format("error in move for path: '{}': ", path_),
         [&] { add(*target.container, target.key, std::move(moved)); });
  }

  void test_value() {
    Json found = document_;
    if (!path_.empty()) {
      const Place target = place(path_, "test operation does not apply: is missing path: " + path_);
      const Json* there = step(fmt::format("error in test for path: '{}': ", path_),
                               [&] { return get(*target.container, target.key); });
      found = there ? *there : Json();
    }
    if (!same_value(found, value())) throw Error(fmt::format("testing value {} failed: test failed", path_));
  }

  void copy_value() {
    const Place source = place(from(), "copy operation does not apply: doc is missing from path: " + from());
    Json copied = step(fmt::format("error in copy for from: '{}': ", from()), [&] { return existing(source); });
    const Place target = place(path_, "copy operation does not apply: doc is missing destination path: " + path_);
    step("error while adding value during copy: ", [&] { add(*target.container, target.key, std::move(copied)); });
  }

  Json& document_;
  const Json& operation_;
  std::string path_;
};

}  // namespace

Json apply_json_patch(Json document, const Json& patch) {
  if (!patch.is_array() && !patch.is_null()) {
    throw Error(schema::cannot_unmarshal(schema::go_json_type(patch), "Go value", "jsonpatch.Patch"));
  }
  for (std::size_t i = 0; i < patch.size(); ++i) {
    if (patch[i].is_object() || patch[i].is_null()) continue;
    throw Error(
        schema::cannot_unmarshal(schema::go_json_type(patch[i]), fmt::format("Patch.{}", i), "jsonpatch.Operation"));
  }
  for (const Json& operation : patch) check_operation(operation);
  for (const Json& operation : patch) Operation(document, operation).apply();
  return document;
}

}  // namespace kpp::algo
