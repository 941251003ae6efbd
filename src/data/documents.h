// DocumentReader: the documents of a file or of standard input, cut as apimachinery's YAMLOrJSONDecoder cuts them.
//
// Text whose first byte is '{' (white space aside, within the first 4,096 bytes) is a stream of JSON values, one after
// the other. Where that fails on the first or second value the rest is tried as YAML; if that fails too, the error is
// JSON's. Everything else is YAML documents between lines that begin with "---".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "data/json.h"
#include "kpp/error.h"
#include "kpp/node.h"
#include "kpp/seams.h"

namespace kpp::data {

/// One JSON value of a stream that is of good syntax but cannot be held: a number too large, brackets too deep. What
/// comes behind it can be read.
class UndecodableError : public ParseError {
 public:
  using ParseError::ParseError;
};

/// Is it taken for a stream of JSON values, not for YAML?
bool looks_like_json(std::string_view text);

class DocumentReader {
 public:
  /// Largest input: larger ones are refused with ParseError.
  static constexpr std::size_t kSizeLimit = limits::kFileBytes;

  explicit DocumentReader(std::string text);
  /// Reads `source` to its end, as text_of_file() does.
  explicit DocumentReader(ByteSource& source);

  /// Reads the next document into `document` (a new arena each time); false at the end. Empty documents, those of
  /// comments only and nulls are passed over. Throws ParseError in kubectl's words ("error converting YAML to JSON:
  /// yaml: line 2: …", "json: offset 65: invalid character …", "unexpected EOF"), to be put after
  /// "error parsing FILE: ". Nothing can be read after an error, but an
  /// UndecodableError.
  bool next(Document& document, KeyOrder order = KeyOrder::sorted);

  /// The document last read as JSON text, as kubectl quotes it in messages: the bytes of the input for a JSON stream,
  /// else what the YAML was converted to (members sorted).
  std::string json_text(const Document& document) const;

 private:
  bool next_json(Document& document, KeyOrder order);
  bool next_yaml(Document& document, KeyOrder order);
  bool next_yaml_text(std::string& text);
  bool take_line(std::string_view& line);
  bool skip_to_yaml();

  std::string text_;
  std::size_t pos_ = 0;
  std::size_t value_begin_ = 0;  ///< of the JSON value last read
  std::size_t value_end_ = 0;    ///< 0 when the document last read was YAML
  std::size_t documents_ = 0;    ///< decoded so far, nulls too
  bool json_ = false;
};

}  // namespace kpp::data
