// How far hostile or broken input may go: deeper, longer or larger is one clear error, never a crash or a full machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kpp::limits {

// Nesting: readers and writers call themselves once a level, and the stack has 8 MiB. Kubernetes' own objects are
// less than 50 levels deep.
inline constexpr int kJsonDepth = 1000;
inline constexpr int kYamlDepth = 1000;
/// Brackets counted without recursion, where only the end of a value is looked for; encoding/json's number.
inline constexpr std::size_t kJsonScanDepth = 10'000;
/// Lists in items of lists, in manifests.
inline constexpr int kListDepth = 100;

/// Values of one YAML document as it is written; some 100 bytes each while it is read.
inline constexpr std::size_t kYamlValues = 10'000'000;
/// Values of one YAML document that come from aliases, however large the document is.
inline constexpr std::size_t kYamlAliasedValues = 4'000'000;

// Sizes of what is read whole.
inline constexpr std::size_t kFileBytes = std::size_t{256} << 20;
/// One object of a list, one event of a watch, one discovery document.
inline constexpr std::size_t kItemBytes = std::size_t{256} << 20;
/// A file of colours; an honest one has a few KiB.
inline constexpr std::size_t kThemeBytes = std::size_t{1} << 20;
inline constexpr std::size_t kKubeconfigBytes = std::size_t{64} << 20;

// Templates, of both kinds, are programs: these bounds are far above what an honest one does, and let no short text
// run for hours or fill the memory.
/// Texts one execution makes, those it throws away too; ends with an error.
inline constexpr std::size_t kTemplateBytes = std::size_t{512} << 20;
/// Actions, calls and their arguments in one execution of a Go template.
inline constexpr std::uint64_t kTemplateSteps = 20'000'000;
/// So many bytes that a function looks at, or names of variables and fields among which one is looked for, are one
/// step more.
inline constexpr std::size_t kTemplateBytesAStep = 64;
inline constexpr std::size_t kTemplateNamesAStep = 16;
/// Values that the steps of one execution of a JSONPath find, 16 bytes each.
inline constexpr std::uint64_t kJsonPathSteps = 30'000'000;
/// Actions in actions and parentheses in parentheses, as written.
inline constexpr int kTemplateNesting = 500;
/// Lists of actions in lists of actions and templates in templates, while it runs. Go allows 100,000 templates.
inline constexpr int kTemplateDepth = 2000;
/// Width and precision of printf; fmt's own number.
inline constexpr int kPrintfWidth = 1'000'000;

}  // namespace kpp::limits
