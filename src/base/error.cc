#include "kpp/error.h"

#include <algorithm>
#include <utility>

namespace kpp {

Error::Error(const std::string& message, int exit_code)
    : std::runtime_error(message), text_(message), exit_code_(exit_code) {}

void Error::add_context(std::string_view context) { text_.insert(0, std::string(context) + ": "); }

ApiError::ApiError(Status status) : Error(status.message), status_(std::move(status)) {}

// No copy is made, which would lose what a derived error knows: the exception itself stays alive with the pointer.
std::shared_ptr<const Error> share_current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return {std::make_shared<std::exception_ptr>(std::current_exception()), &error};
  }
}

namespace {

void add_texts(const Aggregate& several, std::vector<std::string>& texts) {
  for (const auto& error : several.errors()) {
    if (const auto* inner = dynamic_cast<const Aggregate*>(error.get())) {
      add_texts(*inner, texts);
    } else if (std::find(texts.begin(), texts.end(), error->what()) == texts.end()) {
      texts.emplace_back(error->what());
    }
  }
}

}  // namespace

Aggregate::Aggregate(std::vector<std::shared_ptr<const Error>> errors) : Error(""), errors_(std::move(errors)) {
  std::vector<std::string> texts;
  add_texts(*this, texts);
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : ", ") + one;
  set_text(texts.size() == 1 ? text : "[" + text + "]");
}

}  // namespace kpp
