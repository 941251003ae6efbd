// get as a table: rows as the server makes them, one table for each type.
//
// Rows are gathered as text (TableText) and written when all widths are known.
#include <fmt/core.h>

#include <algorithm>

#include "app/context.h"
#include "app/read.h"
#include "base/strings.h"
#include "cmd/get/get.h"
#include "io/output.h"
#include "kpp/client.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "print/sorter.h"
#include "print/table_rows.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

struct Group {
  ResourceInfo type;
  print::TableRows rows;
};

class TableGetter {
 public:
  TableGetter(app::Context& context, const GetOptions& options)
      : context_(context), options_(options), format_(options.print.format()), sorted_(!options.sort_by.empty()) {}

  void run() {
    const resource::Plan plan = make_plan(options_.selection, context_.mapper());
    resource::Reader reader(context_.client(), resource::file_reading(context_), read_options());
    resource::Failures failures(options_.ignore_not_found);
    reader.read(plan,
                {.type_begins = [&](const ResourceInfo& type, bool several) { begin(type, several); },
                 .columns = [&](Node definitions) { groups_.back()->rows.set_columns(definitions); },
                 .row = [&](Node row) { add_row(row); },
                 .object = [&](Node object) { add_object(object); }},
                failures);
    const std::shared_ptr<const Error> failure = failures.error();
    if (sorted_) sort();
    const bool wrote = write();
    if (!wrote && !options_.ignore_not_found && !failure) report_nothing();
    if (failure) throw Aggregate({failure});
  }

 private:
  resource::ReadOptions read_options() const {
    const bool bare = !options_.all_namespaces && !options_.show_labels && options_.label_columns.empty();
    resource::ReadOptions out = resource::read_options(options_.selection, sorted_ ? 0 : options_.chunk.chunk_size,
                                                       options_.namespace_enforced);
    out.accept = options_.server_print ? Accept::table : Accept::json;
    if (sorted_) out.include_object = "Object";
    else if (bare) out.include_object = "None";
    out.drop_managed_fields = options_.sort_by.find("managedFields") == std::string::npos;
    return out;
  }

  // A page of a list, or an object by name: what kubectl calls an info.
  void begin(const ResourceInfo& type, bool several) {
    ++infos_;
    namespaced_only_ = namespaced_only_ && type.namespaced;
    if (!groups_.empty() && groups_.back()->type.gvr() == type.gvr()) return;
    // Once a type with namespaces has come, kubectl keeps the column for those without.
    namespace_column_ = namespace_column_ || type.namespaced;
    print::TableOptions table{.wide = format_.kind == print::FormatKind::wide,
                              .no_headers = options_.no_headers,
                              .with_namespace = options_.all_namespaces && namespace_column_,
                              .show_labels = options_.show_labels,
                              .label_columns = options_.label_columns,
                              .kind_prefix = {},
                              .with_event = false};
    if (several || options_.show_kind) {
      table.kind_prefix = to_lower(type.kind + (type.group.empty() ? "" : "." + type.group));
    }
    groups_.push_back(std::make_unique<Group>(
        Group{type, print::TableRows(std::move(table), context_.out().for_terminal(), context_.clock().now())}));
  }

  void add_row(Node row) {
    groups_.back()->rows.add_row(row);
    if (sorted_) objects_.push_back(keep_for_sorting(row["object"]));
  }

  // Of an object only the member that the field is in; all of it where that is not plain to see.
  Node keep_for_sorting(Node object) {
    std::string_view path = options_.sort_by;
    path = trim_left(path, "{.");
    const std::size_t end =
        std::min(path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), path.size());
    const bool plain = end > 0 && options_.sort_by.find("..") == std::string::npos &&
                       options_.sort_by.find_first_of("$@?*,'\"") == std::string::npos &&
                       (end == path.size() || path[end] == '.' || path[end] == '[' || path[end] == '}');
    const Node member = plain ? object[path.substr(0, end)] : Node();
    if (!member.exists()) return kept_.copy(plain && object.is_object() ? Node::object(nullptr, 0) : object);
    const Member kept[] = {{kept_.copy(path.substr(0, end)), kept_.copy(member)}};
    return kept_.make_object(kept);
  }

  void add_object(Node object) {
    groups_.back()->rows.add_object(object);
    if (!sorted_) return;
    objects_.push_back(kept_.copy(object));
    plain_objects_ = true;
  }

  // kubectl sorts the rows of one table; what it makes of several tables has no field to be found.
  void sort() {
    if (objects_.empty() && infos_ < 2) return;
    if (plain_objects_) {
      sort_plain_objects();
      return;
    }
    if (infos_ > 1) {
      // The error kubectl gets from looking for the field in the tables themselves.
      const Node tables[] = {Node::object(nullptr, 0), Node::object(nullptr, 0)};
      throw Error(print::sort_objects(tables, options_.sort_by).message);
    }
    print::SortResult sorted = print::sort_rows(objects_, options_.sort_by);
    if (sorted.problem == print::SortResult::Problem::not_sortable) throw VerbatimError(sorted.message);
    if (sorted.problem == print::SortResult::Problem::none) order_ = std::move(sorted.order);
    else groups_.clear();  // kubectl prints no rows then, and says so as if there were none
  }

  // Without the server's tables: objects of all types in one order, a new header where the type changes.
  void sort_plain_objects() {
    const print::SortResult sorted = print::sort_objects(objects_, options_.sort_by);
    if (sorted.problem != print::SortResult::Problem::none) throw Error(sorted.message);
    const std::vector<std::size_t>& order = sorted.order;
    std::vector<std::size_t> owner;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      owner.insert(owner.end(), groups_[group]->rows.rows(), group);
    }
    std::vector<ResourceInfo> types;
    for (const auto& group : groups_) types.push_back(group->type);
    const bool several = groups_.size() > 1;
    groups_.clear();
    for (const std::size_t index : order) {
      begin(types[owner[index]], several);
      groups_.back()->rows.add_object(objects_[index]);
    }
  }

  bool write() const {
    io::Output& out = context_.out();
    bool wrote = false;
    for (const auto& group : groups_) {
      const print::TableRows& rows = group->rows;
      if (rows.text().empty()) continue;
      if (wrote && !options_.no_headers) out.write("\n");
      wrote = true;
      rows.text().write(out, rows.header_rows(), order_);
    }
    return wrote;
  }

  void report_nothing() const {
    if (!options_.all_namespaces && namespaced_only_) {
      context_.err().write_foreign(
          fmt::format("No resources found in {} namespace.\n", options_.selection.namespace_name));
    } else context_.err().write("No resources found\n");
  }

  app::Context& context_;
  const GetOptions& options_;
  print::Format format_;
  bool sorted_;
  std::vector<std::unique_ptr<Group>> groups_;
  std::size_t infos_ = 0;
  bool namespaced_only_ = true;
  bool namespace_column_ = false;
  bool plain_objects_ = false;
  Arena kept_;
  std::vector<Node> objects_;  ///< of the rows, for sorting only
  std::vector<std::size_t> order_;
};

}  // namespace

void get_table(app::Context& context, const GetOptions& options) { TableGetter(context, options).run(); }

}  // namespace kpp::cmd
