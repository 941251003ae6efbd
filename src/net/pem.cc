#include "net/pem.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "base/strings.h"

namespace kpp::net {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "\n-----END ";
constexpr std::string_view kDashes = "-----";

// The line at the front of `text` without blanks at its end, taken off it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return trim_right(line, " \t");
}

// The block between the words BEGIN and END: `inside` begins with its type, `trailer` is what stands behind END.
std::optional<PemBlock> read_block(std::string_view inside, std::string_view trailer) {
  const std::string_view first = take_line(inside);
  if (!first.ends_with(kDashes)) return std::nullopt;
  PemBlock block{.type = std::string(first.substr(0, first.size() - kDashes.size()))};
  const std::string_view last = take_line(trailer);
  if (last != block.type + std::string(kDashes)) return std::nullopt;
  for (std::string_view next = inside; take_line(next).find(':') != std::string_view::npos; inside = next) {
    block.has_headers = true;
  }
  std::string data(inside);
  std::erase_if(data, [](char c) { return c == ' ' || c == '\t'; });
  std::optional<std::string> bytes = base64_decode(data);
  if (!bytes) return std::nullopt;
  block.bytes = std::move(*bytes);
  return block;
}

}  // namespace

std::optional<PemBlock> PemReader::next() {
  for (std::size_t at = 0;;) {
    const std::size_t end = rest_.find(kEnd, at);
    if (end == std::string_view::npos) return std::nullopt;
    const std::size_t behind = end + kEnd.size();
    // The last BEGIN before this END: what was only begun before does not count.
    const std::size_t found = rest_.substr(at, end - at).rfind(kBegin);
    const std::size_t begin = found == std::string_view::npos ? found : at + found;
    const bool at_line = begin != std::string_view::npos && (found == 0 || rest_[begin - 1] == '\n');
    const std::size_t inside = at_line ? begin + kBegin.size() : 0;
    std::optional<PemBlock> block;
    if (at_line) block = read_block(rest_.substr(inside, end - inside), rest_.substr(behind));
    at = behind;
    if (!block) continue;
    rest_.remove_prefix(behind);
    take_line(rest_);
    return block;
  }
}

std::vector<PemBlock> pem_blocks(std::string_view text) {
  std::vector<PemBlock> out;
  PemReader reader(text);
  while (std::optional<PemBlock> block = reader.next()) out.push_back(std::move(*block));
  return out;
}

bool is_der_sequence(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  if (bytes.size() < 2 || byte(0) != 0x30) return false;
  if (byte(1) < 0x80) return bytes.size() == 2 + byte(1);
  const std::size_t count = byte(1) - 0x80;
  if (count == 0 || count > 4 || bytes.size() < 2 + count) return false;
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size = size * 256 + byte(2 + i);
  return bytes.size() == 2 + count + size;
}

}  // namespace kpp::net
