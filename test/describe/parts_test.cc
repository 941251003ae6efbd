// Parts of descriptions: titles, probes, the writer's escapes.
#include "data/json.h"
#include "describe/containers.h"
#include "describe/title.h"
#include "describe/writer.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::describe;

TEST_CASE("names of fields become titles") {
  CHECK(title_of("resourceVersion") == "Resource Version");
  CHECK(title_of("seLinuxMount") == "Se Linux Mount");
  CHECK(title_of("uid") == "UID");
  CHECK(title_of("apiVersion") == "API Version");
  CHECK(title_of("podCIDRs") == "Pod CIDRs");
  CHECK(title_of("clusterIPs") == "Cluster I Ps");
  CHECK(title_of("openAPIV3Schema") == "openAPIV3Schema");
  CHECK(title_of("a-b") == "A - B");
  CHECK(title_of("größteZahl") == "Größte Zahl");
  CHECK(title_of("ünï") == "Ünï");
  CHECK(title_of("ünïÜber") == "Ünï Über");
  CHECK(title_of("ßet") == "Sset");
  CHECK(title_of("данныеПода") == "Данные Пода");
  CHECK(title_of("名前") == "名前");
  CHECK(title_of("ÀÉfoo") == "ÀÉfoo");
  CHECK(title_of("APIünï") == "APIünï");
  CHECK(title_of("IDünï") == "I Dünï");
  CHECK(title_of("ﬁx") == "Fix");
  CHECK(title_of("f:x") == "f:x");
  CHECK(title_of("") == "");
}

TEST_CASE("a probe in one line") {
  const auto text = [](std::string_view json) { return probe_text(data::parse_json(json).root); };
  const std::string times = " delay=0s timeout=0s period=0s #success=0 #failure=0";
  CHECK(text(R"({"httpGet":{"path":"ready?x=1 é","port":8443,"host":"::1"}})") ==
        "http-get //[::1]:8443/ready%3Fx=1%20%C3%A9" + times);
  CHECK(text(R"({"httpGet":{"path":"/a","port":"web","scheme":"HTTPS"}})") == "http-get https://:web/a" + times);
  CHECK(text(R"({"exec":{"command":["a","b c"]}})") == "exec [a b c]" + times);
  CHECK(text(R"({"grpc":{"port":7}})") == "grpc <pod>:7 " + times);
  CHECK(text("{}") == "unknown" + times);
}

TEST_CASE("what could move a cursor is shown; on a terminal more of it") {
  const auto written = [](bool terminal) {
    Writer writer(terminal, {});
    writer.field(1, "A", "\x1b[31m\r\a");
    writer.field(1, "Long", "x");
    return writer.take();
  };
  CHECK(written(false) == "  A:     ^[[31m\\r\a\n  Long:  x\n");
  CHECK(written(true) == "  A:     ^[[31m\\r\\u0007\n  Long:  x\n");
}
