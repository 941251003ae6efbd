// The types of the API that kubectl decodes manifests of, with the fields of each. See fields.h.
// Source: k8s.io/api v0.36, core/v1, apps/v1, batch/v1, rbac/v1.
#include "schema/fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace kpp::schema {
namespace {

// TYPE FIELD:ITSTYPE ...; a line that begins with blanks goes on with the type before it. What a field may say:
//   name@Part  it belongs to a part that the type embeds     name!  it is written even when it is empty
//   *X  a pointer     []X  a list     $Name  a string with a name of its own
//   strings, quantities  maps of them     any  what is taken as it is
// The compiler makes kTable of it, so that nothing is read of it when the program runs.
constexpr std::string_view kText = R"(
AWSElasticBlockStoreVolumeSource volumeID!:string fsType:string partition:int32 readOnly:bool
Affinity nodeAffinity:*NodeAffinity podAffinity:*PodAffinity podAntiAffinity:*PodAntiAffinity
AppArmorProfile type!:$AppArmorProfileType localhostProfile:*string
AzureDiskVolumeSource diskName!:string diskURI!:string cachingMode:*$AzureDataDiskCachingMode fsType:*string
  readOnly:*bool kind:*$AzureDataDiskKind
AzureFileVolumeSource secretName!:string shareName!:string readOnly:bool
CSIVolumeSource driver!:string readOnly:*bool fsType:*string volumeAttributes:strings
  nodePublishSecretRef:*LocalObjectReference
Capabilities add:[]$Capability drop:[]$Capability
CephFSVolumeSource monitors!:[]string path:string user:string secretFile:string secretRef:*LocalObjectReference
  readOnly:bool
CinderVolumeSource volumeID!:string fsType:string readOnly:bool secretRef:*LocalObjectReference
ClientIPConfig timeoutSeconds:*int32
ClusterRoleBinding kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta subjects:[]Subject
  roleRef!:RoleRef
ClusterTrustBundleProjection name:*string signerName:*string labelSelector:*LabelSelector optional:*bool
  path!:string
Condition type!:string status!:$ConditionStatus observedGeneration:int64 lastTransitionTime!:Time reason!:string
  message!:string
ConfigMapEnvSource name@LocalObjectReference:string optional:*bool
ConfigMapKeySelector name@LocalObjectReference:string key!:string optional:*bool
ConfigMapProjection name@LocalObjectReference:string items:[]KeyToPath optional:*bool
ConfigMapVolumeSource name@LocalObjectReference:string items:[]KeyToPath defaultMode:*int32 optional:*bool
Container name!:string image:string command:[]string args:[]string workingDir:string ports:[]ContainerPort
  envFrom:[]EnvFromSource env:[]EnvVar
  resources:ResourceRequirements resizePolicy:[]ContainerResizePolicy restartPolicy:*$ContainerRestartPolicy
  restartPolicyRules:[]ContainerRestartRule
  volumeMounts:[]VolumeMount volumeDevices:[]VolumeDevice livenessProbe:*Probe readinessProbe:*Probe
  startupProbe:*Probe lifecycle:*Lifecycle
  terminationMessagePath:string terminationMessagePolicy:$TerminationMessagePolicy imagePullPolicy:$PullPolicy
  securityContext:*SecurityContext
  stdin:bool stdinOnce:bool tty:bool
ContainerExtendedResourceRequest containerName!:string resourceName!:string requestName!:string
ContainerPort name:string hostPort:int32 containerPort!:int32 protocol:$Protocol hostIP:string
ContainerResizePolicy resourceName!:$ResourceName restartPolicy!:$ResourceResizeRestartPolicy
ContainerRestartRule action:$ContainerRestartRuleAction exitCodes:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator:$ContainerRestartRuleOnExitCodesOperator values:[]int32
ContainerState waiting:*ContainerStateWaiting running:*ContainerStateRunning terminated:*ContainerStateTerminated
ContainerStateRunning startedAt:Time
ContainerStateTerminated exitCode!:int32 signal:int32 reason:string message:string startedAt:Time finishedAt:Time
  containerID:string
ContainerStateWaiting reason:string message:string
ContainerStatus name!:string state:ContainerState lastState:ContainerState ready!:bool restartCount!:int32
  image!:string imageID!:string
  containerID:string started:*bool allocatedResources:quantities resources:*ResourceRequirements
  volumeMounts:[]VolumeMountStatus user:*ContainerUser
  allocatedResourcesStatus:[]ResourceStatus stopSignal:*$Signal
ContainerUser linux:*LinuxContainerUser
CronJob kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec schedule!:string timeZone:*string startingDeadlineSeconds:*int64 concurrencyPolicy:$ConcurrencyPolicy
  suspend:*bool
  jobTemplate!:JobTemplateSpec successfulJobsHistoryLimit:*int32 failedJobsHistoryLimit:*int32
CronJobStatus active:[]ObjectReference lastScheduleTime:*Time lastSuccessfulTime:*Time
DaemonSet kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:DaemonSetSpec
  status:DaemonSetStatus
DaemonSetCondition type!:$DaemonSetConditionType status!:$ConditionStatus lastTransitionTime:Time reason:string
  message:string
DaemonSetSpec selector!:*LabelSelector template!:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
  minReadySeconds:int32
  revisionHistoryLimit:*int32
DaemonSetStatus currentNumberScheduled!:int32 numberMisscheduled!:int32 desiredNumberScheduled!:int32
  numberReady!:int32 observedGeneration:int64
  updatedNumberScheduled:int32 numberAvailable:int32 numberUnavailable:int32 collisionCount:*int32
  conditions:[]DaemonSetCondition
DaemonSetUpdateStrategy type:$DaemonSetUpdateStrategyType rollingUpdate:*RollingUpdateDaemonSet
Deployment kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:DeploymentSpec
  status:DeploymentStatus
DeploymentCondition type!:$DeploymentConditionType status!:$ConditionStatus lastUpdateTime:Time
  lastTransitionTime:Time reason:string message:string
DeploymentSpec replicas:*int32 selector!:*LabelSelector template!:PodTemplateSpec strategy:DeploymentStrategy
  minReadySeconds:int32
  revisionHistoryLimit:*int32 paused:bool progressDeadlineSeconds:*int32
DeploymentStatus observedGeneration:int64 replicas:int32 updatedReplicas:int32 readyReplicas:int32
  availableReplicas:int32 unavailableReplicas:int32
  terminatingReplicas:*int32 conditions:[]DeploymentCondition collisionCount:*int32
DeploymentStrategy type:$DeploymentStrategyType rollingUpdate:*RollingUpdateDeployment
DownwardAPIProjection items:[]DownwardAPIVolumeFile
DownwardAPIVolumeFile path!:string fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector mode:*int32
DownwardAPIVolumeSource items:[]DownwardAPIVolumeFile defaultMode:*int32
EmptyDirVolumeSource medium:$StorageMedium sizeLimit:*Quantity
EnvFromSource prefix:string configMapRef:*ConfigMapEnvSource secretRef:*SecretEnvSource
EnvVar name!:string value:string valueFrom:*EnvVarSource
EnvVarSource fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector
  configMapKeyRef:*ConfigMapKeySelector
  secretKeyRef:*SecretKeySelector fileKeyRef:*FileKeySelector
EphemeralContainer name@EphemeralContainerCommon!:string image@EphemeralContainerCommon:string
  command@EphemeralContainerCommon:[]string
  args@EphemeralContainerCommon:[]string workingDir@EphemeralContainerCommon:string
  ports@EphemeralContainerCommon:[]ContainerPort
  envFrom@EphemeralContainerCommon:[]EnvFromSource env@EphemeralContainerCommon:[]EnvVar
  resources@EphemeralContainerCommon:ResourceRequirements
  resizePolicy@EphemeralContainerCommon:[]ContainerResizePolicy
  restartPolicy@EphemeralContainerCommon:*$ContainerRestartPolicy
  restartPolicyRules@EphemeralContainerCommon:[]ContainerRestartRule
  volumeMounts@EphemeralContainerCommon:[]VolumeMount
  volumeDevices@EphemeralContainerCommon:[]VolumeDevice livenessProbe@EphemeralContainerCommon:*Probe
  readinessProbe@EphemeralContainerCommon:*Probe
  startupProbe@EphemeralContainerCommon:*Probe lifecycle@EphemeralContainerCommon:*Lifecycle
  terminationMessagePath@EphemeralContainerCommon:string
  terminationMessagePolicy@EphemeralContainerCommon:$TerminationMessagePolicy
  imagePullPolicy@EphemeralContainerCommon:$PullPolicy
  securityContext@EphemeralContainerCommon:*SecurityContext stdin@EphemeralContainerCommon:bool
  stdinOnce@EphemeralContainerCommon:bool
  tty@EphemeralContainerCommon:bool targetContainerName:string
EphemeralVolumeSource volumeClaimTemplate:*PersistentVolumeClaimTemplate
ExecAction command:[]string
FCVolumeSource targetWWNs:[]string lun:*int32 fsType:string readOnly:bool wwids:[]string
FileKeySelector volumeName!:string path!:string key!:string optional:*bool
FlexVolumeSource driver!:string fsType:string secretRef:*LocalObjectReference readOnly:bool options:strings
FlockerVolumeSource datasetName:string datasetUUID:string
GCEPersistentDiskVolumeSource pdName!:string fsType:string partition:int32 readOnly:bool
GRPCAction port!:int32 service!:*string
GitRepoVolumeSource repository!:string revision:string directory:string
GlusterfsVolumeSource endpoints!:string path!:string readOnly:bool
HTTPGetAction path:string port!:IntOrString host:string scheme:$URIScheme httpHeaders:[]HTTPHeader
HTTPHeader name!:string value!:string
HostAlias ip!:string hostnames:[]string
HostIP ip!:string
HostPathVolumeSource path!:string type:*$HostPathType
ISCSIVolumeSource targetPortal!:string iqn!:string lun!:int32 iscsiInterface:string fsType:string readOnly:bool
  portals:[]string
  chapAuthDiscovery:bool chapAuthSession:bool secretRef:*LocalObjectReference initiatorName:*string
ImageVolumeSource reference:string pullPolicy:$PullPolicy
ImageVolumeStatus imageRef:string
Job kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:JobSpec status:JobStatus
JobCondition type!:$JobConditionType status!:$ConditionStatus lastProbeTime:Time lastTransitionTime:Time
  reason:string message:string
JobSpec parallelism:*int32 completions:*int32 activeDeadlineSeconds:*int64 podFailurePolicy:*PodFailurePolicy
  successPolicy:*SuccessPolicy
  backoffLimit:*int32 backoffLimitPerIndex:*int32 maxFailedIndexes:*int32 selector:*LabelSelector
  manualSelector:*bool template!:PodTemplateSpec
  ttlSecondsAfterFinished:*int32 completionMode:*$CompletionMode suspend:*bool
  podReplacementPolicy:*$PodReplacementPolicy managedBy:*string
JobStatus conditions:[]JobCondition startTime:*Time completionTime:*Time active:int32 succeeded:int32 failed:int32
  terminating:*int32
  completedIndexes:string failedIndexes:*string uncountedTerminatedPods:*UncountedTerminatedPods ready:*int32
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
KeyToPath key!:string path!:string mode:*int32
LabelSelector matchLabels:strings matchExpressions:[]LabelSelectorRequirement
LabelSelectorRequirement key!:string operator!:$LabelSelectorOperator values:[]string
Lifecycle postStart:*LifecycleHandler preStop:*LifecycleHandler stopSignal:*$Signal
LifecycleHandler exec:*ExecAction httpGet:*HTTPGetAction tcpSocket:*TCPSocketAction sleep:*SleepAction
LinuxContainerUser uid!:int64 gid!:int64 supplementalGroups:[]int64
LoadBalancerIngress ip:string hostname:string ipMode:*$LoadBalancerIPMode ports:[]PortStatus
LoadBalancerStatus ingress:[]LoadBalancerIngress
LocalObjectReference name:string
ModifyVolumeStatus targetVolumeAttributesClassName:string status!:$PersistentVolumeClaimModifyVolumeStatus
NFSVolumeSource server!:string path!:string readOnly:bool
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution:*NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
NodeAllocatableResourceClaimStatus resourceClaimName!:string containers:[]string resources!:quantities
NodeSelector nodeSelectorTerms!:[]NodeSelectorTerm
NodeSelectorRequirement key!:string operator!:$NodeSelectorOperator values:[]string
NodeSelectorTerm matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement
ObjectFieldSelector apiVersion:string fieldPath!:string
ObjectMeta name:string generateName:string namespace:string selfLink:string uid:uid resourceVersion:string
  generation:int64 creationTimestamp:Time
  deletionTimestamp:*Time deletionGracePeriodSeconds:*int64 labels:strings annotations:strings
  ownerReferences:[]OwnerReference finalizers:[]string
  managedFields:[]any
ObjectReference kind:string namespace:string name:string uid:uid apiVersion:string resourceVersion:string
  fieldPath:string
OwnerReference apiVersion!:string kind!:string name!:string uid!:uid controller:*bool blockOwnerDeletion:*bool
PersistentVolumeClaim kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta
  spec:PersistentVolumeClaimSpec
  status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition type!:$PersistentVolumeClaimConditionType status!:$ConditionStatus lastProbeTime:Time
  lastTransitionTime:Time
  reason:string message:string
PersistentVolumeClaimSpec accessModes:[]$PersistentVolumeAccessMode selector:*LabelSelector
  resources:VolumeResourceRequirements volumeName:string
  storageClassName:*string volumeMode:*$PersistentVolumeMode dataSource:*TypedLocalObjectReference
  dataSourceRef:*TypedObjectReference
  volumeAttributesClassName:*string
PersistentVolumeClaimStatus phase:$PersistentVolumeClaimPhase accessModes:[]$PersistentVolumeAccessMode
  capacity:quantities
  conditions:[]PersistentVolumeClaimCondition allocatedResources:quantities allocatedResourceStatuses:any
  currentVolumeAttributesClassName:*string
  modifyVolumeStatus:*ModifyVolumeStatus
PersistentVolumeClaimTemplate metadata:ObjectMeta spec!:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource claimName!:string readOnly:bool
PhotonPersistentDiskVolumeSource pdID!:string fsType:string
Pod kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:PodSpec status:PodStatus
PodAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodAffinityTerm labelSelector:*LabelSelector namespaces:[]string topologyKey!:string
  namespaceSelector:*LabelSelector matchLabelKeys:[]string
  mismatchLabelKeys:[]string
PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodCertificateProjection signerName:string keyType:string maxExpirationSeconds:*int32 credentialBundlePath:string
  keyPath:string
  certificateChainPath:string userAnnotations:strings
PodCondition type!:$PodConditionType observedGeneration:int64 status!:$ConditionStatus lastProbeTime:Time
  lastTransitionTime:Time reason:string
  message:string
PodDNSConfig nameservers:[]string searches:[]string options:[]PodDNSConfigOption
PodDNSConfigOption name:string value:*string
PodExtendedResourceClaimStatus requestMappings!:[]ContainerExtendedResourceRequest resourceClaimName!:string
PodFailurePolicy rules!:[]PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement containerName:*string operator!:$PodFailurePolicyOnExitCodesOperator
  values!:[]int32
PodFailurePolicyOnPodConditionsPattern type!:$PodConditionType status!:$ConditionStatus
PodFailurePolicyRule action!:$PodFailurePolicyAction onExitCodes:*PodFailurePolicyOnExitCodesRequirement
  onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
PodIP ip!:string
PodOS name!:$OSName
PodReadinessGate conditionType!:$PodConditionType
PodResourceClaim name!:string resourceClaimName:*string resourceClaimTemplateName:*string
PodResourceClaimStatus name!:string resourceClaimName:*string
PodSchedulingGate name!:string
PodSchedulingGroup podGroupName:*string
PodSecurityContext seLinuxOptions:*SELinuxOptions windowsOptions:*WindowsSecurityContextOptions runAsUser:*int64
  runAsGroup:*int64 runAsNonRoot:*bool
  supplementalGroups:[]int64 supplementalGroupsPolicy:*$SupplementalGroupsPolicy fsGroup:*int64 sysctls:[]Sysctl
  fsGroupChangePolicy:*$PodFSGroupChangePolicy seccompProfile:*SeccompProfile appArmorProfile:*AppArmorProfile
  seLinuxChangePolicy:*$PodSELinuxChangePolicy
PodSpec volumes:[]Volume initContainers:[]Container containers!:[]Container ephemeralContainers:[]EphemeralContainer
  restartPolicy:$RestartPolicy
  terminationGracePeriodSeconds:*int64 activeDeadlineSeconds:*int64 dnsPolicy:$DNSPolicy nodeSelector:strings
  serviceAccountName:string
  serviceAccount:string automountServiceAccountToken:*bool nodeName:string hostNetwork:bool hostPID:bool
  hostIPC:bool shareProcessNamespace:*bool
  securityContext:*PodSecurityContext imagePullSecrets:[]LocalObjectReference hostname:string subdomain:string
  affinity:*Affinity schedulerName:string
  tolerations:[]Toleration hostAliases:[]HostAlias priorityClassName:string priority:*int32 dnsConfig:*PodDNSConfig
  readinessGates:[]PodReadinessGate
  runtimeClassName:*string enableServiceLinks:*bool preemptionPolicy:*$PreemptionPolicy overhead:quantities
  topologySpreadConstraints:[]TopologySpreadConstraint setHostnameAsFQDN:*bool os:*PodOS hostUsers:*bool
  schedulingGates:[]PodSchedulingGate
  resourceClaims:[]PodResourceClaim resources:*ResourceRequirements hostnameOverride:*string
  schedulingGroup:*PodSchedulingGroup
PodStatus observedGeneration:int64 phase:$PodPhase conditions:[]PodCondition message:string reason:string
  nominatedNodeName:string hostIP:string
  hostIPs:[]HostIP podIP:string podIPs:[]PodIP startTime:*Time initContainerStatuses:[]ContainerStatus
  containerStatuses:[]ContainerStatus
  qosClass:$PodQOSClass ephemeralContainerStatuses:[]ContainerStatus resize:$PodResizeStatus
  resourceClaimStatuses:[]PodResourceClaimStatus
  extendedResourceClaimStatus:*PodExtendedResourceClaimStatus allocatedResources:quantities
  resources:*ResourceRequirements
  nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PortStatus port!:int32 protocol!:$Protocol error:*string
PortworxVolumeSource volumeID!:string fsType:string readOnly:bool
PreferredSchedulingTerm weight!:int32 preference!:NodeSelectorTerm
Probe exec@ProbeHandler:*ExecAction httpGet@ProbeHandler:*HTTPGetAction tcpSocket@ProbeHandler:*TCPSocketAction
  grpc@ProbeHandler:*GRPCAction
  initialDelaySeconds:int32 timeoutSeconds:int32 periodSeconds:int32 successThreshold:int32 failureThreshold:int32
  terminationGracePeriodSeconds:*int64
ProjectedVolumeSource sources!:[]VolumeProjection defaultMode:*int32
QuobyteVolumeSource registry!:string volume!:string readOnly:bool user:string group:string tenant:string
RBDVolumeSource monitors!:[]string image!:string fsType:string pool:string user:string keyring:string
  secretRef:*LocalObjectReference readOnly:bool
ReplicaSet kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:ReplicaSetSpec
  status:ReplicaSetStatus
ReplicaSetCondition type!:$ReplicaSetConditionType status!:$ConditionStatus lastTransitionTime:Time reason:string
  message:string
ReplicaSetSpec replicas:*int32 minReadySeconds:int32 selector!:*LabelSelector template:PodTemplateSpec
ReplicaSetStatus replicas!:int32 fullyLabeledReplicas:int32 readyReplicas:int32 availableReplicas:int32
  terminatingReplicas:*int32
  observedGeneration:int64 conditions:[]ReplicaSetCondition
ReplicationController kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta
  spec:ReplicationControllerSpec
  status:ReplicationControllerStatus
ReplicationControllerCondition type!:$ReplicationControllerConditionType status!:$ConditionStatus
  lastTransitionTime:Time reason:string message:string
ReplicationControllerSpec replicas:*int32 minReadySeconds:int32 selector:strings template:*PodTemplateSpec
ReplicationControllerStatus replicas!:int32 fullyLabeledReplicas:int32 readyReplicas:int32 availableReplicas:int32
  observedGeneration:int64
  conditions:[]ReplicationControllerCondition
ResourceClaim name!:string request:string
ResourceFieldSelector containerName:string resource!:string divisor:Quantity
ResourceHealth resourceID!:$ResourceID health:$ResourceHealthStatus message:*string
ResourceRequirements limits:quantities requests:quantities claims:[]ResourceClaim
ResourceStatus name!:$ResourceName resources:[]ResourceHealth
RoleBinding kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta subjects:[]Subject roleRef!:RoleRef
RoleRef apiGroup!:string kind!:string name!:string
RollingUpdateDaemonSet maxUnavailable:*IntOrString maxSurge:*IntOrString
RollingUpdateDeployment maxUnavailable:*IntOrString maxSurge:*IntOrString
RollingUpdateStatefulSetStrategy partition:*int32 maxUnavailable:*IntOrString
SELinuxOptions user:string role:string type:string level:string
ScaleIOVolumeSource gateway!:string system!:string secretRef!:*LocalObjectReference sslEnabled:bool
  protectionDomain:string storagePool:string
  storageMode:string volumeName:string fsType:string readOnly:bool
SeccompProfile type!:$SeccompProfileType localhostProfile:*string
SecretEnvSource name@LocalObjectReference:string optional:*bool
SecretKeySelector name@LocalObjectReference:string key!:string optional:*bool
SecretProjection name@LocalObjectReference:string items:[]KeyToPath optional:*bool
SecretVolumeSource secretName:string items:[]KeyToPath defaultMode:*int32 optional:*bool
SecurityContext capabilities:*Capabilities privileged:*bool seLinuxOptions:*SELinuxOptions
  windowsOptions:*WindowsSecurityContextOptions
  runAsUser:*int64 runAsGroup:*int64 runAsNonRoot:*bool readOnlyRootFilesystem:*bool allowPrivilegeEscalation:*bool
  procMount:*$ProcMountType
  seccompProfile:*SeccompProfile appArmorProfile:*AppArmorProfile
Service kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceAccountTokenProjection audience:string expirationSeconds:*int64 path!:string
ServicePort name:string protocol:$Protocol appProtocol:*string port!:int32 targetPort:IntOrString nodePort:int32
ServiceSpec ports:[]ServicePort selector:strings clusterIP:string clusterIPs:[]string type:$ServiceType
  externalIPs:[]string
  sessionAffinity:$ServiceAffinity loadBalancerIP:string loadBalancerSourceRanges:[]string externalName:string
  externalTrafficPolicy:$ServiceExternalTrafficPolicy healthCheckNodePort:int32 publishNotReadyAddresses:bool
  sessionAffinityConfig:*SessionAffinityConfig ipFamilies:[]$IPFamily ipFamilyPolicy:*$IPFamilyPolicy
  allocateLoadBalancerNodePorts:*bool
  loadBalancerClass:*string internalTrafficPolicy:*$ServiceInternalTrafficPolicy trafficDistribution:*string
ServiceStatus loadBalancer:LoadBalancerStatus conditions:[]Condition
SessionAffinityConfig clientIP:*ClientIPConfig
SleepAction seconds!:int64
StatefulSet kind@TypeMeta:string apiVersion@TypeMeta:string metadata:ObjectMeta spec:StatefulSetSpec
  status:StatefulSetStatus
StatefulSetCondition type!:$StatefulSetConditionType status!:$ConditionStatus lastTransitionTime:Time reason:string
  message:string
StatefulSetOrdinals start!:int32
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:$PersistentVolumeClaimRetentionPolicyType
  whenScaled:$PersistentVolumeClaimRetentionPolicyType
StatefulSetSpec replicas:*int32 selector!:*LabelSelector template!:PodTemplateSpec
  volumeClaimTemplates:[]PersistentVolumeClaim serviceName!:string
  podManagementPolicy:$PodManagementPolicyType updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit:*int32
  minReadySeconds:int32
  persistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy
  ordinals:*StatefulSetOrdinals
StatefulSetStatus observedGeneration:int64 replicas!:int32 readyReplicas:int32 currentReplicas:int32
  updatedReplicas:int32 currentRevision:string
  updateRevision:string collisionCount:*int32 conditions:[]StatefulSetCondition availableReplicas!:int32
StatefulSetUpdateStrategy type:$StatefulSetUpdateStrategyType rollingUpdate:*RollingUpdateStatefulSetStrategy
StorageOSVolumeSource volumeName:string volumeNamespace:string fsType:string readOnly:bool
  secretRef:*LocalObjectReference
Subject kind!:string apiGroup:string name!:string namespace:string
SuccessPolicy rules!:[]SuccessPolicyRule
SuccessPolicyRule succeededIndexes:*string succeededCount:*int32
Sysctl name!:string value!:string
TCPSocketAction port!:IntOrString host:string
Toleration key:string operator:$TolerationOperator value:string effect:$TaintEffect tolerationSeconds:*int64
TopologySpreadConstraint maxSkew!:int32 topologyKey!:string whenUnsatisfiable!:$UnsatisfiableConstraintAction
  labelSelector:*LabelSelector
  minDomains:*int32 nodeAffinityPolicy:*$NodeInclusionPolicy nodeTaintsPolicy:*$NodeInclusionPolicy
  matchLabelKeys:[]string
TypedLocalObjectReference apiGroup!:*string kind!:string name!:string
TypedObjectReference apiGroup!:*string kind!:string name!:string namespace:*string
UncountedTerminatedPods succeeded:[]uid failed:[]uid
Volume name!:string hostPath@VolumeSource:*HostPathVolumeSource emptyDir@VolumeSource:*EmptyDirVolumeSource
  gcePersistentDisk@VolumeSource:*GCEPersistentDiskVolumeSource
  awsElasticBlockStore@VolumeSource:*AWSElasticBlockStoreVolumeSource
  gitRepo@VolumeSource:*GitRepoVolumeSource secret@VolumeSource:*SecretVolumeSource
  nfs@VolumeSource:*NFSVolumeSource
  iscsi@VolumeSource:*ISCSIVolumeSource glusterfs@VolumeSource:*GlusterfsVolumeSource
  persistentVolumeClaim@VolumeSource:*PersistentVolumeClaimVolumeSource rbd@VolumeSource:*RBDVolumeSource
  flexVolume@VolumeSource:*FlexVolumeSource
  cinder@VolumeSource:*CinderVolumeSource cephfs@VolumeSource:*CephFSVolumeSource
  flocker@VolumeSource:*FlockerVolumeSource
  downwardAPI@VolumeSource:*DownwardAPIVolumeSource fc@VolumeSource:*FCVolumeSource
  azureFile@VolumeSource:*AzureFileVolumeSource
  configMap@VolumeSource:*ConfigMapVolumeSource vsphereVolume@VolumeSource:*VsphereVirtualDiskVolumeSource
  quobyte@VolumeSource:*QuobyteVolumeSource
  azureDisk@VolumeSource:*AzureDiskVolumeSource photonPersistentDisk@VolumeSource:*PhotonPersistentDiskVolumeSource
  projected@VolumeSource:*ProjectedVolumeSource portworxVolume@VolumeSource:*PortworxVolumeSource
  scaleIO@VolumeSource:*ScaleIOVolumeSource
  storageos@VolumeSource:*StorageOSVolumeSource csi@VolumeSource:*CSIVolumeSource
  ephemeral@VolumeSource:*EphemeralVolumeSource
  image@VolumeSource:*ImageVolumeSource
VolumeDevice name!:string devicePath!:string
VolumeMount name!:string readOnly:bool recursiveReadOnly:*$RecursiveReadOnlyMode mountPath!:string subPath:string
  mountPropagation:*$MountPropagationMode subPathExpr:string
VolumeMountStatus name!:string mountPath!:string readOnly:bool recursiveReadOnly:*$RecursiveReadOnlyMode
  volumeStatus:*VolumeStatus
VolumeProjection secret:*SecretProjection downwardAPI:*DownwardAPIProjection configMap:*ConfigMapProjection
  serviceAccountToken:*ServiceAccountTokenProjection clusterTrustBundle:*ClusterTrustBundleProjection
  podCertificate:*PodCertificateProjection
VolumeResourceRequirements limits:quantities requests:quantities
VolumeStatus image:*ImageVolumeStatus
VsphereVirtualDiskVolumeSource volumePath!:string fsType:string storagePolicyName:string storagePolicyID:string
WeightedPodAffinityTerm weight!:int32 podAffinityTerm!:PodAffinityTerm
WindowsSecurityContextOptions gmsaCredentialSpecName:*string gmsaCredentialSpec:*string runAsUserName:*string
  hostProcess:*bool
)";

