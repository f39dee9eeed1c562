// Which elements of a table are on the picture, and what is to be shown of their time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/drawing.hpp"
#include "entente/time/change.hpp"

namespace entente::drawing {

// How an element takes part in the time that is drawn.
struct Mark {
  std::optional<Change> change = {};  // of a change: began, ended or stayed
  Reading certainty = Reading::kCertain;
  std::optional<SystemChangeKind> system = {};  // of two states of a store
  bool is_certain() const { return certainty == Reading::kCertain; }
};

// What is drawn, by the indexes of the table's elements. The ends of each relation are among the nodes.
struct Selection {
  std::map<std::uint32_t, Mark> nodes, relations;
  std::size_t nodes_found = 0, relations_found = 0;  // before the picture was reduced
  std::size_t sources = 0;                           // that are left out, with what hangs on them alone
  std::size_t came_and_went = 0;                     // of a change: relations that held only in between
  std::size_t unknown = 0;                           // … and those that may have held at either date, or not
  // Of the style's measures, by name: the scores of all entities that were found, by node.
  std::map<std::string, std::map<std::uint32_t, double>, std::less<>> measures = {};
};

// Leaves out hidden types, the sources of a whole store and what the time does not admit, then all but the most
// connected entities. Entities that state no time and have no relation left say nothing of a slice: they are left out
// of one. Measures that the style goes by are taken before the picture is reduced.
Selection select(const Table& table, const DrawOptions& options);

// A line for each type in the style that is not in the ontology and not in the table: it is probably misspelt. None
// without an ontology.
std::vector<std::string> unknown_types(const Table& table, const DrawOptions& options);

// The layout of the style; where it has none, dot for small pictures, which can be read like a text, and a layout by
// forces for others.
std::string chosen_layout(const DrawStyle& style, const Selection& selection);

// Without an ontology nothing is.
bool is_symmetric(const std::string& relation_type, const Ontology* ontology);

TimeCut cut_of(const DrawFrame& frame);

// How the elements of the table stand to a part of time. Throws kArgument where it was not asked for.
const Standings& standings_in(const Table& table, const TimeCut& cut);

}  // namespace entente::drawing
