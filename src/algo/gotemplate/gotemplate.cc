// See gotemplate.h: walking the tree.
#include "algo/gotemplate/gotemplate.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "algo/gotemplate/functions.h"
#include "algo/gotemplate/tree.h"
#include "base/quote.h"
#include "base/strings.h"
#include "kpp/error.h"

namespace kpp::algo {
namespace {

using namespace gotemplate;

struct Variable {
  std::string name;
  Value value;
};

enum class Flow { on, breaks, continues };

class Walker {
 public:
  Walker(const Tree& tree, bool missing_key_error, TemplateLimits limits, std::string& out)
      : tree_(tree), missing_key_error_(missing_key_error), limits_(limits), out_(out) {}

  void run(const List& list, Value dot) {
    variables_ = {{"$", dot}};
    walk_list(list, dot);
  }
  // One round of a range over `dot`.
  void round(const List& list, Value dot, Value root) {
    variables_ = {{"$", root}};
    walk_list(list, dot);
  }

 private:
  // Errors name the place last looked at. `source` belongs to the tree: it is looked at later.
  void at(std::size_t pos, const std::string& source) {
    pos_ = pos;
    source_ = &source;
  }

  [[noreturn]] void fail(const std::string& message, const std::string& source) const {
    const std::string_view before = std::string_view(tree_.text).substr(0, pos_);
    const std::size_t newline = before.rfind('\n');
    const std::size_t column = newline == std::string_view::npos ? pos_ : pos_ - newline - 1;
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    throw Error(fmt::format("template: output:{}:{}: executing {} at <{}>: {}", line, column, go_quote(name_), source,
                            message));
  }
  [[noreturn]] void fail_here(const std::string& message) const { fail(message, *source_); }

  // What a limit stops is the item under way.
  [[noreturn]] void stop(const std::string& message) {
    pos_ = item_->pos;
    if (item_->kind == Item::Kind::text) fail(message, item_->text.substr(0, 20));
    fail(message, item_->source.empty() && item_->pipe ? item_->pipe->source() : item_->source);
  }
  void count_step() { count_steps(1); }
  void count_steps(std::uint64_t taken) {
    steps_ += taken;
    if (steps_ > limits_.steps) stop(fmt::format("the template has taken more than {} steps", limits_.steps));
  }
  void count_bytes(std::size_t made) {
    bytes_ += made;
    if (bytes_ > limits_.bytes) stop(fmt::format("the template has made more than {} bytes of text", limits_.bytes));
  }
  void put(std::string_view text) {
    count_bytes(text.size());
    out_ += text;
  }

  Flow walk_list(const List& list, Value dot) {
    if (depth_ >= limits::kTemplateDepth) {
      stop(fmt::format("exceeded maximum template depth ({})", limits::kTemplateDepth));
    }
    ++depth_;
    Flow flow = Flow::on;
    for (const Item& item : list) {
      flow = walk(item, dot);
      if (flow != Flow::on) break;
    }
    --depth_;
    return flow;
  }

  Flow walk(const Item& item, Value dot) {
    item_ = &item;
    count_step();
    switch (item.kind) {
      case Item::Kind::text: put(item.text); return Flow::on;
      case Item::Kind::action: {
        const Value value = pipeline(*item.pipe, dot);
        if (item.pipe->variables.empty()) put(value.valid() ? print_value(value) : "<no value>");
        return Flow::on;
      }
      case Item::Kind::if_:
      case Item::Kind::with: return branch(item, dot);
      case Item::Kind::range: return range(item, dot);
      case Item::Kind::template_: call_template(item, dot); return Flow::on;
      case Item::Kind::break_: return Flow::breaks;
      case Item::Kind::continue_: return Flow::continues;
    }
    return Flow::on;
  }

  Flow branch(const Item& item, Value dot) {
    const std::size_t scope = variables_.size();
    const Value value = pipeline(*item.pipe, dot);
    Flow flow = Flow::on;
    if (is_true(value)) flow = walk_list(*item.body, item.kind == Item::Kind::with ? value : dot);
    else if (item.otherwise) flow = walk_list(*item.otherwise, dot);
    variables_.resize(scope);
    return flow;
  }

