#include "storage/keys.hpp"

#include <array>

#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "storage/bytes.hpp"
#include "storage/directory.hpp"

namespace entente {
namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    out.push_back(kDigits[b >> 4]);
    out.push_back(kDigits[b & 15]);
  }
  return out;
}

std::string_view what_is_named(NameKind kind) {
  switch (kind) {
    case NameKind::kSymbol:
      return "symbol";
    case NameKind::kEntity:
      return "entity";
    case NameKind::kRelation:
      return "relation";
    case NameKind::kFile:
      return "file";
    case NameKind::kErased:
      return "erased";
  }
  return "?";
}

std::string_view what_is_declared(OntologyKind kind) {
  switch (kind) {
    case OntologyKind::kEntityType:
      return "entity type";
    case OntologyKind::kRelationType:
      return "relation type";
    case OntologyKind::kRule:
      return "rule";
    case OntologyKind::kExpectedFinding:
      return "expected finding";
    case OntologyKind::kPropertyRule:
      return "rule of properties";
  }
  return "?";
}

std::string describe_adjacency(std::string_view key) {
  const AdjacencyKey k = read_adjacency_key(key);
  const std::string start = k.start == Instant::minus_infinity() ? "no stated start" : "from " + print_instant(k.start);
  return "entity " + std::to_string(k.near.value) + ", type " + std::to_string(k.type.value) + ", " + start +
         ", relation " + std::to_string(k.relation.value);
}

std::string describe_place(const BlockPlace& place) {
  constexpr std::array kKinds{"out", "in", "rests of out"};
  return kKinds[static_cast<std::size_t>(place.kind)] + std::string(" from entity ") +
         std::to_string(place.first.value) + ", part " + std::to_string(place.part);
}

std::string describe(Family family, std::string_view key) {
  switch (family) {
    case Family::kOntology: {
      const OntologyKey k = read_ontology_key(key);
      return std::string(what_is_declared(k.kind)) + " " + std::to_string(k.index);
    }
    case Family::kNames: {
      const NameKey k = read_name_key(key);
      if (k.kind == NameKind::kErased) return "erased " + hex(k.name);
      return std::string(what_is_named(k.kind)) + " \"" + std::string(k.name) + "\"";
    }
    case Family::kEntities:
      return "entity " + std::to_string(read_entity_key(key).value);
    case Family::kOut:
    case Family::kIn:
      return describe_adjacency(key);
    case Family::kHistory: {
      const HistoryKey k = read_history_key(key);
      return "superseded by commit " + std::to_string(k.superseded.value) + ", " + describe_key(k.family, k.row_key);
    }
    case Family::kCommits:
      return "commit " + std::to_string(read_commit_key(key).value);
    case Family::kBlocks:
      return describe_place(read_block_key(key).place);
    case Family::kDirectory:
      return describe_place(read_directory_key(key));
  }
  return hex(key);
}

}  // namespace

void ByteReader::fail(std::string_view what) {
  throw Error(ErrorCode::kCorruption, std::string(what));
}

std::string_view name(Family family) {
  switch (family) {
    case Family::kOntology:
      return "ontology";
    case Family::kNames:
      return "names";
    case Family::kEntities:
      return "entities";
    case Family::kOut:
      return "out";
    case Family::kIn:
      return "in";
    case Family::kHistory:
      return "history";
    case Family::kCommits:
      return "commits";
    case Family::kBlocks:
      return "blocks";
    case Family::kDirectory:
      return "directory";
  }
  return "unknown";
}

std::string name_key(NameKind kind, std::string_view name) {
  std::string key;
  key.reserve(name.size() + 1);
  key.push_back(static_cast<char>(kind));
  key.append(name);
  return key;
}

NameKey read_name_key(std::string_view key) {
  ByteReader in(key);
  const char kind = static_cast<char>(in.byte());
  if (kind != 's' && kind != 'e' && kind != 'r' && kind != 'f' && kind != 'x')
    ByteReader::fail("is a name of an unknown kind");
  return {static_cast<NameKind>(kind), in.raw(in.left())};
}

std::string entity_key(EntityId id) {
  std::string key;
  put_ordered(key, id.value);
  return key;
}

EntityId read_entity_key(std::string_view key) {
  ByteReader in(key);
  const EntityId id{in.ordered64()};
  in.expect_end();
  return id;
}

void append_adjacency_key(std::string& out, const AdjacencyKey& key) {
  put_ordered(out, key.near.value);
  put_ordered(out, key.type.value);
  put_ordered(out, key.start.seconds);
  put_ordered(out, key.relation.value);
}

std::string adjacency_key(const AdjacencyKey& key) {
  std::string out;
  out.reserve(kAdjacencyKeyBytes);
  append_adjacency_key(out, key);
  return out;
}

AdjacencyKey read_adjacency_key(std::string_view key) {
  ByteReader in(key);
  AdjacencyKey k;
  k.near.value = in.ordered64();
  k.type.value = in.ordered32();
  k.start.seconds = in.ordered_signed();
  k.relation.value = in.ordered64();
  in.expect_end();
  return k;
}

std::string history_prefix(TransactionId superseded) {
  std::string key;
  put_ordered(key, superseded.value);
  return key;
}

std::string history_key(TransactionId superseded, Family family, std::string_view row_key) {
  std::string key = history_prefix(superseded);
  key.push_back(static_cast<char>(family));
  key.append(row_key);
  return key;
}

HistoryKey read_history_key(std::string_view key) {
  ByteReader in(key);
  const TransactionId superseded{in.ordered64()};
  const std::uint8_t family = in.byte();
  const bool known = family == static_cast<std::uint8_t>(Family::kOntology) ||
                     family == static_cast<std::uint8_t>(Family::kEntities) ||
                     family == static_cast<std::uint8_t>(Family::kOut);
  if (!known) ByteReader::fail("is history of an unknown family");
  return {superseded, static_cast<Family>(family), in.raw(in.left())};
}

std::string commit_key(TransactionId transaction) {
  std::string key;
  put_ordered(key, transaction.value);
  return key;
}

TransactionId read_commit_key(std::string_view key) {
  ByteReader in(key);
  const TransactionId transaction{in.ordered64()};
  in.expect_end();
  return transaction;
}

std::string ontology_key(const OntologyKey& key) {
  std::string out(1, static_cast<char>(key.kind));
  put_ordered(out, key.index);
  return out;
}

OntologyKey read_ontology_key(std::string_view key) {
  ByteReader in(key);
  const std::uint8_t kind = in.byte();
  if (kind >= kOntologyKinds) ByteReader::fail("is a type of an unknown kind");
  const OntologyKey k{static_cast<OntologyKind>(kind), in.ordered32()};
  in.expect_end();
  return k;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

std::string describe_key(Family family, std::string_view key) {
  const std::string begin = std::string(name(family)) + ": ";
  try {
    return begin + describe(family, key);
  } catch (const Error&) {
    return begin + hex(key);
  }
}

}  // namespace entente
