// What set env is told to do with variables: NAME=VALUE, NAME-, and "-" for standard input.
#pragma once

#include <string>
#include <vector>

#include "data/json.h"

namespace kpp {
class ByteSource;
}

namespace kpp::cmd {

/// Parts of the arguments: what comes first names the objects. Throws UsageError for an object behind a variable.
struct EnvWords {
  std::vector<std::string> resources = {};
  std::vector<std::string> variables = {};
};
EnvWords split_env_words(const std::vector<std::string>& args);

struct EnvVariable {
  std::string name = {};
  std::string value = {};
  // Of one that refers to a key:
  std::string reference = {};  ///< "secretKeyRef" or "configMapKeyRef"
  std::string object = {};
  std::string key = {};
};

struct EnvChange {
  std::vector<EnvVariable> set = {};  ///< the first of a name counts
  std::vector<std::string> removed = {};
  bool used_stdin = false;
};
/// Throws Error for what is no variable.
EnvChange parse_env(const std::vector<std::string>& words, ByteSource* in);

/// The list of variables after the change: those that were there keep their places.
Json updated_env(const Json& before, const EnvChange& change);

}  // namespace kpp::cmd
