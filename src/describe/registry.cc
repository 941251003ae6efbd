// Every family of describers.
#include "describe/describer.h"

namespace kpp::describe {

const Describer* find_describer(std::string_view group, std::string_view kind) {
  for (const auto family : {pod_describers}) {
    for (const Describer& describer : family()) {
      if (describer.group == group && describer.kind == kind) return &describer;
    }
  }
  return nullptr;
}

}  // namespace kpp::describe
