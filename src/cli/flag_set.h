// FlagSet: a command's flags, with kubectl's grammar and kubectl's error texts.
//
// A flag's name, help, default, choices, completion and the field it fills are one
// value; parser, --help, usage errors, completion and man page are made from it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kpp::cli {

/// key=value pairs of one flag (pflag's stringToString).
using StringMap = std::map<std::string, std::string>;

/// The field a flag fills. Lists: see Flag::repeated.
using FlagTarget = std::variant<std::monostate, bool*, std::string*, std::int32_t*, std::int64_t*, double*,
                                std::vector<std::string>*, std::chrono::nanoseconds*, StringMap*>;

/// What a value may be completed with; the shell-side meaning is in complete.h.
enum class Completes { nothing, files, folders, choices, custom };

struct Flag {
  std::string_view name = {};
  char short_name = 0;
  FlagTarget target = {};
  std::string_view help = {};
  /// How help names the value and errors name the type: "string", "int", …; derived from target when empty.
  std::string_view type_name = {};
  /// The value of a bare `--flag` (pflag's NoOptDefVal); bools have "true" by themselves.
  std::optional<std::string_view> bare_value = {};
  /// For a list target: true keeps each value whole (stringArray), false splits at commas (stringSlice, CSV quoting).
  bool repeated = false;
  /// Allowed values, shown in completion. Not enforced by the parser: commands word that error.
  std::vector<std::string_view> choices = {};
  Completes completes = Completes::nothing;
  /// With Completes::custom: the key of a completer of the program ("namespace", "context", …).
  std::string_view completer = {};
  bool hidden = false;
  /// kubectl has no such flag: `options` lists it apart, so that what reads the list finds kubectl's flags.
  bool own = false;
  std::string_view deprecated = {};  ///< printed as a warning when used; also hides the flag
  bool required = false;             ///< error: required flag(s) "x" not set
  /// Called with each value after the target is set (or alone); throws Error with the bare reason, which
  /// becomes `invalid argument "V" for "--x" flag: REASON`.
  std::function<void(const std::string&)> check = {};
  /// The default as help and completion show it, where the field's initial value is not it.
  std::optional<std::string_view> shown_default = {};
};

class FlagSet {
 public:
  FlagSet();
  ~FlagSet();
  FlagSet(FlagSet&&) noexcept;
  FlagSet& operator=(FlagSet&&) noexcept;

  /// The field's value at this moment is the flag's default. Names must be new to this set.
  void add(Flag flag);
  /// Was the flag given on the line (or by kuberc)?
  bool changed(std::string_view name) const;
  const std::vector<Flag>& flags() const;
  const Flag* find(std::string_view name) const;
  const Flag* find_short(char name) const;
  /// The default as text, taken when the flag was added ("false", "", "[]", "500", "0s").
  std::string default_text(std::string_view name) const;
  /// Sets one flag as if it stood on the line. Throws UsageError in pflag's words.
  void set(std::string_view name, const std::string& value);

 private:
  friend struct FlagSetAccess;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads `words` (after the command's name): flags into `own` and `global` (either may hold it), the rest
/// returned in order. `--` ends flags; `dash` is then how many arguments stood before it, else -1.
/// Throws UsageError with pflag's text for the first wrong word.
struct ParsedWords {
  std::vector<std::string> args;
  int dash = -1;
  bool help = false;                                            ///< -h or --help was given
  std::vector<std::pair<std::string, std::string>> given = {};  ///< flags and their values, in the order of the words
};
ParsedWords parse_words(const std::vector<std::string>& words, FlagSet& own, FlagSet& global);

}  // namespace kpp::cli
