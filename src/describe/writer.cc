// See writer.h.
#include "describe/writer.h"

#include "describe/description_marks.h"
#include "describe/values.h"
#include "io/output.h"

namespace kpp::describe {

void Writer::put(int level, std::string_view text) {
  const std::string indent(static_cast<std::size_t>(2 * (level + base_)), ' ');
  const std::string shown = for_terminal_ ? io::escape_for_terminal(text) : io::escape_escapes(text);
  if (!columns_) {
    ready_ += indent + shown;
    return;
  }
  tabs_.write(indent);
  tabs_.write(shown);
}

void Writer::field(int level, std::string_view key, std::string_view value) { write(level, "{}:\t{}\n", key, value); }

void Writer::line(std::string_view text) { write(0, "{}\n", text); }

void Writer::flush() { tabs_.flush(ready_, marks_); }

void Writer::mark(const io::Theme& theme) { tabs_.set_marker(DescriptionMarks(theme)); }

std::string Writer::take() {
  Marks marks;
  return take(marks);
}

std::string Writer::take(Marks& marks) {
  flush();
  marks = std::exchange(marks_, {});
  return std::exchange(ready_, {});
}

std::string Writer::since(Node time) const { return age(time.str(), now_); }

}  // namespace kpp::describe
