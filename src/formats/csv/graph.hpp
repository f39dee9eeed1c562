// Nodes and relationships as a pair of tables, after the header of Neo4j's bulk import.
//
// | column | holds |
// |--------|-------|
// | `id:ID`, `:LABEL` | a node's key, its types, `;` between several |
// | `:START_ID`, `:END_ID`, `:TYPE` | a relationship's ends and type |
// | `name`, `count:long`, `share:double`, `open:boolean`, `aliases:string[]` | a property; a list has `;` between its
// items | | `valid`, `sources`, … | what exchange.hpp says |
//
// An empty field without quotes is no value, "" is the empty text. A value that fits no column of its type (one that
// holds for a time, a map, a list with `;` in it, a number in a column of texts) stands in `properties` as JSON.
#pragma once

#include <string>
#include <string_view>

namespace entente::csv_graph {

enum class Part { kId, kLabel, kStart, kEnd, kType, kIgnore, kProperty };
enum class Scalar { kString, kInteger, kFloat, kBoolean, kDate };

inline constexpr char kListSeparator = ';';

// What the header of a column says: "count:long", "person:ID(Person)", ":LABEL".
struct Column {
  std::string name;  // may be empty apart from properties
  Part part = Part::kProperty;
  Scalar scalar = Scalar::kString;
  bool is_list = false;
  std::string space;  // ID(space): ids are unique in it only
};

Column read_column(std::string_view header);
std::string print_column(const Column& column);

}  // namespace entente::csv_graph
