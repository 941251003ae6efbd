// See flag_set.h: the set itself, and kubectl's grammar of words.
#include "cli/flag_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/quote.h"
#include "base/strings.h"
#include "cli/flag_values.h"
#include "cli/parse_cli11.h"
#include "kpp/error.h"

namespace kpp::cli {
namespace {

void assign_or_complain(const Flag& flag, const std::string& value, bool first) {
  try {
    assign_value(flag, value, first);
  } catch (const Error& error) {
    const std::string shown =
        flag.short_name ? fmt::format("-{}, --{}", flag.short_name, flag.name) : fmt::format("--{}", flag.name);
    throw UsageError(fmt::format("invalid argument {} for {} flag: {}", go_quote(value), go_quote(shown), error.what()),
                     true);
  }
}

}  // namespace

struct FlagSet::Impl {
  std::vector<Flag> flags;
  std::vector<std::string> defaults;
  std::vector<bool> changed;

  std::size_t index(std::string_view name) const {
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (flags[i].name == name) return i;
    }
    return flags.size();
  }
};

FlagSet::FlagSet() : impl_(std::make_unique<Impl>()) {}
FlagSet::~FlagSet() = default;
FlagSet::FlagSet(FlagSet&&) noexcept = default;
FlagSet& FlagSet::operator=(FlagSet&&) noexcept = default;

void FlagSet::add(Flag flag) {
  if (find(flag.name)) throw std::logic_error("flag added twice: " + std::string(flag.name));
  impl_->defaults.push_back(flag.shown_default ? std::string(*flag.shown_default) : value_text(flag));
  impl_->changed.push_back(false);
  impl_->flags.push_back(std::move(flag));
}

bool FlagSet::changed(std::string_view name) const {
  const std::size_t at = impl_->index(name);
  return at < impl_->flags.size() && impl_->changed[at];
}

const std::vector<Flag>& FlagSet::flags() const { return impl_->flags; }

const Flag* FlagSet::find(std::string_view name) const {
  const std::size_t at = impl_->index(name);
  return at < impl_->flags.size() ? &impl_->flags[at] : nullptr;
}

const Flag* FlagSet::find_short(char name) const {
  const auto found =
      std::find_if(impl_->flags.begin(), impl_->flags.end(), [&](const Flag& flag) { return flag.short_name == name; });
  return found == impl_->flags.end() ? nullptr : &*found;
}

std::string FlagSet::default_text(std::string_view name) const {
  const std::size_t at = impl_->index(name);
  return at < impl_->flags.size() ? impl_->defaults[at] : std::string();
}

void FlagSet::set(std::string_view name, const std::string& value) {
  const std::size_t at = impl_->index(name);
  if (at == impl_->flags.size()) throw UsageError(fmt::format("unknown flag: --{}", name), true);
  assign_or_complain(impl_->flags[at], value, !impl_->changed[at]);
  impl_->changed[at] = true;
}

namespace {

// Splits the words into canonical items and arguments. The first thing wrong with the words themselves is kept until
// the items before it have been read: the first error of the line is the one that is told.
class Words {
 public:
  Words(const std::vector<std::string>& words, FlagSet& own, FlagSet& global)
      : words_(words), own_(own), global_(global) {}

  ParsedWords parse() {
    try {
      split();
    } catch (const UsageError&) {
      parse_items(items_);
      throw;
    }
    parse_items(items_);
    return std::move(out_);
  }

 private:
  void split() {
    for (; next_ < words_.size();) {
      const std::string& word = words_[next_++];
      if (word.size() < 2 || word[0] != '-') {
        out_.args.push_back(word);
      } else if (word == "--") {
        out_.dash = static_cast<int>(out_.args.size());
        out_.args.insert(out_.args.end(), words_.begin() + static_cast<std::ptrdiff_t>(next_), words_.end());
        break;
      } else if (word[1] == '-') {
        long_flag(word);
      } else {
        short_flags(word);
      }
    }
  }

