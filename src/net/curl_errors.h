// From what libcurl says of a failed transfer to the error that Go's net/http would give, whose words kubectl shows.
#pragma once

#include <string>

#include "kpp/error.h"
#include "net/proxy.h"
#include "net/url.h"

namespace kpp::net {

/// All that is known of a failed transfer.
struct TransferFailure {
  int code = 0;          ///< CURLcode
  std::string text{};    ///< libcurl's own words
  int system_error = 0;  ///< errno, 0 when none
  Url url{};
  std::optional<Proxy> proxy{};
  std::string remote{}, local{};  ///< "ip:port" of the two ends; "" while there is no connection
  bool connected = false;         ///< TCP was established
  bool sent = false;              ///< the request was put on a connection
  bool head_came = false;
  bool head_too_long = false;
  bool past_timeout = false;  ///< the request's own timeout has passed, not only the connection's
  int proxy_status = 0;       ///< the proxy's answer to CONNECT
  std::string certificate_problem{};
  std::string key_problem{};  ///< what check_key_pair() has against our own certificate
};

/// Pure. The message never holds credentials; host() is the server's authority as the URL gives it.
TransportError transfer_error(const TransferFailure& failure);

}  // namespace kpp::net
