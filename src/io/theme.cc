// See theme.h.
#include "io/theme.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "base/time.h"
#include "io/theme_presets.h"
#include "kpp/error.h"

namespace kpp::io {
namespace {

struct Entry {
  std::string_view key;
  std::vector<std::string_view> from = {};  ///< the keys whose colours it takes where it has none itself
};

// A key comes after those it takes from.
const std::vector<Entry>& entries() {
  static const std::vector<Entry> kEntries = {
      {"base.danger"},
      {"base.info"},
      {"base.muted"},
      {"base.primary"},
      {"base.secondary"},
      {"base.success"},
      {"base.warning"},
      {"base.key", {"base.secondary"}},
      {"data.key", {"base.key"}},
      {"data.string", {"base.info"}},
      {"data.true", {"base.success"}},
      {"data.false", {"base.danger"}},
      {"data.number", {"base.primary"}},
      {"data.null", {"base.muted"}},
      {"data.quantity", {"data.number"}},
      {"data.duration"},
      {"data.durationfresh", {"base.success", "base.warning", "base.danger"}},
      {"data.ratio.zero", {"base.muted"}},
      {"data.ratio.equal"},
      {"data.ratio.unequal", {"base.warning"}},
      {"status.success", {"base.success"}},
      {"status.warning", {"base.warning"}},
      {"status.error", {"base.danger"}},
      {"table.header", {"base.info"}},
      {"table.columns", {"base.info", "base.secondary"}},
      {"describe.key", {"base.key"}},
  };
  return kEntries;
}

std::string_view key_of(Meaning meaning) {
  switch (meaning) {
    case Meaning::key: return "data.key";
    case Meaning::describe_key: return "describe.key";
    case Meaning::string: return "data.string";
    case Meaning::number: return "data.number";
    case Meaning::quantity: return "data.quantity";
    case Meaning::duration: return "data.duration";
    case Meaning::yes: return "data.true";
    case Meaning::no: return "data.false";
    case Meaning::null: return "data.null";
    case Meaning::age: return "data.durationfresh";
    case Meaning::ratio_zero: return "data.ratio.zero";
    case Meaning::ratio_equal: return "data.ratio.equal";
    case Meaning::ratio_unequal: return "data.ratio.unequal";
    case Meaning::good: return "status.success";
    case Meaning::warning: return "status.warning";
    case Meaning::bad: return "status.error";
    case Meaning::header: return "table.header";
    case Meaning::column: return "table.columns";
  }
  return {};
}

// The age below which an object is young. kubecolor has no such limit unless the user sets one.
constexpr std::string_view kYoung = "5m";

std::vector<std::chrono::nanoseconds> durations(std::string_view text) {
  std::vector<std::chrono::nanoseconds> out;
  for (const std::string& part : split(text, '/')) {
    const std::string_view one = trim(part);
    const auto human = parse_human_duration(one);
    out.push_back(human ? *human : parse_duration(one));
  }
  return out;
}

class Maker {
 public:
  Maker(const ThemeChoices& choices, ColourDepth depth, std::vector<ThemeProblem>& problems)
      : choices_(choices), depth_(depth), problems_(problems) {}

  std::vector<std::pair<std::string_view, std::vector<std::string>>> codes() {
    const Preset& preset = chosen_preset();
    for (const Entry& entry : entries()) made_.emplace_back(entry.key, codes_of(entry, preset));
    return std::move(made_);
  }

  std::vector<std::chrono::nanoseconds> young() {
    if (const auto text = choices_("objfreshthreshold"); text && !text->empty()) {
      try {
        return durations(*text);
      } catch (const Error& error) {
        problem("objfreshthreshold", error);
      }
    }
    return durations(kYoung);
  }

 private:
  void problem(std::string_view key, const Error& error) { problems_.push_back({std::string(key), error.what()}); }

  const Preset& chosen_preset() {
    if (const auto name = choices_("preset")) {
      if (const Preset* preset = find_preset(to_lower(trim(*name)))) return *preset;
      problem("preset", Error(fmt::format("there is no {}; there are {}", go_quote(*name), joined_names())));
    }
    return *find_preset("dark");
  }

  static std::string joined_names() {
    std::vector<std::string> names;
    for (const std::string_view name : preset_names()) names.emplace_back(name);
    return join(names, ", ");
  }

  std::vector<std::string> codes_of(const Entry& entry, const Preset& preset) {
    const std::string key = "theme." + std::string(entry.key);
    if (const auto text = choices_(key)) {
      try {
        return colour_codes(*text, depth_);
      } catch (const Error& error) {
        problem(key, error);
      }
    }
    for (const PresetColour& colour : preset.colours) {
      if (colour.key == entry.key) return colour_codes(colour.colour, depth_);
    }
    std::vector<std::string> out;
    for (const std::string_view from : entry.from) {
      const auto found = std::find_if(made_.begin(), made_.end(), [&](const auto& made) { return made.first == from; });
      out.insert(out.end(), found->second.begin(), found->second.end());
    }
    return out;
  }

  const ThemeChoices& choices_;
  ColourDepth depth_;
  std::vector<ThemeProblem>& problems_;
  std::vector<std::pair<std::string_view, std::vector<std::string>>> made_;
};

}  // namespace

ThemeKey theme_key(std::string_view key) {
  constexpr std::string_view kTheme = "theme";
  if (key == "preset" || key == "objfreshthreshold") return ThemeKey::value;
  if (key == kTheme) return ThemeKey::group;
  if (!key.starts_with(kTheme) || key[kTheme.size()] != '.') return ThemeKey::unknown;
  key.remove_prefix(kTheme.size() + 1);
  for (const Entry& entry : entries()) {
    if (entry.key == key) return ThemeKey::value;
    if (entry.key.starts_with(key) && entry.key[key.size()] == '.') return ThemeKey::group;
  }
  return ThemeKey::unknown;
}

Theme Theme::make(const ThemeChoices& choices, ColourDepth depth, std::vector<ThemeProblem>& problems) {
  Maker maker(choices, depth, problems);
  const auto made = maker.codes();
  Theme out;
  for (std::size_t i = 0; i < kMeanings; ++i) {
    const std::string_view key = key_of(static_cast<Meaning>(i));
    out.codes_[i] = std::find_if(made.begin(), made.end(), [&](const auto& one) { return one.first == key; })->second;
  }
  out.young_ = maker.young();
  return out;
}

std::string_view Theme::code(Meaning meaning, std::size_t index) const {
  const std::vector<std::string>& codes = codes_[static_cast<std::size_t>(meaning)];
  if (codes.empty()) return {};
  // Keys and columns go round the colours. An age beyond the last limit has the colour of other durations.
  if (meaning == Meaning::age && index >= codes.size()) return code(Meaning::duration);
  return codes[index % codes.size()];
}

}  // namespace kpp::io
