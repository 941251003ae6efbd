// See shape.h.
#include "algo/jsonpath/shape.h"

#include <algorithm>

namespace kpp::algo::jsonpath {
namespace {

using Kind = Step::Kind;

bool has_words(const Path& path) {
  return std::any_of(path.begin(), path.end(), [](const Step& step) {
    return step.kind == Kind::word || std::any_of(step.paths.begin(), step.paths.end(), has_words);
  });
}

bool is_literal(const Step& step) {
  return step.kind == Kind::text || step.kind == Kind::integer || step.kind == Kind::real || step.kind == Kind::boolean;
}

// Prints the same whatever it is given.
bool is_constant(const Step& part) {
  if (part.kind == Kind::text) return true;
  const Path& path = part.paths.front();
  return !path.empty() && std::all_of(path.begin(), path.end(), is_literal);
}

bool names_items(const Path& path, std::size_t at) {
  if (path.size() < at + kItemsSteps || path[at].kind != Kind::field || path[at].text != "items") return false;
  const Step& all = path[at + 1];
  return all.kind == Kind::array &&
         std::none_of(all.bounds.begin(), all.bounds.end(), [](const Bound& bound) { return bound.known; });
}

// A union lists all items' first member before any item's second; words count ranges: both need the whole list.
bool goes_item_by_item(const Step& step) {
  switch (step.kind) {
    case Kind::field:
    case Kind::array:
    case Kind::wildcard:
    case Kind::recursive: return true;
    case Kind::filter: return !std::any_of(step.paths.begin(), step.paths.end(), has_words);
    case Kind::text:
    case Kind::list:
    case Kind::set:
    case Kind::integer:
    case Kind::real:
    case Kind::boolean:
    case Kind::word: break;
  }
  return false;
}

bool begins_range(const Path& path) {
  return !path.empty() && path.front().kind == Kind::word && path.front().text == "range" &&
         !has_words(Path(path.begin() + 1, path.end()));
}

bool ends_range(const Path& path) {
  return path.size() == 1 && path.front().kind == Kind::word && path.front().text == "end";
}

// Where the range that begins at `part` ends; 0 when its body is not plainly nested.
std::size_t end_of(const Path& root, std::size_t part) {
  int open = 1;
  for (std::size_t i = part + 1; i < root.size(); ++i) {
    if (root[i].kind == Kind::text) continue;
    const Path& path = root[i].paths.front();
    if (ends_range(path)) {
      if (--open == 0) return i;
    } else if (begins_range(path)) {
      ++open;
    } else if (has_words(path)) {
      return 0;
    }
  }
  return 0;
}

}  // namespace

Shape shape_of(const Path& root) {
  const auto first = std::find_if_not(root.begin(), root.end(), is_constant);
  if (first == root.end()) return {};
  Shape shape;
  shape.part = static_cast<std::size_t>(first - root.begin());
  const Path& path = first->paths.front();
  auto rest = first + 1;
  if (names_items(path, 0)) {
    if (!std::all_of(path.begin() + kItemsSteps, path.end(), goes_item_by_item)) return {};
    shape.kind = Shape::Kind::path;
  } else if (begins_range(path) && names_items(path, 1) && path.size() == 1 + kItemsSteps) {
    shape.end = end_of(root, shape.part);
    if (shape.end == 0) return {};
    shape.kind = Shape::Kind::range;
    rest = root.begin() + static_cast<std::ptrdiff_t>(shape.end) + 1;
  } else {
    return {};
  }
  return std::all_of(rest, root.end(), is_constant) ? shape : Shape{};
}

}  // namespace kpp::algo::jsonpath
