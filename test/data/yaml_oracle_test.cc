// kpp's YAML beside yaml-cpp, which knows nothing of libyaml or go-yaml: what kpp writes means the same to it, and what
// both read means the same to both. Where it does not, a list here says so, and why.
#include "data/yaml_oracle.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/files.h"
#include "data/documents.h"
#include "data/yaml.h"
#include "document_cases.h"
#include "kpp/error.h"
#include "support/catch.h"
#include "support/chance.h"
#include "support/test_folder.h"
#include "yaml_read_cases.h"

using namespace kpp;
using kpp::test::Chance;
using kpp::test::for_all;

namespace {

enum class Form { sorted, ordered, kyaml };

std::string written(Node value, Form form) {
  std::string out;
  if (form == Form::sorted) data::write_yaml(value, out);
  if (form == Form::ordered) data::write_yaml_ordered(value, out);
  if (form == Form::kyaml) data::write_kyaml(value, out);
  return out;
}

// What yaml-cpp reads as another text than the one that was written, and why that may be.
struct Difference {
  const char* reason;
  bool (*concerns)(std::string_view text, Form form);
  const char* example;
};

bool has(std::string_view text, std::string_view piece) { return text.find(piece) != text.npos; }
bool has_wide_break(std::string_view text) {
  return has(text, "\xc2\x85") || has(text, "\xe2\x80\xa8") || has(text, "\xe2\x80\xa9");
}

const Difference kDifferences[] = {
    {"in YAML 1.1, which libyaml and go-yaml write, U+0085, U+2028 and U+2029 end a line; in 1.2 they are characters",
     [](std::string_view text, Form form) { return form != Form::kyaml && has_wide_break(text); },
     "a\nb\xe2\x80\xa8 c"},
    {"yaml-cpp reads the escapes \\_ and \\N of U+00A0 and U+0085 as bytes that are no UTF-8",
     [](std::string_view text, Form form) {
       return form == Form::kyaml && (has(text, "\xc2\xa0") || has(text, "\xc2\x85"));
     },
     "a\xc2\xa0"},
    {"kubectl itself puts a backslash before the escape that begins a line of several (\\\\r, \\\\L): the text is lost",
     [](std::string_view text, Form form) {
       return form == Form::kyaml && has(text, "\n") && (text[0] == '\r' || has(text, "\n\r") || has_wide_break(text));
     },
     "a\n\rb"}};

bool is_explained(std::string_view text, Form form) {
  return std::any_of(std::begin(kDifferences), std::end(kDifferences),
                     [&](const Difference& difference) { return difference.concerns(text, form); });
}

bool is_explained(Node value, Form form) {
  const auto explained = [&](const auto& part) { return is_explained(part, form); };
  if (value.is_string()) return explained(value.str());
  return std::any_of(value.items().begin(), value.items().end(), explained) ||
         std::any_of(value.members().begin(), value.members().end(),
                     [&](const Member& member) { return explained(member.key) || explained(member.value); });
}

// DEL and what is like it: kubectl writes no object that has it, and says so.
bool is_refused(std::string_view text) { return has(text, "\x7f") || has(text, "\xc2\x80"); }

bool is_read_back(const std::string& text, Node value) {
  const std::optional<Json> read = test::read_by_yaml_cpp(text);
  return read && test::same_meaning(*read, value);
}

void check_written(Node value, Form form) {
  const std::string text = written(value, form);
  if (is_read_back(text, value)) return;
  INFO(data::to_json(value) << "\n" << text);
  if (!is_explained(value, form)) FAIL_CHECK("yaml-cpp reads another value");
  // What stands beside the one that is known to differ must not.
  for (const Node item : value.items()) check_written(item, form);
  for (const Member& member : value.members()) check_written(member.value, form);
}

/// Whether yaml-cpp reads what is written as what it was.
void check_written(Node value) {
  for (const Form form : {Form::sorted, Form::ordered, Form::kyaml}) {
    if (is_refused(data::to_json(value))) {
      CHECK_THROWS_WITH(written(value, form), "yaml: control characters are not allowed");
    } else {
      check_written(value, form);
    }
  }
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::test_folder() / folder)) {
    if (entry.is_regular_file()) out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Pieces that YAML has plans of its own for.
// clang-format off
constexpr std::string_view kPieces[] = {
    "a", "B", "0", "1", "9", "_", "-", "- ", "+", ".", "e", "E", "x", "0x", "0o", "0b", ":", ": ", " #", "#", "'",
    "\"", "\\", "/", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "{", "}", "[", "]", ",", "?", "? ", "|", ">", "%",
    "@", "`", "&", "*", "!", "!!", "~", "=", "<<", "$", "\x01", "\x1b", "\x7f", "\xc2\x80", "\xc2\x85", "\xc2\xa0",
    "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbd", "é", "日本", "😀", "---", "...", "true", "null",
    "y", "no", "off", ".inf", ".nan", "2020-01-01", "12:30:45", "T00:00:00Z", "1_000",
    "words that make a line longer than those eighty columns which some break it at "};
// clang-format on
// Texts that look like something else as a whole.
// clang-format off
constexpr std::string_view kLooks[] = {
    "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "y", "Y", "n", "N", "yes", "Yes", "no", "NO",
    "on", "On", "off", "OFF", "0", "-0", "+1", "-1", "007", "08", "0o17", "0x1F", "0b101", "-0b11", "1_000", "0x_1",
    "1e3", "1E+3", "1.", ".5", "-.5", "1.5e-7", "1e400", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", "inf", "nan",
    "Infinity", "12:30", "1:2:3", "190:20:30.15", "2020-01-01", "2020-01-01T00:00:00Z", "2020-1-1 1:2:3 +1",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "<<", "=", "-", "?", ":", "---", "...",
    "--- a", "- a", "? a", "a: b", "a:", ":a", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "[", "{}",
    "'a'", "\"a\"", " a", "a ", "\ta", "a\t", "\n", "\na", "a\n", "a\n\n", " \n", "a\n b", " a\nb", "a \nb",
    "a\n\tb", "a\r\nb", "a\nb: c\n", "# a\nb", "--- a\n", "a\n---\nb"};
// clang-format on

std::string made_text(Chance& chance) {
  if (chance.one_in(3)) return std::string(chance.of(kLooks));
  std::string out;
  for (std::size_t i = chance.below(7); i > 0; --i) out += chance.of(kPieces);
  return out;
}

Json made_value(Chance& chance, int depth) {
  if (depth > 0 && chance.one_in(2)) {
    Json out = chance.one_in(2) ? Json::object() : Json::array();
    for (std::size_t i = chance.below(4); i > 0; --i) {
      if (out.is_array()) out.push_back(made_value(chance, depth - 1));
      else out[made_text(chance)] = made_value(chance, depth - 1);
    }
    return out;
  }
  switch (chance.below(10)) {
    case 0: return nullptr;
    case 1: return chance.one_in(2);
    case 2: return static_cast<std::int64_t>(chance.below(1'000'000)) - 500'000;
    case 3: return chance.of(std::vector<std::int64_t>{INT64_MAX, INT64_MIN, 0, -1});
    case 4: return chance.of(std::vector<double>{0.5, -1e21, 1e20, 1.5e-7, 1e300, -0.1, 5e-324, 123456789.25});
    default: return made_text(chance);
  }
}

}  // namespace