  Flow range(const Item& item, Value dot) {
    const std::size_t scope = variables_.size();
    const Value value = pipeline(*item.pipe, dot);
    const std::size_t mark = variables_.size();
    const std::vector<std::string>& names = item.pipe->variables;
    bool any = false;
    const auto one = [&](Value key, Value element) {
      any = true;
      count_step();
      if (!names.empty()) {
        const bool two = names.size() > 1;
        set_range_variable(*item.pipe, two ? names[1] : names[0], element, mark - 1);
        if (two) set_range_variable(*item.pipe, names[0], key, mark - 2);
      }
      const Flow flow = walk_list(*item.body, element);
      variables_.resize(mark);
      return flow != Flow::breaks;
    };
    switch (value.node.kind()) {
      case Node::Kind::array:
        for (std::size_t i = 0; i < value.node.size(); ++i) {
          if (!one(Value::of_int(static_cast<std::int64_t>(i)), {value.node.at(i), Value::Type::plain, true})) break;
        }
        break;
      case Node::Kind::object:
        for (const Member& member : value.node.members()) {
          if (!one(Value::of_text(member.key), {member.value, Value::Type::plain, true})) break;
        }
        break;
      case Node::Kind::integer:
        if (names.size() > 1) {
          fail_here(fmt::format("can't use {} to iterate over more than one variable", value.node.as_int()));
        }
        for (std::int64_t i = 0; i < value.node.as_int(); ++i) {
          if (!one({}, {Node::integer(i), value.type})) break;
        }
        break;
      case Node::Kind::missing:
      case Node::Kind::null: break;
      case Node::Kind::boolean:
      case Node::Kind::real:
      case Node::Kind::string: fail_here("range can't iterate over " + print_value(value)); break;
    }
    Flow flow = Flow::on;
    if (!any && item.otherwise) flow = walk_list(*item.otherwise, dot);
    variables_.resize(scope);
    return flow;
  }

  void set_range_variable(const Pipe& pipe, const std::string& name, Value value, std::size_t slot) {
    if (!pipe.assigns) {
      variables_[slot].value = value;
      return;
    }
    assign(name, value);
  }

  void assign(const std::string& name, Value value) {
    for (std::size_t i = variables_.size(); i-- > 0;) {
      if (variables_[i].name != name) continue;
      count_steps((variables_.size() - i) / limits::kTemplateNamesAStep);
      variables_[i].value = value;
      return;
    }
    fail_here("undefined variable: " + name);
  }

  void call_template(const Item& item, Value dot) {
    at(item.pos, item.source);
    const auto found = tree_.named.find(item.text);
    if (found == tree_.named.end()) fail_here(fmt::format("template {} not defined", go_quote(item.text)));
    const Value value = item.pipe ? pipeline(*item.pipe, dot) : Value();
    std::vector<Variable> outer;
    outer.swap(variables_);
    const std::string name = name_;
    name_ = item.text;
    variables_ = {{"$", value}};
    walk_list(*found->second, value);
    name_ = name;
    variables_.swap(outer);
  }

  Value pipeline(const Pipe& pipe, Value dot) {
    Value value;
    bool has_final = false;
    for (const Command& command : pipe.commands) {
      value = evaluate(command, dot, has_final ? &value : nullptr);
      has_final = true;
      // What an interface held: nothing, when that was nil.
      if (value.node.is_null()) value = {};
      value.held = false;
    }
    for (const std::string& name : pipe.variables) {
      if (pipe.assigns) assign(name, value);
      else variables_.push_back({name, value});
    }
    return value;
  }

  Value evaluate(const Command& command, Value dot, const Value* final) {
    const Operand& first = command.args.front();
    switch (first.kind) {
      case Operand::Kind::field: return fields(first, dot, dot, 0, command, final);
      case Operand::Kind::chain:
        at(first.pos, first.source);
        return fields(first, operand(*first.inner, dot), dot, 0, command, final);
      case Operand::Kind::function: return function(first.text, command, dot, final);
      case Operand::Kind::variable: return fields(first, variable(first.idents[0]), dot, 1, command, final);
      case Operand::Kind::pipe: no_arguments(command, final); return pipeline(*first.pipe, dot);
      case Operand::Kind::nil: at(first.pos, first.source); fail_here("nil is not a command");
      case Operand::Kind::dot:
      case Operand::Kind::boolean:
      case Operand::Kind::integer:
      case Operand::Kind::real:
      case Operand::Kind::rune:
      case Operand::Kind::text: break;
    }
    no_arguments(command, final);
    at(first.pos, first.source);
    return operand(first, dot);
  }

  void no_arguments(const Command& command, const Value* final) {
    if (command.args.size() == 1 && !final) return;
    const Operand& first = command.args.front();
    at(first.pos, first.source);
    fail_here("can't give argument to non-function " + first.source);
  }

  Value variable(const std::string& name) {
    for (std::size_t i = variables_.size(); i-- > 0;) {
      if (variables_[i].name != name) continue;
      count_steps((variables_.size() - i) / limits::kTemplateNamesAStep);
      return variables_[i].value;
    }
    return {};
  }

