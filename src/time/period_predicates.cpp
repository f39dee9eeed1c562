#include "entente/time/period_predicates.hpp"

namespace entente {

Truth PeriodPredicate::operator()(Stretches p, Stretches q) const {
  if (of_stretches != nullptr) return of_stretches(p, q);
  return (*this)(hull_of(narrowed(p)), hull_of(narrowed(q)));
}

std::string spelt(const PeriodPredicate& predicate, char blank) {
  std::string text(predicate.word);
  for (char& c : text) c = c == ' ' ? blank : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace entente