TEST_CASE("every recorded object means to yaml-cpp, once written, what it was") {
  std::size_t count = 0;
  for (const std::string folder : {"describe/cases", "support/apiserver/shop", "cluster"}) {
    for (const std::string& file : files_below(folder)) {
      if (!file.ends_with(".json") && !file.ends_with(".yaml")) continue;
      INFO(file);
      data::DocumentReader reader(read_file(file));
      Document document;
      while (reader.next(document)) {
        check_written(document.root);
        ++count;
      }
    }
  }
  CHECK(count > 150);
  for (const auto& cases : {std::span<const yaml_cases::Case>(yaml_cases::kWritten),
                            std::span<const yaml_cases::Case>(yaml_cases::kWrittenStrings),
                            std::span<const yaml_cases::Case>(yaml_cases::kWrittenKyaml)}) {
    for (const yaml_cases::Case& c : cases) {
      INFO(c.in);
      check_written(data::parse_json(c.in).root);
    }
  }
}

TEST_CASE("whatever a text looks like, yaml-cpp reads it as that text, as value and as name") {
  for (const std::string_view text : kLooks) {
    const std::string in(text);
    Arena arena;
    for (const Json& value : {Json(in), Json{{in, in}}, Json::array({in, Json{{in, Json::array({in})}}})}) {
      check_written(data::to_node(value, arena, KeyOrder::sorted));
    }
  }
  for_all(3000, [](Chance& chance) {
    Arena arena;
    check_written(data::to_node(made_text(chance), arena, KeyOrder::sorted));
  });
}

