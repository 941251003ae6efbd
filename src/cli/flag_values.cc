// See flag_values.h.
#include "cli/flag_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <variant>

#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "kpp/error.h"

namespace kpp::cli {
namespace {

bool parse_bool(const std::string& text) {
  if (const std::optional<bool> value = parse_go_bool(text)) return *value;
  throw Error(fmt::format("strconv.ParseBool: parsing {}: invalid syntax", go_quote(text)));
}

// strconv.ParseInt with base 0: sign, then 0x, 0o, 0b or a leading 0 tell the base.
std::int64_t parse_int(const std::string& text, int bits) {
  const auto invalid = [&](std::string_view why) {
    return Error(fmt::format("strconv.ParseInt: parsing {}: {}", go_quote(text), why));
  };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  int base = 10;
  if (rest.size() > 1 && rest[0] == '0') {
    const char mark = rest[1];
    base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
    rest.remove_prefix(base != 8 || mark == 'o' || mark == 'O' ? 2 : 1);
  }
  const std::string digits = replace_all(std::string(rest), "_", "");
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || end != digits.data() + digits.size() ||
      (error != std::errc() && error != std::errc::result_out_of_range)) {
    throw invalid("invalid syntax");
  }
  const std::uint64_t most = (std::uint64_t{1} << (bits - 1)) - (negative ? 0 : 1);
  if (error == std::errc::result_out_of_range || value > most) throw invalid("value out of range");
  return negative ? static_cast<std::int64_t>(0 - value) : static_cast<std::int64_t>(value);
}

double parse_float(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size() || error != std::errc()) {
    throw Error(fmt::format("strconv.ParseFloat: parsing {}: invalid syntax", go_quote(text)));
  }
  return value;
}

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;  // clang needs to be told before its version 17

}  // namespace

std::vector<std::string> split_csv(const std::string& text) {
  if (text.empty()) return {};
  std::vector<std::string> out;
  std::size_t pos = 0;
  for (;;) {
    std::string field;
    if (pos < text.size() && text[pos] == '"') {
      ++pos;
      for (;;) {
        const std::size_t quote = text.find('"', pos);
        if (quote == std::string::npos) {
          throw Error("parse error on line 1, column " + std::to_string(text.size() + 1) +
                      ": extraneous or missing \" in quoted-field");
        }
        field += text.substr(pos, quote - pos);
        pos = quote + 1;
        if (pos < text.size() && text[pos] == '"') {
          field += '"';
          ++pos;
          continue;
        }
        break;
      }
      if (pos < text.size() && text[pos] != ',') {
        throw Error("parse error on line 1, column " + std::to_string(pos + 1) +
                    ": extraneous or missing \" in quoted-field");
      }
    } else {
      const std::size_t end = std::min(text.find(',', pos), text.size());
      field = text.substr(pos, end - pos);
      if (field.find('"') != std::string::npos) {
        throw Error("parse error on line 1, column " + std::to_string(pos + field.find('"') + 1) +
                    ": bare \" in non-quoted-field");
      }
      pos = end;
    }
    out.push_back(std::move(field));
    if (pos >= text.size()) return out;
    ++pos;
  }
}

void assign_value(const Flag& flag, const std::string& value, bool first) {
  std::visit(Overload{[](std::monostate) {}, [&](bool* field) { *field = parse_bool(value); },
                      [&](std::string* field) { *field = value; },
                      [&](std::int32_t* field) { *field = static_cast<std::int32_t>(parse_int(value, 32)); },
                      [&](std::int64_t* field) { *field = parse_int(value, 64); },
                      [&](double* field) { *field = parse_float(value); },
                      [&](std::chrono::nanoseconds* field) { *field = parse_duration(value); },
                      [&](std::vector<std::string>* field) {
                        if (first) field->clear();
                        if (flag.repeated) field->push_back(value);
                        else
                          for (std::string& part : split_csv(value)) field->push_back(std::move(part));
                      },
                      [&](StringMap* field) {
                        if (first) field->clear();
                        for (const std::string& part : split_csv(value)) {
                          const std::size_t equals = part.find('=');
                          if (equals == std::string::npos) throw Error(part + " must be formatted as key=value");
                          (*field)[part.substr(0, equals)] = part.substr(equals + 1);
                        }
                      }},
             flag.target);
  if (flag.check) flag.check(value);
}

std::string value_text(const Flag& flag) {
  return std::visit(Overload{[](std::monostate) { return std::string("''"); },
                             [](const bool* field) { return std::string(*field ? "true" : "false"); },
                             [](const std::string* field) { return "'" + *field + "'"; },
                             [](const std::int32_t* field) { return std::to_string(*field); },
                             [](const std::int64_t* field) { return std::to_string(*field); },
                             [](const double* field) { return go_float(*field); },
                             [](const std::chrono::nanoseconds* field) { return go_duration(*field); },
                             [](const std::vector<std::string>* field) { return "[" + join(*field, ",") + "]"; },
                             [](const StringMap* field) {
                               std::vector<std::string> parts;
                               for (const auto& [key, value] : *field) parts.push_back(key + "=" + value);
                               return "[" + join(parts, ",") + "]";
                             }},
                    flag.target);
}

std::string type_word(const Flag& flag) {
  if (!flag.type_name.empty()) return std::string(flag.type_name);
  return std::visit(Overload{[](std::monostate) { return "string"; }, [](bool*) { return "bool"; },
                             [](std::string*) { return "string"; }, [](std::int32_t*) { return "int32"; },
                             [](std::int64_t*) { return "int"; }, [](double*) { return "float"; },
                             [](std::chrono::nanoseconds*) { return "duration"; },
                             [&](std::vector<std::string>*) { return flag.repeated ? "stringArray" : "strings"; },
                             [](StringMap*) { return "stringToString"; }},
                    flag.target);
}

}  // namespace kpp::cli
