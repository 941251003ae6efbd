// The errors that kpp throws when an operation cannot go on.
//
// Errors are the only way in which failures are told: there are no error codes beside them. What a caller is expected
// to branch on (an absent object, the end of a list) is a value and no error.
//
// Who catches them: loops over objects keep what fails and go on (share_current_error()), the edges to other libraries
// turn theirs into these, and one place at the top writes them. Everything else lets them pass, or puts words in front.
// Errors are thrown by value and caught by reference.
#pragma once

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kpp {

/// What went wrong, in words without a full stop, and the code the process should end with.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, int exit_code = 1);

  /// The message with its contexts in front: "reading config: open x: no such file".
  const char* what() const noexcept override { return text_.c_str(); }
  const std::string& message() const noexcept { return text_; }
  int exit_code() const noexcept { return exit_code_; }
  void set_exit_code(int code) noexcept { exit_code_ = code; }

  /// Puts "CONTEXT: " before the message; use while an error passes on its way up, then rethrow.
  void add_context(std::string_view context);
  /// The message as it stands inside another's: `error when creating "f.yaml": ` + this.
  virtual std::string text_inside() const { return text_; }

 protected:
  void set_text(std::string text) { text_ = std::move(text); }

 private:
  std::string text_;
  int exit_code_;
};

/// The command line is wrong. `show_usage` asks for the "See 'kubectl X --help'" line after it.
class UsageError : public Error {
 public:
  explicit UsageError(const std::string& message, bool show_usage = false) : Error(message), show_usage_(show_usage) {}
  bool show_usage() const noexcept { return show_usage_; }

 private:
  bool show_usage_;
};

/// A message that is printed exactly as it is, without "error: " before it.
class VerbatimError : public Error {
 public:
  using Error::Error;
};

/// A kubeconfig, kuberc or environment setting cannot be used.
class ConfigError : public Error {
 public:
  using Error::Error;
};

/// A document (JSON, YAML, template, selector, quantity) cannot be read; the message names the place.
class ParseError : public Error {
 public:
  using Error::Error;
};

/// The request did not get an answer. The message is the cause alone, in Go's words ("dial tcp …: connect: …"): what
/// stands behind `Get "URL": ` in kubectl, which leaves that part out when it ends with the error.
class TransportError : public Error {
 public:
  enum class Kind {
    refused,       ///< nobody listens at the address
    unknown_host,  ///< the name does not resolve
    timeout,       ///< connect, TLS handshake or request deadline passed
    certificate,   ///< the server's certificate is not trusted
    tls,           ///< any other TLS failure
    cut,           ///< the connection ended inside an answer
    cancelled,     ///< ended by this program (signal, watch closed)
    other,
  };
  TransportError(Kind kind, const std::string& message, std::string host = {})
      : Error(message), kind_(kind), host_(std::move(host)) {}
  Kind kind() const noexcept { return kind_; }
  /// "host:port" of the server that was asked, as the configuration gives it; may be empty.
  const std::string& host() const noexcept { return host_; }
  /// `Get "URL"`: what was asked, where it is known; "" else.
  const std::string& request() const noexcept { return request_; }
  void set_request(std::string request) { request_ = std::move(request); }
  /// `Get "URL": ` and the cause, as Go has it in other errors.
  std::string text_inside() const override { return request_.empty() ? what() : request_ + ": " + what(); }

 private:
  Kind kind_;
  std::string host_;
  std::string request_;
};

/// The fields of a metav1.Status that a client acts upon.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
struct Status {
  struct Cause {
    std::string reason;
    std::string message;
    std::string field;
  };
  int code = 0;
  std::string status = {};  ///< "Success" or "Failure"
  std::string reason = {};  ///< "NotFound", "Forbidden", …; may be empty
  std::string message = {};
  std::string kind = {};  ///< details.kind: a resource or kind
  std::string group = {};
  std::string name = {};
  std::vector<Cause> causes = {};
  int retry_after_seconds = 0;
  std::string continue_token = {};  ///< metadata.continue of a 410: where to go on
};

/// The server answered, and the answer is a failure.
class ApiError : public Error {
 public:
  explicit ApiError(Status status);
  const Status& status() const noexcept { return status_; }
  bool is(std::string_view reason) const noexcept { return status_.reason == reason; }

 private:
  Status status_;
};

/// The connection ended inside the body of an answer that was good so far.
class BrokenAnswer : public Error {
 public:
  using Error::Error;
};

/// Several failures of one command, in the order they happened. One in another is told as Go tells it: each text once.
class Aggregate : public Error {
 public:
  explicit Aggregate(std::vector<std::shared_ptr<const Error>> errors);
  const std::vector<std::shared_ptr<const Error>>& errors() const noexcept { return errors_; }

 private:
  std::vector<std::shared_ptr<const Error>> errors_;
};

/// The error that is being handled, kept for later as it is, whatever its type: call in its catch block.
std::shared_ptr<const Error> share_current_error();

/// Ends the program with a code and no message (a child's code, a silent refusal). Not an Error: no loop that keeps
/// failures, and nobody who puts words in front of them, has it in hand.
class ExitStatus final : public std::exception {
 public:
  explicit ExitStatus(int code) : code_(code) {}
  int exit_code() const noexcept { return code_; }

 private:
  int code_;
};

}  // namespace kpp
