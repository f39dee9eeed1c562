#include "model/wording.hpp"

namespace entente {

std::string in_words(std::string_view type) {
  std::string words;
  for (const char c : type) words += c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

std::string verb_of(std::string_view type, const RelationType* declared, const std::optional<Validity>& validity) {
  if (!declared) return in_words(type);
  const bool has_ended = validity && validity->bounds.latest_end.is_finite();
  const bool is_past = declared->kind == RelationKind::kEvent || (declared->kind == RelationKind::kState && has_ended);
  const std::string& verb = is_past ? declared->verb.past : declared->verb.present;
  return verb.empty() ? in_words(type) : verb;
}

}  // namespace entente
