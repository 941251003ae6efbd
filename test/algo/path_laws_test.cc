// What holds of paths and templates over any document: each place is found, and item by item is as good as at once.
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "algo/gotemplate/gotemplate.h"
#include "algo/jsonpath/jsonpath.h"
#include "algo/made_json.h"
#include "base/strings.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using kpp::test::Chance;
using kpp::test::for_all;
using kpp::test::JsonMaker;

namespace {

struct Place {
  std::string path;            ///< as JSONPath: ['a'][2]
  std::string template_words;  ///< as the words of `index`: "a" 2
  Node value;
};

// Every place of a document; what has an empty name cannot be said in a path.
void add_places(Node value, const Place& at, std::vector<Place>& out) {
  out.push_back(at);
  for (std::size_t i = 0; i < value.size() && value.is_array(); ++i) {
    const std::string index = std::to_string(i);
    add_places(value.at(i), {at.path + "[" + index + "]", at.template_words + " " + index, value.at(i)}, out);
  }
  for (const Member& member : value.members()) {
    if (member.key.empty()) continue;
    const std::string name(member.key);
    add_places(
        member.value,
        {at.path + "['" + replace_all(name, ".", "\\.") + "']", at.template_words + " \"" + name + "\"", member.value},
        out);
  }
}

std::size_t count_named(Node value, std::string_view name) {
  std::size_t out = 0;
  for (const Node item : value.items()) out += count_named(item, name);
  for (const Member& member : value.members()) out += count_named(member.value, name) + (member.key == name ? 1 : 0);
  return out;
}

std::string rendered(const std::string& text, Node data) {
  std::string out;
  algo::GoTemplate::parse(text, false).execute(data, out);
  return out;
}

// What `act` appends, or the error.
std::string or_error(const std::function<void(std::string&)>& act) {
  std::string out;
  try {
    act(out);
  } catch (const Error& error) {
    return std::string("! ") + error.what();
  }
  return out;
}

Document list_of(JsonMaker& make, Chance& chance) {
  Json items = Json::array();
  for (std::size_t i = chance.below(5); i > 0; --i) items.push_back(chance.one_in(4) ? make.value(2) : make.object(3));
  return data::parse_json(Json{{"kind", "List"}, {"items", items}}.dump());
}

}  // namespace

TEST_CASE("the path of a place finds what is there and nothing else; so does a template's index") {
  for_all(1000, [](Chance& chance) {
    const Document document = data::parse_json(JsonMaker(chance).object(4).dump());
    std::vector<Place> places;
    add_places(document.root, {"", "", document.root}, places);
    for (const Place& place : places) {
      if (place.path.empty()) continue;
      INFO(data::to_json(document.root) << " at " << place.path);
      const auto found = algo::JsonPath::parse("{" + place.path + "}").find(document.root);
      REQUIRE(found.size() == 1);
      REQUIRE(found[0].size() == 1);
      REQUIRE(data::to_json(found[0][0]) == data::to_json(place.value));
      Arena arena;
      const Node alone = Node::array(&place.value, 1);
      REQUIRE(rendered("{{index ." + place.template_words + "}}", document.root) == rendered("{{index . 0}}", alone));
    }
  });
}

TEST_CASE("a descent finds as many as there are of that name") {
  for_all(1000, [](Chance& chance) {
    const Document document = data::parse_json(JsonMaker(chance).object(5).dump());
    for (const char* name : {"a", "b", "c", "d"}) {
      INFO(data::to_json(document.root) << " of " << name);
      const auto found =
          algo::JsonPath::parse(std::string("{..") + name + "}", {.allow_missing_keys = true}).find(document.root);
      REQUIRE(found.size() == 1);
      REQUIRE(found[0].size() == count_named(document.root, name));
    }
  });
}

TEST_CASE("a slice has the elements from the first on, each so many further") {
  for_all(1000, [](Chance& chance) {
    Json list = Json::array();
    for (std::size_t i = 1 + chance.below(6); i > 0; --i)
      list.push_back(std::string(1, static_cast<char>('a' + list.size())));
    const std::size_t from = chance.below(list.size());
    const std::size_t to = from + 1 + chance.below(list.size() - from);
    const std::size_t step = 1 + chance.below(3);
    std::string expected;
    for (std::size_t i = from; i < to; i += step)
      expected += (expected.empty() ? "" : " ") + list[i].get<std::string>();
    const Document document = data::parse_json(list.dump());
    const auto sliced = [&](const std::string& first, const std::string& last) {
      std::string out;
      algo::JsonPath::parse("{[" + first + ":" + last + ":" + std::to_string(step) + "]}").execute(document.root, out);
      return out;
    };
    const auto from_end = [&](std::size_t index) {
      return std::to_string(static_cast<int>(index) - static_cast<int>(list.size()));
    };
    INFO(list.dump() << " from " << from << " to " << to << " by " << step);
    REQUIRE(sliced(std::to_string(from), std::to_string(to)) == expected);
    REQUIRE(sliced(from_end(from), to == list.size() ? "" : from_end(to)) == expected);
  });
}

TEST_CASE("a list walked item by item gives what it gives as a whole, errors too") {
  const std::string bodies[] = {"{.a}",   "{.a.b},",   "{.a[0]}{.b}", "{['g\\.h']} ", "{.}",
                                "{..a}|", "{.c[*].a}", "x",           "{.a[1:]}",     "{.*} "};
  for_all(2000, [&](Chance& chance) {
    JsonMaker make(chance);
    const Document list = list_of(make, chance);
    const std::string text = "<{range .items[*]}" + chance.of(bodies) + chance.of(bodies) + "{end}>";
    const algo::JsonPath path = algo::JsonPath::parse(text, {.allow_missing_keys = chance.one_in(2)});
    INFO(text << " of " << data::to_json(list.root));
    REQUIRE(path.items_walk());
    const std::string whole = or_error([&](std::string& out) { path.execute(list.root, out); });
    REQUIRE(or_error([&](std::string& out) {
              algo::JsonPath::Walk walk(path);
              walk.begin(out);
              for (const Node item : list.root["items"].items()) walk.item(item, out);
              walk.end(out);
            }) == whole);
  });
}

TEST_CASE("a template that walks items gives of each what it gives of all") {
  const std::string bodies[] = {"{{.}}",
                                "{{printf \"%v\" .}},",
                                "{{with .}}[{{.}}]{{else}}-{{end}}",
                                "{{len (print .)}} ",
                                "{{if .}}y{{else}}n{{end}}",
                                "text"};
  for_all(2000, [&](Chance& chance) {
    JsonMaker make(chance);
    const Document list = list_of(make, chance);
    const std::string text = "<{{range .items}}" + chance.of(bodies) + chance.of(bodies) + "{{end}}>";
    const algo::GoTemplate parsed = algo::GoTemplate::parse(text, false);
    INFO(text << " of " << data::to_json(list.root));
    REQUIRE(parsed.walks_items());
    REQUIRE(or_error([&](std::string& out) {
              parsed.prefix(out);
              for (const Node item : list.root["items"].items()) parsed.item(item, out);
              parsed.suffix(out);
            }) == or_error([&](std::string& out) { parsed.execute(list.root, out); }));
  });
}
