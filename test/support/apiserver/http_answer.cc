// See http_answer.h.
#include "support/apiserver/http_answer.h"

#include <fmt/core.h>

#include <algorithm>
#include <thread>

#include "net/status_text.h"
#include "support/apiserver/status.h"

namespace kpp::apiserver {
namespace {

// Go's server gives a length to answers that fit its buffer, and sends larger ones in chunks.
constexpr std::size_t kBuffer = 2048;
constexpr std::size_t kChunk = 16 * 1024;

}  // namespace

HttpAnswer::HttpAnswer(TlsSocket& socket, std::optional<Fault> fault) : socket_(socket), fault_(std::move(fault)) {}

bool HttpAnswer::taken_over() {
  if (has(Fault::Kind::cut) && fault_->bytes == 0) throw CutConnection();
  if (has(Fault::Kind::html)) {
    send(fault_->status, "text/html",
         "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>\n");
    return true;
  }
  if (has(Fault::Kind::status)) {
    send_failure(*this, ordered_failure(fault_->status, fault_->retry_after));
    return true;
  }
  return false;
}

void HttpAnswer::head(int status, const std::string& content_type, const Headers& headers, const std::string& framing) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n{}Cache-Control: no-cache, private\r\n", status,
                                net::status_text(status), framing);
  const std::string& type = has(Fault::Kind::content_type) ? fault_->text : content_type;
  if (!type.empty()) out += fmt::format("Content-Type: {}\r\n", type);
  for (const auto& [name, value] : headers) out += fmt::format("{}: {}\r\n", name, value);
  put(out + "\r\n");
}

void HttpAnswer::send(int status, const std::string& content_type, std::string_view body, const Headers& headers) {
  if (has(Fault::Kind::truncate)) body = body.substr(0, std::min(body.size(), fault_->bytes));
  if (body.size() <= kBuffer) {
    head(status, content_type, headers, status == 304 ? "" : fmt::format("Content-Length: {}\r\n", body.size()));
    if (status != 304) put(body);
    finished_ = true;
    return;
  }
  begin(status, content_type, headers);
  for (; !body.empty() && !gone_; body.remove_prefix(std::min(body.size(), kChunk))) write(body.substr(0, kChunk));
  end();
}

void HttpAnswer::begin(int status, const std::string& content_type, const Headers& headers) {
  head(status, content_type, headers, "Transfer-Encoding: chunked\r\n");
}

bool HttpAnswer::write(std::string_view piece) {
  if (has(Fault::Kind::truncate)) {
    piece = piece.substr(0, std::min(piece.size(), fault_->bytes - std::min(fault_->bytes, body_written_)));
  }
  body_written_ += piece.size();
  if (!piece.empty()) put(fmt::format("{:x}\r\n{}\r\n", piece.size(), piece));
  return !gone_;
}

void HttpAnswer::end() {
  put("0\r\n\r\n");
  finished_ = true;
}

void HttpAnswer::put(std::string_view bytes) {
  if (has(Fault::Kind::lost)) throw CutConnection();
  if (has(Fault::Kind::cut)) {
    const std::size_t left = fault_->bytes - std::min(fault_->bytes, written_);
    if (bytes.size() > left) {
      socket_.write(bytes.substr(0, left));
      throw CutConnection();
    }
  }
  written_ += bytes.size();
  const std::size_t piece = has(Fault::Kind::slow) ? std::max<std::size_t>(fault_->bytes, 1) : kChunk;
  for (; !bytes.empty() && !gone_; bytes.remove_prefix(std::min(bytes.size(), piece))) {
    if (has(Fault::Kind::slow)) std::this_thread::sleep_for(fault_->delay);
    if (!socket_.write(bytes.substr(0, piece))) gone_ = true;
  }
}

}  // namespace kpp::apiserver
