// get --raw: a path of the server, its bytes as they come.
#include "app/context.h"
#include "cmd/get/get.h"
#include "io/output.h"
#include "kpp/client.h"
#include "net/url.h"

namespace kpp::cmd {

void get_raw(app::Context& context, const GetOptions& options) {
  const Request request{.path = net::request_path(options.raw), .accept = Accept::any, .stream = true};
  const auto exchange = context.client().send(request);
  io::Output& out = context.out();
  for (std::string_view piece = exchange->read(); !piece.empty(); piece = exchange->read()) {
    out.write_foreign(piece);
    out.flush();
  }
}

}  // namespace kpp::cmd
