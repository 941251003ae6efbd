// Certificate signing requests.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "base/base64.h"
#include "base/strings.h"
#include "describe/certificate_request.h"
#include "describe/describer.h"
#include "describe/events.h"
#include "describe/sections.h"
#include "describe/values.h"
#include "kpp/error.h"
#include "print/table_rows.h"

namespace kpp::describe {
namespace {

std::string state_of(Node status) {
  std::vector<std::string> conditions;
  for (const Node condition : status["conditions"].items()) conditions.emplace_back(condition["type"].str());
  const auto has = [&](std::string_view type) {
    return std::find(conditions.begin(), conditions.end(), type) != conditions.end();
  };
  std::string state = has("Denied") ? "Denied" : has("Approved") ? "Approved" : "Pending";
  if (has("Failed")) state += ",Failed";
  if (!status["certificate"].str().empty()) state += ",Issued";
  return state;
}

void write_names(Writer& writer, std::string_view title, const std::vector<std::string>& names) {
  if (!names.empty()) writer.write(0, "\t{}:\t{}\n", title, join(names, "\n\t\t"));
}

void write_certificate(Writer& writer, const CertificateRequest& request) {
  writer.write(0, "Subject:\n");
  writer.write(0, "\tCommon Name:\t{}\n", request.common_name);
  writer.write(0, "\tSerial Number:\t{}\n", request.serial_number);
  write_names(writer, "Organization", request.organizations);
  write_names(writer, "Organizational Unit", request.units);
  write_names(writer, "Country", request.countries);
  write_names(writer, "Locality", request.localities);
  write_names(writer, "Province", request.provinces);
  write_names(writer, "StreetAddress", request.streets);
  write_names(writer, "PostalCode", request.postal_codes);
  if (request.dns_names.empty() && request.emails.empty() && request.addresses.empty() && request.uris.empty()) return;
  writer.write(0, "Subject Alternative Names:\n");
  write_names(writer, "DNS Names", request.dns_names);
  write_names(writer, "Email Addresses", request.emails);
  write_names(writer, "URIs", request.uris);
  write_names(writer, "IP Addresses", request.addresses);
}

CertificateRequest request_of(Node spec) {
  try {
    return read_certificate_request(base64_decode(spec["request"].str()).value_or(""));
  } catch (const Error& error) {
    throw Error(fmt::format("Error parsing CSR: {}", error.what()));
  }
}

Description prepare_request(Node object, Source& source) {
  return [object, events = Events(source, object, "CertificateSigningRequest")](Writer& writer) {
    const Node metadata = object["metadata"];
    const Node spec = object["spec"];
    const CertificateRequest request = request_of(spec);
    write_name(writer, object, false);
    writer.field(0, "Labels", print::format_labels(metadata["labels"]));
    writer.field(0, "Annotations", print::format_labels(metadata["annotations"]));
    writer.field(0, "CreationTimestamp", time_text(metadata["creationTimestamp"]));
    writer.field(0, "Requesting User", spec["username"].str());
    if (!spec["signerName"].str().empty()) writer.field(0, "Signer", spec["signerName"].str());
    if (const Node seconds = spec["expirationSeconds"]) {
      writer.field(0, "Requested Duration",
                   human_duration(std::chrono::seconds(static_cast<std::int32_t>(seconds.as_int()))));
    }
    writer.field(0, "Status", state_of(object["status"]));
    write_certificate(writer, request);
    events.write(writer);
  };
}

constexpr Describer kRequests[] = {
    {"certificates.k8s.io", "CertificateSigningRequest", "v1", "certificatesigningrequests", prepare_request}};

}  // namespace

std::span<const Describer> signing_request_describers() { return kRequests; }

}  // namespace kpp::describe
