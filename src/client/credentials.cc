// See credentials.h.
#include "client/credentials.h"

#include <fmt/core.h>

#include "base/base64.h"
#include "base/files.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp {
namespace {

constexpr std::size_t kLongestWord = 65536;

class StaticCredentials final : public Credentials {
 public:
  explicit StaticCredentials(std::string authorization) : material_{std::move(authorization), {}, {}} {}
  Material material(Transport&) override { return material_; }
  bool refresh() override { return false; }

 private:
  Material material_;
};

class TokenFileCredentials final : public Credentials {
 public:
  TokenFileCredentials(std::string path, std::string token, Clock& clock)
      : path_(std::move(path)), clock_(clock), token_(std::move(token)) {
    read();
  }

  Material material(Transport&) override {
    if (clock_.monotonic() - read_at_ > std::chrono::minutes(1)) read();
    return {"Bearer " + token_, {}, {}};
  }

  bool refresh() override {
    const std::string before = token_;
    read();
    return token_ != before;
  }

 private:
  void read() {
    read_at_ = clock_.monotonic();
    try {
      const std::string text = read_file(path_, 1 << 20);
      const std::string_view token = trim(text);
      if (token.empty()) throw Error(fmt::format("read empty token from file \"{}\"", path_));
      token_ = token;
    } catch (const Error&) {
      // A file that is being replaced must not end a long command: the server says when the old token is worth nothing.
      if (token_.empty()) throw;
    }
  }

  std::string path_;
  Clock& clock_;
  std::string token_;
  std::chrono::steady_clock::time_point read_at_{};
};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// As Go's Fscan: blanks and empty lines before the word are skipped.
std::string read_word(ByteSource* in) {
  std::string word;
  char c = 0;
  while (in && in->read(&c, 1) == 1) {
    if (is_blank(c) && !word.empty()) return word;
    if (!is_blank(c)) word += c;
    if (word.size() > kLongestWord) throw ConfigError("the Username is too long");
  }
  if (word.empty()) throw ConfigError("EOF");
  return word;
}

std::string read_hidden_line(ByteSource& in) {
  struct Hidden {
    ByteSource& source;
    explicit Hidden(ByteSource& in_source) : source(in_source) { source.show_typing(false); }
    ~Hidden() { source.show_typing(true); }
  } const hidden(in);
  std::string line;
  char c = 0;
  while (in.read(&c, 1) == 1 && c != '\n') {
    line += c;
    if (line.size() > kLongestWord) throw ConfigError("the Password is too long");
  }
  return line;
}

void ask(ByteSink& out, std::string_view what) {
  out.write(fmt::format("Please enter {}: ", what));
  out.flush();
}

}  // namespace

std::shared_ptr<Credentials> static_credentials(std::string authorization) {
  return std::make_shared<StaticCredentials>(std::move(authorization));
}

std::shared_ptr<Credentials> bearer_credentials(const std::string& token) {
  return static_credentials("Bearer " + token);
}

std::shared_ptr<Credentials> basic_credentials(const std::string& name, const std::string& password) {
  return static_credentials("Basic " + base64_encode(name + ":" + password));
}

std::shared_ptr<Credentials> token_file_credentials(std::string path, std::string token, Clock& clock) {
  return std::make_shared<TokenFileCredentials>(std::move(path), std::move(token), clock);
}

std::shared_ptr<Credentials> prompted_credentials(const std::string& password, const IoStreams& io) {
  if (!io.out) throw ConfigError("EOF");
  ask(*io.out, "Username");
  const std::string name = read_word(io.in);
  ask(*io.out, "Password");
  if (!io.in_is_terminal) throw ConfigError("error reading input for Password");
  const std::string typed = read_hidden_line(*io.in);
  return basic_credentials(name, password.empty() ? typed : password);
}

}  // namespace kpp
