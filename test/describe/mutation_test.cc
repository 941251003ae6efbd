// No object crashes a describer: each field of each case removed, nulled and given another type in turn.
#include <limits>

#include "case.h"
#include "support/catch.h"

using namespace kpp;

namespace {

void each_path(const Json& json, const Json::json_pointer& at, std::vector<Json::json_pointer>& out) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      out.push_back(at / key);
      each_path(value, at / key, out);
    }
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) {
      out.push_back(at / i);
      each_path(json[i], at / i, out);
    }
  }
}

// Errors are fine (an object without a name cannot be asked about); crashes and foreign exceptions are not.
void describe_anyhow(const Json& text, bool for_terminal = false) {
  try {
    (void)test::describe_case(text, for_terminal);
  } catch (const Error&) {
    SUCCEED();
  }
}

void describe_everywhere(const Json& text) {
  describe_anyhow(text);
  describe_anyhow(text, true);
}

// Of the object and of all that stands beside it.
std::vector<Json::json_pointer> all_paths(const Json& whole) {
  std::vector<Json::json_pointer> paths;
  each_path(whole.at("object"), Json::json_pointer("/object"), paths);
  if (!whole.contains("beside")) return paths;
  for (const auto& [key, value] : whole.at("beside").items()) {
    if (!value.is_string()) each_path(value, Json::json_pointer("/beside") / key, paths);
  }
  return paths;
}

}  // namespace

TEST_CASE("a field that is missing or of the wrong type crashes nothing") {
  const std::vector<Json> others = {nullptr,
                                    true,
                                    -1,
                                    std::numeric_limits<std::int64_t>::min(),
                                    1e308,
                                    Json::array(),
                                    Json::array({nullptr, 1, "x", Json::object()}),
                                    Json::object(),
                                    Json({{"name", nullptr}, {"key", 7}})};
  for (const std::string& name : test::case_names()) {
    const Json whole = test::read_case(name);
    Json changed = whole;
    for (const Json::json_pointer& path : all_paths(whole)) {
      INFO(name << " " << path.to_string());
      Json& field = changed[path];
      const Json was = field;
      for (const Json& other : others) {
        field = other;
        describe_anyhow(changed);
      }
      field = "text\n\t\x1b";
      describe_everywhere(changed);
      field = was;
      Json& parent = changed[path.parent_pointer()];
      const Json parent_was = parent;
      if (parent.is_array()) parent.erase(std::stoul(path.back()));
      else parent.erase(path.back());
      describe_everywhere(changed);
      parent = parent_was;
    }
  }
}

TEST_CASE("an object of which nothing is known crashes nothing, nor do answers that fail") {
  for (const std::string& name : test::case_names()) {
    INFO(name);
    const Json whole = test::read_case(name);
    const Json& object = whole.at("object");
    const Json beside = whole.value("beside", Json::object());
    const Json bare = {{"apiVersion", object.at("apiVersion")}, {"kind", object.at("kind")}};
    describe_everywhere({{"object", bare}});
    describe_everywhere({{"object", bare}, {"beside", beside}});
    for (const auto& [key, value] : beside.items()) {
      for (const Json& other :
           {Json("Forbidden"), Json("NotFound"), Json("InternalError"), Json(Json::array({nullptr})), Json(nullptr)}) {
        Json changed = whole;
        changed["beside"][key] = other;
        describe_everywhere(changed);
      }
    }
  }
}
