// Parses Go templates. Errors are text/template's, with the line.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "algo/gotemplate/lexer.h"
#include "algo/gotemplate/literals.h"
#include "algo/gotemplate/tree.h"
#include "base/limits.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::algo::gotemplate {
namespace {

using Kind = Token::Kind;
constexpr int kDeepest = limits::kTemplateNesting;

class Parser {
 public:
  explicit Parser(std::string_view text) : tokens_(tokens_of(text)) { tree_.text = text; }

  Tree run() {
    auto list = std::make_shared<List>();
    variables_ = {"$"};
    while (peek().kind != Kind::end) {
      if (peek().kind == Kind::left && peek_keyword() == "define") {
        define();
        continue;
      }
      std::string stop;
      Item item;
      if (!next_item(item, stop)) fail(fmt::format("unexpected {}", stop));
      list->push_back(std::move(item));
    }
    add("output", std::move(list));
    return std::move(tree_);
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw ParseError(fmt::format("template: output:{}: {}", line_, message));
  }

  const Token& peek() {
    const Token& token = tokens_[std::min(next_, tokens_.size() - 1)];
    return token;
  }
  Token take() {
    Token token = peek();
    if (next_ < tokens_.size()) ++next_;
    line_ = token.line;
    if (token.kind == Kind::error) fail(token.text);
    return token;
  }
  Token take_solid() {
    skip_space();
    return take();
  }
  void skip_space() {
    while (peek().kind == Kind::space) take();
  }

  std::string peek_keyword() const {
    std::size_t at = next_ + 1;
    while (at < tokens_.size() && tokens_[at].kind == Kind::space) ++at;
    return at < tokens_.size() && tokens_[at].kind == Kind::keyword ? tokens_[at].text : std::string();
  }

  static std::string shown(const Token& token) {
    if (token.kind == Kind::end) return "EOF";
    if (token.kind == Kind::keyword) return "<" + token.text + ">";
    return token.text.size() > 10 ? go_quote(token.text.substr(0, 10)) + "..." : go_quote(token.text);
  }
  [[noreturn]] void unexpected(const Token& token, const std::string& context) const {
    fail(fmt::format("unexpected {} in {}", shown(token), context));
  }

  // One piece; false at {{end}} and {{else}}, which `stop` then names.
  bool next_item(Item& item, std::string& stop) {
    const Token token = take();
    if (token.kind == Kind::text) {
      item = {.kind = Item::Kind::text, .pos = token.pos, .text = token.text};
      return true;
    }
    if (token.kind != Kind::left) unexpected(token, "input");
    skip_space();
    if (peek().kind == Kind::keyword) {
      const Token keyword = take();
      if (keyword.text == "end" || keyword.text == "else") {
        stop = "{{" + keyword.text + "}}";
        if (keyword.text == "end") {
          const Token right = take_solid();
          if (right.kind != Kind::right) unexpected(right, "end");
        }
        return false;
      }
      item = keyword_item(keyword);
      return true;
    }
    item.kind = Item::Kind::action;
    item.pos = peek().pos;
    item.pipe = pipeline("command", Kind::right);
    return true;
  }

  Item keyword_item(const Token& keyword) {
    if (keyword.text == "if") return control(Item::Kind::if_, "if", keyword.pos);
    if (keyword.text == "with") return control(Item::Kind::with, "with", keyword.pos);
    if (keyword.text == "range") return control(Item::Kind::range, "range", keyword.pos);
    if (keyword.text == "template") return template_item();
    if (keyword.text == "block") return block(keyword);
    if (keyword.text == "break" || keyword.text == "continue") {
      const Token right = take_solid();
      if (right.kind != Kind::right) unexpected(right, "{{" + keyword.text + "}}");
      if (ranges_ == 0) fail("{{" + keyword.text + "}} outside {{range}}");
      return {.kind = keyword.text == "break" ? Item::Kind::break_ : Item::Kind::continue_, .pos = keyword.pos};
    }
    fail(fmt::format("unexpected <{}> in command", keyword.text));
  }

