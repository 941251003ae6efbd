// See data_sources.h.
#include "cmd/create/data_sources.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/context.h"
#include "base/files.h"
#include "base/quote.h"
#include "base/sha256.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "cli/flag_set.h"
#include "data/env_name.h"
#include "kpp/error.h"

namespace kpp::cmd {
namespace {

bool require_there_is_folder(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    error = std::make_error_code(std::errc::no_such_file_or_directory);
  }
  if (error) throw Error(fmt::format("error reading {}: {}", path, errno_text(error.value())));
  return std::filesystem::is_directory(status);
}

// Links are not followed: only what is a file itself.
std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->symlink_status().type() == std::filesystem::file_type::regular) {
      names.push_back(it->path().filename().string());
    }
  }
  if (error) {
    throw Error(fmt::format("error listing files in {}: open {}: {}", folder, folder, errno_text(error.value())));
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct FileWord {
  std::string key;
  std::string path;
};

FileWord parse_file_word(const std::string& word) {
  const auto count = std::count(word.begin(), word.end(), '=');
  if (count == 0) return {path_base(word), word};
  if (count > 1) throw Error("key names or file paths cannot contain '='");
  const std::size_t equals = word.find('=');
  if (equals == 0) throw Error(fmt::format("key name for file path {} missing", word.substr(1)));
  if (equals + 1 == word.size()) throw Error(fmt::format("file path for key name {} missing", word.substr(0, equals)));
  return {word.substr(0, equals), word.substr(equals + 1)};
}

std::string byte_list(std::string_view bytes) {
  std::vector<std::string> numbers;
  for (const char byte : bytes) numbers.push_back(std::to_string(static_cast<unsigned char>(byte)));
  return go_list(numbers);
}

std::string_view without_leading_space(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    std::size_t next = at;
    if (!is_unicode_space(decode_rune(line, next))) break;
    at = next;
  }
  return line.substr(at);
}

void take_env_line(const app::Context& context, std::string_view line, const KeyTaker& take) {
  line = without_leading_space(line);
  if (line.empty() || line[0] == '#') return;
  const std::size_t equals = line.find('=');
  const std::string key(line.substr(0, equals));
  const std::vector<std::string> problems = data::env_name_problems(key);
  if (!problems.empty()) throw Error(fmt::format("{} is not a valid key name: {}", go_quote(key), join(problems, ";")));
  take(key,
       equals == std::string_view::npos ? context.env().get(key).value_or("") : std::string(line.substr(equals + 1)));
}

}  // namespace

void DataSourceFlags::bind(cli::FlagSet& flags) {
  flags.add({.name = "from-file",
             .target = &files,
             .help = "[KEY=]FILE: the file's bytes, under its name or this key; or a folder: each file in it.",
             .completes = cli::Completes::files});
  flags.add({.name = "from-literal",
             .target = &literals,
             .help = "KEY=VALUE; may be given several times.",
             .repeated = true});
  flags.add({.name = "from-env-file",
             .target = &env_files,
             .help = "File with lines KEY=VALUE; a KEY alone takes its value from the environment.",
             .completes = cli::Completes::files});
  flags.add({.name = "append-hash", .target = &append_hash, .help = "Append a hash of the data to the name."});
}

void DataSourceFlags::validate() const {
  if (!env_files.empty() && (!files.empty() || !literals.empty())) {
    throw UsageError("from-env-file cannot be combined with from-file or from-literal");
  }
}

void take_literals(const std::vector<std::string>& literals, const KeyTaker& take) {
  for (const std::string& literal : literals) {
    const std::size_t equals = literal.find('=');
    if (equals == 0 || equals == std::string::npos) {
      throw Error(fmt::format("invalid literal source {}, expected key=value", literal));
    }
    take(literal.substr(0, equals), literal.substr(equals + 1));
  }
}

void take_files(const std::vector<std::string>& sources, const KeyTaker& take) {
  for (const std::string& source : sources) {
    const FileWord word = parse_file_word(source);
    if (!require_there_is_folder(word.path)) {
      take(word.key, read_file(word.path));
      continue;
    }
    if (source.find('=') != std::string::npos) throw Error("cannot give a key name for a directory path");
    for (const std::string& name : files_in(word.path)) take(name, read_file(path_join(word.path, name)));
  }
}

void take_env_files(const app::Context& context, const std::vector<std::string>& paths, std::string_view what,
                    const KeyTaker& take) {
  for (const std::string& path : paths) {
    if (require_there_is_folder(path)) throw Error(fmt::format("env {} file cannot be a directory", what));
    const std::string text = read_file(path);
    const std::vector<std::string> lines = split(text, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string_view line = lines[i];
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!is_valid_utf8(line)) {
        throw Error(
            fmt::format("env file {} contains invalid utf8 bytes at line {}: {}", path, i + 1, byte_list(line)));
      }
      if (i == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      take_env_line(context, line, take);
    }
  }
}

std::string hash_suffix(const Json& hashed) {
  Arena arena;
  std::string hash = sha256_hex(data::to_json(data::to_node(hashed, arena, KeyOrder::sorted))).substr(0, 10);
  // No vowels and what looks like them: no words come about by chance.
  for (char& digit : hash) {
    switch (digit) {
      case '0': digit = 'g'; break;
      case '1': digit = 'h'; break;
      case '3': digit = 'k'; break;
      case 'a': digit = 'm'; break;
      case 'e': digit = 't'; break;
      default: break;
    }
  }
  return "-" + hash;
}

}  // namespace kpp::cmd
