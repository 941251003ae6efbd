// See plain.h.
#include "describe/plain.h"

#include "describe/events.h"

namespace kpp::describe {

Description only(Node object, WriteObject write) {
  return [object, write](Writer& writer) { write(writer, object); };
}

Description with_events(Node object, Source& source, std::string_view kind, WriteObject write) {
  return [object, write, events = Events(source, object, kind)](Writer& writer) {
    write(writer, object);
    events.write(writer);
  };
}

}  // namespace kpp::describe
