// Writes one answer, with the fault that was ordered for it.
#pragma once

#include <optional>
#include <string>

#include "support/apiserver/faults.h"
#include "support/apiserver/http_types.h"
#include "support/apiserver/tls.h"

namespace kpp::apiserver {

/// Thrown through a handler when a fault says that the connection ends here.
struct CutConnection {};

class HttpAnswer final : public Answer {
 public:
  HttpAnswer(TlsSocket& socket, std::optional<Fault> fault);
  void send(int status, const std::string& content_type, std::string_view body, const Headers& headers = {}) override;
  void begin(int status, const std::string& content_type, const Headers& headers = {}) override;
  bool write(std::string_view piece) override;
  void end() override;
  bool gone() override { return gone_ || socket_.gone(); }
  /// A fault has answered already: nobody else needs to. Throws CutConnection.
  bool taken_over();
  /// Whether all of the answer has been taken.
  bool finished() const { return finished_ && !gone_; }

 private:
  bool has(Fault::Kind kind) const { return fault_ && fault_->kind == kind; }
  void head(int status, const std::string& content_type, const Headers& headers, const std::string& framing);
  void put(std::string_view bytes);

  TlsSocket& socket_;
  std::optional<Fault> fault_;
  std::size_t written_ = 0;       ///< bytes of the answer
  std::size_t body_written_ = 0;  ///< bytes of its body
  bool finished_ = false;
  bool gone_ = false;
};

}  // namespace kpp::apiserver