TEST_CASE("objects made by chance mean to yaml-cpp, once written, what they were") {
  for_all(2000, [](Chance& chance) {
    Arena arena;
    check_written(data::to_node(made_value(chance, 5), arena, KeyOrder::sorted));
  });
}

TEST_CASE("each difference in what is written is still one") {
  for (const Difference& difference : kDifferences) {
    INFO(difference.reason);
    const Node value = Node::string(difference.example);
    bool differs = false;
    for (const Form form : {Form::sorted, Form::kyaml}) {
      if (difference.concerns(difference.example, form)) differs = !is_read_back(written(value, form), value);
    }
    CHECK(differs);
  }
}

TEST_CASE("what both read means the same to both") {
  const std::string binary = "yaml-cpp leaves !!binary to who reads it";
  const std::string merge = "yaml-cpp leaves << to who reads it";
  const std::string numbers = "yaml-cpp knows no 0o17 of YAML 1.2, and no 0b101 and 1_000 of 1.1; go-yaml knows all";
  const std::map<std::string, std::string> known = {
      {"!!binary /w==", binary},
      {"!!binary aGVsbG8=", binary},
      {"1: a\n2.5: b\ntrue: c\nyes: d\n2020-01-01: f\n1e10: g\n", "a number as a name is written as Go writes it"},
      {yaml_cases::kRead[0].in, numbers},
      {"yaml/1", numbers},
      {"x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n", merge},
      {"x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n", merge},
      {"x: &x {a: 1}\nz: &z {a: 2, c: 3}\ny:\n  <<: [*x, *z, {d: 4}]\n", merge},
      {"yaml/2", merge},
      {std::string("KYAML of ") + yaml_cases::kWrittenKyaml[0].in, "yaml-cpp reads \\_ as a byte that is no UTF-8"}};
  std::map<std::string, std::string> inputs;
  for (const auto& c : yaml_cases::kRead) inputs[c.in] = c.in;
  for (const auto& c : yaml_cases::kRefused) inputs[c.in] = c.in;
  for (const auto& c : yaml_cases::kWrittenKyaml) inputs[std::string("KYAML of ") + c.in] = c.out;
  for (const auto& c : document_cases::kInputs) inputs[c.in] = c.in;
  for (const std::string folder : {"yaml", "kubeconfig"}) {
    for (const std::string& file : files_below("fuzz/corpus/" + folder)) {
      inputs[folder + "/" + path_base(file)] = read_file(file);
    }
  }
  std::size_t both = 0;
  for (const auto& [name, text] : inputs) {
    Arena arena;
    Node value;
    try {
      value = data::parse_yaml(text, arena);
    } catch (const ParseError&) {
      continue;
    }
    const std::optional<Json> read = test::read_by_yaml_cpp(text);
    if (!read) continue;
    ++both;
    INFO(name << " (" << (known.contains(name) ? known.at(name) : "not on the list") << ")");
    INFO(data::to_json(value) << "\n" << read->dump(-1, ' ', false, Json::error_handler_t::replace));
    CHECK(test::same_meaning(*read, value) != known.contains(name));
  }
  CHECK(both > 80);
}
