// The words of the language about time and sources, for help: what each keeps or says, with an example.
#pragma once

#include <span>
#include <string_view>

namespace entente {

struct Phrase {
  std::string_view kind;       // "clause", or "predicate" of two periods
  std::string_view name;       // "AS OF"
  std::string_view signature;  // "MATCH pattern AS OF date"
  std::string_view summary;
  std::string_view example;  // a query
  std::string_view result;   // what it gives
};

std::span<const Phrase> phrases();

}  // namespace entente
