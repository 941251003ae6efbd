// See table.h: the choice, what the parts share, and the kinds with few columns.
#include "support/apiserver/table.h"

#include <fmt/core.h>

#include <set>

#include "base/strings.h"
#include "data/selector.h"
#include "support/apiserver/store.h"

namespace kpp::apiserver {
namespace {

TableOf plain_table() {
  return {{name_column(), {"Created At", "date", 0, "", "When the object was made."}},
          [](Node object, TimePoint) -> Cells {
            return {name_of(object), text_of(object["metadata"]["creationTimestamp"])};
          }};
}

TableOf namespace_table() {
  return {{name_column(), {"Status", "string", 0, "", "Active, or on its way out."}, age_column()},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object), text_of(object["status"]["phase"]), age_of(object, now)};
          }};
}

TableOf config_map_table() {
  return {{name_column(), {"Data", "string", 0, "", "How many entries it has."}, age_column()},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object), static_cast<std::int64_t>(object["data"].size() + object["binaryData"].size()),
                    age_of(object, now)};
          }};
}

TableOf secret_table() {
  return {{name_column(),
           {"Type", "string", 0, "", "What kind of secret it is."},
           {"Data", "string", 0, "", "How many entries it has."},
           age_column()},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object), text_of(object["type"]), static_cast<std::int64_t>(object["data"].size()),
                    age_of(object, now)};
          }};
}

TableOf service_account_table() {
  return {{name_column(), age_column()}, [](Node object, TimePoint now) -> Cells {
            return {name_of(object), age_of(object, now)};
          }};
}

TableOf endpoints_table() {
  return {{name_column(), {"Endpoints", "string", 0, "", "Addresses and ports, three at most."}, age_column()},
          [](Node object, TimePoint now) -> Cells {
            std::vector<std::string> shown;
            std::size_t more = 0;
            for (const Node subset : object["subsets"].items()) {
              for (const Node port : subset["ports"].items()) {
                for (const Node address : subset["addresses"].items()) {
                  if (shown.size() == 3) {
                    ++more;
                  } else {
                    shown.push_back(fmt::format("{}:{}", address["ip"].str(), port["port"].as_int()));
                  }
                }
              }
            }
            std::string text = shown.empty() ? "<none>" : join(shown, ",");
            if (more > 0) text += fmt::format(" + {} more...", more);
            return {name_of(object), text, age_of(object, now)};
          }};
}

std::string access_modes(Node modes) {
  const std::set<std::string_view> have = [&] {
    std::set<std::string_view> out;
    for (const Node mode : modes.items()) out.insert(mode.str());
    return out;
  }();
  std::vector<std::string> out;
  for (const auto& [mode, shown] : {std::pair("ReadWriteOnce", "RWO"),
                                    {"ReadOnlyMany", "ROX"},
                                    {"ReadWriteMany", "RWX"},
                                    {"ReadWriteOncePod", "RWOP"}}) {
    if (have.contains(mode)) out.emplace_back(shown);
  }
  return join(out, ",");
}

std::string volume_phase(Node object) {
  return object["metadata"]["deletionTimestamp"] ? "Terminating" : text_of(object["status"]["phase"]);
}

TableOf volume_table() {
  return {{name_column(),
           {"Capacity"},
           {"Access Modes"},
           {"Reclaim Policy"},
           {"Status"},
           {"Claim"},
           {"StorageClass"},
           {"VolumeAttributesClass"},
           {"Reason"},
           age_column(),
           {"VolumeMode", "string", 1}},
          [](Node object, TimePoint now) -> Cells {
            const Node spec = object["spec"];
            const Node claim = spec["claimRef"];
            return {name_of(object),
                    text_or(spec["capacity"]["storage"], "0"),
                    access_modes(spec["accessModes"]),
                    text_of(spec["persistentVolumeReclaimPolicy"]),
                    volume_phase(object),
                    claim ? text_of(claim["namespace"]) + "/" + text_of(claim["name"]) : "",
                    text_of(spec["storageClassName"]),
                    text_or(spec["volumeAttributesClassName"], "<unset>"),
                    text_of(object["status"]["reason"]),
                    age_of(object, now),
                    text_or(spec["volumeMode"], "<unset>")};
          }};
}

TableOf claim_table() {
  return {{name_column(),
           {"Status"},
           {"Volume"},
           {"Capacity"},
           {"Access Modes"},
           {"StorageClass"},
           {"VolumeAttributesClass"},
           age_column(),
           {"VolumeMode", "string", 1}},
          [](Node object, TimePoint now) -> Cells {
            const Node spec = object["spec"];
            const Node status = object["status"];
            const bool bound = !spec["volumeName"].str().empty();
            return {name_of(object),
                    volume_phase(object),
                    text_of(spec["volumeName"]),
                    bound ? text_or(status["capacity"]["storage"], "0") : "",
                    bound ? access_modes(status["accessModes"]) : "",
                    text_of(spec["storageClassName"]),
                    text_or(spec["volumeAttributesClassName"], "<unset>"),
                    age_of(object, now),
                    text_or(spec["volumeMode"], "<unset>")};
          }};
}

