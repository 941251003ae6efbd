// Node and Arena: see kpp/node.h.
#include "kpp/node.h"

#include <algorithm>
#include <cmath>

namespace kpp {

Node Node::string(std::string_view text) {
  Node node;
  node.kind_ = Kind::string;
  node.size_ = static_cast<std::uint32_t>(text.size());
  node.u_.text = text.data();
  return node;
}

Node Node::array(const Node* items, std::size_t count) {
  Node node;
  node.kind_ = Kind::array;
  node.size_ = static_cast<std::uint32_t>(count);
  node.u_.items = items;
  return node;
}

Node Node::object(const Member* members, std::size_t count) {
  Node node;
  node.kind_ = Kind::object;
  node.size_ = static_cast<std::uint32_t>(count);
  node.u_.members = members;
  return node;
}

Node Node::operator[](std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key.size() == key.size() && std::memcmp(member.key.data(), key.data(), key.size()) == 0) {
      return member.value;
    }
  }
  return {};
}

Node Node::unsigned_integer(std::uint64_t value) {
  Node n = integer(static_cast<std::int64_t>(value));
  if (value <= INT64_MAX) return n;
  n.kind_ = Kind::real;
  n.size_ = 1;
  return n;
}

std::int64_t Node::as_int(std::int64_t fallback) const {
  if (is_integer()) return u_.integer;
  if (is_unsigned()) return fallback;
  if (is_real() && std::floor(u_.real) == u_.real && std::abs(u_.real) < 9.2e18) {
    return static_cast<std::int64_t>(u_.real);
  }
  return fallback;
}

double Node::as_double(double fallback) const {
  if (is_unsigned()) return static_cast<double>(as_unsigned());
  if (is_real()) return u_.real;
  return is_integer() ? static_cast<double>(u_.integer) : fallback;
}

bool operator==(Node a, Node b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Node::Kind::missing:
    case Node::Kind::null: return true;
    case Node::Kind::boolean: return a.as_bool() == b.as_bool();
    case Node::Kind::integer: return a.as_int() == b.as_int();
    case Node::Kind::real:
      return a.is_unsigned() && b.is_unsigned() ? a.as_unsigned() == b.as_unsigned() : a.as_double() == b.as_double();
    case Node::Kind::string: return a.str() == b.str();
    case Node::Kind::array: return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end());
    case Node::Kind::object: break;
  }
  if (a.size() != b.size()) return false;
  return std::all_of(a.members().begin(), a.members().end(), [&](const Member& member) {
    const Node other = b[member.key];
    return other.exists() && member.value == other;
  });
}

void* Arena::allocate(std::size_t bytes) {
  constexpr std::size_t kFirst = 16 * 1024;
  constexpr std::size_t kLargest = 1024 * 1024;
  bytes = (bytes + 7) & ~std::size_t{7};
  while (current_ < blocks_.size() && used_ + bytes > blocks_[current_].size) {
    ++current_;
    used_ = 0;
  }
  if (current_ == blocks_.size()) {
    const std::size_t grown = blocks_.empty() ? kFirst : std::min(kLargest, blocks_.back().size * 2);
    const std::size_t size = std::max(grown, bytes);
    blocks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size});
    reserved_ += size;
  }
  void* place = blocks_[current_].bytes.get() + used_;
  used_ += bytes;
  return place;
}

void Arena::reset() {
  current_ = 0;
  used_ = 0;
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return "";
  char* place = static_cast<char*>(allocate(text.size()));
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

Node Arena::make_array(std::span<const Node> items) {
  if (items.empty()) return Node::array(nullptr, 0);
  auto* place = static_cast<Node*>(allocate(items.size_bytes()));
  std::uninitialized_copy(items.begin(), items.end(), place);
  return Node::array(place, items.size());
}

Node Arena::make_object(std::span<const Member> members) {
  if (members.empty()) return Node::object(nullptr, 0);
  auto* place = static_cast<Member*>(allocate(members.size_bytes()));
  std::uninitialized_copy(members.begin(), members.end(), place);
  return Node::object(place, members.size());
}

Node Arena::copy(Node node) {
  if (node.is_string()) return copy_string(node.str());
  if (node.is_array()) {
    std::vector<Node> items;
    items.reserve(node.size());
    for (const Node item : node.items()) items.push_back(copy(item));
    return make_array(items);
  }
  if (node.is_object()) {
    std::vector<Member> members;
    members.reserve(node.size());
    for (const Member& member : node.members()) members.push_back({copy(member.key), copy(member.value)});
    return make_object(members);
  }
  return node;
}

}  // namespace kpp
