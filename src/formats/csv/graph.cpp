#include "formats/csv/graph.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace entente::csv_graph {
namespace {

struct PartName {
  std::string_view name;
  Part part;
};
constexpr std::array kParts = {PartName{"ID", Part::kId},          PartName{"LABEL", Part::kLabel},
                               PartName{"START_ID", Part::kStart}, PartName{"END_ID", Part::kEnd},
                               PartName{"TYPE", Part::kType},      PartName{"IGNORE", Part::kIgnore}};

struct ScalarName {
  std::string_view name;
  Scalar scalar;
};
// Of each kind the first is the one that is written.
constexpr std::array kScalars = {ScalarName{"string", Scalar::kString},  ScalarName{"long", Scalar::kInteger},
                                 ScalarName{"int", Scalar::kInteger},    ScalarName{"short", Scalar::kInteger},
                                 ScalarName{"byte", Scalar::kInteger},   ScalarName{"double", Scalar::kFloat},
                                 ScalarName{"float", Scalar::kFloat},    ScalarName{"boolean", Scalar::kBoolean},
                                 ScalarName{"date", Scalar::kDate},      ScalarName{"datetime", Scalar::kDate},
                                 ScalarName{"char", Scalar::kString},    ScalarName{"point", Scalar::kString},
                                 ScalarName{"duration", Scalar::kString}};

}  // namespace

// What stands behind the last colon, where that is a type; else all of it is the name.
Column read_column(std::string_view header) {
  Column column;
  column.name = header;
  const std::size_t colon = header.rfind(':');
  if (colon == std::string_view::npos) return column;
  std::string_view type = header.substr(colon + 1);
  const std::size_t open = type.find('(');
  const std::string_view space = open != std::string_view::npos && type.ends_with(')')
                                     ? type.substr(open + 1, type.size() - open - 2)
                                     : std::string_view();
  const auto part =
      std::find_if(kParts.begin(), kParts.end(), [&](const PartName& p) { return p.name == type.substr(0, open); });
  if (part != kParts.end()) {
    column.name = header.substr(0, colon);
    column.part = part->part;
    column.space = space;
    return column;
  }
  const bool is_list = type.ends_with("[]");
  if (is_list) type.remove_suffix(2);
  const auto scalar =
      std::find_if(kScalars.begin(), kScalars.end(), [&](const ScalarName& s) { return s.name == type; });
  if (scalar == kScalars.end() || colon == 0) return column;
  column.name = header.substr(0, colon);
  column.scalar = scalar->scalar;
  column.is_list = is_list;
  return column;
}

std::string print_column(const Column& column) {
  if (column.part != Part::kProperty) {
    const auto part =
        std::find_if(kParts.begin(), kParts.end(), [&](const PartName& p) { return p.part == column.part; });
    return fmt::format("{}:{}", column.name, part->name);
  }
  const bool is_plain = column.scalar == Scalar::kString && !column.is_list;
  if (is_plain && column.name.find(':') == std::string::npos) return column.name;
  const auto scalar =
      std::find_if(kScalars.begin(), kScalars.end(), [&](const ScalarName& s) { return s.scalar == column.scalar; });
  return fmt::format("{}:{}{}", column.name, scalar->name, column.is_list ? "[]" : "");
}

}  // namespace entente::csv_graph
