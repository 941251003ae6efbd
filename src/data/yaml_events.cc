// libyaml, used from this file only.
#include "data/yaml_events.h"

#include <yaml.h>

#include <cstring>
#include <new>
#include <string>

namespace kpp::data {
namespace {

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// go-yaml's sentence for the parser's state: the line where one is known and not the first.
[[noreturn]] void fail(const yaml_parser_t& parser) {
  if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  std::size_t line = 0;
  if (parser.problem_mark.line != 0) {
    line = parser.problem_mark.line;
    if (parser.error == YAML_SCANNER_ERROR) ++line;
  } else {
    line = parser.context_mark.line;
  }
  std::string message = "yaml: ";
  if (line != 0) message += "line " + std::to_string(line) + ": ";
  message += parser.problem != nullptr ? parser.problem : "unknown problem parsing YAML content";
  if (parser.problem != nullptr && std::string_view(parser.problem) == "found unexpected ':'") {
    throw UnexpectedColon(message, parser.problem_mark.index);
  }
  throw ParseError(message);
}

}  // namespace

struct YamlEvents::State {
  yaml_parser_t parser{};
  yaml_event_t event{};
};

YamlEvents::YamlEvents(std::string_view text) : state_(std::make_unique<State>()) {
  if (yaml_parser_initialize(&state_->parser) == 0) throw std::bad_alloc();
  if (text.empty()) text = "\n";
  yaml_parser_set_input_string(&state_->parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

YamlEvents::~YamlEvents() {
  yaml_event_delete(&state_->event);
  yaml_parser_delete(&state_->parser);
}

YamlEvent YamlEvents::next() {
  yaml_event_t& raw = state_->event;
  yaml_event_delete(&raw);
  std::memset(&raw, 0, sizeof raw);
  if (yaml_parser_parse(&state_->parser, &raw) == 0) fail(state_->parser);
  YamlEvent event;
  event.line = static_cast<std::uint32_t>(raw.start_mark.line);
  switch (raw.type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_END_EVENT: event.type = YamlEvent::Type::stream_end; break;
    case YAML_STREAM_START_EVENT: event.type = YamlEvent::Type::stream_start; break;
    case YAML_DOCUMENT_START_EVENT: event.type = YamlEvent::Type::document_start; break;
    case YAML_DOCUMENT_END_EVENT: event.type = YamlEvent::Type::document_end; break;
    case YAML_ALIAS_EVENT:
      event.type = YamlEvent::Type::alias;
      event.anchor = view(raw.data.alias.anchor);
      break;
    case YAML_SCALAR_EVENT:
      event.type = YamlEvent::Type::scalar;
      event.anchor = view(raw.data.scalar.anchor);
      event.tag = view(raw.data.scalar.tag);
      event.value = {reinterpret_cast<const char*>(raw.data.scalar.value), raw.data.scalar.length};
      event.plain_implicit = raw.data.scalar.plain_implicit != 0;
      break;
    case YAML_SEQUENCE_START_EVENT:
      event.type = YamlEvent::Type::sequence_start;
      event.anchor = view(raw.data.sequence_start.anchor);
      event.tag = view(raw.data.sequence_start.tag);
      break;
    case YAML_SEQUENCE_END_EVENT: event.type = YamlEvent::Type::sequence_end; break;
    case YAML_MAPPING_START_EVENT:
      event.type = YamlEvent::Type::mapping_start;
      event.anchor = view(raw.data.mapping_start.anchor);
      event.tag = view(raw.data.mapping_start.tag);
      break;
    case YAML_MAPPING_END_EVENT: event.type = YamlEvent::Type::mapping_end; break;
  }
  return event;
}

}  // namespace kpp::data
