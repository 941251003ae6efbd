// What the HTTP side of the bundled API server and its handlers say to each other.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kpp::apiserver {

/// Who asks. No name: nobody could be made of what was presented.
struct User {
  std::string name{};
  std::vector<std::string> groups{};
};

struct Request {
  std::string method{};
  std::string target{};  ///< path and query as they came
  std::string path{};
  std::map<std::string, std::string> query{};    ///< decoded; of a repeated name the last
  std::map<std::string, std::string> headers{};  ///< names in lower case
  std::string body{};
  User certificate_user{};           ///< of a client certificate that the server's CA has signed
  bool certificate_refused = false;  ///< one came that somebody else has signed

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
  std::string parameter(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
  }
  bool flag(const std::string& name) const {
    const std::string value = parameter(name);
    return value == "true" || value == "1";
  }
};

/// One answer on its way out. Either send(), or begin(), write() as often as wanted, and end().
class Answer {
 public:
  using Headers = std::map<std::string, std::string>;
  virtual ~Answer() = default;
  virtual void send(int status, const std::string& content_type, std::string_view body,
                    const Headers& headers = {}) = 0;
  virtual void begin(int status, const std::string& content_type, const Headers& headers = {}) = 0;
  /// False when the other side has gone.
  virtual bool write(std::string_view piece) = 0;
  virtual void end() = 0;
  /// Whether the other side has closed the connection.
  virtual bool gone() = 0;
};

using Handler = std::function<void(const Request&, Answer&)>;

}  // namespace kpp::apiserver
