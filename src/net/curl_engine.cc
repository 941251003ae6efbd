#include "net/curl_engine.h"

#include <csignal>

#include "net/running_transfers.h"

namespace kpp::net {
namespace {

TransportError cancelled() { return TransportError(TransportError::Kind::cancelled, "context canceled"); }

}  // namespace

void CurlEngine::post(Action action, std::shared_ptr<CurlTransfer> transfer) {
  const std::lock_guard lock(mutex_);
  if (stopping_) {
    transfer->state()->finish(cancelled());
    return;
  }
  commands_.push_back({action, std::move(transfer)});
  if (multi_) lib_->multi_wakeup(multi_);
  if (thread_.joinable()) return;
  // Signals are the main thread's; and a write to a closed connection must not end the program.
  sigset_t all, before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void CurlEngine::start(std::shared_ptr<CurlTransfer> transfer) { post(Action::start, std::move(transfer)); }
void CurlEngine::resume(std::shared_ptr<CurlTransfer> transfer) { post(Action::resume, std::move(transfer)); }

void CurlEngine::cancel(std::shared_ptr<CurlTransfer> transfer) {
  transfer->state()->finish(cancelled());
  post(Action::cancel, std::move(transfer));
}

void CurlEngine::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (multi_) lib_->multi_wakeup(multi_);
  }
  if (thread_.joinable()) thread_.join();
}

// False when it is time to stop.
bool CurlEngine::take_commands(std::vector<Command>& into) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return false;
  into.swap(commands_);
  return true;
}

void CurlEngine::run() {
  try {
    const CurlLibrary& lib = curl_library();
    CURLM* multi = lib.multi_init();
    if (!multi) throw TransportError(TransportError::Kind::other, "libcurl has no memory");
    {
      const std::lock_guard lock(mutex_);
      lib_ = &lib;
      multi_ = multi;
    }
    loop(lib, multi);
    const std::lock_guard lock(mutex_);
    multi_ = nullptr;
    lib.multi_cleanup(multi);
    for (const Command& command : commands_) command.transfer->state()->finish(cancelled());
    commands_.clear();
  } catch (const TransportError& error) {
    // Without libcurl every request fails with the reason, now and later.
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const Command& command : commands_) command.transfer->state()->finish(error);
    commands_.clear();
  }
}

void CurlEngine::loop(const CurlLibrary& lib, CURLM* multi) {
  RunningTransfers running(lib, multi, clock_, limits_);
  std::vector<Command> commands;
  while (take_commands(commands)) {
    for (const Command& command : commands) {
      if (command.action == Action::start) running.start(command.transfer);
      else if (command.action == Action::resume) running.resume(command.transfer.get());
      else running.drop(command.transfer.get());
    }
    commands.clear();
    if (running.turn()) lib.multi_poll(multi, nullptr, 0, static_cast<int>(running.patience().count()), nullptr);
  }
  running.end_all(cancelled());
}

}  // namespace kpp::net
