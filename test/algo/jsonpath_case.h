// A template over a JSON text, for the tests of jsonpath.
#pragma once

#include <string>
#include <string_view>

#include "algo/jsonpath/jsonpath.h"
#include "data/json.h"

namespace kpp::test {

inline std::string run(std::string_view path, std::string_view json,
                       algo::JsonPathOptions options = {.allow_missing_keys = true}) {
  const Document document = data::parse_json(json);
  std::string out;
  algo::JsonPath::parse(path, options).execute(document.root, out);
  return out;
}

/// A pod as most tests want it.
inline constexpr std::string_view kPod = R"({
  "kind":"Pod",
  "metadata":{"name":"cart","labels":{"app":"cart","a.b/c":"dotted","n":"1"},"gone":null},
  "spec":{"containers":[
    {"name":"app","image":"nginx:1","ports":[{"containerPort":80},{"containerPort":443}],"args":["a","b","c"]},
    {"name":"proxy","image":"envoy:2","args":[]}]},
  "status":{"restarts":3,"ratio":2.5,"whole":2.0,"ok":true,"text":"<a&b>","list":["<",null,1],
    "big":18446744073709551615,"tiny":0.0000001}})";

}  // namespace kpp::test
