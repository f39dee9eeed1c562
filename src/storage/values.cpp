#include "storage/values.hpp"

namespace entente {
void put_recorded(std::string& out, TransactionId recorded) {
  put_varint(out, recorded.value);
}

TransactionId read_recorded(ByteReader& in) {
  const TransactionId recorded{in.varint()};
  if (recorded.value == 0) ByteReader::fail("was recorded by no commit");
  return recorded;
}

// Types, bounds with the start, and the rest, which has the key.
void put_entity(std::string& out, const StoredEntity& entity) {
  put_varint(out, entity.types.size());
  for (const SymbolId type : entity.types) put_varint(out, type.value);
  put_bounds(out, entity.validity, StartIs::kHere);
  put_rest(out, entity.key, entity.validity, entity.properties, entity.attribution, entity.datings);
}

TransactionId read_entity_row(std::string_view key, std::string_view value, StoredEntity& entity) {
  entity.id = read_entity_key(key);
  ByteReader in(value);
  const TransactionId recorded = read_recorded(in);
  read_entity_content(in.raw(in.left()), entity);
  return recorded;
}

void read_entity_content(std::string_view content, StoredEntity& entity) {
  ByteReader in(content);
  entity.types.clear();
  for (std::size_t n = in.count(); n > 0; --n) entity.types.push_back({in.varint32()});
  const std::optional<Period> bounds = read_bounds(in, std::nullopt);
  read_rest(in, bounds, entity.key, entity.validity, entity.properties, entity.attribution, entity.datings);
  if (entity.key.empty()) ByteReader::fail("lacks the key of its entity");
}

void put_relation(RelationContent& out, const StoredRelation& relation) {
  out.bytes.clear();
  put_bounds(out.bytes, relation.validity, StartIs::kInKey);
  out.bounds_size = out.bytes.size();
  put_rest(out.bytes, relation.key, relation.validity, relation.properties, relation.attribution, relation.datings);
}

TransactionId read_out_row(std::string_view key, std::string_view value, StoredRelation& relation) {
  const AdjacencyKey k = read_adjacency_key(key);
  ByteReader in(value);
  const TransactionId recorded = read_recorded(in);
  relation.id = k.relation;
  relation.type = k.type;
  relation.from = k.near;
  relation.to.value = in.varint();
  read_relation_content(in.raw(in.left()), k.start, relation);
  return recorded;
}

void read_relation_content(std::string_view content, Instant start_in_key, StoredRelation& relation) {
  ByteReader in(content);
  const std::optional<Period> bounds = read_bounds(in, start_in_key);
  read_rest(in, bounds, relation.key, relation.validity, relation.properties, relation.attribution, relation.datings);
}

InRow read_in_row(std::string_view key, std::string_view value) {
  const AdjacencyKey k = read_adjacency_key(key);
  ByteReader in(value);
  InRow row;
  row.recorded = read_recorded(in);
  row.from.value = in.varint();
  row.bounds = read_bounds(in, k.start);
  in.expect_end();
  return row;
}

static AdjacencyRow split_adjacency_row(ByteReader& in, Instant start_in_key) {
  AdjacencyRow row;
  row.recorded = read_recorded(in);
  row.far.value = in.varint();
  ByteReader behind = in;
  read_bounds(behind, start_in_key);
  row.bounds = in.raw(in.left() - behind.left());
  return row;
}

AdjacencyRow split_out_row(Instant start_in_key, std::string_view value) {
  ByteReader in(value);
  AdjacencyRow row = split_adjacency_row(in, start_in_key);
  if (in.at_end()) ByteReader::fail("ends too early");
  row.rest = in.raw(in.left());
  if (row.rest == std::string_view("\0", 1)) row.rest = {};
  return row;
}

AdjacencyRow split_in_row(Instant start_in_key, std::string_view value) {
  ByteReader in(value);
  const AdjacencyRow row = split_adjacency_row(in, start_in_key);
  in.expect_end();
  return row;
}

void put_in_row(std::string& out, const AdjacencyRow& row) {
  put_recorded(out, row.recorded);
  put_varint(out, row.far.value);
  out.append(row.bounds);
}

void put_out_row(std::string& out, const AdjacencyRow& row) {
  put_in_row(out, row);
  if (row.rest.empty()) {
    out.push_back(0);
  } else {
    out.append(row.rest);
  }
}

std::string name_value(std::uint64_t number) {
  std::string out;
  put_varint(out, number);
  return out;
}

std::uint64_t read_name_value(std::string_view value) {
  ByteReader in(value);
  const std::uint64_t number = in.varint();
  in.expect_end();
  return number;
}

namespace {

constexpr std::uint8_t kOntologyChanged = 1, kHasRemoved = 2, kHasRemovedEntities = 4, kHasGiven = 8, kHasErased = 16,
                       kErases = 32;

std::uint8_t flags_of(const CommitRow& row) {
  std::uint8_t flags = 0;
  const auto set = [&flags](bool has, std::uint8_t flag) {
    flags = static_cast<std::uint8_t>(flags | (has ? flag : 0));
  };
  set(row.ontology_changed, kOntologyChanged);
  set(row.removed > 0, kHasRemoved);
  set(row.removed_entities > 0, kHasRemovedEntities);
  set(row.given.has_value(), kHasGiven);
  set(!(row.erased_entities == ErasedCounts()) || !(row.erased_relations == ErasedCounts()), kHasErased);
  set(row.erases_entities + row.erases_relations > 0, kErases);
  return flags;
}

void put_erased_counts(std::string& out, const ErasedCounts& counts) {
  put_varint(out, counts.came);
  put_varint(out, counts.versions);
  put_varint(out, counts.went);
}

ErasedCounts read_erased_counts(ByteReader& in) {
  ErasedCounts counts;
  counts.came = in.varint();
  counts.versions = in.varint();
  counts.went = in.varint();
  return counts;
}

}  // namespace

// System time, entities, relations, flags, what the flags say follows, reason.
std::string commit_value(const CommitRow& row) {
  std::string out;
  put_zigzag(out, row.time.microseconds);
  put_varint(out, row.entities);
  put_varint(out, row.relations);
  const std::uint8_t flags = flags_of(row);
  out.push_back(static_cast<char>(flags));
  if (row.removed > 0) put_varint(out, row.removed);
  if (row.removed_entities > 0) put_varint(out, row.removed_entities);
  if (row.given) {
    put_varint(out, row.given->entities);
    put_varint(out, row.given->relations);
  }
  if ((flags & kHasErased) != 0) {
    put_erased_counts(out, row.erased_entities);
    put_erased_counts(out, row.erased_relations);
  }
  if ((flags & kErases) != 0) {
    put_varint(out, row.erases_entities);
    put_varint(out, row.erases_relations);
  }
  put_string(out, row.reason);
  return out;
}

CommitRow read_commit_value(std::string_view value) {
  ByteReader in(value);
  CommitRow row;
  row.time.microseconds = in.zigzag();
  row.entities = in.varint();
  row.relations = in.varint();
  const std::uint8_t flags =
      read_flags(in, kOntologyChanged | kHasRemoved | kHasRemovedEntities | kHasGiven | kHasErased | kErases);
  row.ontology_changed = (flags & kOntologyChanged) != 0;
  if ((flags & kHasRemoved) != 0) row.removed = in.varint();
  if ((flags & kHasRemovedEntities) != 0) row.removed_entities = in.varint();
  if ((flags & kHasGiven) != 0) {
    row.given.emplace().entities = in.varint();
    row.given->relations = in.varint();
  }
  if ((flags & kHasErased) != 0) {
    row.erased_entities = read_erased_counts(in);
    row.erased_relations = read_erased_counts(in);
  }
  if ((flags & kErases) != 0) {
    row.erases_entities = in.varint();
    row.erases_relations = in.varint();
  }
  row.reason = in.string();
  in.expect_end();
  return row;
}

// Commit, its system time, next entity, next relation, next symbol; the next file once there is one.
std::string head_value(const HeadRegister& head) {
  std::string out;
  put_varint(out, head.transaction.value);
  put_zigzag(out, head.time.microseconds);
  put_varint(out, head.next_entity);
  put_varint(out, head.next_relation);
  put_varint(out, head.next_symbol);
  if (head.next_file > 1) put_varint(out, head.next_file);
  return out;
}

HeadRegister read_head_value(std::string_view value) {
  ByteReader in(value);
  HeadRegister head;
  head.transaction.value = in.varint();
  head.time.microseconds = in.zigzag();
  head.next_entity = in.varint();
  head.next_relation = in.varint();
  head.next_symbol = in.varint32();
  if (!in.at_end()) head.next_file = in.varint32();
  if (head.next_file == 0) ByteReader::fail("counts files from 0");
  in.expect_end();
  return head;
}

std::string floor_value(TransactionId floor) {
  std::string out;
  put_varint(out, floor.value);
  return out;
}

TransactionId read_floor_value(std::string_view value) {
  ByteReader in(value);
  const TransactionId floor{in.varint()};
  in.expect_end();
  return floor;
}

}  // namespace entente
