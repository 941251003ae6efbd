// JSON values as Go's fmt prints them, once decoded into interface{}: part of many of kubectl's texts.
#pragma once

#include <string>
#include <string_view>

#include "kpp/node.h"

namespace kpp::data {

/// %v: "<nil>", true, 3, 1e+06, text, [a b], map[k:v] (keys in the Node's order; sorted is Go's).
void append_go_value(std::string& out, Node value);

/// %#v: map[string]interface {}{"k":"v"}, []interface {}{1, interface {}(nil)}, "text".
void append_go_syntax(std::string& out, Node value);

/// %T: "map[string]interface {}", "[]interface {}", "string", "int64", "float64", "bool", "<nil>".
std::string_view go_type(Node value);

}  // namespace kpp::data
