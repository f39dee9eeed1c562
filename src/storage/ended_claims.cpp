#include "storage/ended_claims.hpp"

#include <utility>

#include "model/ended.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

StoredEntity read_fact(std::string_view claims, const StoredEntity*) {
  StoredEntity entity;
  read_entity_content(claims, entity);
  return entity;
}
StoredRelation read_fact(std::string_view claims, const StoredRelation*) {
  const RelationClaims read = read_claims_of_relation(claims);
  StoredRelation relation;
  read_relation_content(read.content, read.start, relation);
  return relation;
}

std::string claims_of(const StoredEntity& entity) {
  std::string content;
  put_entity(content, entity);
  return content;
}
std::string claims_of(const StoredRelation& relation) {
  RelationContent content;
  put_relation(content, relation);
  return claims_of_relation(relation.validity->bounds.latest_start, content.bytes);
}

template <class Fact>
std::string end_claims_of(Contributors& by, std::string_view said, const StatedEnd& end, FactKind kind) {
  const Fact* const tag = nullptr;
  const bool is_dated = read_fact(said, tag).validity.has_value();
  return change_claims(by, said, kind, [&](std::string_view claims) {
    Fact fact = read_fact(claims, tag);
    if (is_dated && !fact.validity) return std::string(claims);
    if (Result<void> ended = set_end(fact.validity, fact.datings, end); !ended) throw std::move(ended).error();
    return claims_of(fact);
  });
}

}  // namespace

std::string end_claims(Contributors& by, std::string_view said, const StatedEnd& end, FactKind kind) {
  return kind == FactKind::kEntity ? end_claims_of<StoredEntity>(by, said, end, kind)
                                   : end_claims_of<StoredRelation>(by, said, end, kind);
}

}  // namespace entente
