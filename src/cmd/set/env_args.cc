// See env_args.h.
#include "cmd/set/env_args.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/files.h"
#include "base/quote.h"
#include "base/strings.h"
#include "data/env_name.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

Json as_json(const EnvVariable& variable) {
  Json out = {{"name", variable.name}};
  if (!variable.reference.empty()) {
    out["valueFrom"][variable.reference] = {{"name", variable.object}, {"key", variable.key}};
  } else if (!variable.value.empty()) out["value"] = variable.value;
  return out;
}

// NAME=VALUE lines; what stands behind "#" is a comment, and lines without "=" do not count.
void read_env(const std::string& text, std::vector<EnvVariable>& out) {
  for (std::string line : split(text, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    line = line.substr(0, line.find('#'));
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) out.push_back({.name = line.substr(0, equals), .value = line.substr(equals + 1)});
  }
}

}  // namespace

EnvWords split_env_words(const std::vector<std::string>& args) {
  EnvWords out;
  for (const std::string& arg : args) {
    const std::size_t equals = arg.find('=', 1);
    const bool setting = !arg.empty() && equals != std::string::npos;
    if (setting || arg.ends_with('-')) out.variables.push_back(arg);
    else if (out.variables.empty()) out.resources.push_back(arg);
    else throw UsageError("all resources must be specified before environment changes: " + join(args, " "));
  }
  return out;
}

EnvChange parse_env(const std::vector<std::string>& words, ByteSource* in) {
  EnvChange out;
  std::set<std::string> typed;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (word == "-") {
      if (!in) throw Error("when '-' is used, STDIN must be open");
      read_env(read_stream(*in), out.set);
      out.used_stdin = true;
    } else if (equals != std::string::npos) {
      const std::string name = word.substr(0, equals);
      if (const auto problems = data::env_name_problems(name); !problems.empty()) {
        throw Error(fmt::format("{} is not a valid key name: {}", go_quote(name), join(problems, ";")));
      }
      typed.insert(name);
      out.set.push_back({.name = name, .value = word.substr(equals + 1)});
    } else if (word.ends_with('-')) {
      out.removed.push_back(word.substr(0, word.size() - 1));
    } else {
      throw Error("unknown environment variable: " + word);
    }
  }
  if (std::any_of(out.removed.begin(), out.removed.end(),
                  [&](const std::string& name) { return typed.contains(name); })) {
    throw Error("can not both modify and remove the same environment variable in the same command");
  }
  return out;
}

Json updated_env(const Json& before, const EnvChange& change) {
  Json out = Json::array();
  std::set<std::string> done(change.removed.begin(), change.removed.end());
  for (const Json& old : before) {
    const std::string name = old.value("name", "");
    if (done.contains(name)) continue;
    const auto newer =
        std::find_if(change.set.begin(), change.set.end(), [&](const EnvVariable& one) { return one.name == name; });
    if (newer != change.set.end()) done.insert(name);
    out.push_back(newer != change.set.end() ? as_json(*newer) : old);
  }
  for (const EnvVariable& one : change.set) {
    if (done.insert(one.name).second) out.push_back(as_json(one));
  }
  return out;
}

}  // namespace kpp::cmd
