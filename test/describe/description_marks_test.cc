// What the parts of a description mean.
#include "describe/writer.h"
#include "io/output.h"
#include "io/theme.h"
#include "support/catch.h"
#include "support/shown_colours.h"
#include "support/fake_streams.h"

using namespace kpp;

namespace {

std::unique_ptr<const io::Theme> theme() {
  std::vector<io::ThemeProblem> problems;
  return std::make_unique<const io::Theme>(
      io::Theme::make([](auto) { return std::nullopt; }, io::ColourDepth::basic, problems));
}

template <class Write>
std::string coloured(const Write& write) {
  const auto colours = theme();
  describe::Writer writer(true, TimePoint());
  writer.mark(*colours);
  write(writer);
  Marks marks;
  const std::string text = writer.take(marks);
  test::TextSink sink;
  io::Output out(sink, true, 80, theme);
  out.write(text, marks);
  out.flush();
  return test::shown_colours(sink.text);
}

}  // namespace

TEST_CASE("keys by their depth, values by what they are") {
  CHECK(
      coloured([](describe::Writer& writer) {
        writer.field(0, "Status", "Running");
        writer.field(0, "Node", "<none>");
        writer.field(0, "Labels", "app=web");
        writer.write(0, "\tlast=Failed\n");
        writer.write(0, "Containers:\n");
        writer.write(1, "web:\n");
        writer.field(2, "Ready", "True");
        writer.field(2, "cpu", "100m");
        writer.field(2, "Note", "Terminating (lasts 5m)");
      }) ==
      "{96 Status}:  {32 Running}\n{96 Node}:    {90;3 <none>}\n{96 Labels}:  app={93 web}\n         last={93 Failed}\n"
      "{96 Containers}:\n  {36 web}:\n    {96 Ready}:  {32 True}\n    {96 cpu}:    {35 100m}\n    {96 Note}:   {33 "
      "Terminating (lasts 5m)}\n");
}

TEST_CASE("tables within: titles above a rule, rows by column, statuses but for what a row is about") {
  CHECK(coloured([](describe::Writer& writer) {
          writer.write(0, "Events:\n  Type\tReason\tAge\n");
          writer.write(1, "----\t------\t---\n");
          writer.write(1, "Warning\tBackOff\t3s\n");
          writer.write(1, "NetworkUnavailable\tFalse\tx\n");
        }) ==
        "{96 Events}:\n  {1 Type}                {1 Reason}   {1 Age}\n  {1 ----}                {1 ------}   {1 ---}\n"
        "  {33 Warning}             {31 BackOff}  {37 3s}\n  {37 NetworkUnavailable}  {31 False}    {37 x}\n");
}

TEST_CASE("what a server sends stays escaped between the colours") {
  CHECK(coloured([](describe::Writer& writer) { writer.field(0, "Name", "a\x1b[31mb"); }) ==
        "{96 Name}:  {93 a^[[31mb}\n");
}
