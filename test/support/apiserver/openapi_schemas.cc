// The descriptions that `explain` shows. In our own words, and only for what the bundled server's kinds need.
#include "support/apiserver/openapi.h"

namespace kpp::apiserver {

std::string_view schema_text() {
  return R"text(
ObjectMeta: Metadata that every stored object has.
name string: The object's name, unique among its kind in its namespace. It cannot change.
generateName string: The start of a name that the server completes when no name is given.
namespace string: The namespace the object is in. It cannot change.
labels map string: Short texts by which objects are selected and grouped.
annotations map string: Texts that tools keep with an object, not for selecting.
uid string: Names this very object for all time, also when another of its name is made later.
resourceVersion string: Changes whenever the object does; for watching and for safe updates.
generation integer: Counts the changes of what is wanted.
creationTimestamp time: When the server stored the object first.
deletionTimestamp time: When deletion was asked for, where that takes its time.
ownerReferences []OwnerReference: The objects this one goes with.
finalizers []string: What must be done before the object is removed.

OwnerReference: Names an object that owns another one.
apiVersion! string: The group and version of the owner.
kind! string: The kind of the owner.
name! string: The name of the owner.
uid! string: The uid of the owner.
controller boolean: Whether the owner manages the object.

LabelSelector: Chooses objects by their labels. All that is said must hold.
matchLabels map string: Labels that must have these values.
matchExpressions []LabelSelectorRequirement: Conditions on labels.

LabelSelectorRequirement: A condition on one label.
key! string: The label's name.
operator! string: In, NotIn, Exists or DoesNotExist.
values []string: The values to compare with.

Pod: A group of containers that run together on one node and share its network and volumes.
metadata ObjectMeta: The pod's name, labels and so on.
spec PodSpec: What the pod should be.
status PodStatus: What the pod is at the moment.

PodSpec: What a pod should be: its containers, and where and how they run.
containers! []Container: The containers of the pod. There is at least one, and the list cannot grow later.
initContainers []Container: Containers that run to their end, one after the other, before the others start.
volumes []Volume: Storage that containers may mount.
nodeName string: The node the pod runs on; set by the scheduler when it is empty.
nodeSelector map string: Labels a node must have to run the pod.
restartPolicy string: Whether containers are started again: Always, OnFailure or Never. The default is Always.
serviceAccountName string: The account in whose name the pod's programs speak to the server.
terminationGracePeriodSeconds integer: How long the containers are given to end by themselves.
dnsPolicy string: Where names are looked up. The default is ClusterFirst.
hostNetwork boolean: Whether the pod shares its node's network.
schedulerName string: Who chooses the node.
readinessGates []PodReadinessGate: Extra conditions that must hold before the pod counts as ready.

PodReadinessGate: A condition that somebody else sets.
conditionType! string: The type of the condition.

Container: One program of a pod, run from an image.
name! string: The container's name, unique in its pod.
image string: The image to run.
imagePullPolicy string: When the image is fetched: Always, IfNotPresent or Never.
command []string: What to run instead of the image's entry point.
args []string: The arguments for it.
workingDir string: The folder it starts in.
env []EnvVar: Environment variables.
ports []ContainerPort: Ports the program listens on. A list for readers: others are not closed.
resources ResourceRequirements: What the container needs, and at most gets.
volumeMounts []VolumeMount: Where volumes appear among its files.
livenessProbe Probe: How to find out that it must be started again.
readinessProbe Probe: How to find out that it can take requests.

EnvVar: An environment variable.
name! string: The variable's name.
value string: Its value.

ContainerPort: A port of a container.
name string: A name for it, unique in the pod.
containerPort! integer: The number of the port.
protocol string: TCP, UDP or SCTP. The default is TCP.
hostPort integer: A port of the node that leads here.

ResourceRequirements: Amounts of processor, memory and other things.
limits map quantity: The most that may be used.
requests map quantity: What is set aside at least.

VolumeMount: A volume's place among a container's files.
name! string: The volume's name.
mountPath! string: Where it appears.
readOnly boolean: Whether it cannot be written to.

Probe: A question that is asked again and again to learn how a container is.
initialDelaySeconds integer: How long to wait before the first time.
periodSeconds integer: How long to wait between two times.
timeoutSeconds integer: How long to wait for the answer.

Volume: Storage for the containers of a pod.
name! string: The volume's name, unique in its pod.
emptyDir EmptyDirVolumeSource: An empty folder that goes when the pod goes.

EmptyDirVolumeSource: An empty folder.
medium string: What it is kept on; "Memory" for memory.
sizeLimit quantity: How much fits.

PodStatus: What was last known of a pod.
phase string: Pending, Running, Succeeded, Failed or Unknown.
conditions []PodCondition: What holds of the pod and what does not.
message string: Why it is so, for people.
reason string: Why it is so, in a word.
hostIP string: The address of its node.
podIP string: The pod's address.
startTime time: When its node took it on.
containerStatuses []ContainerStatus: How each container is.

PodCondition: One thing that may hold of a pod.
type! string: What it is: PodScheduled, Initialized, ContainersReady, Ready.
status! string: True, False or Unknown.
lastTransitionTime time: Since when.

ContainerStatus: How one container is.
name! string: The container's name.
ready! boolean: Whether it can take requests.
restartCount! integer: How often it was started again.
image! string: The image it runs.

Deployment: Keeps a number of equal pods running, and replaces them step by step when their template changes.
metadata ObjectMeta: The deployment's name, labels and so on.
spec DeploymentSpec: What the deployment should be.
status DeploymentStatus: What the deployment is at the moment.

DeploymentSpec: What a deployment should be.
replicas integer: How many pods are wanted. The default is 1.
selector! LabelSelector: Which pods are its own. It must fit the template's labels.
template! PodTemplateSpec: What its pods are made from.
strategy DeploymentStrategy: How old pods are replaced by new ones.
minReadySeconds integer: How long a pod must be ready before it counts as available.
revisionHistoryLimit integer: How many old templates are kept to go back to. The default is 10.
paused boolean: Whether changes wait.
progressDeadlineSeconds integer: After how long without progress it counts as failed. The default is 600.

DeploymentStrategy: How old pods are replaced.
type string: Recreate or RollingUpdate. The default is RollingUpdate.

PodTemplateSpec: What pods are made from.
metadata ObjectMeta: Labels and annotations of the pods.
spec PodSpec: What the pods should be.

DeploymentStatus: What was last known of a deployment.
replicas integer: How many pods it has.
readyReplicas integer: How many of them are ready.
updatedReplicas integer: How many of them are made from the newest template.
availableReplicas integer: How many of them have been ready for long enough.
observedGeneration integer: Up to which change of what is wanted this is true.

Namespace: A space for names, by which a cluster is divided.
metadata ObjectMeta: The namespace's name, labels and so on.

Node: A machine that runs pods.
metadata ObjectMeta: The node's name, labels and so on.

Service: An address under which a set of pods can be reached.
metadata ObjectMeta: The service's name, labels and so on.
spec ServiceSpec: What the service should be.

ServiceSpec: What a service should be.
type string: From where it can be reached: ClusterIP, NodePort, LoadBalancer or ExternalName. The default is ClusterIP.
selector map string: The labels of the pods behind it.
ports []ServicePort: Where it listens.
clusterIP string: Its address inside the cluster.

ServicePort: A port of a service.
name string: A name for it, unique in the service.
port! integer: The port it listens on.
protocol string: TCP, UDP or SCTP. The default is TCP.
nodePort integer: The same on every node, for those outside.

ConfigMap: Texts for programs to read.
metadata ObjectMeta: The config map's name, labels and so on.
data map string: The texts by their names.
immutable boolean: Whether the data can no longer be changed.

Secret: Data that not everybody should see.
metadata ObjectMeta: The secret's name, labels and so on.
type string: What kind of secret it is.
data map string: The data by their names, in base64.

Order: What somebody has ordered in the shop.
metadata ObjectMeta: The order's name, labels and so on.
spec OrderSpec: What was ordered.
status OrderStatus: How far it is.

OrderSpec: What was ordered, and by whom.
customer! string: Who has ordered.
items integer: How many things.
carrier string: Who brings them.

OrderStatus: How far an order is.
phase string: Packing, Sent or Delivered.
)text";
}

}  // namespace kpp::apiserver
