#include "model/wording.hpp"

#include <fmt/format.h>

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

std::string in_short(std::string_view from, std::string_view type, std::string_view to,
                     const std::optional<Validity>& validity) {
  std::string text = fmt::format("({})-[{}]->({})", from, type, to);
  if (!validity) return text;
  const std::string edtf = edtf_of(*validity);
  return text + " " + (edtf.empty() ? text_of(*validity) : edtf);
}

}  // namespace entente
