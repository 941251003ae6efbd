// Names of images.
#include "data/image_reference.h"

#include "support/catch.h"

using kpp::data::is_image_reference;

TEST_CASE("names of images") {
  const std::string digest(64, 'a');
  for (const std::string& name :
       {std::string("a"), std::string("a:5000"), std::string("UPPER/case"), std::string("host:5000/a/b_c:2.0"),
        "a@sha256:" + digest, std::string("[::1]:5000/a"), std::string("a--b__c.d"), std::string("a:T_g-1")}) {
    INFO(name);
    CHECK(is_image_reference(name));
  }
  for (const std::string& name : {std::string(), std::string("Bad Image"), std::string("UPPER"), std::string("a:"),
                                  std::string("a/"), std::string("/a"), std::string("a@sha256:12"), std::string("a..b"),
                                  std::string("a___b"), std::string("a:-x"), "a@:" + digest}) {
    INFO(name);
    CHECK_FALSE(is_image_reference(name));
  }
}
