// See failures.h.
#include "resource/failures.h"

#include <utility>

#include "resource/first_question.h"

namespace kpp::resource {
namespace {

// The error without those of absent objects, in Aggregates too; null when nothing is left.
std::shared_ptr<const Error> without_absent(const std::shared_ptr<const Error>& error) {
  if (!error) return nullptr;
  const auto* several = dynamic_cast<const Aggregate*>(error.get());
  if (!several) return is_not_found(*error) ? nullptr : error;
  std::vector<std::shared_ptr<const Error>> left;
  for (const auto& one : several->errors()) {
    if (auto kept = without_absent(one)) left.push_back(std::move(kept));
  }
  if (left.empty()) return nullptr;
  return std::make_shared<Aggregate>(std::move(left));
}

}  // namespace

void Failures::add(const Failures& others) {
  of_objects_.insert(of_objects_.end(), others.of_objects_.begin(), others.of_objects_.end());
  of_sources_.insert(of_sources_.end(), others.of_sources_.begin(), others.of_sources_.end());
}

void Failures::guard(const std::function<void()>& work) {
  const bool first = std::exchange(first_, false);
  try {
    work();
  } catch (const Error& error) {
    if (first && never_reached(error)) throw;
    add(share_current_error());
  }
}

std::shared_ptr<const Error> Failures::error() const {
  std::vector<std::shared_ptr<const Error>> all = of_objects_;
  if (!of_sources_.empty()) all.push_back(std::make_shared<Aggregate>(of_sources_));
  if (all.empty()) return nullptr;
  std::shared_ptr<const Error> out = all.size() == 1 ? all.front() : std::make_shared<Aggregate>(std::move(all));
  return ignore_not_found_ ? without_absent(out) : out;
}

void Failures::raise() const { throw_gathered(error()); }

bool is_not_found(const Error& error) {
  const auto* api = dynamic_cast<const ApiError*>(&error);
  return api && api->is("NotFound");
}

std::vector<std::shared_ptr<const Error>> flattened(const std::shared_ptr<const Error>& error) {
  if (!error) return {};
  const auto* several = dynamic_cast<const Aggregate*>(error.get());
  if (!several) return {error};
  std::vector<std::shared_ptr<const Error>> out;
  for (const auto& one : several->errors()) {
    for (auto& single : flattened(one)) out.push_back(std::move(single));
  }
  return out;
}

void throw_gathered(const std::shared_ptr<const Error>& error) {
  if (!error) return;
  if (const auto* several = dynamic_cast<const Aggregate*>(error.get())) throw Aggregate(*several);
  throw Aggregate({error});
}

}  // namespace kpp::resource
