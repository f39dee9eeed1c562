#include "storage/version_change.hpp"

#include "model/ended.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

// The earlier one with the time of the later one must say what that says.
template <class Fact, class Put>
bool gains_end_alone(Fact& before, const Fact& after, const Put& put) {
  if (!only_gains_end(before.validity, before.datings, after.validity, after.datings)) return false;
  before.validity = after.validity;
  before.datings = after.datings;
  return put(before) == put(after);
}

}  // namespace

bool only_gains_end(std::string_view before, std::string_view after, FactKind kind) {
  if (kind == FactKind::kEntity) {
    StoredEntity a, b;
    read_entity_content(before, a);
    read_entity_content(after, b);
    return gains_end_alone(a, b, [](const StoredEntity& entity) {
      std::string content;
      put_entity(content, entity);
      return content;
    });
  }
  const RelationClaims before_claims = read_claims_of_relation(before), after_claims = read_claims_of_relation(after);
  StoredRelation a, b;
  read_relation_content(before_claims.content, before_claims.start, a);
  read_relation_content(after_claims.content, after_claims.start, b);
  return gains_end_alone(a, b, [](const StoredRelation& relation) {
    RelationContent content;
    put_relation(content, relation);
    return content.bytes;
  });
}

}  // namespace entente
