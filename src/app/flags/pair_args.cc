// See pair_args.h.
#include "app/flags/pair_args.h"

#include <fmt/core.h>

#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::app {
namespace {

bool is_setting(const std::string& arg) { return arg.find('=') != std::string::npos && arg[0] != '='; }
bool is_removal(const std::string& arg) { return arg.ends_with('-') && arg != "-"; }

}  // namespace

PairArgs split_pair_args(const std::vector<std::string>& args, std::string_view what) {
  PairArgs out;
  for (const std::string& arg : args) {
    if (is_setting(arg) || is_removal(arg)) out.pairs.push_back(arg);
    else if (out.pairs.empty()) out.resources.push_back(arg);
    else throw UsageError(fmt::format("all resources must be specified before {} changes: {}", what, arg));
  }
  return out;
}

Pairs parse_pairs(const std::vector<std::string>& pairs, std::string_view what, bool with_removal) {
  Pairs out;
  std::vector<std::string> invalid;
  for (const std::string& pair : pairs) {
    if (is_setting(pair)) out.set[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    else if (with_removal && is_removal(pair)) out.removed.push_back(pair.substr(0, pair.size() - 1));
    else invalid.push_back(pair);
  }
  if (!invalid.empty()) throw UsageError(fmt::format("invalid {} format: {}", what, join(invalid, ", ")));
  return out;
}

}  // namespace kpp::app
