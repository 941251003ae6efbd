// See source.h.
#include "describe/source.h"

#include <utility>

#include "kpp/error.h"

namespace kpp::describe {

const Answer::Content& Answer::content() {
  if (wait_) content_ = std::exchange(wait_, nullptr)();
  return content_;
}

const std::vector<Node>& Answer::objects() {
  if (content().failure) std::rethrow_exception(content().failure);
  return content().objects;
}

const std::vector<Node>& Answer::objects_so_far() { return content().objects; }

Node Answer::object() {
  const std::vector<Node>& all = objects();
  return all.empty() ? Node() : all.front();
}

std::string Answer::failure_text() {
  if (!content().failure) return "";
  try {
    std::rethrow_exception(content().failure);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace kpp::describe
