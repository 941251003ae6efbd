// See status_words.h.
#include "print/status_words.h"

#include <algorithm>
#include <span>

namespace kpp::print {
namespace {

// From the reasons of kubelet and controllers, and the phases of the kinds.
constexpr std::string_view kGood[] = {
    "Active",
    "Approved",
    "Bound",
    "Complete",
    "Completed",
    "Created",
    "Deployed",
    "Established",
    "FileSystemResizeSuccessful",
    "Healthy",
    "Issued",
    "NodeReady",
    "Normal",
    "Pulled",
    "Ready",
    "Rebooted",
    "Retain",
    "Running",
    "Scheduled",
    "Started",
    "Succeeded",
    "SuccessfulCreate",
    "SuccessfulDelete",
    "Synced",
    "VolumeResizeSuccessful",
};
constexpr std::string_view kWarning[] = {
    "AlreadyMountedVolume",
    "Available",
    "ContainerCreating",
    "Delete",
    "Failing",
    "Killing",
    "NodeAllocatableEnforced",
    "NodeNotReady",
    "NodeSchedulable",
    "OutOfSync",
    "Pending",
    "PodInitializing",
    "Preempting",
    "ProbeWarning",
    "Progressing",
    "Pulling",
    "Released",
    "ScalingReplicaSet",
    "SchedulingDisabled",
    "SchedulingGated",
    "Starting",
    "SuccessfulAttachVolume",
    "SuccessfulMountVolume",
    "Suspended",
    "Terminated",
    "Terminating",
    "Unknown",
    "Waiting",
    "Warning",
};
constexpr std::string_view kBad[] = {
    "BackOff",
    "ContainerCannotRun",
    "ContainerGCFailed",
    "ContainerStatusUnknown",
    "CrashLoopBackOff",
    "CreateContainerConfigError",
    "CreateContainerError",
    "DeadlineExceeded",
    "Degraded",
    "Denied",
    "ErrImageNeverPull",
    "ErrImagePull",
    "Error",
    "Evicted",
    "ExceededGracePeriod",
    "Failed",
    "FailedAttachVolume",
    "FailedCreate",
    "FailedCreatePodContainer",
    "FailedCreatePodSandBox",
    "FailedKillPod",
    "FailedMapVolume",
    "FailedMount",
    "FailedMountOnFilesystemMismatch",
    "FailedNodeAllocatableEnforcement",
    "FailedPodSandBoxStatus",
    "FailedPostStartHook",
    "FailedPreStopHook",
    "FailedScheduling",
    "FailedSync",
    "FailedValidation",
    "FileSystemResizeFailed",
    "FreeDiskSpaceFailed",
    "ImageGCFailed",
    "ImageInspectError",
    "ImagePullBackOff",
    "InspectFailed",
    "InvalidDiskCapacity",
    "InvalidImageName",
    "KubeletSetupFailed",
    "Lost",
    "NetworkNotReady",
    "NetworkUnavailable",
    "NodeAffinity",
    "NodeLost",
    "NodeNotSchedulable",
    "NotReady",
    "OOMKilled",
    "OutOfcpu",
    "OutOfmemory",
    "OutOfpods",
    "PostStartHookError",
    "PreCreateHookError",
    "PreStartHookError",
    "RunContainerError",
    "StartError",
    "Unhealthy",
    "UnexpectedAdmissionError",
    "VolumeResizeFailed",
};

bool has(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_init(std::string_view text) {
  constexpr std::string_view kInit = "Init:";
  return text.starts_with(kInit) ? text.substr(kInit.size()) : text;
}

}  // namespace

std::optional<Meaning> status_meaning(std::string_view word) {
  word = without_init(word);
  if (word.empty() || word.size() > 40 || word[0] < 'A' || word[0] > 'Z') return std::nullopt;
  if (has(kGood, word)) return Meaning::good;
  if (has(kWarning, word)) return Meaning::warning;
  if (has(kBad, word)) return Meaning::bad;
  // How a container ended, where it gave no reason.
  for (const std::string_view end : {"ExitCode:", "Signal:"}) {
    if (word.starts_with(end) && is_number(word.substr(end.size()))) return Meaning::bad;
  }
  return std::nullopt;
}

std::optional<Meaning> ratio_meaning(std::string_view text) {
  text = without_init(text);
  const std::size_t slash = text.find('/');
  if (slash == text.npos || text.size() > 40) return std::nullopt;
  const std::string_view left = text.substr(0, slash);
  const std::string_view right = text.substr(slash + 1);
  if (!is_number(left) || !is_number(right)) return std::nullopt;
  if (left != right) return Meaning::ratio_unequal;
  return left == "0" ? Meaning::ratio_zero : Meaning::ratio_equal;
}

}  // namespace kpp::print
