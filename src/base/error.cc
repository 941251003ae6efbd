#include "kpp/error.h"

namespace kpp {

Error::Error(const std::string& message, int exit_code) : std::runtime_error(message), text_(message), exit_code_(exit_code) {}

void Error::add_context(std::string_view context) { text_.insert(0, std::string(context) + ": "); }

ApiError::ApiError(Status status) : Error(status.message), status_(std::move(status)) {}

Aggregate::Aggregate(std::vector<std::shared_ptr<const Error>> errors) : Error(""), errors_(std::move(errors)) {
  std::string text;
  for (const auto& error : errors_) {
    if (!text.empty()) text += ", ";
    text += error->what();
  }
  set_text(errors_.size() == 1 ? text : "[" + text + "]");
}

}  // namespace kpp
