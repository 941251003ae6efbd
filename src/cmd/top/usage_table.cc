// See usage_table.h.
#include "cmd/top/usage_table.h"

#include <fmt/core.h>

#include "app/context.h"
#include "base/strings.h"
#include "describe/values.h"
#include "io/output.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "print/tabwriter.h"

namespace kpp::cmd {

Amounts to_amounts(Node resources) {
  Amounts out;
  for (const Member& member : resources.members()) out.emplace(member.key, describe::to_quantity(member.value));
  return out;
}

Quantity amount(const Amounts& amounts, std::string_view resource) {
  const auto found = amounts.find(resource);
  return found == amounts.end() ? Quantity() : found->second;
}

bool uses_more(const Amounts& a, const Amounts& b, std::string_view sort_by) {
  if (sort_by == "cpu") return amount(a, "cpu").milli_value() > amount(b, "cpu").milli_value();
  return amount(a, "memory").value() > amount(b, "memory").value();
}

UsageTable::UsageTable(bool with_swap) : resources_{"cpu", "memory"} {
  if (with_swap) resources_.emplace_back("swap");
}

void UsageTable::header(const std::vector<std::string_view>& before, bool with_shares) {
  for (const std::string_view title : before) cell(title);
  for (const std::string_view resource : resources_) {
    const std::string title = to_upper(resource);
    cell(title + (resource == "cpu" ? "(cores)" : "(bytes)"));
    if (with_shares) cell(title + "(%)");
  }
  end_row();
}

void UsageTable::cell(std::string_view text) { text_.append(text).append("\t"); }

void UsageTable::usage(std::string_view resource, const Quantity& used, const Amounts& available) {
  if (resource == "cpu") cell(fmt::format("{}m", used.milli_value()));
  else cell(fmt::format("{}Mi", used.value() / (1024 * 1024)));
  const auto all = available.find(resource);
  if (all == available.end()) return;
  const double whole = static_cast<double>(all->second.milli_value());
  const double share = all->second.is_zero() ? 0 : static_cast<double>(used.milli_value()) / whole * 100;
  cell(fmt::format("{}%", static_cast<std::int64_t>(share)));
}

void UsageTable::unknown() {
  cell("<unknown>");
  cell("<unknown>");
}

void UsageTable::write(io::Output& out) const {
  print::TabWriter tabs;
  tabs.write(text_);
  std::string laid_out;
  tabs.flush(laid_out);
  out.write_foreign(laid_out);
}

std::string metrics_version(app::Context& context) {
  for (const GroupVersion& version : context.mapper().group_versions()) {
    if (version.group == "metrics.k8s.io" && (version.version == "v1" || version.version == "v1beta1")) {
      return version.version;
    }
  }
  throw Error("Metrics API not available");
}

void check_sort_by(std::string_view sort_by) {
  if (!sort_by.empty() && sort_by != "cpu" && sort_by != "memory") {
    throw UsageError("--sort-by accepts only cpu or memory");
  }
}

}  // namespace kpp::cmd
