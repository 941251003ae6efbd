// The auth provider "oidc": an ID token from the kubeconfig, renewed with the refresh token beside it.
// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "kpp/client_config.h"

namespace kpp {

/// Settings of users[].user.auth-provider.config, by name.
using OidcSettings = std::map<std::string, std::string>;

/// `persist` is given the new tokens (id-token, and refresh-token when the issuer changed it) before they are used.
/// Nothing is asked of the issuer before material(). Throws ConfigError for settings that are missing or cannot be
/// read.
std::shared_ptr<Credentials> oidc_credentials(OidcSettings settings, Clock& clock,
                                              std::function<void(const OidcSettings& tokens)> persist);

}  // namespace kpp
