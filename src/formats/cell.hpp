// A value as one short piece of text for people: what stands in a cell of a table, in CSV, on a diagram.
#pragma once

#include <string>
#include <string_view>

#include "entente/formats.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"

namespace entente {

// What stands for a null: `null`, or `unknown` where a temporal predicate left the answer open.
std::string_view null_word(const Value& null);

// The name of a node: its property `name` when that is a string, else its key.
std::string display_name(const NodeRecord& node);

// As `cell_text` of entente/formats.hpp, and what tells an element from others: a node with its type and dates, `Mao
// Zedong (Person, from 1893 until 1976)`, and a relationship with its dates, `[:MET in July 1958]`. Within lists and
// maps relationships only; within paths neither.
std::string cell_text_with_dates(const Value& value, const Elements& elements);

}  // namespace entente
