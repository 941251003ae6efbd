// See secret_data.h.
#include "cmd/create/secret_data.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/object_parts.h"
#include "base/base64.h"
#include "base/quote.h"
#include "base/strings.h"
#include "cmd/create/create_flags.h"
#include "cmd/create/data_sources.h"
#include "data/name_syntax.h"
#include "kpp/error.h"

namespace kpp::cmd {

void SecretData::add(const std::string& key, const std::string& bytes) {
  const std::vector<std::string> problems = data::config_key_problems(key);
  if (!problems.empty()) {
    throw Error(fmt::format("{} is not valid key name for a Secret {}", go_quote(key), join(problems, ";")));
  }
  if (!values_.emplace(key, base64_encode(bytes)).second) {
    throw Error(fmt::format("cannot add key {}, another key by that name already exists", key));
  }
}

void SecretData::create(app::Context& context, const CreateFlags& flags, const std::string& name,
                        const std::string& type, bool append_hash) const {
  const Json values = app::string_map(values_);
  std::string full_name = name;
  if (append_hash) full_name += hash_suffix({{"kind", "Secret"}, {"type", type}, {"name", name}, {"data", values}});
  Json object = app::new_object("Secret", "v1", full_name);
  if (!values.empty()) object["data"] = values;
  if (!type.empty()) object["type"] = type;
  flags.create(context, std::move(object), {.type = {"", "v1", "secrets"}, .failure = "failed to create secret "});
}

}  // namespace kpp::cmd
