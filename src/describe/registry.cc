// Every family of describers.
#include <span>

#include "describe/describer.h"

namespace kpp::describe {
namespace {

#define KPP_NAME(name) name##_describers,
constexpr Family kFamilies[] = {KPP_DESCRIBER_FAMILIES(KPP_NAME)};
#undef KPP_NAME

}  // namespace

std::span<const Family> describer_families() { return kFamilies; }

const Describer* find_describer(std::string_view group, std::string_view kind) {
  for (const Family family : kFamilies) {
    for (const Describer& describer : family()) {
      if (describer.group == group && describer.kind == kind) return &describer;
    }
  }
  return nullptr;
}

}  // namespace kpp::describe
