// kuberc view: the preferences as they are in their file.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "app/context.h"
#include "app/flags/flag_groups.h"
#include "app/kuberc.h"
#include "base/files.h"
#include "base/strings.h"
#include "cli/flag_set.h"
#include "cmd/kuberc/kuberc.h"
#include "io/output.h"
#include "kpp/error.h"
#include "schema/struct_type.h"

namespace kpp::cmd {
namespace {

// The first word of the first line; "" at the end of the input.
std::string answer(const IoStreams& io) {
  std::string line;
  char byte = 0;
  while (io.in && io.in->read(&byte, 1) == 1 && byte != '\n') line += byte;
  return std::string(trim(line));
}

// What kubectl recommends.
Json recommended() {
  const auto defaults = [](const char* command, const char* flag) {
    return Json{{"command", command}, {"options", Json::array({Json{{"name", flag}, {"default", "true"}}})}};
  };
  return Json{{"kind", "Preference"},
              {"apiVersion", "kubectl.config.k8s.io/v1beta1"},
              {"defaults", Json::array({defaults("apply", "server-side"), defaults("delete", "interactive")})},
              {"aliases", nullptr}};
}

struct KubercViewOptions {
  app::PrintFlags print;
  app::KubercPlace place;

  void bind(cli::FlagSet& flags) {
    print.options.output = "yaml";
    print.bind(flags);
  }

  void complete(app::Context& context, const cli::Args&) {
    place = app::kuberc_place(context.globals().kuberc, context.env());
  }

  void validate() const {
    if (place.path.empty()) throw Error("KUBERC is disabled via KUBERC=off environment variable");
  }

  void run(app::Context& context) {
    const std::optional<std::string> text = read_file_if_exists(place.path);
    if (!text) return offer(context);
    Json preferences = parse_kuberc(*text, schema::UnknownMembers::drop);
    for (const char* list : {"defaults", "aliases"}) {
      if (preferences[list].is_null()) preferences[list] = Json::array();
    }
    const auto printer = print.printer();
    if (!preferences.contains("kind") && !preferences.contains("apiVersion")) {
      throw Error("missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type");
    }
    const print::FormatKind kind = print.format().kind;
    const bool ordered = kind == print::FormatKind::json || kind == print::FormatKind::kyaml;
    Arena arena;
    printer->print(data::to_node(preferences, arena, ordered ? data::KeyOrder::as_written : data::KeyOrder::sorted),
                   context.out());
  }

  void offer(app::Context& context) const {
    if (place.is_explicit) throw Error("kuberc file not found at " + place.path);
    context.out().write_foreign(
        fmt::format("kuberc file not found at {}\nWould you like to generate a default kuberc file with recommended "
                    "options? (y/N): ",
                    place.path));
    context.flush();
    if (equal_fold(answer(context.io()), "y")) save_kuberc(context, recommended(), place.path);
  }
};

}  // namespace

cli::Command kuberc_view_command() {
  return cli::make_command<KubercViewOptions>(
      {.name = "view",
       .usage = "kuberc view",
       .summary = "Show the preferences",
       .description = "Shows the preferences file. Where there is none, offers to write one.",
       .examples = "# The preferences\nPROGRAM kuberc view\n\n# As JSON\nPROGRAM kuberc view --output json\n\n"
                   "# Those of another file\nPROGRAM kuberc view --kuberc ./team.kuberc"});
}

}  // namespace kpp::cmd
