// Resolution of YAML scalars in go-yaml v2's order: words, then by the first character, timestamps before numbers.
#include "data/yaml_scalars.h"

#include <array>
#include <limits>
#include <optional>

#include "base/ascii.h"
#include "data/go_number.h"
#include "kpp/error.h"

namespace kpp::data {
namespace {

using Type = YamlScalar::Type;

YamlScalar of_type(Type type) {
  YamlScalar scalar;
  scalar.type = type;
  return scalar;
}
YamlScalar of_bool(bool value) {
  YamlScalar scalar = of_type(Type::boolean);
  scalar.boolean = value;
  return scalar;
}
YamlScalar of_int(std::int64_t value) {
  YamlScalar scalar = of_type(Type::integer);
  scalar.integer = value;
  return scalar;
}
YamlScalar of_unsigned(std::uint64_t value) {
  YamlScalar scalar = of_type(Type::unsigned_integer);
  scalar.unsigned_integer = value;
  return scalar;
}
YamlScalar of_real(double value) {
  YamlScalar scalar = of_type(Type::real);
  scalar.real = value;
  return scalar;
}

/// "true", "True" or "TRUE", but not "tRUE".
bool is_word(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  bool all_lower = true;
  bool all_upper = true;
  bool capitalised = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != lower_case[i]) return false;
    if (lower_case[i] < 'a' || lower_case[i] > 'z') continue;
    const bool upper = text[i] != lower_case[i];
    all_lower = all_lower && !upper;
    all_upper = all_upper && upper;
    capitalised = capitalised && upper == (i == 0);
  }
  return all_lower || all_upper || capitalised;
}

std::optional<YamlScalar> word(std::string_view text) {
  switch (text.size()) {
    case 0: return of_type(Type::null);
    case 1:
      if (text == "~") return of_type(Type::null);
      if (text == "y" || text == "Y") return of_bool(true);
      if (text == "n" || text == "N") return of_bool(false);
      return std::nullopt;
    case 2:
      if (is_word(text, "on")) return of_bool(true);
      if (is_word(text, "no")) return of_bool(false);
      return std::nullopt;
    case 3:
      if (is_word(text, "yes")) return of_bool(true);
      if (is_word(text, "off")) return of_bool(false);
      return std::nullopt;
    case 4:
      if (is_word(text, "true")) return of_bool(true);
      if (is_word(text, "null")) return of_type(Type::null);
      return std::nullopt;
    case 5: return is_word(text, "false") ? std::optional(of_bool(false)) : std::nullopt;
    default: return std::nullopt;
  }
}

/// .inf, .Inf, .INF and the same with a sign; .nan, .NaN, .NAN.
std::optional<YamlScalar> special_float(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return of_real(std::numeric_limits<double>::quiet_NaN());
  double sign = 1;
  if (text.size() == 5 && (text[0] == '+' || text[0] == '-')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text == ".inf" || text == ".Inf" || text == ".INF") {
    return of_real(sign * std::numeric_limits<double>::infinity());
  }
  return std::nullopt;
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool is_yaml_float(std::string_view text) {
  std::size_t i = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - start;
  };
  const std::size_t whole = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

/// Text with its underscores taken out, in place where there are none.
class WithoutUnderscores {
 public:
  explicit WithoutUnderscores(std::string_view text) : view_(text) {
    if (text.find('_') == std::string_view::npos) return;
    for (const char c : text) {
      if (c != '_') copy_ += c;
    }
    view_ = copy_;
  }
  WithoutUnderscores(const WithoutUnderscores&) = delete;
  WithoutUnderscores& operator=(const WithoutUnderscores&) = delete;
  std::string_view view() const { return view_; }

 private:
  std::string copy_;
  std::string_view view_;
};

/// No number starts with a sign or digit and holds any other character than these.
bool may_be_number(std::string_view text) {
  for (const char c : text) {
    const char l = static_cast<char>(c | 0x20);
    if (!is_digit(c) && !(l >= 'a' && l <= 'f') && l != 'x' && l != 'o' && c != '.' && c != '_' && c != '+' &&
        c != '-') {
      return false;
    }
  }
  return true;
}

std::optional<YamlScalar> number(std::string_view text) {
  if (!may_be_number(text)) return std::nullopt;
  const WithoutUnderscores cleaned(text);
  const std::string_view plain = cleaned.view();
  if (const auto value = parse_go_int(plain)) return of_int(*value);
  if (const auto value = parse_go_uint(plain)) return of_unsigned(*value);
  if (is_yaml_float(plain)) {
    if (const auto value = parse_go_float(plain)) return of_real(*value);
  }
  if (plain.substr(0, 2) == "0b") {
    if (const auto value = parse_go_int(plain.substr(2), 2)) return of_int(*value);
    if (const auto value = parse_go_uint(plain.substr(2), 2)) return of_unsigned(*value);
  } else if (plain.substr(0, 3) == "-0b") {
    if (const auto value = parse_go_int("-" + std::string(plain.substr(3)), 2)) return of_int(*value);
  }
  return std::nullopt;
}

YamlScalar resolve(std::string_view text, bool timestamps) {
  if (text.empty()) return of_type(Type::null);
  switch (text[0]) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
      if (const auto found = word(text)) return *found;
      break;
    case '.':
      if (const auto found = special_float(text)) return *found;
      if (const auto value = parse_go_float(text)) return of_real(*value);
      break;
    case '+':
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      if (const auto found = special_float(text)) return *found;
      if (timestamps && is_yaml_timestamp(text)) return of_type(Type::timestamp);
      if (const auto found = number(text)) return *found;
      break;
    default: break;
  }
  return YamlScalar{};
}