  // Follows the names from idents[begin] on.
  Value fields(const Operand& node, Value receiver, Value, std::size_t begin, const Command& command,
               const Value* final) {
    if (node.kind != Operand::Kind::chain) at(node.pos, node.source);
    if (begin >= node.idents.size()) {
      no_arguments(command, final);
      return receiver;
    }
    for (std::size_t i = begin; i < node.idents.size(); ++i) {
      const bool last = i + 1 == node.idents.size();
      receiver = field(receiver, node.idents[i], last && (command.args.size() > 1 || final));
    }
    return receiver;
  }

  Value field(Value receiver, const std::string& name, bool has_arguments) {
    if (!receiver.valid()) {
      if (missing_key_error_) fail_here(fmt::format("nil data; no entry for key {}", go_quote(name)));
      return {};
    }
    if (receiver.node.is_null()) fail_here(fmt::format("nil pointer evaluating interface {{}}.{}", name));
    if (!receiver.node.is_object()) {
      fail_here(fmt::format("can't evaluate field {} in type {}", name,
                            receiver.held ? "interface {}" : type_name(receiver)));
    }
    count_steps(receiver.node.size() / limits::kTemplateNamesAStep);
    if (has_arguments) fail_here(fmt::format("{} is not a method but has arguments", name));
    const Node found = receiver.node[name];
    if (!found.exists() && missing_key_error_) fail_here(fmt::format("map has no entry for key {}", go_quote(name)));
    return {found, Value::Type::plain, true};
  }

  Value operand(const Operand& one, Value dot) {
    count_step();
    const auto alone = [&](Value receiver, std::size_t begin) {
      if (one.kind != Operand::Kind::chain) at(one.pos, one.source);
      for (std::size_t i = begin; i < one.idents.size(); ++i) {
        receiver = field(receiver, one.idents[i], false);
      }
      return receiver;
    };
    if (one.kind == Operand::Kind::text || one.is_plain_literal()) at(one.pos, one.source);
    switch (one.kind) {
      case Operand::Kind::dot: return dot;
      case Operand::Kind::nil: return {};
      case Operand::Kind::boolean: return Value::of_bool(one.integer != 0);
      case Operand::Kind::integer:
      case Operand::Kind::rune: return Value::of_int(one.integer);
      case Operand::Kind::real: return {Node::real(one.real), Value::Type::plain};
      case Operand::Kind::text: return Value::of_text(one.text);
      case Operand::Kind::field: return alone(dot, 0);
      case Operand::Kind::variable: return alone(variable(one.idents[0]), 1);
      case Operand::Kind::chain: at(one.pos, one.source); return alone(operand(*one.inner, dot), 0);
      case Operand::Kind::pipe: return pipeline(*one.pipe, dot);
      case Operand::Kind::function: {
        Command command;
        command.pos = one.pos;
        command.args = {one};
        const Value value = function(one.text, command, dot, nullptr);
        at(one.pos, one.source);
        return value;
      }
    }
    return {};
  }

  Value function(const std::string& name, const Command& command, Value dot, const Value* final) {
    count_step();
    const std::string& own = command.args.front().source;
    at(command.args.front().pos, own);
    const int given = static_cast<int>(command.args.size()) - 1 + (final ? 1 : 0);
    const Arity arity = arity_of(name);
    if (given < arity.least || (arity.most >= 0 && given > arity.most)) {
      fail_here(fmt::format("wrong number of args for {}: want {}{} got {}", name, arity.most < 0 ? "at least " : "",
                            arity.least, given));
    }
    if (name == "and" || name == "or") return logic(name == "or", command, dot, final);
    std::vector<Value> args;
    bool boxed = false;  // an index that is still what an object's member holds, in Go
    for (std::size_t i = 1; i < command.args.size(); ++i) {
      args.push_back(operand(command.args[i], dot));
      boxed = boxed || (i > 1 && args.back().valid() && command.args[i].follows_fields());
      if (i == 1 || name == "base64decode") {
        check_text(name, args, command.args[i].pos, command.args[i].source, &command.args[i]);
      }
    }
    if (final) {
      args.push_back(*final);
      at(command.args.front().pos, own);
      check_text(name, args, command.args.front().pos, own, nullptr);
    }
    count_steps(bytes_read(name, args) / limits::kTemplateBytesAStep);
    Value value;
    try {
      if (name == "slice" && boxed && (args[0].node.is_string() || args[0].node.is_array())) {
        throw Error("cannot index slice/array with type interface {}");
      }
      value = call_function(name, args, command.args.size() > 1 ? command.args[1].source : std::string(), arena_,
                            limits_.bytes);
    } catch (const Error& error) {
      pos_ = command.pos;
      fail(fmt::format("error calling {}: {}", name, error.what()), command.source());
    }
    if (makes_text(name)) count_bytes(value.node.str().size());
    return value;
  }

