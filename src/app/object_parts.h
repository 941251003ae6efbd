// Parts of the objects that commands make from flags, their members in the order of the API's types.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace kpp::app {

/// kind, apiVersion and metadata.name of a new object.
Json new_object(std::string_view kind, std::string_view api_version, std::string_view name);
/// Sets metadata.namespace, behind the name, where the API's types have it.
void set_namespace(Json& object, const std::string& ns);
/// metadata.NAME, a map of texts, null as "" there; an empty object where there is none.
Json metadata_map(const Json& object, std::string_view name);
/// Sets metadata.NAME. Where metadata is there but is no object (null, say) nothing is done, as by kubectl.
void set_in_metadata(Json& object, std::string_view name, Json value);
/// A whole number that fits in 32 bits, else the text itself: ports by number or name, shares by count or percentage.
Json int_or_string(const std::string& text);
/// An object of texts.
Json string_map(const std::map<std::string, std::string>& values);
/// "a=b,c=d", in the words of expose and run for what is none.
std::map<std::string, std::string> parse_label_pairs(std::string_view text);

/// The service of `expose` and of `run --expose`.
struct ServiceParts {
  std::string name = {};
  std::map<std::string, std::string> selector = {};
  std::map<std::string, std::string> labels = {};
  std::string ports = {};     ///< numbers, joined by commas; "" for none
  std::string protocol = {};  ///< for all ports; "" takes what protocols says, else TCP
  std::map<std::string, std::vector<std::string>> protocols = {};  ///< of the ports of what is exposed
  std::string target_port = {};                                    ///< "" is the port's own number
  std::string external_ip = {};
  std::string load_balancer_ip = {};
  std::string type = {};
  std::string session_affinity = {};
  std::string cluster_ip = {};
};
/// Throws Error for a port that is no number, and an unknown session affinity.
Json make_service(const ServiceParts& parts);

}  // namespace kpp::app
