#include "net/curl_engine.h"

#include <csignal>

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
  const std::unique_ptr<OpenSsl> openssl = openssl_of(lib.handle);
  std::vector<std::unique_ptr<ServerCheck>> checks;
  std::vector<std::shared_ptr<CurlTransfer>> running;
  const auto drop = [&](const CurlTransfer* transfer) {
    const auto found = std::find_if(running.begin(), running.end(), [&](const auto& known) { return known.get() == transfer; });
    if (found == running.end()) return;
    lib.multi_remove_handle(multi, transfer->handle());
    running.erase(found);
  };
  const auto execute = [&](Command& command) {
    const std::shared_ptr<CurlTransfer>& transfer = command.transfer;
    const bool known = std::find(running.begin(), running.end(), transfer) != running.end();
    if (command.action == Action::cancel) return drop(transfer.get());
    if (command.action == Action::resume) {
      if (known) lib.easy_pause(transfer->handle(), CURLPAUSE_CONT);
      return;
    }
    try {
      lib.multi_add_handle(multi, transfer->prepare(lib, openssl.get(), checks));
      running.push_back(transfer);
    } catch (const TransportError& error) {
      transfer->state()->finish(error);
    }
  };

  std::vector<Command> commands;
  while (take_commands(commands)) {
    for (Command& command : commands) execute(command);
    commands.clear();
    int active = 0;
    lib.multi_perform(multi, &active);
    int left = 0;
    bool ended = false;
    while (const CURLMsg* message = lib.multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      char* opaque = nullptr;
      lib.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &opaque);
      auto* transfer = static_cast<CurlTransfer*>(static_cast<void*>(opaque));
      transfer->finish(message->data.result);
      drop(transfer);
      ended = true;
    }
    // A transfer that ended may have made place for one that waits for its connection.
    if (!ended || active == 0) lib.multi_poll(multi, nullptr, 0, 60000, nullptr);
  }
  for (const auto& transfer : running) {
    lib.multi_remove_handle(multi, transfer->handle());
    transfer->state()->finish(cancelled());
  }
}

}  // namespace kpp::net
