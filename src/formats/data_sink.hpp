// Where a reader of any format puts what it reads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "entente/model/fact.hpp"

namespace entente {

struct DataSink {
  std::function<void(EntityFact&&)> entity;
  std::function<void(RelationFact&&)> relation;
  // An entity that the data names without describing it: made where neither the import nor the store describes it. Of
  // several mentions of one key the first counts. May be empty: then none is made.
  std::function<void(EntityFact&&)> mention;
  std::function<void(Ontology&&)> ontology;
  // A record that is not right; reading goes on behind it where the text allows that, and the reason says so where not.
  std::function<void(Rejection&&)> reject;
  // Called now and then while reading. May be empty.
  std::function<void()> progress;
};

// What a reader is told besides the text.
struct ReadOptions {
  std::string file;          // its name, for messages
  std::uint32_t number = 0;  // of the file among those of one import: what origins carry
  // How the columns of a table become facts, the JSON text of a column map and the name of its file; empty: none given.
  std::string columns, columns_file;
};

}  // namespace entente
