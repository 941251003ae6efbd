// See colour_theme.h.
#include "app/colour_theme.h"

#include <fmt/core.h>

#include <map>

#include "base/files.h"
#include "base/strings.h"
#include "data/yaml.h"
#include "io/colour.h"
#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp::app {
namespace {

class Choices {
 public:
  explicit Choices(const Environment& env) : env_(env), path_(path_of(env)) {}

  /// Throws Error for a file that is there and cannot be read.
  void read_file() {
    if (path_.empty()) return;
    const std::optional<std::string> text = read_regular_file_if_exists(path_, limits::kThemeBytes);
    if (!text) return;
    Arena arena;
    const Node root = data::parse_yaml(*text, arena);
    if (root.has_value() && !root.is_object()) throw Error(fmt::format("{} instead of keys", kind_of(root)));
    gather(root, "");
  }

  /// Keys of the file whose values cannot be meant.
  const std::vector<io::ThemeProblem>& problems() const { return problems_; }

  std::optional<std::string> operator()(std::string_view key) const {
    if (auto value = from_environment(key)) return value;
    const auto found = file_.find(key);
    return found == file_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Where a key's value is from, for messages.
  std::string origin(std::string_view key) const { return from_environment(key) ? variable(key) : path_; }
  const std::string& path() const { return path_; }

 private:
  static std::string path_of(const Environment& env) {
    if (const auto path = env.get("KUBECOLOR_CONFIG"); path && !path->empty()) return *path;
    return env.home().empty() ? std::string() : path_join(env.home(), ".kube/color.yaml");
  }

  static std::string variable(std::string_view key) {
    if (key == "objfreshthreshold") return "KUBECOLOR_OBJ_FRESH";
    return "KUBECOLOR_" + to_upper(replace_all(std::string(key), ".", "_"));
  }

  std::optional<std::string> from_environment(std::string_view key) const {
    if (key == "preset") {
      const std::string light = to_lower(env_.get("KUBECOLOR_LIGHT_BACKGROUND").value_or(""));
      if (light == "true") return "light";
      if (light == "false") return "dark";
    }
    const auto value = env_.get(variable(key));
    return value && !value->empty() ? value : std::nullopt;
  }

  static std::string_view kind_of(Node value) {
    if (value.is_object()) return "a mapping";
    if (value.is_array()) return "a list";
    if (value.is_boolean()) return "a boolean";
    return value.is_string() ? "a text" : "a number";
  }

  static bool is_choice(Node value) { return value.is_string() || value.is_integer(); }

  static std::string text_of(Node value) {
    if (value.is_integer()) return std::to_string(value.as_int());  // one of 256 colours
    return std::string(value.str());
  }

  void gather(Node node, const std::string& path) {
    for (const Member& member : node.members()) {
      const std::string key = (path.empty() ? "" : path + ".") + to_lower(member.key);
      const io::ThemeKey is = io::theme_key(key);
      if (is == io::ThemeKey::unknown || !member.value.has_value()) continue;
      if (is == io::ThemeKey::value) choose(key, member.value);
      else if (member.value.is_object()) gather(member.value, key);
      else problems_.push_back({key, fmt::format("{} instead of keys", kind_of(member.value))});
    }
  }

  void choose(const std::string& key, Node value) {
    std::vector<std::string> texts;
    for (const Node item : value.items()) {
      if (!is_choice(item)) return wrong(key, item);
      texts.push_back(text_of(item));
    }
    if (value.is_array()) file_[key] = join(texts, "/");
    else if (is_choice(value)) file_[key] = text_of(value);
    else wrong(key, value);
  }

  void wrong(const std::string& key, Node value) {
    problems_.push_back({key, fmt::format("{} instead of a text", value.has_value() ? kind_of(value) : "null")});
  }

  const Environment& env_;
  std::string path_;
  std::map<std::string, std::string, std::less<>> file_;
  std::vector<io::ThemeProblem> problems_ = {};
};

}  // namespace

std::unique_ptr<const io::Theme> load_theme(const Environment& env, const std::function<void(std::string_view)>& warn) {
  Choices choices(env);
  std::vector<std::string> told;
  try {
    choices.read_file();
  } catch (const Error& error) {
    told.push_back(fmt::format("{}: {}", choices.path(), error.what()));
  }
  for (const io::ThemeProblem& problem : choices.problems()) {
    told.push_back(fmt::format("{}: {}: {}", choices.path(), problem.key, problem.reason));
  }
  std::vector<io::ThemeProblem> problems;
  auto theme = std::make_unique<const io::Theme>(io::Theme::make(std::cref(choices), io::colour_depth(env), problems));
  for (const io::ThemeProblem& problem : problems) {
    told.push_back(fmt::format("{}: {}: {}", choices.origin(problem.key), problem.key, problem.reason));
  }
  if (!told.empty()) warn(fmt::format("Warning: colours left out: {}\n", join(told, "; ")));
  return theme;
}

}  // namespace kpp::app
