// All that a store says of one entity, in order of time (Database::dossier).
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "entente/explanation.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"
#include "entente/time/reading.hpp"

namespace entente {

// A relation at the entity.
struct DossierFact {
  Explanation fact;
  bool leaves = true;      // the entity stands at its start
  std::string other;       // key of the entity at the other end
  std::string other_name;  // and its name, or the key again
  // How surely it takes part at the date that was asked for. Without a date certain.
  Reading reading = Reading::kCertain;
};

struct Dossier {
  Explanation entity;
  std::string name;                  // or the key, where it has none
  std::vector<std::string> labels;   // stated types first, then their supertypes
  std::vector<std::string> aliases;  // in force in the slice
  std::optional<Validity> life;      // its own time and its relations of lifetime together; absent: nobody dates it
  bool disputed = false;             // these can't all be right; `life` is then the widest that they allow
  std::vector<ExplainedValue> properties;  // but name and aliases; in order of key, then of time
  // By their start, or by when they are first known to hold; those without a time at the end.
  std::vector<DossierFact> facts;
  Table table;  // the entity, these relations and their other ends, to be drawn and exported
};

// For people: a line for each relation, with its time before it and its sources behind.
std::string dossier_text(const Dossier& dossier);
// One object, as src/formats/interface/dossier.schema.json says.
void write_dossier_json(const Dossier& dossier, std::ostream& out);

}  // namespace entente
