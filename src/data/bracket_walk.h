// BracketWalk: finds where a JSON object or array ends, without reading what is in it.
//
// Lists of thousands of objects pass through here, so it looks at 64 bytes at once: sets of bits say where quotes and
// brackets are, and only brackets outside strings are looked at one by one.
#pragma once

namespace kpp::data {

class BracketWalk {
 public:
  /// At the opening bracket, before it has been walked over.
  void begin() { *this = BracketWalk(); }
  /// Walks on from `at`, at most to `end`: true behind the bracket that closes the value. False at `end`; what follows
  /// may come later.
  bool advance(const char*& at, const char* end);

 private:
  bool block(const char*& at);
  bool byte(char c);

  long depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;  ///< the next byte stands behind a backslash that escapes it
};

}  // namespace kpp::data
