// GoTemplate: kubectl's go-template, the whole language of text/template over JSON values.
// Source: https://pkg.go.dev/text/template
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/limits.h"
#include "kpp/node.h"

namespace kpp::algo {

/// What one execution (of a whole list, or of one item) may do before it ends with an error.
struct TemplateLimits {
  std::uint64_t steps = limits::kTemplateSteps;
  std::size_t bytes = limits::kTemplateBytes;
};

/// A template, ready to be used on any number of objects. Cheap to copy.
class GoTemplate {
 public:
  /// With `missing_key_error` a key that an object lacks is an error. Throws ParseError.
  static GoTemplate parse(std::string_view text, bool missing_key_error, TemplateLimits limits = {});
  /// Appends what the template makes of `data`. Throws Error("template: output:1:2: executing …"): what was made
  /// before stays in `out`.
  void execute(Node data, std::string& out) const;
  /// The template is {{range .items}}…{{end}} with text around it, and its body looks at the element alone: items
  /// can be given one by one, to item(), between prefix() and suffix().
  bool walks_items() const;
  void prefix(std::string& out) const;
  void item(Node element, std::string& out) const;
  void suffix(std::string& out) const;

 private:
  struct Impl;
  explicit GoTemplate(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace kpp::algo