  // printf's format and base64decode's text have a type of their own.
  void check_text(const std::string& name, const std::vector<Value>& args, std::size_t pos, const std::string& source,
                  const Operand* written) {
    const bool wants_text = name == "base64decode" || (name == "printf" && args.size() == 1);
    if (!wants_text || args.back().node.is_string()) return;
    // What was looked at last in parentheses is what is wrong.
    if (!written || written->kind != Operand::Kind::pipe) at(pos, source);
    if (written && written->kind == Operand::Kind::nil) fail_here("cannot assign nil to string");
    if (!args.back().valid()) fail_here("invalid value; expected string");
    if (args.back().node.is_null()) fail_here("wrong type for value; expected string; got interface {}");
    if (written && written->is_plain_literal()) fail_here("expected string; found " + source);
    fail_here(fmt::format("wrong type for value; expected string; got {}", type_name(args.back())));
  }

  Value logic(bool any, const Command& command, Value dot, const Value* final) {
    Value value;
    for (std::size_t i = 1; i < command.args.size(); ++i) {
      value = operand(command.args[i], dot);
      if (is_true(value) == any) return value;
    }
    return final ? *final : value;
  }

  const Tree& tree_;
  bool missing_key_error_;
  TemplateLimits limits_;
  std::string& out_;
  Arena arena_;
  std::vector<Variable> variables_;
  std::string name_ = "output";
  std::size_t pos_ = 0;
  const std::string* source_ = &name_;
  const Item* item_ = nullptr;  ///< under way
  int depth_ = 0;               ///< of lists in lists, templates in templates
  std::uint64_t steps_ = 0;
  std::size_t bytes_ = 0;
};

// Does anything in these pieces look beyond the element: at $ or another template?
bool looks_out(const List& list);

bool looks_out(const Pipe& pipe) {
  for (const Command& command : pipe.commands) {
    for (const Operand& one : command.args) {
      if (one.kind == Operand::Kind::variable && one.idents[0] == "$") return true;
      if (one.pipe && looks_out(*one.pipe)) return true;
      if (one.inner && ((one.inner->pipe && looks_out(*one.inner->pipe)) ||
                        (one.inner->kind == Operand::Kind::variable && one.inner->idents[0] == "$"))) {
        return true;
      }
    }
  }
  return false;
}

bool looks_out(const List& list) {
  return std::any_of(list.begin(), list.end(), [](const Item& item) {
    if (item.kind == Item::Kind::template_ || item.kind == Item::Kind::break_) return true;
    return (item.pipe && looks_out(*item.pipe)) || (item.body && looks_out(*item.body)) ||
           (item.otherwise && looks_out(*item.otherwise));
  });
}

}  // namespace

struct GoTemplate::Impl {
  Tree tree;
  bool missing_key_error = false;
  TemplateLimits limits;
  const List* main = nullptr;
  const Item* walk = nullptr;  ///< the range over .items, when walks_items()
};

GoTemplate GoTemplate::parse(std::string_view text, bool missing_key_error, TemplateLimits limits) {
  auto impl = std::make_shared<Impl>();
  impl->tree = parse_tree(text);
  impl->missing_key_error = missing_key_error;
  impl->limits = limits;
  impl->main = impl->tree.named.at("output").get();
  const Item* walk = nullptr;
  for (const Item& item : *impl->main) {
    if (item.kind == Item::Kind::text) continue;
    const bool plain = item.kind == Item::Kind::range && !walk && !item.otherwise && item.pipe->variables.empty() &&
                       item.pipe->commands.size() == 1 && item.pipe->commands[0].args.size() == 1 &&
                       item.pipe->commands[0].args[0].kind == Operand::Kind::field &&
                       item.pipe->commands[0].args[0].idents == std::vector<std::string>{"items"} &&
                       !looks_out(*item.body);
    if (!plain) {
      walk = nullptr;
      break;
    }
    walk = &item;
  }
  impl->walk = walk;
  return GoTemplate(std::move(impl));
}

void GoTemplate::execute(Node data, std::string& out) const {
  Walker(impl_->tree, impl_->missing_key_error, impl_->limits, out)
      .run(*impl_->main, {data, gotemplate::Value::Type::plain});
}

bool GoTemplate::walks_items() const { return impl_->walk != nullptr; }

void GoTemplate::prefix(std::string& out) const {
  for (const Item& item : *impl_->main) {
    if (&item == impl_->walk) return;
    out += item.text;
  }
}

void GoTemplate::item(Node element, std::string& out) const {
  const gotemplate::Value value{element, gotemplate::Value::Type::plain};
  Walker(impl_->tree, impl_->missing_key_error, impl_->limits, out).round(*impl_->walk->body, value, value);
}

void GoTemplate::suffix(std::string& out) const {
  bool after = false;
  for (const Item& item : *impl_->main) {
    if (after) out += item.text;
    after = after || &item == impl_->walk;
  }
}

}  // namespace kpp::algo
