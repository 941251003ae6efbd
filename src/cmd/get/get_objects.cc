// get in every format but the table: one object when one was named, else one list of all.
#include "app/context.h"
#include "app/read.h"
#include "cmd/get/get.h"
#include "io/output.h"
#include "kpp/discovery.h"
#include "kpp/error.h"
#include "print/list_writer.h"
#include "print/sorter.h"
#include "resource/each.h"
#include "resource/failures.h"
#include "resource/plan.h"
#include "resource/reader.h"

namespace kpp::cmd {
namespace {

class ObjectGetter {
 public:
  ObjectGetter(app::Context& context, const GetOptions& options)
      : context_(context),
        options_(options),
        plan_(make_plan(options.selection, context.mapper())),
        format_(options.print.format()) {}

  void run() {
    resource::Reader reader(context_.client(), resource::file_reading(context_), read_options());
    // The printer is made first: a template that cannot be read is an error before anything is asked.
    if (plan_.single_item_implied) printer_ = make_printer(format_, print_options());
    else writer_ = list_writer(format_, print_options(), context_.out());
    resource::Failures failures(options_.ignore_not_found);
    reader.read(plan_, {.object = [&](Node object) { take(object); }}, failures);
    const std::shared_ptr<const Error> failure = failures.error();
    std::vector<std::shared_ptr<const Error>> errors = resource::flattened(failure);
    if (plan_.single_item_implied) finish_single(failure);
    else if (count_ > 0 || !options_.ignore_not_found) finish_list();
    if (print_failure_) errors.push_back(print_failure_);
    if (!errors.empty()) throw Aggregate(std::move(errors));
  }

 private:
  print::PrintOptions print_options() const { return options_.print.options; }

  resource::ReadOptions read_options() const {
    const bool names_only =
        format_.kind == print::FormatKind::name && options_.sort_by.empty() && options_.subresource.empty();
    resource::ReadOptions out =
        resource::read_options(options_.selection, options_.chunk.chunk_size, options_.namespace_enforced);
    out.accept = names_only ? Accept::metadata : Accept::json;
    if (!options_.sort_by.empty()) out.chunk_size = 0;
    // Templates see managed fields; JSON, YAML and names only show them when asked to.
    const bool shown = options_.print.options.show_managed_fields;
    const bool plain = format_.kind == print::FormatKind::json || format_.kind == print::FormatKind::yaml ||
                       format_.kind == print::FormatKind::kyaml || format_.kind == print::FormatKind::name;
    out.drop_managed_fields = plain && !shown && options_.sort_by.find("managedFields") == std::string::npos;
    return out;
  }

  void take(Node object) {
    ++count_;
    if (!options_.sort_by.empty() || plan_.single_item_implied) kept_.push_back(arena_.copy(object));
    else print([&] { writer_->item(object); });
  }

  // After printing has failed once, objects are still read, so that the server's errors are told before it, but no more
  // are printed.
  template <class Work>
  void print(const Work& work) {
    if (print_failure_) return;
    try {
      work();
    } catch (const Error&) {
      print_failure_ = share_current_error();
    }
  }

  // A file may name one object and hold several: then they are a list after all.
  void finish_single(const std::shared_ptr<const Error>& failure) {
    resource::throw_gathered(failure);
    if (count_ == 1) return printer_->print(kept_.front(), context_.out());
    if (count_ == 0 && options_.ignore_not_found) return;
    writer_ = list_writer(format_, print_options(), context_.out());
    finish_list();
  }

  void finish_list() {
    print([&] { print_list(); });
  }

  void print_list() {
    if (!options_.sort_by.empty() && !kept_.empty()) {
      const print::SortResult sorted = print::sort_objects(kept_, options_.sort_by);
      if (sorted.problem != print::SortResult::Problem::none) throw Error(sorted.message);
      for (const std::size_t index : sorted.order) writer_->item(kept_[index]);
    } else if (plan_.single_item_implied) {
      for (const Node object : kept_) writer_->item(object);
    }
    writer_->finish();
  }

  app::Context& context_;
  const GetOptions& options_;
  resource::Plan plan_;
  print::Format format_;
  std::unique_ptr<print::Printer> printer_;
  std::unique_ptr<print::ListWriter> writer_;
  Arena arena_;
  std::vector<Node> kept_;
  std::size_t count_ = 0;
  std::shared_ptr<const Error> print_failure_;
};

}  // namespace

void get_objects(app::Context& context, const GetOptions& options) { ObjectGetter(context, options).run(); }

}  // namespace kpp::cmd
