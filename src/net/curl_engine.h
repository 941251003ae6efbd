// CurlEngine: the one network thread, which owns the multi handle and so the connections.
//
// Thread-safe. The thread starts with the first transfer; libcurl is loaded on it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "net/curl_transfer.h"

namespace kpp::net {

class CurlEngine {
 public:
  /// `clock` must outlive its use: until stop().
  CurlEngine(const Clock& clock, const TransportLimits& limits) : clock_(clock), limits_(limits) {}
  ~CurlEngine() { stop(); }
  CurlEngine(const CurlEngine&) = delete;
  CurlEngine& operator=(const CurlEngine&) = delete;

  void start(std::shared_ptr<CurlTransfer> transfer);
  /// The reader has room again.
  void resume(std::shared_ptr<CurlTransfer> transfer);
  /// Drops the transfer; its readers get `cancelled`.
  void cancel(std::shared_ptr<CurlTransfer> transfer);
  /// Cancels everything and ends the thread; later calls do nothing but cancel.
  void stop();

 private:
  enum class Action { start, resume, cancel };
  struct Command {
    Action action;
    std::shared_ptr<CurlTransfer> transfer;
  };
  void post(Action action, std::shared_ptr<CurlTransfer> transfer);
  void run();
  void loop(const CurlLibrary& lib, CURLM* multi);
  bool take_commands(std::vector<Command>& into);

  const Clock& clock_;
  const TransportLimits limits_;
  std::mutex mutex_;
  std::vector<Command> commands_;
  CURLM* multi_ = nullptr;  // null before the thread has made it and after it has gone
  const CurlLibrary* lib_ = nullptr;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kpp::net