/// [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
bool is_base60(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return false;
  std::size_t i = text[0] == '+' || text[0] == '-' ? 1 : 0;
  if (i >= text.size() || !is_digit(text[i])) return false;
  while (i < text.size() && (is_digit(text[i]) || text[i] == '_')) ++i;
  if (i >= text.size() || text[i] != ':') return false;
  while (i < text.size() && text[i] == ':') {
    ++i;
    if (i >= text.size() || !is_digit(text[i])) return false;
    const bool two = text[i] <= '5' && i + 1 < text.size() && is_digit(text[i + 1]);
    i += two ? 2 : 1;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    while (i < text.size() && (is_digit(text[i]) || text[i] == '_')) ++i;
  }
  return i == text.size();
}

std::string_view type_tag(Type type) {
  switch (type) {
    case Type::null: return "!!null";
    case Type::boolean: return "!!bool";
    case Type::integer:
    case Type::unsigned_integer: return "!!int";
    case Type::real: return "!!float";
    case Type::timestamp: return "!!timestamp";
    case Type::binary: return "!!binary";
    case Type::string: return "!!str";
  }
  return "!!str";
}

}  // namespace

std::string short_yaml_tag(std::string_view tag) {
  if (tag.substr(0, kYamlTagPrefix.size()) != kYamlTagPrefix) return std::string(tag);
  return "!!" + std::string(tag.substr(kYamlTagPrefix.size()));
}

YamlScalar resolve_plain_scalar(std::string_view text) { return resolve(text, true); }

YamlScalar resolve_yaml_scalar(std::string_view tag, std::string_view text) {
  if (tag.empty()) return resolve(text, true);
  if (tag.substr(0, kYamlTagPrefix.size()) != kYamlTagPrefix) return YamlScalar{};
  const std::string wanted = short_yaml_tag(tag);
  if (wanted == "!!binary") return of_type(Type::binary);
  constexpr std::array<std::string_view, 5> known = {"!!bool", "!!int", "!!float", "!!null", "!!timestamp"};
  bool resolvable = false;
  for (const std::string_view name : known) resolvable = resolvable || wanted == name;
  if (!resolvable) return YamlScalar{};  // !!str, and tags of the writer's own: the text as it is

  const YamlScalar found = resolve(text, wanted == "!!timestamp");
  if (type_tag(found.type) == wanted) return found;
  if (wanted == "!!float" && found.type == Type::integer) return of_real(static_cast<double>(found.integer));
  throw ParseError("yaml: cannot decode " + std::string(type_tag(found.type)) + " `" + std::string(text) + "` as a " +
                   wanted);
}

bool yaml_plain_is_ambiguous(std::string_view text) {
  if (text.empty()) return true;
  switch (text[0]) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~': return text.size() <= 5 && word(text).has_value();
    case '.': return resolve(text, true).type != Type::string;
    case '+':
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': return resolve(text, true).type != Type::string || is_base60(text);
    default: return false;
  }
}

}  // namespace kpp::data
