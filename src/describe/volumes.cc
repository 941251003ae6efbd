// Volume sources. See volumes.h. One table says for each source how it is called and which of its fields are shown.
#include "describe/volumes.h"

#include <fmt/core.h>

#include "base/strings.h"
#include "describe/sections.h"
#include "describe/values.h"

namespace kpp::describe {
namespace {

enum class Show {
  text,
  text_or_none,  ///< <none> when it is absent; what is there but empty stays empty
  text_or_unset,
  number,
  number_or_none,
  boolean,
  list,       ///< [a b]
  joined,     ///< a, b
  map,        ///< map[a:b]
  reference,  ///< to a secret: of the pod's namespace, or of any for persistent volumes
  reference_name,
  reference_namespace,
  size_limit,
};

struct Field {
  std::string_view label = {};  ///< with its colon: one of them has none, one a blank behind it
  std::string_view member = {};
  Show show = Show::text;
};

enum class Of { pods, persistent, both };

using WriteRest = void (*)(Writer&, Node);
void write_attributes(Writer& writer, Node source);
void write_projected(Writer& writer, Node source);
void write_downward(Writer& writer, Node source);
void write_template(Writer& writer, Node source);

struct SourceKind {
  std::string_view member = {};
  Of of = Of::both;
  std::string_view title = {};
  std::vector<Field> fields = {};
  WriteRest rest = nullptr;  ///< what no list of fields can say
};

const std::vector<SourceKind>& source_kinds() {
  static const std::vector<SourceKind> kinds = {
      {"hostPath",
       Of::both,
       "HostPath (bare host directory volume)",
       {{"Path:", "path"}, {"HostPathType:", "type", Show::text_or_none}}},
      {"emptyDir",
       Of::pods,
       "EmptyDir (a temporary directory that shares a pod's lifetime)",
       {{"Medium:", "medium"}, {"SizeLimit:", "sizeLimit", Show::size_limit}}},
      {"gcePersistentDisk",
       Of::both,
       "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
       {{"PDName:", "pdName"},
        {"FSType:", "fsType"},
        {"Partition:", "partition", Show::number},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"awsElasticBlockStore",
       Of::both,
       "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
       {{"VolumeID:", "volumeID"},
        {"FSType:", "fsType"},
        {"Partition:", "partition", Show::number},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"gitRepo",
       Of::pods,
       "GitRepo (a volume that is pulled from git when the pod is created)",
       {{"Repository:", "repository"}, {"Revision:", "revision"}}},
      {"secret",
       Of::pods,
       "Secret (a volume populated by a Secret)",
       {{"SecretName:", "secretName"}, {"Optional:", "optional", Show::boolean}}},
      {"configMap",
       Of::pods,
       "ConfigMap (a volume populated by a ConfigMap)",
       {{"Name:", "name"}, {"Optional:", "optional", Show::boolean}}},
      {"nfs",
       Of::both,
       "NFS (an NFS mount that lasts the lifetime of a pod)",
       {{"Server:", "server"}, {"Path:", "path"}, {"ReadOnly:", "readOnly", Show::boolean}}},
      {"iscsi",
       Of::both,
       "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
       {{"TargetPortal:", "targetPortal"},
        {"IQN:", "iqn"},
        {"Lun:", "lun", Show::number},
        {"ISCSIInterface", "iscsiInterface"},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean},
        {"Portals:", "portals", Show::list},
        {"DiscoveryCHAPAuth:", "chapAuthDiscovery", Show::boolean},
        {"SessionCHAPAuth:", "chapAuthSession", Show::boolean},
        {"SecretRef:", "secretRef", Show::reference},
        {"InitiatorName:", "initiatorName", Show::text_or_none}}},
      {"glusterfs",
       Of::pods,
       "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
       {{"EndpointsName:", "endpoints"}, {"Path:", "path"}, {"ReadOnly:", "readOnly", Show::boolean}}},
      {"glusterfs",
       Of::persistent,
       "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
       {{"EndpointsName:", "endpoints"},
        {"EndpointsNamespace:", "endpointsNamespace", Show::text_or_unset},
        {"Path:", "path"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"persistentVolumeClaim",
       Of::pods,
       "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
       {{"ClaimName:", "claimName"}, {"ReadOnly:", "readOnly", Show::boolean}}},
      {"ephemeral",
       Of::pods,
       "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)",
       {},
       write_template},
      {"rbd",
       Of::both,
       "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
       {{"CephMonitors:", "monitors", Show::list},
        {"RBDImage:", "image"},
        {"FSType:", "fsType"},
        {"RBDPool:", "pool"},
        {"RadosUser:", "user"},
        {"Keyring:", "keyring"},
        {"SecretRef:", "secretRef", Show::reference},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"quobyte",
       Of::both,
       "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
       {{"Registry:", "registry"}, {"Volume:", "volume"}, {"ReadOnly:", "readOnly", Show::boolean}}},
      {"downwardAPI", Of::pods, "DownwardAPI (a volume populated by information about the pod)", {}, write_downward},
      {"vsphereVolume",
       Of::both,
       "vSphereVolume (a Persistent Disk resource in vSphere)",
       {{"VolumePath:", "volumePath"}, {"FSType:", "fsType"}, {"StoragePolicyName:", "storagePolicyName"}}},
      {"cinder",
       Of::both,
       "Cinder (a Persistent Disk resource in OpenStack)",
       {{"VolumeID:", "volumeID"},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean},
        {"SecretRef:", "secretRef", Show::reference}}},
      {"azureDisk",
       Of::both,
       "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
       {{"DiskName:", "diskName"},
        {"DiskURI:", "diskURI"},
        {"Kind: ", "kind"},
        {"FSType:", "fsType"},
        {"CachingMode:", "cachingMode"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"photonPersistentDisk",
       Of::both,
       "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
       {{"PdID:", "pdID"}, {"FSType:", "fsType"}}},
      {"portworxVolume", Of::both, "PortworxVolume (a Portworx Volume resource)", {{"VolumeID:", "volumeID"}}},
      {"scaleIO",
       Of::pods,
       "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
       {{"Gateway:", "gateway"},
        {"System:", "system"},
        {"Protection Domain:", "protectionDomain"},
        {"Storage Pool:", "storagePool"},
        {"Storage Mode:", "storageMode"},
        {"VolumeName:", "volumeName"},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"scaleIO",
       Of::persistent,
       "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
       {{"Gateway:", "gateway"},
        {"System:", "system"},
        {"Protection Domain:", "protectionDomain"},
        {"Storage Pool:", "storagePool"},
        {"Storage Mode:", "storageMode"},
        {"VolumeName:", "volumeName"},
        {"SecretName:", "secretRef", Show::reference_name},
        {"SecretNamespace:", "secretRef", Show::reference_namespace},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"local",
       Of::persistent,
       "LocalVolume (a persistent volume backed by local storage on a node)",
       {{"Path:", "path"}}},
      {"cephfs",
       Of::both,
       "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
       {{"Monitors:", "monitors", Show::list},
        {"Path:", "path"},
        {"User:", "user"},
        {"SecretFile:", "secretFile"},
        {"SecretRef:", "secretRef", Show::reference},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"storageos",
       Of::both,
       "StorageOS (a StorageOS Persistent Disk resource)",
       {{"VolumeName:", "volumeName"},
        {"VolumeNamespace:", "volumeNamespace"},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"fc",
       Of::both,
       "FC (a Fibre Channel disk)",
       {{"TargetWWNs:", "targetWWNs", Show::joined},
        {"LUN:", "lun", Show::number_or_none},
        {"FSType:", "fsType"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"azureFile",
       Of::pods,
       "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
       {{"SecretName:", "secretName"}, {"ShareName:", "shareName"}, {"ReadOnly:", "readOnly", Show::boolean}}},
      {"azureFile",
       Of::persistent,
       "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
       {{"SecretName:", "secretName"},
        {"SecretNamespace:", "secretNamespace"},
        {"ShareName:", "shareName"},
        {"ReadOnly:", "readOnly", Show::boolean}}},
      {"flexVolume",
       Of::both,
       "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
       {{"Driver:", "driver"},
        {"FSType:", "fsType"},
        {"SecretRef:", "secretRef", Show::reference},
        {"ReadOnly:", "readOnly", Show::boolean},
        {"Options:", "options", Show::map}}},
      {"flocker",
       Of::both,
       "Flocker (a Flocker volume mounted by the Flocker agent)",
       {{"DatasetName:", "datasetName"}, {"DatasetUUID:", "datasetUUID"}}},
      {"projected",
       Of::pods,
       "Projected (a volume that contains injected data from multiple sources)",
       {},
       write_projected},
      {"csi",
       Of::pods,
       "CSI (a Container Storage Interface (CSI) volume source)",
       {{"Driver:", "driver"}, {"FSType:", "fsType"}, {"ReadOnly:", "readOnly", Show::boolean}},
       write_attributes},
      {"csi",
       Of::persistent,
       "CSI (a Container Storage Interface (CSI) volume source)",
       {{"Driver:", "driver"},
        {"FSType:", "fsType"},
        {"VolumeHandle:", "volumeHandle"},
        {"ReadOnly:", "readOnly", Show::boolean}},
       write_attributes},
      {"image",
       Of::pods,
       "Image (a container image or OCI artifact)",
       {{"Reference:", "reference"}, {"PullPolicy:", "pullPolicy"}}},
  };
  return kinds;
}

std::string shown(Node value, Show show, bool persistent) {
  switch (show) {
    case Show::text: return std::string(value.str());
    case Show::text_or_none: return std::string(value.str("<none>"));
    case Show::text_or_unset: return std::string(value.str("<unset>"));
    case Show::number: return number_or(value, "0");
    case Show::number_or_none: return number_or(value, "<none>");
    case Show::boolean: return value.as_bool() ? "true" : "false";
    case Show::list: return bracketed(value);
    case Show::joined: return join(texts(value), ", ");
    case Show::map: return map_text(value);
    case Show::reference: return persistent ? secret_reference(value) : local_reference(value);
    case Show::reference_name: return std::string(value["name"].str());
    case Show::reference_namespace: return std::string(value["namespace"].str());
    case Show::size_limit: return to_quantity(value).compare(Quantity()) > 0 ? quantity_text(value) : "<unset>";
  }
  return "";
}

// Every line of attributes is indented as a line, and again by a tab: in kubectl too.
void write_attributes(Writer& writer, Node source) {
  writer.write(2, "VolumeAttributes:\t");
  bool first = true;
  for (const auto& [key, value] : sorted_members(source["volumeAttributes"])) {
    if (!first) {
      writer.write(2, "");
      writer.write(2, "\t");
    }
    first = false;
    writer.write(2, "{}\n", shorten(fmt::format("{}={}", key, value.str()), kLineLimit));
  }
  if (first) writer.line("<none>");
}

void write_projected(Writer& writer, Node source) {
  for (const Node part : source["sources"].items()) {
    if (const Node secret = part["secret"]) {
      writer.field(2, "SecretName", secret["name"].str());
      writer.field(2, "Optional", secret["optional"].as_bool() ? "true" : "false");
    } else if (part["downwardAPI"]) {
      writer.field(2, "DownwardAPI", "true");
    } else if (const Node map = part["configMap"]) {
      writer.field(2, "ConfigMapName", map["name"].str());
      writer.field(2, "Optional", map["optional"].as_bool() ? "true" : "false");
    } else if (const Node token = part["serviceAccountToken"]) {
      writer.field(2, "TokenExpirationSeconds", number_or(token["expirationSeconds"], "0"));
    }
  }
}

void write_downward(Writer& writer, Node source) {
  writer.write(2, "Items:\n");
  for (const Node item : source["items"].items()) {
    if (const Node field = item["fieldRef"]) {
      writer.write(3, "{} -> {}\n", field["fieldPath"].str(), item["path"].str());
    }
    if (const Node resource = item["resourceFieldRef"]) {
      writer.write(3, "{} -> {}\n", resource["resource"].str(), item["path"].str());
    }
  }
}

void write_template(Writer& writer, Node source) {
  const Node claim = source["volumeClaimTemplate"];
  if (!claim) return;
  const Writer::Nested deeper(writer, 2);
  write_claim(writer, claim, false);
}

void write_source(Writer& writer, Node holder, bool persistent) {
  for (const SourceKind& kind : source_kinds()) {
    const Node source = holder[kind.member];
    if (!source || kind.of == (persistent ? Of::pods : Of::persistent)) continue;
    writer.field(2, "Type", kind.title);
    for (const Field& field : kind.fields) {
      writer.write(2, "{}\t{}\n", field.label, shown(source[field.member], field.show, persistent));
    }
    if (kind.rest) kind.rest(writer, source);
    return;
  }
  writer.write(1, "<unknown>\n");
}

}  // namespace

void write_volumes(Writer& writer, Node volumes, std::string_view indent) {
  if (volumes.empty()) return writer.write(0, "{}Volumes:\t<none>\n", indent);
  writer.write(0, "{}Volumes:\n", indent);
  for (const Node volume : volumes.items()) {
    writer.write(1, "{}{}:\n", indent.empty() ? "" : " ", volume["name"].str());
    write_source(writer, volume, false);
  }
}

void write_persistent_source(Writer& writer, Node spec) { write_source(writer, spec, true); }

}  // namespace kpp::describe
