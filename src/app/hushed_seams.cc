// See hushed_seams.h.
#include "app/hushed_seams.h"

#include <algorithm>

#include "kpp/error.h"

namespace kpp::app {
namespace {

class Deadline {
 public:
  Deadline(const Clock& clock, std::chrono::nanoseconds patience) : clock_(clock), end_(clock.monotonic() + patience) {}
  /// What is left; throws when nothing is.
  std::chrono::nanoseconds left() const {
    const auto left = end_ - clock_.monotonic();
    if (left <= left.zero()) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
    return left;
  }

 private:
  const Clock& clock_;
  std::chrono::steady_clock::time_point end_;
};

class NoOutput final : public ByteSink {
 public:
  void write(std::string_view) override {}
};

class HushedClock final : public Clock {
 public:
  HushedClock(Clock& inner, const Deadline& deadline) : inner_(inner), deadline_(deadline) {}
  std::chrono::system_clock::time_point now() const override { return inner_.now(); }
  std::chrono::steady_clock::time_point monotonic() const override { return inner_.monotonic(); }
  void sleep_for(std::chrono::nanoseconds duration) override {
    // Nothing that comes after too long a sleep would be of use.
    if (duration >= deadline_.left()) throw TransportError(TransportError::Kind::timeout, "context deadline exceeded");
    inner_.sleep_for(duration);
  }

 private:
  Clock& inner_;
  const Deadline& deadline_;
};

class HushedProcesses final : public ProcessRunner {
 public:
  HushedProcesses(ProcessRunner& inner, const Deadline& deadline) : inner_(inner), deadline_(deadline) {}
  ProcessResult run(const ProcessSpec& spec) override {
    ProcessSpec hushed = spec;
    hushed.inherit_stdin = false;
    hushed.inherit_stderr = false;
    hushed.without_terminal = true;
    const std::chrono::nanoseconds left = deadline_.left();
    hushed.timeout = spec.timeout ? std::min(*spec.timeout, left) : left;
    return inner_.run(hushed);
  }
  void replace(const ProcessSpec& spec) override { inner_.replace(spec); }
  std::optional<std::string> find(const std::string& name) const override { return inner_.find(name); }

 private:
  ProcessRunner& inner_;
  const Deadline& deadline_;
};

class HushedTransport final : public Transport {
 public:
  HushedTransport(std::unique_ptr<Transport> inner, const Deadline& deadline)
      : inner_(std::move(inner)), deadline_(deadline) {}
  std::unique_ptr<HttpExchange> send(HttpRequest request) override {
    const std::chrono::nanoseconds left = deadline_.left();
    request.timeout = request.timeout ? std::min(*request.timeout, left) : left;
    return inner_->send(std::move(request));
  }

 private:
  std::unique_ptr<Transport> inner_;
  const Deadline& deadline_;
};

}  // namespace

struct HushedSeams::Impl {
  Impl(const Seams& wrapped, std::chrono::nanoseconds patience)
      : inner(wrapped),
        deadline(*wrapped.clock, patience),
        clock(*wrapped.clock, deadline),
        processes(*wrapped.processes, deadline) {}
  Seams inner;
  Deadline deadline;
  NoOutput nowhere{};
  HushedClock clock;
  HushedProcesses processes;
};

HushedSeams::HushedSeams(const Seams& inner, std::chrono::nanoseconds patience)
    : impl_(std::make_shared<Impl>(inner, patience)) {}
HushedSeams::~HushedSeams() = default;

Seams HushedSeams::seams() const {
  Seams out = impl_->inner;
  out.io.in = nullptr;
  out.io.in_is_terminal = false;
  out.io.err = &impl_->nowhere;
  out.io.err_is_terminal = false;
  out.clock = &impl_->clock;
  out.processes = &impl_->processes;
  out.make_transport = [impl = impl_] {
    return std::make_unique<HushedTransport>(impl->inner.make_transport(), impl->deadline);
  };
  return out;
}

}  // namespace kpp::app
