// See create_edited.h.
#include "cmd/create/create_edited.h"

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/editor.h"
#include "app/manifests.h"
#include "app/read.h"
#include "base/quote.h"
#include "data/documents.h"
#include "data/json.h"
#include "data/yaml.h"
#include "io/output.h"
#include "kpp/error.h"
#include "resource/manifest_check.h"

namespace kpp::cmd {
namespace {

class TextSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

// The object in the format that -o names: what can be read again.
std::string text_of(const CreateFlags& flags, Node object) {
  app::PrintFlags print({.name = false, .templates = false});
  print.options.output = flags.print.options.output.empty() ? "yaml" : flags.print.options.output;
  TextSink sink;
  io::Output out(sink, false, 80);
  print.printer()->print(object, out);
  out.flush();
  return sink.text;
}

// The edited text has a name of its own in errors.
std::vector<resource::ManifestObject> read_edited(app::Context& context, const std::string& text) {
  std::vector<resource::ManifestObject> out;
  std::vector<std::shared_ptr<const Error>> errors;
  resource::read_objects(
      {.kind = resource::FileSource::Kind::text, .path = "edited-file", .text = text}, app::file_reading(context),
      [&](resource::ManifestObject object) { out.push_back(std::move(object)); },
      [&](const Error& error) { errors.push_back(std::make_shared<Error>(error)); });
  if (!errors.empty()) throw Aggregate(std::move(errors));
  return out;
}

void validate_text(const std::string& text) {
  Arena arena;
  const std::string problem = resource::validation_problem(data::looks_like_json(text) ? data::parse_json(text, arena)
                                                                                       : data::parse_yaml(text, arena));
  if (!problem.empty()) throw Error(problem);
}

// Also a dry run is heeded here, where kubectl creates the object all the same.
void create_one(app::Context& context, const CreateFlags& flags, app::Changer& changer,
                resource::ManifestObject& edited) {
  app::settle_namespace(context, edited, true);
  Json object = data::to_json_value(edited.object);
  if (flags.save_config.save) app::note_last_applied(object, false, true);
  const auto printer = flags.print.printer("created" + std::string(app::dry_run_suffix(flags.dry_run)));
  Arena arena;
  if (flags.dry_run == app::DryRun::client) {
    return printer->print(data::to_node(object, arena, KeyOrder::sorted), context.out());
  }
  const Document created =
      changer.create_given({.type = edited.mapping.gvr(), .namespace_name = edited.namespace_name}, std::move(object));
  printer->print(created.root, context.out());
}

}  // namespace

void create_edited(app::Context& context, const CreateFlags& flags, const EditedObjects& what) {
  const bool json = flags.print.options.output == "json";
  const bool validates = flags.validate.directive() != "Ignore";
  app::Changer changer(context, {flags.dry_run, flags.field_manager.name, flags.validate.directive()});
  app::for_each_manifest(context, {.files = what.files}, [&](const resource::ManifestObject& found) {
    std::vector<resource::ManifestObject> edited;
    app::EditTask task{.text = text_of(flags, found.object),
                       .intro = json ? "" : app::kEditIntro,
                       .suffix = json ? ".json" : ".yaml",
                       .subject = found.mapping.gvr().group_resource() + " " + go_quote(found.name),
                       .windows_line_endings = what.windows_line_endings};
    task.validate = [&](const std::string& text) {
      if (validates) validate_text(text);
    };
    task.read = [&](const std::string& text) { edited = read_edited(context, text); };
    task.accept = [&] {
      for (resource::ManifestObject& object : edited) create_one(context, flags, changer, object);
    };
    app::edit(context, task);
  });
}

}  // namespace kpp::cmd
