// YAML: whatever reads is written to text that reads as the same value, as YAML and as KYAML; documents are cut to the
// end.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "base/unicode.h"
#include "data/documents.h"
#include "data/json.h"
#include "data/yaml.h"
#include "kpp/error.h"

namespace {

using Writer = void (*)(kpp::Node, std::string&);

// kubectl writes the key "<<" without quotes, and so do we: read again it is a merge.
bool has_merge_key(kpp::Node value) {
  if (std::any_of(value.items().begin(), value.items().end(), has_merge_key)) return true;
  return std::any_of(value.members().begin(), value.members().end(),
                     [](const kpp::Member& member) { return member.key == "<<" || has_merge_key(member.value); });
}

// In a text of several lines kubectl puts one backslash too many before a line that begins with a blank it escapes, and
// so do we.
bool is_misread_kyaml(std::string_view text) {
  if (text.find('\n') == std::string_view::npos) return false;
  for (std::size_t pos = 0; pos < text.size(); pos = std::min(text.find('\n', pos), text.size() - 1) + 1) {
    std::size_t after = pos;
    const char32_t first = kpp::decode_rune(text, after);
    if (first != ' ' && first != '\n' && kpp::is_unicode_space(first)) return true;
  }
  return false;
}

bool has_misread_kyaml(kpp::Node value) {
  if (is_misread_kyaml(value.str())) return true;
  if (std::any_of(value.items().begin(), value.items().end(), has_misread_kyaml)) return true;
  return std::any_of(value.members().begin(), value.members().end(), [](const kpp::Member& member) {
    return is_misread_kyaml(member.key) || has_misread_kyaml(member.value);
  });
}

void must_read_back(kpp::Node value, Writer write) {
  std::string text;
  try {
    write(value, text);
  } catch (const kpp::Error&) {
    return;  // it holds characters that are not written
  }
  kpp::Arena arena;
  // What was written must read: an error that leaves here is a finding.
  if (!(kpp::data::parse_yaml(text, arena) == value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto order : {kpp::data::KeyOrder::sorted, kpp::data::KeyOrder::as_written}) {
    kpp::Arena arena;
    kpp::Node value;
    try {
      value = kpp::data::parse_yaml(text, arena, order);
    } catch (const kpp::ParseError&) {
      continue;
    }
    if (has_merge_key(value)) continue;
    if (order == kpp::data::KeyOrder::sorted) must_read_back(value, kpp::data::write_yaml);
    else must_read_back(value, kpp::data::write_yaml_ordered);
    if (has_misread_kyaml(value)) continue;
    must_read_back(value, [](kpp::Node node, std::string& out) { kpp::data::write_kyaml(node, out); });
  }
  try {
    kpp::data::DocumentReader documents{std::string(text)};
    kpp::Document document;
    // Each document takes a byte at least.
    for (std::size_t count = 0; documents.next(document); ++count) {
      if (count > size) std::abort();
      static_cast<void>(documents.json_text(document));
    }
  } catch (const kpp::ParseError&) {
  }
  return 0;
}
