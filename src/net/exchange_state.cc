#include "net/exchange_state.h"

namespace kpp::net {

void ExchangeState::set_head(int status, std::vector<Header> headers, ExchangeTiming timing) {
  const std::lock_guard lock(mutex_);
  if (have_head_) return;
  have_head_ = true;
  status_ = status;
  headers_ = std::move(headers);
  timing_ = std::move(timing);
  changed_.notify_all();
}

bool ExchangeState::accept(std::string_view piece) {
  const std::lock_guard lock(mutex_);
  if (ended_) return true;  // cancelled: nobody reads it
  if (pending_.size() >= kBufferLimit) {
    refused_ = true;
    return false;
  }
  pending_.append(piece);
  changed_.notify_all();
  return true;
}

void ExchangeState::finish(std::optional<TransportError> error) {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  ended_ = true;
  error_ = std::move(error);
  changed_.notify_all();
}

bool ExchangeState::head_came() const {
  const std::lock_guard lock(mutex_);
  return have_head_;
}

bool ExchangeState::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void ExchangeState::wait_for_head() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return have_head_ || ended_; });
  if (!have_head_) throw error_ ? *error_ : TransportError(TransportError::Kind::cut, "EOF");
}

// Once the head is there it does not change, so that the references below need no lock.
int ExchangeState::status() {
  wait_for_head();
  return status_;
}

const std::vector<Header>& ExchangeState::headers() {
  wait_for_head();
  return headers_;
}

const ExchangeTiming& ExchangeState::timing() {
  wait_for_head();
  return timing_;
}

std::optional<std::string_view> ExchangeState::read(std::optional<std::chrono::milliseconds> wait, bool& resume) {
  resume = false;
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return !pending_.empty() || ended_; };
  if (!wait) changed_.wait(lock, ready);
  else if (!changed_.wait_for(lock, *wait, ready)) return std::nullopt;
  current_.clear();
  const bool cancelled = error_ && error_->kind() == TransportError::Kind::cancelled;
  if (!pending_.empty() && !cancelled) {
    current_.swap(pending_);
    resume = std::exchange(refused_, false);
    return current_;
  }
  if (error_) throw *error_;
  return std::string_view();
}

}  // namespace kpp::net
