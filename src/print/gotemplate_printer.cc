// -o go-template. What fails while it runs is explained at length on standard output, as by kubectl.
#include <fmt/core.h>

#include <optional>
#include <vector>

#include "algo/gotemplate/gotemplate.h"
#include "base/quote.h"
#include "data/go_value.h"
#include "data/json.h"
#include "io/output.h"
#include "kpp/error.h"
#include "print/list_writer.h"
#include "print/printer.h"
#include "print/sorted_members.h"

namespace kpp::print {
namespace {

// What kubectl says of an execution that failed, behind what the template had made: on standard output, then as an
// error.
[[noreturn]] void explain_failure(const Error& error, std::string_view text, Node object, io::Output& out) {
  std::string shown;
  data::append_go_value(shown, object);
  out.write_foreign(fmt::format(
      "Error executing template: {}. Printing more information for debugging the template:\n"
      "\ttemplate was:\n\t\t{}\n\traw data was:\n\t\t{}\n\tobject given to template engine was:\n\t\t{}\n\n",
      error.what(), text, data::to_json(object), shown));
  throw Error(fmt::format("error executing template {}: {}", go_quote(text), error.what()));
}

class GoTemplatePrinter final : public Printer {
 public:
  GoTemplatePrinter(algo::GoTemplate parsed, std::string text) : template_(std::move(parsed)), text_(std::move(text)) {}

  void print(Node object, io::Output& out) override {
    Arena scratch;
    object = sorted_members(object, scratch);
    std::string made;
    try {
      template_.execute(object, made);
    } catch (const Error& error) {
      out.write_foreign(made);
      explain_failure(error, text_, object, out);
    }
    out.write_foreign(made);
  }

 private:
  algo::GoTemplate template_;
  std::string text_;
};

// A template that walks the items once: each is printed as it comes. Objects are kept for the explanation of a failure
// alone, and only while they are few.
class GoTemplateListWriter final : public ListWriter {
 public:
  GoTemplateListWriter(algo::GoTemplate parsed, std::string text, io::Output& out)
      : template_(std::move(parsed)), text_(std::move(text)), out_(out) {}

  void item(Node object) override {
    scratch_.reset();
    object = sorted_members(object, scratch_);
    keep(object);
    if (failure_) return;
    std::string made;
    if (count_++ == 0) template_.prefix(made);
    try {
      template_.item(object, made);
    } catch (const Error& error) {
      failure_ = error;
    }
    out_.write_foreign(made);
  }

  void finish() override {
    if (failure_) explain_failure(*failure_, text_, list(), out_);
    std::string made;
    if (count_ == 0) template_.prefix(made);
    template_.suffix(made);
    out_.write_foreign(made);
  }

 private:
  static constexpr std::size_t kExplainedBytes = std::size_t{8} << 20;

  void keep(Node object) {
    if (kept_bytes_ > kExplainedBytes) {
      ++left_out_;
      return;
    }
    kept_.push_back(arena_.copy(object));
    kept_bytes_ = arena_.bytes_reserved();
  }

  // The List as kubectl shows it, with the number of items beyond those that were kept.
  Node list() {
    if (left_out_ > 0) {
      const std::string text = fmt::format("({} more items)", left_out_);
      kept_.push_back(arena_.copy(Node::string(text)));
    }
    return list_of(kept_, arena_);
  }

  algo::GoTemplate template_;
  std::string text_;
  io::Output& out_;
  Arena scratch_;
  Arena arena_;
  std::vector<Node> kept_;
  std::size_t kept_bytes_ = 0;
  std::size_t left_out_ = 0;
  std::size_t count_ = 0;
  std::optional<Error> failure_;
};

algo::GoTemplate parsed(const PrintOptions& options, std::string_view text) {
  try {
    return algo::GoTemplate::parse(text, !options.allow_missing_template_keys);
  } catch (const ParseError& error) {
    throw ParseError(fmt::format("error parsing template {}, {}", text, error.what()));
  }
}

}  // namespace

std::unique_ptr<Printer> gotemplate_printer(const PrintOptions& options, std::string_view text) {
  return std::make_unique<GoTemplatePrinter>(parsed(options, text), std::string(text));
}

std::unique_ptr<ListWriter> gotemplate_list_writer(const PrintOptions& options, std::string_view text,
                                                   io::Output& out) {
  algo::GoTemplate whole = parsed(options, text);
  if (!whole.walks_items()) return nullptr;
  return std::make_unique<GoTemplateListWriter>(std::move(whole), std::string(text), out);
}

}  // namespace kpp::print