TableOf ingress_table() {
  return {{name_column(), {"Class"}, {"Hosts"}, {"Address"}, {"Ports"}, age_column()},
          [](Node object, TimePoint now) -> Cells {
            const Node spec = object["spec"];
            std::vector<std::string> hosts;
            bool more = false;
            for (const Node rule : spec["rules"].items()) {
              more = more || hosts.size() == 3;
              if (!more && !rule["host"].str().empty()) hosts.push_back(text_of(rule["host"]));
            }
            std::string shown = hosts.empty() ? "*" : join(hosts, ",");
            if (more) shown += fmt::format(" + {} more...", spec["rules"].size() - 3);
            return {name_of(object),
                    text_or(spec["ingressClassName"], "<none>"),
                    shown,
                    ingress_addresses(object["status"]["loadBalancer"]),
                    spec["tls"].empty() ? "80" : "80, 443",
                    age_of(object, now)};
          }};
}

TableOf binding_table() {
  return {{name_column(),
           {"Role"},
           age_column(),
           {"Users", "string", 1},
           {"Groups", "string", 1},
           {"ServiceAccounts", "string", 1}},
          [](Node object, TimePoint now) -> Cells {
            std::vector<std::string> users;
            std::vector<std::string> groups;
            std::vector<std::string> accounts;
            for (const Node subject : object["subjects"].items()) {
              if (subject["kind"].str() == "User") users.push_back(text_of(subject["name"]));
              if (subject["kind"].str() == "Group") groups.push_back(text_of(subject["name"]));
              if (subject["kind"].str() == "ServiceAccount") {
                accounts.push_back(text_of(subject["namespace"]) + "/" + text_of(subject["name"]));
              }
            }
            return {name_of(object),     text_of(object["roleRef"]["kind"]) + "/" + text_of(object["roleRef"]["name"]),
                    age_of(object, now), join(users, ", "),
                    join(groups, ", "),  join(accounts, ", ")};
          }};
}

TableOf lease_table() {
  return {{name_column(), {"Holder"}, age_column()}, [](Node object, TimePoint now) -> Cells {
            return {name_of(object), text_of(object["spec"]["holderIdentity"]), age_of(object, now)};
          }};
}

// As if a CustomResourceDefinition asked for these columns.
TableOf order_table() {
  return {{name_column(),
           {"Customer", "string", 0, "", "Who has ordered."},
           {"Items", "integer", 0, "", "How many things."},
           {"Phase", "string", 0, "", "How far it is."},
           {"Carrier", "string", 1, "", "Who brings it."},
           {"Age", "date", 0, "", "How long ago it was made."}},
          [](Node object, TimePoint now) -> Cells {
            return {name_of(object),
                    text_of(object["spec"]["customer"]),
                    object["spec"]["items"].as_int(),
                    text_of(object["status"]["phase"]),
                    text_of(object["spec"]["carrier"]),
                    age_of(object, now)};
          }};
}

}  // namespace

const TableOf& table_of(const Kind& kind) {
  static const std::map<std::string, TableOf, std::less<>> kTables = {
      {"pods", pod_table()},
      {"nodes", node_table()},
      {"services", service_table()},
      {"events", event_table()},
      {"namespaces", namespace_table()},
      {"configmaps", config_map_table()},
      {"secrets", secret_table()},
      {"serviceaccounts", service_account_table()},
      {"endpoints", endpoints_table()},
      {"persistentvolumes", volume_table()},
      {"persistentvolumeclaims", claim_table()},
      {"deployments", deployment_table()},
      {"replicasets", replica_set_table()},
      {"statefulsets", stateful_set_table()},
      {"daemonsets", daemon_set_table()},
      {"jobs", job_table()},
      {"cronjobs", cron_job_table()},
      {"ingresses", ingress_table()},
      {"rolebindings", binding_table()},
      {"clusterrolebindings", binding_table()},
      {"leases", lease_table()},
      {"orders", order_table()},
  };
  static const TableOf kPlainTable = plain_table();
  static const TableOf kMetricsTable = metrics_table();
  if (kind.made) return kMetricsTable;
  const auto found = kTables.find(kind.resource);
  return found == kTables.end() ? kPlainTable : found->second;
}

Column name_column() { return {"Name", "string", 0, "name", "The object's name, unique in its namespace."}; }
Column age_column() { return {"Age", "string", 0, "", "How long ago the object was made."}; }
std::string name_of(Node object) { return text_of(object["metadata"]["name"]); }
std::string age_of(Node object, TimePoint now) { return age(object["metadata"]["creationTimestamp"].str(), now); }
std::string text_or(Node node, const char* otherwise) {
  return node.str().empty() ? otherwise : std::string(node.str());
}

std::string labels_text(Node labels) {
  std::map<std::string_view, std::string_view> sorted;
  for (const Member& label : labels.members()) sorted[label.key] = label.value.str();
  std::vector<std::string> out;
  for (const auto& [key, value] : sorted) out.push_back(fmt::format("{}={}", key, value));
  return out.empty() ? "<none>" : join(out, ",");
}

std::string container_names(Node pod_spec) {
  std::vector<std::string> out;
  for (const Node container : pod_spec["containers"].items()) out.push_back(text_of(container["name"]));
  return join(out, ",");
}

std::string container_images(Node pod_spec) {
  std::vector<std::string> out;
  for (const Node container : pod_spec["containers"].items()) out.push_back(text_of(container["image"]));
  return join(out, ",");
}

std::string ingress_addresses(Node status) {
  std::set<std::string> out;
  for (const Node ingress : status["ingress"].items()) {
    const std::string address =
        text_or(ingress["ip"], "").empty() ? text_of(ingress["hostname"]) : text_of(ingress["ip"]);
    if (!address.empty()) out.insert(address);
  }
  return join({out.begin(), out.end()}, ",");
}

}  // namespace kpp::apiserver