  // Pieces up to {{end}} or {{else}}; returns which it was.
  std::string pieces(List& list) {
    for (;;) {
      if (peek().kind == Kind::end) {
        line_ = peek().line;
        fail("unexpected EOF");
      }
      Item item;
      std::string stop;
      if (!next_item(item, stop)) return stop;
      list.push_back(std::move(item));
    }
  }

  Item control(Item::Kind kind, const std::string& name, std::size_t pos) {
    if (++depth_ > kDeepest) fail("max expression depth exceeded");
    const std::size_t scope = variables_.size();
    Item item{.kind = kind, .pos = pos, .pipe = pipeline(name, Kind::right), .body = std::make_shared<List>()};
    if (kind == Item::Kind::range) ++ranges_;
    const std::string stop = pieces(*item.body);
    if (kind == Item::Kind::range) --ranges_;
    if (stop == "{{else}}") {
      item.otherwise = std::make_shared<List>();
      skip_space();
      // {{else if}} and {{else with}} are an item in the else of their own kind, closed by the same {{end}}.
      const std::string next = peek().kind == Kind::keyword ? peek().text : std::string();
      if ((kind == Item::Kind::if_ && next == "if") || (kind == Item::Kind::with && next == "with")) {
        const Token keyword = take();
        item.otherwise->push_back(control(kind, name, keyword.pos));
      } else {
        const Token right = take_solid();
        if (right.kind != Kind::right) unexpected(right, "else");
        if (pieces(*item.otherwise) == "{{else}}") fail("expected end; found {{else}}");
      }
    }
    variables_.resize(scope);
    --depth_;
    return item;
  }

  std::string template_name(const std::string& context) {
    const Token token = take_solid();
    std::string name;
    if ((token.kind != Kind::text_literal && token.kind != Kind::raw_literal) || !unquote(token.text, name)) {
      unexpected(token, context);
    }
    return name;
  }

  Item template_item() {
    skip_space();
    const std::size_t pos = peek().pos;
    Item item{.kind = Item::Kind::template_, .pos = pos, .text = template_name("template clause")};
    item.source = "{{template " + go_quote(item.text);
    skip_space();
    if (peek().kind == Kind::right) {
      take();
    } else {
      item.pipe = pipeline("template clause", Kind::right);
      item.source += " " + item.pipe->source();
    }
    item.source += "}}";
    return item;
  }

  void body_of(const std::string& name) {
    const std::vector<std::string> outer = variables_;
    const int ranges = ranges_;
    variables_ = {"$"};
    ranges_ = 0;
    if (++depth_ > kDeepest) fail("max expression depth exceeded");
    auto list = std::make_shared<List>();
    if (pieces(*list) != "{{end}}") fail("unexpected {{else}} in define clause");
    --depth_;
    variables_ = outer;
    ranges_ = ranges;
    add(name, std::move(list));
  }

  // A second template of a name is refused, unless one of the two is empty.
  void add(const std::string& name, std::shared_ptr<List> list) {
    std::shared_ptr<List>& known = tree_.named[name];
    if (!known || is_empty(*known)) known = std::move(list);
    else if (!is_empty(*list)) fail("template: multiple definition of template " + go_quote(name));
  }

