// The makers of create's subcommands: one function each, in the order of create's help.
#pragma once

#include "cli/command.h"

namespace kpp::cmd {

cli::Command create_clusterrole_command();
cli::Command create_clusterrolebinding_command();
cli::Command create_configmap_command();
cli::Command create_cronjob_command();
cli::Command create_deployment_command();
cli::Command create_ingress_command();
cli::Command create_job_command();
cli::Command create_namespace_command();
cli::Command create_poddisruptionbudget_command();
cli::Command create_priorityclass_command();
cli::Command create_quota_command();
cli::Command create_role_command();
cli::Command create_rolebinding_command();
cli::Command create_secret_command();
cli::Command create_service_command();
cli::Command create_serviceaccount_command();
cli::Command create_token_command();

// Of create secret.
cli::Command create_secret_docker_registry_command();
cli::Command create_secret_tls_command();

}  // namespace kpp::cmd
