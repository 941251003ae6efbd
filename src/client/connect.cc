// See kpp/connect.h. For libkpp what main.cc is for the program: the place where the real seams are made.
#include "kpp/connect.h"

#include "base/log.h"
#include "base/seams_real.h"
#include "kpp/kubeconfig.h"
#include "net/curl_transport.h"

namespace kpp {

struct Connection::Impl {
  std::unique_ptr<Environment> env = real_environment();
  std::unique_ptr<Clock> clock = real_clock();
  std::unique_ptr<ProcessRunner> processes = real_process_runner(*env);
  std::unique_ptr<Transport> transport = net::curl_transport(*env, *clock);
  IoStreams io{};  ///< no terminal: a credential plugin that wants one is refused
  ClientConfig config{};
  std::unique_ptr<Client> client{};
};

Connection::Connection(const ConnectOptions& options) : impl_(std::make_unique<Impl>()) {
  const Kubeconfig kubeconfig = Kubeconfig::load(options.kubeconfig, *impl_->env, Log());
  impl_->config =
      resolve_client_config(kubeconfig, options.overrides, *impl_->env, *impl_->clock, *impl_->processes, impl_->io);
  ClientHooks hooks;
  hooks.clock = impl_->clock.get();
  hooks.user_agent = options.user_agent;
  impl_->client = std::make_unique<Client>(impl_->config, *impl_->transport, std::move(hooks));
}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Client& Connection::client() { return *impl_->client; }
const ClientConfig& Connection::config() const { return impl_->config; }
Clock& Connection::clock() { return *impl_->clock; }

}  // namespace kpp
