// See create_flags.h.
#include "cmd/create/create_flags.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/last_applied.h"
#include "app/object_parts.h"
#include "app/render_error.h"
#include "io/output.h"
#include "kpp/error.h"

namespace kpp::cmd {

void CreateFlags::bind(cli::FlagSet& flags) {
  print.bind(flags);
  save_config.bind(flags);
  validate.bind(flags);
  dry_run_flag.bind(flags);
  field_manager.bind(flags);
}

std::string single_name(const app::Context& context, const cli::Args& args) {
  const std::size_t names = args.dash < 0 ? args.size() : static_cast<std::size_t>(args.dash);
  if (names != 1) throw context.usage_error(fmt::format("exactly one NAME is required, got {}", names));
  return args[0];
}

std::string CreateFlags::complete(app::Context& context, const cli::Args& args) {
  std::string name = single_name(context, args);
  (void)context.client_config();  // one that is wrong is told, though nothing may be sent
  dry_run = dry_run_flag.resolve(context);
  (void)print.format();
  (void)validate.directive();
  return name;
}

void CreateFlags::create(app::Context& context, Json object, const NewObject& about) const {
  if (about.namespaced && context.namespace_explicit()) app::set_namespace(object, context.namespace_name());
  app::note_last_applied(object, true, save_config.save);
  const auto printer = print.printer("created" + std::string(app::dry_run_suffix(dry_run)));
  resource::Writer changer(context, {dry_run, field_manager.name, validate.directive()}, print.typed_order());
  const resource::ObjectRef place =
      resource::ref_to(about.type, about.namespaced ? context.namespace_name() : std::string(), {});
  try {
    const Document created = changer.create(place, object);
    printer->print(created.root, context.out());
  } catch (const Error& error) {
    if (about.failure.empty() || !changer.sends()) throw;
    throw Error(std::string(about.failure) + error.text_inside());
  }
}

}  // namespace kpp::cmd
