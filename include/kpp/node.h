// Node: a read-only JSON value, 16 bytes, that lives in an Arena.
//
// Every object that comes from a server or a file is read through it. Access is
// total: asking a Node for something it is not gives a missing Node, an empty
// text or the fallback, so that code reading hostile objects has no branch that
// can fail. For values to be built or changed there is Json (nlohmann).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// g++ 14 takes a span that a temporary Node hands out for one into that Node. It is one into the arena.
#if defined(__has_cpp_attribute) && __has_cpp_attribute(gnu::no_dangling)
#define KPP_NO_DANGLING [[gnu::no_dangling]]
#else
#define KPP_NO_DANGLING
#endif

namespace kpp {

struct Member;

/// The order of an object's members once read.
enum class KeyOrder {
  sorted,      ///< bytewise, as kubectl prints unstructured objects
  as_written,  ///< as in the text; a repeated key keeps its first place and its last value
};

/// A view of a value; copy it freely. Valid as long as the Arena (Document) it came from.
class Node {
 public:
  enum class Kind : std::uint8_t { missing, null, boolean, integer, real, string, array, object };

  Node() = default;
  static Node null() {
    Node n;
    n.kind_ = Kind::null;
    return n;
  }
  static Node boolean(bool value) {
    Node n;
    n.kind_ = Kind::boolean;
    n.u_.integer = value ? 1 : 0;
    return n;
  }
  static Node integer(std::int64_t value) {
    Node n;
    n.kind_ = Kind::integer;
    n.u_.integer = value;
    return n;
  }
  /// An integer that may be beyond 2^63 - 1: then a real to everyone but those that write it, who ask is_unsigned().
  static Node unsigned_integer(std::uint64_t value);
  static Node real(double value) {
    Node n;
    n.kind_ = Kind::real;
    n.u_.real = value;
    return n;
  }
  /// The text is not copied: it must live as long as the Node (see Arena::copy).
  static Node string(std::string_view text);
  static Node array(const Node* items, std::size_t count);
  static Node object(const Member* members, std::size_t count);

  Kind kind() const { return kind_; }
  bool exists() const { return kind_ != Kind::missing; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_boolean() const { return kind_ == Kind::boolean; }
  bool is_integer() const { return kind_ == Kind::integer; }
  bool is_real() const { return kind_ == Kind::real; }
  bool is_number() const { return is_integer() || is_real(); }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }
  /// Neither missing nor null.
  bool has_value() const { return kind_ > Kind::null; }
  explicit operator bool() const { return has_value(); }
  bool is_unsigned() const { return is_real() && size_ == 1; }

  /// The member's value, or a missing Node (also when this is no object).
  Node operator[](std::string_view key) const;
  Node operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  /// The element, or a missing Node (also when this is no array).
  Node at(std::size_t index) const { return is_array() && index < size_ ? u_.items[index] : Node(); }

  /// Text of a string; `fallback` for anything else.
  std::string_view str(std::string_view fallback = {}) const {
    return is_string() ? std::string_view(u_.text, size_) : fallback;
  }
  bool as_bool(bool fallback = false) const { return is_boolean() ? u_.integer != 0 : fallback; }
  /// An integer, or a real without fraction; `fallback` for anything else.
  std::int64_t as_int(std::int64_t fallback = 0) const;
  double as_double(double fallback = 0) const;
  /// What unsigned_integer() was given, where is_unsigned().
  std::uint64_t as_unsigned() const { return static_cast<std::uint64_t>(u_.integer); }

  /// Elements of an array, members of an object; 0 for anything else (use str().size() for text).
  std::size_t size() const { return is_array() || is_object() ? size_ : 0; }
  bool empty() const { return size() == 0; }
  KPP_NO_DANGLING std::span<const Node> items() const {
    return is_array() ? std::span<const Node>(u_.items, size_) : std::span<const Node>();
  }
  KPP_NO_DANGLING std::span<const Member> members() const;

 private:
  Kind kind_ = Kind::missing;
  std::uint32_t size_ = 0;
  union {
    std::int64_t integer;
    double real;
    const char* text;
    const Node* items;
    const Member* members;
  } u_ = {0};
};

/// One entry of an object. Keys are unique; sorted bytewise unless the document was read as_written.
struct Member {
  std::string_view key;
  Node value;
};

inline std::span<const Member> Node::members() const {
  return is_object() ? std::span<const Member>(u_.members, size_) : std::span<const Member>();
}

/// Memory for Nodes and their texts: grows in blocks, is freed as a whole. Not thread-safe.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Room for `bytes`, aligned to 8.
  void* allocate(std::size_t bytes);
  std::string_view copy(std::string_view text);
  Node copy_string(std::string_view text) { return Node::string(copy(text)); }
  Node make_array(std::span<const Node> items);
  /// The members are taken as they come: sort them before where order matters. Keys are not copied.
  Node make_object(std::span<const Member> members);
  /// Deep copy of a Node from another arena.
  Node copy(Node node);
  /// Forgets everything but keeps the blocks for reuse: no Node of this arena may be used after it.
  void reset();
  std::size_t bytes_reserved() const { return reserved_; }

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;
  std::size_t current_ = 0;  ///< block in use
  std::size_t used_ = 0;     ///< bytes of it
  std::size_t reserved_ = 0;
};

/// A whole document that owns what its root refers to. Movable; the root stays valid.
struct Document {
  Arena arena;
  Node root;
};

/// Same kind and value, objects compared without regard to order; 1 and 1.0 differ.
bool operator==(Node a, Node b);

}  // namespace kpp

#undef KPP_NO_DANGLING
