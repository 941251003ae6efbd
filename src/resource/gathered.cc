// See gathered.h.
#include "resource/gathered.h"

namespace kpp::resource {

std::shared_ptr<const Error> share_current_error() {
  try {
    throw;
  } catch (const ApiError& error) {
    return std::make_shared<ApiError>(error);
  } catch (const TransportError& error) {
    return std::make_shared<TransportError>(error);
  } catch (const ParseError& error) {
    return std::make_shared<ParseError>(error);
  } catch (const ConfigError& error) {
    return std::make_shared<ConfigError>(error);
  } catch (const UsageError& error) {
    return std::make_shared<UsageError>(error);
  } catch (const Aggregate& error) {
    return std::make_shared<Aggregate>(error);
  } catch (const VerbatimError& error) {
    return std::make_shared<VerbatimError>(error);
  } catch (const ExitStatus&) {
    throw;
  } catch (const Error& error) {
    return std::make_shared<Error>(error);
  }
}

std::shared_ptr<const Error> Gathered::error() const {
  std::vector<std::shared_ptr<const Error>> all = of_objects_;
  if (!of_sources_.empty()) all.push_back(std::make_shared<Aggregate>(of_sources_));
  if (all.empty()) return nullptr;
  if (all.size() == 1) return all.front();
  return std::make_shared<Aggregate>(std::move(all));
}

void Gathered::raise() const { throw_gathered(error()); }

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

std::shared_ptr<const Error> without(const std::shared_ptr<const Error>& error,
                                     const std::function<bool(const Error&)>& drop) {
  if (!error) return nullptr;
  const auto* several = dynamic_cast<const Aggregate*>(error.get());
  if (!several) return drop(*error) ? nullptr : error;
  std::vector<std::shared_ptr<const Error>> left;
  for (const auto& one : several->errors()) {
    if (auto kept = without(one, drop)) left.push_back(std::move(kept));
  }
  if (left.empty()) return nullptr;
  return std::make_shared<Aggregate>(std::move(left));
}

}  // namespace kpp::resource
