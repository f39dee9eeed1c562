#include "model/wording.hpp"

namespace entente {

std::string in_words(std::string_view type) {
  std::string words;
  for (const char c : type) words += c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

std::string verb_of(std::string_view type, const RelationType* declared, const Period& period) {
  if (!declared) return in_words(type);
  const bool goes_on = declared->kind != RelationKind::kEvent && period.earliest_end == Instant::plus_infinity();
  const std::string& verb = goes_on ? declared->verb.present : declared->verb.past;
  return verb.empty() ? in_words(type) : verb;
}

}  // namespace entente
