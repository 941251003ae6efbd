// No object crashes a describer: each field of each case removed, nulled and given another type in turn.
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
void describe_anyhow(const Json& text) {
  try {
    (void)test::describe_case(text);
  } catch (const Error&) {
    SUCCEED();
  }
}

}  // namespace

TEST_CASE("a field that is missing or of the wrong type crashes nothing") {
  const std::vector<Json> others = {nullptr, true, -1, "text\n\t\x1b", Json::array(), Json::array({nullptr, 1, "x", Json::object()}),
                                    Json::object(), Json({{"name", nullptr}, {"key", 7}})};
  for (const std::string& name : test::case_names()) {
    const Json whole = test::read_case(name);
    std::vector<Json::json_pointer> paths;
    each_path(whole.at("object"), Json::json_pointer("/object"), paths);
    if (whole.contains("beside")) {
      for (const auto& [key, value] : whole.at("beside").items()) {
        if (!value.is_string()) each_path(value, Json::json_pointer("/beside") / key, paths);
      }
    }
    Json changed = whole;
    for (const Json::json_pointer& path : paths) {
      INFO(name << " " << path.to_string());
      Json& field = changed[path];
      const Json was = field;
      for (const Json& other : others) {
        field = other;
        describe_anyhow(changed);
      }
      field = was;
      Json& parent = changed[path.parent_pointer()];
      const Json parent_was = parent;
      if (parent.is_array()) parent.erase(std::stoul(path.back()));
      else parent.erase(path.back());
      describe_anyhow(changed);
      parent = parent_was;
    }
  }
}