  void take(FlagSet& set, const Flag& flag, std::string value) {
    out_.given.emplace_back(flag.name, value);
    items_.push_back({&set, std::string(flag.name), std::move(value)});
  }

  static std::optional<std::string> bare_value(const Flag& flag) {
    if (flag.bare_value) return std::string(*flag.bare_value);
    if (std::holds_alternative<bool*>(flag.target)) return "true";
    return std::nullopt;
  }

  FlagSet* set_with(std::string_view name) {
    if (own_.find(name)) return &own_;
    return global_.find(name) ? &global_ : nullptr;
  }

  void long_flag(const std::string& word) {
    const std::string body = word.substr(2);
    if (body.empty() || body[0] == '-' || body[0] == '=') throw UsageError("bad flag syntax: " + word, true);
    const std::size_t equals = body.find('=');
    const std::string typed = body.substr(0, equals);
    const std::string name = replace_all(typed, "_", "-");
    FlagSet* set = set_with(name);
    if (!set) {
      if (name == "help") {
        const Flag help{.name = "help", .short_name = 'h', .target = &out_.help};
        assign_or_complain(help, equals == std::string::npos ? "true" : body.substr(equals + 1), true);
        return;
      }
      throw UsageError("unknown flag: --" + typed, true);
    }
    const Flag& flag = *set->find(name);
    if (equals != std::string::npos) return take(*set, flag, body.substr(equals + 1));
    if (const auto bare = bare_value(flag)) return take(*set, flag, *bare);
    if (next_ >= words_.size()) throw UsageError("flag needs an argument: --" + typed, true);
    take(*set, flag, words_[next_++]);
  }

  void short_flags(const std::string& word) {
    std::string_view rest = std::string_view(word).substr(1);
    while (!rest.empty()) {
      const char letter = rest[0];
      const Flag* flag = own_.find_short(letter);
      FlagSet* set = flag ? &own_ : &global_;
      if (!flag) flag = global_.find_short(letter);
      // The command's own flag of that name hides the global one, its letter too.
      if (flag && set == &global_ && own_.find(flag->name)) flag = nullptr;
      if (!flag) {
        if (letter == 'h') {
          out_.help = true;
          rest.remove_prefix(1);
          continue;
        }
        throw UsageError(
            fmt::format("unknown shorthand flag: {} in -{}", go_quote_rune(static_cast<unsigned char>(letter)), rest),
            true);
      }
      const std::string_view after = rest.substr(1);
      if (after.size() > 1 && after[0] == '=') return take(*set, *flag, std::string(after.substr(1)));
      if (const auto bare = bare_value(*flag)) {
        take(*set, *flag, *bare);
        rest = after;
        continue;
      }
      if (!after.empty()) return take(*set, *flag, std::string(after));
      if (next_ >= words_.size()) {
        throw UsageError(
            fmt::format("flag needs an argument: {} in -{}", go_quote_rune(static_cast<unsigned char>(letter)), rest),
            true);
      }
      return take(*set, *flag, words_[next_++]);
    }
  }

  const std::vector<std::string>& words_;
  FlagSet& own_;
  FlagSet& global_;
  std::size_t next_ = 0;
  std::vector<FlagItem> items_;
  ParsedWords out_;
};

}  // namespace

ParsedWords read_words(const std::vector<std::string>& words, FlagSet& own, FlagSet& global) {
  return Words(words, own, global).parse();
}

ParsedWords parse_words(const std::vector<std::string>& words, FlagSet& own, FlagSet& global) {
  ParsedWords parsed = read_words(words, own, global);
  if (parsed.help) return parsed;
  std::vector<std::string> missing;
  for (const Flag& flag : own.flags()) {
    if (flag.required && !own.changed(flag.name)) missing.push_back(go_quote(flag.name));
  }
  if (!missing.empty()) throw UsageError("required flag(s) " + join(missing, ", ") + " not set");
  return parsed;
}

}  // namespace kpp::cli
