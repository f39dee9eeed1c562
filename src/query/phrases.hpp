// The words of the language about time and sources, for help: what each keeps or says, with an example.
#pragma once

#include <span>
#include <string>

namespace entente {

struct Phrase {
  std::string kind;       // "clause", or "predicate" of two periods
  std::string name;       // "AS OF"
  std::string signature;  // "MATCH pattern AS OF date"
  std::string summary;
  std::string example;  // a query
  std::string result;   // what it gives
};

// The clauses, then the words of kPeriodPredicates. They live as long as the program.
std::span<const Phrase> phrases();

}  // namespace entente