  static bool is_empty(const List& list) {
    return std::all_of(list.begin(), list.end(), [](const Item& item) {
      return item.kind == Item::Kind::text && item.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
  }

  Item block(const Token& keyword) {
    skip_space();
    const std::string name = template_name("block clause");
    skip_space();
    Item item{
        .kind = Item::Kind::template_, .pos = keyword.pos, .text = name, .pipe = pipeline("block clause", Kind::right)};
    item.source = "{{template " + go_quote(name) + " " + item.pipe->source() + "}}";
    body_of(name);
    return item;
  }

  void define() {
    take();
    skip_space();
    take();
    const std::string name = template_name("define clause");
    const Token right = take_solid();
    if (right.kind != Kind::right) unexpected(right, "define clause");
    body_of(name);
  }

  std::shared_ptr<Pipe> pipeline(const std::string& context, Kind end) {
    if (++depth_ > kDeepest) fail("max expression depth exceeded");
    auto pipe = std::make_shared<Pipe>();
    skip_space();
    pipe->pos = peek().pos;
    declarations(*pipe, context);
    for (;;) {
      skip_space();
      if (peek().kind == end) {
        line_ = peek().line;
        take();
        if (pipe->commands.empty()) fail("missing value for " + context);
        for (std::size_t i = 1; i < pipe->commands.size(); ++i) {
          const Operand::Kind first = pipe->commands[i].args.front().kind;
          const bool literal = first == Operand::Kind::boolean || first == Operand::Kind::dot ||
                               first == Operand::Kind::nil || first == Operand::Kind::integer ||
                               first == Operand::Kind::real || first == Operand::Kind::rune ||
                               first == Operand::Kind::text;
          if (literal) fail(fmt::format("non executable command in pipeline stage {}", i + 1));
        }
        --depth_;
        return pipe;
      }
      pipe->commands.push_back(command(context));
    }
  }

  // "$x :=", "$x =" and, for range, "$i, $x :=".
  void declarations(Pipe& pipe, const std::string& context) {
    for (;;) {
      skip_space();
      if (peek().kind != Kind::variable) return;
      const std::size_t before = next_;
      const Token variable = take();
      skip_space();
      const Kind kind = peek().kind;
      if (kind == Kind::declare || kind == Kind::assign) {
        pipe.assigns = kind == Kind::assign;
        take();
        pipe.variables.push_back(variable.text);
        if (!pipe.assigns) variables_.push_back(variable.text);
        return;
      }
      if (kind == Kind::comma && context == "range" && pipe.variables.size() < 2) {
        take();
        pipe.variables.push_back(variable.text);
        skip_space();
        if (peek().kind != Kind::variable) fail("range can only initialize variables");
        variables_.push_back(variable.text);
        continue;
      }
      if (kind == Kind::comma) fail("too many declarations in " + context);
      next_ = before;
      return;
    }
  }

  void check_variable(const std::string& name) const {
    if (std::find(variables_.begin(), variables_.end(), name) == variables_.end()) {
      fail("undefined variable " + go_quote(name));
    }
  }

  Command command(const std::string& context) {
    Command out;
    skip_space();
    out.pos = peek().pos;
    for (;;) {
      skip_space();
      Operand one;
      if (operand(one)) out.args.push_back(std::move(one));
      const Token& token = peek();
      if (token.kind == Kind::space) continue;
      if (token.kind == Kind::right || token.kind == Kind::close) break;
      if (token.kind == Kind::pipe) {
        if (out.args.empty()) unexpected(take(), context);
        take();
        break;
      }
      unexpected(take(), out.args.empty() ? context : "operand");
    }
    if (out.args.empty()) fail("empty command");
    return out;
  }

  bool operand(Operand& out) {
    if (!term(out)) return false;
    if (peek().kind != Kind::field) return true;
    const std::size_t pos = peek().pos;
    std::vector<std::string> fields;
    std::string text;
    while (peek().kind == Kind::field) {
      const Token token = take();
      fields.push_back(token.text.substr(1));
      text += token.text;
    }
    switch (out.kind) {
      case Operand::Kind::field:
      case Operand::Kind::variable:
        out.idents.insert(out.idents.end(), fields.begin(), fields.end());
        out.source += text;
        out.pos = pos;
        return true;
      case Operand::Kind::boolean:
      case Operand::Kind::text:
      case Operand::Kind::integer:
      case Operand::Kind::real:
      case Operand::Kind::rune:
      case Operand::Kind::nil:
      case Operand::Kind::dot: fail(fmt::format("unexpected . after term {}", go_quote(out.source)));
      case Operand::Kind::chain:
      case Operand::Kind::function:
      case Operand::Kind::pipe: break;
    }
    Operand chain;
    chain.kind = Operand::Kind::chain;
    chain.pos = pos;
    chain.source = (out.kind == Operand::Kind::pipe ? "(" + out.source + ")" : out.source) + text;
    chain.idents = std::move(fields);
    chain.inner = std::make_shared<Operand>(std::move(out));
    out = std::move(chain);
    return true;
  }

  bool term(Operand& out) {
    const Token token = peek();
    out.pos = token.pos;
    out.source = token.text;
    switch (token.kind) {
      case Kind::identifier:
        if (!is_function(token.text)) {
          line_ = token.line;
          fail(fmt::format("function {} not defined", go_quote(token.text)));
        }
        out.kind = Operand::Kind::function;
        out.text = token.text;
        break;
      case Kind::dot: out.kind = Operand::Kind::dot; break;
      case Kind::nil: out.kind = Operand::Kind::nil; break;
      case Kind::variable:
        line_ = token.line;
        check_variable(token.text);
        out.kind = Operand::Kind::variable;
        out.idents = {token.text};
        break;
      case Kind::field:
        out.kind = Operand::Kind::field;
        out.idents = {token.text.substr(1)};
        break;
      case Kind::boolean:
        out.kind = Operand::Kind::boolean;
        out.integer = token.text == "true";
        break;
      case Kind::number: number(token, out); break;
      case Kind::rune: {
        std::string text;
        std::size_t pos = 0;
        if (!unquote(token.text, text) || text.empty()) fail("malformed character constant: " + token.text);
        out.kind = Operand::Kind::rune;
        out.integer = decode_rune(text, pos);
        if (pos != text.size()) fail("malformed character constant: " + token.text);
        break;
      }
      case Kind::text_literal:
      case Kind::raw_literal:
        line_ = token.line;
        out.kind = Operand::Kind::text;
        if (!unquote(token.text, out.text)) fail("invalid syntax");
        break;
      case Kind::open: {
        take();
        out.kind = Operand::Kind::pipe;
        out.pipe = pipeline("parenthesized pipeline", Kind::close);
        out.source = out.pipe->source();
        return true;
      }
      case Kind::end:
      case Kind::text:
      case Kind::left:
      case Kind::right:
      case Kind::keyword:
      case Kind::pipe:
      case Kind::declare:
      case Kind::assign:
      case Kind::comma:
      case Kind::close:
      case Kind::space:
      case Kind::other: return false;
      case Kind::error: take(); return false;
    }
    take();
    return true;
  }

  void number(const Token& token, Operand& out) {
    line_ = token.line;
    switch (parse_number(token.text, out)) {
      case NumberFault::none: break;
      case NumberFault::syntax: fail("illegal number syntax: " + go_quote(token.text));
      case NumberFault::overflow: fail("integer overflow: " + go_quote(token.text));
    }
  }

  Tree tree_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  int line_ = 1;
  int depth_ = 0;
  int ranges_ = 0;
  std::vector<std::string> variables_;
};

}  // namespace

std::string Command::source() const {
  std::string out;
  for (const Operand& arg : args) {
    if (!out.empty()) out += ' ';
    out += arg.kind == Operand::Kind::pipe ? "(" + arg.source + ")" : arg.source;
  }
  return out;
}

std::string Pipe::source() const {
  std::string out = join(variables, ", ");
  if (!out.empty()) out += assigns ? " = " : " := ";
  for (std::size_t i = 0; i < commands.size(); ++i) out += (i > 0 ? " | " : "") + commands[i].source();
  return out;
}

Tree parse_tree(std::string_view text) { return Parser(text).run(); }

}  // namespace kpp::algo::gotemplate
