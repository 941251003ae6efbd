// The kinds of credentials that need no other program and no server: none, a header that stays, a token in a file.
#pragma once

#include <memory>
#include <string>

#include "kpp/client_config.h"

namespace kpp {

/// Always this header; "" for none.
std::shared_ptr<Credentials> static_credentials(std::string authorization);
std::shared_ptr<Credentials> bearer_credentials(const std::string& token);
std::shared_ptr<Credentials> basic_credentials(const std::string& name, const std::string& password);
/// A token that others renew in its file: read again each minute, and after a 401. While the file cannot be read or is
/// empty, the token before it holds, first of all `token` (may be ""). Throws Error when there is none at all.
std::shared_ptr<Credentials> token_file_credentials(std::string path, std::string token, Clock& clock);
/// Asks who the user is, as kubectl does; a password only of a terminal. `password`, when there is one, wins over what
/// is typed.
std::shared_ptr<Credentials> prompted_credentials(const std::string& password, const IoStreams& io);

}  // namespace kpp
