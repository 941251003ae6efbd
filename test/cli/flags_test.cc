// The grammar of flags, and its errors in pflag's words.
#include "cli/dispatch.h"
#include "cli/flag_set.h"
#include "kpp/error.h"
#include "support/catch.h"

using namespace kpp;
using namespace kpp::cli;

namespace {

struct Fields {
  std::string output;
  bool watch = false;
  std::int64_t size = 500;
  std::vector<std::string> labels;
  std::vector<std::string> whole;
  std::string cascade = "background";
  std::chrono::nanoseconds wait{0};
  StringMap pairs;
  std::string ns;
};

// "args | values", or "!" and the error.
std::string parse(std::vector<std::string> words) {
  Fields fields;
  FlagSet own;
  FlagSet global;
  own.add({.name = "output", .short_name = 'o', .target = &fields.output});
  own.add({.name = "watch", .short_name = 'w', .target = &fields.watch});
  own.add({.name = "chunk-size", .target = &fields.size});
  own.add({.name = "labels", .short_name = 'L', .target = &fields.labels});
  own.add({.name = "whole", .target = &fields.whole, .repeated = true});
  own.add({.name = "cascade", .target = &fields.cascade, .bare_value = "foreground"});
  own.add({.name = "wait", .target = &fields.wait});
  own.add({.name = "pairs", .target = &fields.pairs});
  global.add({.name = "namespace", .short_name = 'n', .target = &fields.ns});
  try {
    const ParsedWords parsed = parse_words(words, own, global);
    std::string out;
    for (const std::string& arg : parsed.args) out += arg + " ";
    out += "| o=" + fields.output + " w=" + (fields.watch ? "1" : "0") + " n=" + fields.ns +
           " size=" + std::to_string(fields.size);
    for (const std::string& label : fields.labels) out += " L=" + label;
    for (const std::string& one : fields.whole) out += " W=" + one;
    out += " c=" + fields.cascade + " t=" + std::to_string(fields.wait.count() / 1000000000);
    for (const auto& [key, value] : fields.pairs) out += " " + key + ":" + value;
    if (parsed.dash >= 0) out += " dash=" + std::to_string(parsed.dash);
    return parsed.help ? "help" : out;
  } catch (const UsageError& error) {
    return std::string("!") + error.what();
  }
}

const std::string kRest = " size=500 c=background t=0";

}  // namespace

TEST_CASE("values in every form a user may type them") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"a", "-o", "json", "-n", "x"},
                                             {"-ojson", "a", "-nx"},
                                             {"--output=json", "--namespace", "x", "a"},
                                             {"-o=json", "-n=x", "a"}}) {
    CHECK(parse(words) == "a | o=json w=0 n=x" + kRest);
  }
  CHECK(parse({"-wojson"}) == "| o=json w=1 n=" + kRest);
  CHECK(parse({"--watch=false", "-w"}) == "| o= w=1 n=" + kRest);
  CHECK(parse({"--chunk_size=0x10"}) == "| o= w=0 n= size=16 c=background t=0");
}

TEST_CASE("lists, maps, durations and bare values") {
  CHECK(parse({"-L", "a,b", "-L", "\"c,d\"", "--whole=x,y"}) ==
        "| o= w=0 n= size=500 L=a L=b L=c,d W=x,y c=background t=0");
  CHECK(parse({"--cascade", "x"}) == "x | o= w=0 n= size=500 c=foreground t=0");
  CHECK(parse({"--cascade=orphan", "--wait=2m", "--pairs=a=1,b=2"}) == "| o= w=0 n= size=500 c=orphan t=120 a:1 b:2");
}

TEST_CASE("values are taken as they are: empty ones, brackets, what looks like a flag") {
  CHECK(parse({"-o", "", "--namespace=", "a"}) == "a | o= w=0 n=" + kRest);
  CHECK(parse({"-o", "--watch", "a"}) == "a | o=--watch w=0 n=" + kRest);
  CHECK(parse({"--output=[a,b]", "--whole", "{}", "--whole=[x]", "--whole="}) ==
        "| o=[a,b] w=0 n= size=500 W={} W=[x] W= c=background t=0");
}

TEST_CASE("help is a flag like others") {
  CHECK(parse({"-h"}) == "help");
  CHECK(parse({"--help", "a", "-w"}) == "help");
  CHECK(parse({"--help", "--bogus"}) == "!unknown flag: --bogus");
  CHECK(parse({"-hZ"}) == "!unknown shorthand flag: 'Z' in -Z");
  CHECK(parse({"--help=false", "a"}) == "a | o= w=0 n=" + kRest);
  CHECK(parse({"--help=x"}) ==
        "!invalid argument \"x\" for \"-h, --help\" flag: strconv.ParseBool: parsing \"x\": invalid syntax");
}

TEST_CASE("two dashes end the flags") {
  CHECK(parse({"a", "--", "-o", "b"}) == "a -o b | o= w=0 n=" + kRest + " dash=1");
}

TEST_CASE("the first wrong word is the error") {
  CHECK(parse({"--bogus", "-Z"}) == "!unknown flag: --bogus");
  CHECK(parse({"--wait=soon", "--bogus"}) ==
        "!invalid argument \"soon\" for \"--wait\" flag: time: invalid duration \"soon\"");
  CHECK(parse({"-wZ"}) == "!unknown shorthand flag: 'Z' in -Z");
  CHECK(parse({"-o"}) == "!flag needs an argument: 'o' in -o");
  CHECK(parse({"--output"}) == "!flag needs an argument: --output");
  CHECK(parse({"--=x"}) == "!bad flag syntax: --=x");
  CHECK(parse({"--chunk-size=many"}) ==
        "!invalid argument \"many\" for \"--chunk-size\" flag: strconv.ParseInt: parsing \"many\": invalid syntax");
  CHECK(
      parse({"-w=perhaps"}) ==
      "!invalid argument \"perhaps\" for \"-w, --watch\" flag: strconv.ParseBool: parsing \"perhaps\": invalid syntax");
  CHECK(parse({"--wait=soon"}) == "!invalid argument \"soon\" for \"--wait\" flag: time: invalid duration \"soon\"");
  CHECK(parse({"--pairs=x"}) == "!invalid argument \"x\" for \"--pairs\" flag: x must be formatted as key=value");
  CHECK(parse({"--chunk-size=99999999999999999999"}) ==
        "!invalid argument \"99999999999999999999\" for \"--chunk-size\" flag: strconv.ParseInt: parsing "
        "\"99999999999999999999\": value out of range");
}

TEST_CASE("the command is found between flags, whatever their order") {
  Command root;
  Command create{.name = "create"};
  create.subcommands = {Command{.name = "secret", .aliases = {"s"}}};
  root.subcommands = {std::move(create)};
  std::string ns;
  FlagSet global;
  global.add({.name = "namespace", .short_name = 'n', .target = &ns});
  const Dispatch found = find_command(root, {"-n", "create", "create", "--namespace=x", "s", "name"}, global);
  CHECK(found.path == "create secret");
  CHECK(found.words == std::vector<std::string>{"-n", "create", "--namespace=x", "name"});
  CHECK(find_command(root, {"nope", "create"}, global).path.empty());
}
