// Values of an object as descriptions show them. All are total: for what is absent or of another type they give what
// kubectl shows of an empty field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/quantity.h"
#include "kpp/node.h"

namespace kpp::describe {

/// The day and time in the local zone; the first second of the year 1 for what is no time.
std::string time_text(Node time);
/// The same as "2006-01-02 15:04:05 -0700 MST".
std::string go_time_text(Node time);
/// A quantity in its canonical form; "0" where there is none.
std::string quantity_text(Node quantity);
Quantity to_quantity(Node quantity);
/// "True", "False".
std::string_view true_false(bool value);
/// The text, or `fallback` when there is none or it is empty.
std::string_view text_or(Node text, std::string_view fallback);
/// A number, or `fallback` when it is absent.
std::string number_or(Node number, std::string_view fallback);
/// A port or a percentage: a number or a text; `absent` when there is neither.
std::string int_or_text(Node value, std::string_view absent = "0");
/// The texts of a list.
std::vector<std::string> texts(Node list);
/// [a b c]
std::string bracketed(Node list);
/// map[a:b c:d], of an object of texts.
std::string map_text(Node map);
/// A reference to a secret as Go writes such a value: &LocalObjectReference{Name:x,}, or "nil".
std::string local_reference(Node reference);
/// &SecretReference{Name:x,Namespace:y,}, or "nil".
std::string secret_reference(Node reference);
/// The members in the order of their keys, whatever the document's order was.
std::vector<Member> sorted_members(Node object);
/// The elements ordered by a text of theirs, equal ones as go_sort() leaves them.
std::vector<Node> sorted_by(Node list, std::string_view field);
/// The owner that controls the object, or a missing Node.
Node controller_of(Node object);
/// Whether the object bears this text as its label or annotation key: "" is a value too.
bool has_key(Node map, std::string_view key);

}  // namespace kpp::describe
