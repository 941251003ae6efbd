// Markers for writers of JSON, YAML and KYAML, as template arguments: what nobody will colour costs nothing.
#pragma once

#include <string>

#include "base/meaning.h"
#include "data/value_meaning.h"
#include "kpp/node.h"

namespace kpp::data {

struct NoMarks {
  void begin() {}
  void key(int) {}
  void value(Node) {}
};

/// Marks what was written to `text` since begin().
class ValueMarks {
 public:
  ValueMarks(const std::string& text, Marks& marks) : text_(&text), marks_(&marks) {}
  void begin() { begin_ = text_->size(); }
  void key(int depth) { marks_->push_back({begin_, text_->size(), Meaning::key, static_cast<std::size_t>(depth)}); }
  /// Nothing for collections that are empty: they are brackets only.
  void value(Node value) {
    if (!value.is_array() && !value.is_object()) marks_->push_back({begin_, text_->size(), meaning_of(value)});
  }

 private:
  const std::string* text_;
  Marks* marks_;
  std::size_t begin_ = 0;
};

}  // namespace kpp::data
