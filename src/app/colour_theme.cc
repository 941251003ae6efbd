// See colour_theme.h.
#include "app/colour_theme.h"

#include <map>

#include "base/files.h"
#include "base/strings.h"
#include "data/yaml.h"
#include "io/colour.h"
#include "kpp/error.h"
#include "kpp/seams.h"

namespace kpp::app {
namespace {

constexpr std::size_t kDeepest = 8;  // of the keys that mean something; what is below means nothing

class Choices {
 public:
  explicit Choices(const Environment& env) : env_(env), path_(path_of(env)) {}

  /// Throws Error for a file that is there and cannot be read.
  void read_file() {
    if (path_.empty()) return;
    const std::optional<std::string> text = read_file_if_exists(path_);
    if (!text) return;
    Arena arena;
    gather(data::parse_yaml(*text, arena), "", 0);
  }

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

  static std::string text_of(Node value) {
    if (value.is_integer()) return std::to_string(value.as_int());  // one of 256 colours
    return std::string(value.str());
  }

  void gather(Node node, const std::string& path, std::size_t depth) {
    for (const Member& member : node.members()) {
      const std::string key = (path.empty() ? "" : path + ".") + to_lower(member.key);
      if (member.value.is_object() && depth < kDeepest) gather(member.value, key, depth + 1);
      std::vector<std::string> texts;
      for (const Node item : member.value.items()) texts.push_back(text_of(item));
      if (member.value.is_array()) file_[key] = join(texts, "/");
      else if (member.value.is_string() || member.value.is_integer()) file_[key] = text_of(member.value);
    }
  }

  const Environment& env_;
  std::string path_;
  std::map<std::string, std::string, std::less<>> file_;
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
  std::vector<io::ThemeProblem> problems;
  auto theme = std::make_unique<const io::Theme>(io::Theme::make(std::cref(choices), io::colour_depth(env), problems));
  for (const io::ThemeProblem& problem : problems) told.push_back(fmt::format("{}: {}: {}", choices.origin(problem.key), problem.key, problem.reason));
  if (!told.empty()) warn(fmt::format("Warning: colours left out: {}\n", join(told, "; ")));
  return theme;
}

}  // namespace kpp::app
