// The real transport under load: no answer stands still, however the pieces of several come together.
#include <deque>
#include <random>

#include "net/support.h"
#include "support/h2_session.h"

namespace kpp::net {
namespace {

using namespace std::chrono_literals;
using test::Connection;
using test::H2Frame;
using test::H2Session;
using test::make_certificate;
using test::SocketServer;

// Pieces of the answers to several requests at once, those of each in order, cut into few or many sends.
void answer_together(H2Session& session, const std::vector<std::uint32_t>& streams, std::minstd_rand& random) {
  std::vector<std::deque<std::string>> answers;
  for (const std::uint32_t stream : streams) {
    const bool apart = random() % 2 != 0;  // the end comes by itself, as Go's server has it
    std::deque<std::string> pieces{test::h2_head(stream, 200), test::h2_data(stream, "answer", !apart)};
    if (apart) pieces.push_back(test::h2_data(stream, "", true));
    answers.push_back(std::move(pieces));
  }
  std::string record;
  while (!answers.empty()) {
    const auto one = answers.begin() + static_cast<std::ptrdiff_t>(random() % answers.size());
    record += one->front();
    one->pop_front();
    if (one->empty()) answers.erase(one);
    if (random() % 3 != 0 || answers.empty()) {
      session.send(record);
      record.clear();
    }
  }
}

void serve_h2(Connection& connection) {
  std::minstd_rand random(7);
  H2Session session(connection);
  std::vector<std::uint32_t> asked;
  while (std::optional<H2Frame> frame = session.next()) {
    if (frame->ends_stream()) asked.push_back(frame->stream);
    if (session.has_more()) continue;
    answer_together(session, asked, random);
    asked.clear();
  }
}

void serve_h1(Connection& connection) {
  while (!connection.receive_head().empty()) connection.send(test::response("answer"));
}

// Two to five requests under way at once, new ones begun while the answers of others come in.
void ask_often(const std::string& url, const std::string& ca_pem, int rounds) {
  const Network net;
  const auto options = std::make_shared<ConnectionOptions>(ConnectionOptions{.ca_pem = ca_pem});
  std::minstd_rand random(3);
  std::deque<std::unique_ptr<HttpExchange>> under_way;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t count = 2 + random() % 4; under_way.size() < count;) {
      under_way.push_back(net.transport->send({.url = url, .connection = options, .timeout = 2s}));
    }
    for (std::size_t left = random() % 2; under_way.size() > left; under_way.pop_front()) {
      INFO("round " << round);
      std::string text;
      REQUIRE_NOTHROW(text = under_way.front()->read_all());
      REQUIRE(text == "answer");
    }
  }
}

}  // namespace

TEST_CASE("20,000 rounds of small answers side by side, none of which takes two seconds") {
  const test::TestCertificate cert = make_certificate("x", "IP:127.0.0.1");
  SECTION("HTTP/2") {
    const SocketServer server(serve_h2, cert.cert_pem, cert.key_pem, "h2");
    ask_often(server.https_url(), cert.cert_pem, 10000);
  }
  SECTION("HTTP/1.1 over TLS") {
    const SocketServer server(serve_h1, cert.cert_pem, cert.key_pem);
    ask_often(server.https_url(), cert.cert_pem, 5000);
  }
  SECTION("HTTP/1.1") {
    const SocketServer server(serve_h1);
    ask_often(server.url(), "", 5000);
  }
}

}  // namespace kpp::net
