// Access: what reading and changing objects uses of its surroundings, and no more. The program's Context is one.
#pragma once

#include <string>

#include "kpp/seams.h"

namespace kpp {
class Client;
class RestMapper;
class Transport;
}  // namespace kpp

namespace kpp::resource {

/// Each of them is made when it is first asked for, and throws what is wrong with the configuration then.
class Access {
 public:
  virtual ~Access() = default;
  virtual Client& client() = 0;
  virtual RestMapper& mapper() = 0;
  /// For what is no request to the API server: a file at a URL.
  virtual Transport& transport() = 0;
  virtual Clock& clock() const = 0;
  virtual const IoStreams& io() const = 0;
  /// The namespace of -n, or else of the context.
  virtual const std::string& namespace_name() = 0;
  /// Was it -n?
  virtual bool namespace_explicit() const = 0;
  /// From now on no credential plugin may ask the user on standard input: objects or the like are read from it.
  virtual void deny_input() = 0;
};

}  // namespace kpp::resource
