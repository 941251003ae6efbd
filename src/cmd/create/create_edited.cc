// See create_edited.h.
#include "cmd/create/create_edited.h"

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/editor.h"
#include "app/last_applied.h"
#include "resource/each.h"
#include "app/read.h"
#include "base/quote.h"
#include "data/documents.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "io/text_sink.h"
#include "kpp/error.h"
#include "resource/failures.h"
#include "resource/manifest_check.h"
#include "resource/namespace_rule.h"
#include "resource/plan.h"

namespace kpp::cmd {
namespace {

// The object in the format that -o names: what can be read again.
std::string text_of(const CreateFlags& flags, Node object) {
  app::PrintFlags print({.name = false, .templates = false});
  print.options.output = flags.print.options.output.empty() ? "yaml" : flags.print.options.output;
  io::TextSink sink;
  io::Output out(sink, false, 80);
  print.printer()->print(object, out);
  out.flush();
  return sink.text;
}

// The edited text has a name of its own in errors.
std::vector<resource::Found> read_edited(app::Context& context, const std::string& text) {
  std::vector<resource::Found> out;
  resource::Failures failures;
  resource::read_objects(
      {.kind = resource::FileSource::Kind::text, .path = "edited-file", .text = text}, resource::file_reading(context),
      [&](resource::Found object) { out.push_back(std::move(object)); },
      [&](std::shared_ptr<const Error> error) { failures.add(std::move(error)); });
  failures.raise();
  return out;
}

void validate_text(const std::string& text) {
  Arena arena;
  const std::string problem = resource::validation_problem(data::looks_like_json(text) ? data::parse_json(text, arena)
                                                                                       : data::parse_yaml(text, arena));
  if (!problem.empty()) throw Error(problem);
}

// Also a dry run is heeded here, where kubectl creates the object all the same.
void create_one(app::Context& context, const CreateFlags& flags, resource::Writer& changer, resource::Found& edited) {
  resource::settle_namespace(context, edited, true);
  Json object = data::to_json_value(edited.object);
  if (flags.save_config.save) app::note_last_applied(object, false, true);
  const auto printer = flags.print.printer("created" + std::string(app::dry_run_suffix(flags.dry_run)));
  const Document created = changer.create_given(edited.ref, std::move(object));
  printer->print(created.root, context.out());
}

}  // namespace

void create_edited(app::Context& context, const CreateFlags& flags, const EditedObjects& what) {
  const bool json = flags.print.options.output == "json";
  const bool validates = flags.validate.directive() != "Ignore";
  resource::Writer changer(context, {flags.dry_run, flags.field_manager.name, flags.validate.directive()});
  resource::Failures failures;
  const auto edit_one = [&](const resource::Found& found) {
    std::vector<resource::Found> edited;
    app::EditTask task{.text = text_of(flags, found.object),
                       .intro = json ? "" : app::kEditIntro,
                       .suffix = json ? ".json" : ".yaml",
                       .subject = found.ref.type.gvr().group_resource() + " " + go_quote(found.ref.name),
                       .windows_line_endings = what.windows_line_endings};
    task.validate = [&](const std::string& text) {
      if (validates) validate_text(text);
    };
    task.read = [&](const std::string& text) { edited = read_edited(context, text); };
    task.accept = [&] {
      for (resource::Found& object : edited) create_one(context, flags, changer, object);
    };
    app::edit(context, task);
  };
  resource::each(context, resource::make_file_plan(what.files), {}, resource::kCreate, failures, edit_one);
  failures.raise();
}

}  // namespace kpp::cmd