// The next word of the text: a type's name, or a field, which has a colon.
constexpr std::string_view take_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \n"), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \n"));
  rest.remove_prefix(word.size());
  return word;
}

constexpr bool is_field(std::string_view word) { return word.find(':') != std::string_view::npos; }

constexpr TypedField field_of(std::string_view word) {
  const std::size_t colon = word.find(':');
  TypedField field = {.type = word.substr(colon + 1)};
  word = word.substr(0, colon);
  field.always = word.ends_with('!');
  if (field.always) word.remove_suffix(1);
  const std::size_t part = word.find('@');
  field.name = word.substr(0, part);
  if (part != std::string_view::npos) field.part = word.substr(part + 1);
  return field;
}

struct Count {
  std::size_t types = 0;
  std::size_t fields = 0;
};

constexpr Count kCount = [] {
  Count count;
  std::string_view rest = kText;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    ++(is_field(word) ? count.fields : count.types);
  }
  return count;
}();

struct Type {
  std::string_view name = {};
  std::size_t first = 0;
  std::size_t end = 0;
};

struct Table {
  std::array<Type, kCount.types> types;
  std::array<TypedField, kCount.fields> fields;
};

constexpr Table kTable = [] {
  Table table;
  std::size_t types = 0;
  std::size_t fields = 0;
  std::string_view rest = kText;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    if (is_field(word)) table.fields[fields++] = field_of(word);
    else table.types[types++] = {word, fields, fields};
    table.types[types - 1].end = fields;
  }
  return table;
}();

static_assert(std::ranges::is_sorted(kTable.types, {}, &Type::name), "the types are found by binary search");

}  // namespace

std::span<const TypedField> fields_of_type(std::string_view type) {
  const auto found = std::ranges::lower_bound(kTable.types, type, {}, &Type::name);
  if (found == kTable.types.end() || found->name != type) return {};
  return std::span(kTable.fields).subspan(found->first, found->end - found->first);
}

}  // namespace kpp::schema
