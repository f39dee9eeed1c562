// Values of rows: how facts, names and commits are written in bytes. format.md shows each with an example; the layouts
// stand above the functions in values.cpp. Readers throw kCorruption for bytes that can't be theirs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/fact.hpp"
#include "entente/model/stored_fact.hpp"
#include "storage/field_codecs.hpp"
#include "storage/keys.hpp"

namespace entente {

// Rows. Each version of a fact begins with the commit that recorded it; the rest is its content, the same bytes for the
// same fact.

void put_recorded(std::string& out, TransactionId recorded);
TransactionId read_recorded(ByteReader& in);

// The content of an entity.
void put_entity(std::string& out, const StoredEntity& entity);
// Fills `entity` from a row of entities, reusing its memory; returns the commit that recorded it.
TransactionId read_entity_row(std::string_view key, std::string_view value, StoredEntity& entity);

void read_entity_content(std::string_view content, StoredEntity& entity);

// The content of a relation without its ends: bounds, then the rest. A row of `out` is recorded, far end, bounds, rest;
// a row of `in` is the same without the rest.
struct RelationContent {
  std::string bytes;
  std::size_t bounds_size = 0;
};
void put_relation(RelationContent& out, const StoredRelation& relation);
void read_relation_content(std::string_view content, Instant start_in_key, StoredRelation& relation);
// Fills `relation` from a row of out, reusing its memory; returns the commit that recorded it.
TransactionId read_out_row(std::string_view key, std::string_view value, StoredRelation& relation);

struct InRow {
  TransactionId recorded;
  EntityId from;
  std::optional<Period> bounds;
};
InRow read_in_row(std::string_view key, std::string_view value);

// The pieces of a row of out or in, as views into it, so that it can be made again byte by byte. `rest` is what follows
// the bounds in a row of out; empty where that is a lone 00, which says that nothing follows, and in a row of in.
struct AdjacencyRow {
  TransactionId recorded;
  EntityId far;
  std::string_view bounds;
  std::string_view rest;
  friend bool operator==(const AdjacencyRow&, const AdjacencyRow&) = default;
};
AdjacencyRow split_out_row(Instant start_in_key, std::string_view value);
AdjacencyRow split_in_row(Instant start_in_key, std::string_view value);
void put_out_row(std::string& out, const AdjacencyRow& row);
void put_in_row(std::string& out, const AdjacencyRow& row);

// The row of a name is the number it stands for: of a symbol, an entity. That of a relation's key is the relation's key
// in out.
std::string name_value(std::uint64_t number);
std::uint64_t read_name_value(std::string_view value);

// Ontology rows.
std::string ontology_content(const EntityType& type);
std::string ontology_content(const RelationType& type);
std::string ontology_content(const DerivationRule& rule);
std::string ontology_content(const ExpectedFinding& expected);
std::string ontology_content(const PropertyRule& rule);
EntityType read_entity_type(ByteReader& in);
RelationType read_relation_type(ByteReader& in);
DerivationRule read_rule(ByteReader& in);
ExpectedFinding read_expected_finding(ByteReader& in);
std::size_t ontology_size(const Ontology& ontology, OntologyKind kind);
// Adds what a row of the ontology holds behind its commit.
void read_ontology_row(const OntologyKey& key, ByteReader& in, Ontology& ontology);

// How many numbers were given to entities and relations.
struct GivenNumbers {
  std::uint64_t entities = 0, relations = 0;
};

// Of facts that a later commit erased, what a commit did.
struct ErasedCounts {
  std::uint64_t came = 0;      // facts
  std::uint64_t versions = 0;  // that it wrote of them
  std::uint64_t went = 0;      // facts that were gone with it
  friend bool operator==(const ErasedCounts&, const ErasedCounts&) = default;
};

struct CommitRow {
  SystemTime time;
  std::uint64_t entities = 0, relations = 0;  // added or changed
  bool ontology_changed = false;
  std::string reason;
  std::uint64_t removed = 0;           // relations retracted
  std::uint64_t removed_entities = 0;  // and entities
  // By this commit and those before, at least; kept where rows that would tell may be gone.
  std::optional<GivenNumbers> given = {};
  ErasedCounts erased_entities = {}, erased_relations = {};
  std::uint64_t erases_entities = 0, erases_relations = 0;  // that this commit erased, there still or not
};
std::string commit_value(const CommitRow& row);
CommitRow read_commit_value(std::string_view value);

// The register "head": the newest visible commit, and the first numbers that are still free.
struct HeadRegister {
  TransactionId transaction;
  SystemTime time;
  std::uint64_t next_entity = 0, next_relation = 0;
  std::uint32_t next_symbol = 0;
  std::uint32_t next_file = 1;  // 0 stands for no file
};
std::string head_value(const HeadRegister& head);

// The register "floor": the commit whose state is the oldest that can be read.
std::string floor_value(TransactionId floor);
TransactionId read_floor_value(std::string_view value);

HeadRegister read_head_value(std::string_view value);

}  // namespace entente
