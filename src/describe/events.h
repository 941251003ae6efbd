// Events of an object: asked for together with what else its description needs, shown at its end.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "describe/source.h"
#include "describe/writer.h"

namespace kpp::describe {

/// Whose events: an empty kind or uid matches any.
struct Involved {
  std::string name = {};
  std::string namespace_name = {};
  std::string kind = {};
  std::string uid = {};
};

Involved involved(Node object, std::string_view kind);

/// Requests for events under way; of nothing where events are not to be shown.
class Events {
 public:
  Events() = default;
  /// Asks for them, if the source's settings want events.
  Events(Source& source, const std::vector<Involved>& whose);
  /// Those of an object, which is of this kind.
  Events(Source& source, Node object, std::string_view kind) : Events(source, {involved(object, kind)}) {}
  /// Throws what ended the requests: for descriptions that kubectl gives up then.
  void require() const;
  /// The section "Events"; nothing where they are not wanted. Events that cannot be had are as if there were none.
  void write(Writer& writer) const;

 private:
  bool wanted_ = false;
  std::vector<std::shared_ptr<Answer>> answers_ = {};
};

/// When an event happened, and how often it did since: "5m", "2m (x3 over 5m)".
std::string age_of_event(Node event, TimePoint now);
/// The section for these events.
void write_events(Writer& writer, std::vector<Node> events);

}  // namespace kpp::describe
