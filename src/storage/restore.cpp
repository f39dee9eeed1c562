#include "storage/restore.hpp"

#include <algorithm>
#include <string>

#include "storage/contributors.hpp"
#include "storage/copy_rows.hpp"
#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"
#include "storage/packing.hpp"

namespace entente {
namespace {

class Restoring {
 public:
  Restoring(const Store& from, const HeadRegister& newest, TransactionId floor, TransactionId as_of,
            const CallOptions& at, Store& to, const BlockLayout& layout, const std::function<void()>& poll)
      : from_(from),
        newest_(newest),
        floor_(floor),
        as_of_(as_of),
        at_(at),
        to_(to),
        layout_(layout),
        poll_(poll),
        steps_(to) {
    head_.transaction = as_of;
    if (as_of_ == newest_.transaction) head_ = newest_;
  }

  HeadRegister run() {
    write_commits();
    each(Family::kOntology, {}, [this](const Row& row) {
      if (is_there(row.value)) steps_.put(Family::kOntology, row.key, row.value);
    });
    each(Family::kEntities, {}, [this](const Row& row) {
      if (is_there(row.value)) write_entity(row.key, row.value);
    });
    write_relations();
    each(Family::kHistory, {}, [this](const Row& row) { write_former(row); });
    each(Family::kNames, name_key(NameKind::kSymbol, {}),
         [this](const Row& row) { write_name(row, head_.next_symbol); });
    each(Family::kNames, name_key(NameKind::kFile, {}), [this](const Row& row) { write_name(row, head_.next_file); });
    each(Family::kNames, name_key(NameKind::kErased, {}), [this](const Row& row) { write_mark(row); });
    steps_.set(kPartitionsRegister, std::to_string(kPartitionMapVersion));
    if (as_of_.value > 0) {
      const std::string bytes = head_value(head_);
      steps_.set(kHeadRegister, bytes);
      pack(bytes);
    }
    if (floor_.value > 0) steps_.set(kFloorRegister, floor_value(floor_));
    const std::optional<std::string> salt = register_value(from_, kSaltRegister);
    if (salt) steps_.set(kSaltRegister, *salt);
    const std::uint64_t needed = floor_.value > 0 || salt ? kForgettingFormatVersion : kPlainFormatVersion;
    const std::uint64_t format = format_of(from_);
    steps_.finish(std::to_string(format >= kTemporalFormatVersion ? format : needed));
    return head_;
  }

 private:
  template <class Fn>
  void each(Family family, std::string prefix, const Fn& take) {
    poll_();
    read_rows(from_, sweep(kFirstPartition, family, std::move(prefix)), at_, [&](const Row& row) {
      poll_();
      at_row(family, row.key, [&] { take(row); });
    });
  }

  // Of an erasure by a commit that is not in this store no commit tells.
  void write_mark(const Row& row) {
    const bool is_here = TransactionId{read_name_value(row.value)} <= as_of_;
    steps_.put(Family::kNames, row.key, is_here ? std::string(row.value) : name_value(0));
  }

  bool is_there(std::string_view value) const {
    ByteReader in(value);
    return read_recorded(in) <= as_of_;
  }

  void write_commits() {
    bool is_known = as_of_.value == 0;
    each(Family::kCommits, {}, [&](const Row& row) {
      const TransactionId transaction = read_commit_key(row.key);
      if (transaction > as_of_) return;
      const CommitRow commit = read_commit_value(row.value);
      if (commit.given) note_given(*commit.given);
      if (transaction == as_of_) {
        is_known = true;
        head_.time = commit.time;
      }
      steps_.put(Family::kCommits, row.key, row.value);
    });
    if (!is_known)
      throw Error(ErrorCode::kCorruption,
                  "the store is damaged: " + describe_key(Family::kCommits, commit_key(as_of_)) + " is missing");
  }

  void write_entity(std::string_view key, std::string_view value) {
    note_entity(key, value);
    steps_.put(Family::kEntities, key, value);
    ByteReader in(value);
    read_recorded(in);
    const FactHead head = read_entity_head(in.raw(in.left()));
    steps_.put(Family::kNames, name_key(NameKind::kEntity, head.key), name_value(read_entity_key(key).value));
  }

  // Current ones, in rows or packed.
  void write_relations() {
    const Directory directory = Directory::read(from_, at_);
    OutRows(from_, directory, at_).all({}, [this](const Row& row) {
      poll_();
      at_row(Family::kOut, row.key, [&] {
        if (is_there(row.value)) write_relation(row.key, row.value);
      });
    });
  }

  void write_relation(std::string_view key, std::string_view value) {
    note_relation(key, value);
    steps_.put(Family::kOut, key, value);
    const AdjacencyKey at = read_adjacency_key(key);
    AdjacencyRow row = split_out_row(at.start, value);
    const EntityId target = row.far;
    row.far = at.near;
    row.rest = {};
    in_row_.clear();
    put_in_row(in_row_, row);
    steps_.put(Family::kIn, adjacency_key({target, at.type, at.start, at.relation}), in_row_);
    ByteReader in(value);
    read_recorded(in);
    in.varint();
    const FactHead head = read_relation_head(in.raw(in.left()), at.start);
    if (!head.key.empty()) steps_.put(Family::kNames, name_key(NameKind::kRelation, head.key), key);
  }

  void write_former(const Row& row) {
    const HistoryKey key = read_history_key(row.key);
    if (!is_there(row.value)) return;
    if (key.superseded > as_of_) {  // by a commit that is not to be
      if (key.family == Family::kEntities) return write_entity(key.row_key, row.value);
      if (key.family == Family::kOut) return write_relation(key.row_key, row.value);
      return steps_.put(Family::kOntology, key.row_key, row.value);
    }
    if (key.family == Family::kEntities) note_entity(key.row_key, row.value);
    if (key.family == Family::kOut) note_relation(key.row_key, row.value);
    steps_.put(Family::kHistory, row.key, row.value);
  }

  void write_name(const Row& row, std::uint64_t next) {
    if (read_name_value(row.value) < next) steps_.put(Family::kNames, row.key, row.value);
  }

  // ---- the numbers that the rows use

  void note_given(const GivenNumbers& given) {
    if (as_of_ == newest_.transaction) return;
    head_.next_entity = std::max(head_.next_entity, given.entities);
    head_.next_relation = std::max(head_.next_relation, given.relations);
  }

  template <class Number>
  static void raise(Number& next, std::uint64_t used) {
    next = std::max(next, static_cast<Number>(used + 1));
  }
  void note_properties(const std::vector<StoredProperty>& properties) {
    for (const StoredProperty& p : properties) raise(head_.next_symbol, p.key.value);
  }
  void note_content(const StoredEntity& entity) {
    for (const SymbolId type : entity.types) raise(head_.next_symbol, type.value);
    note_properties(entity.properties);
  }

  void note_entity(std::string_view key, std::string_view value) {
    if (as_of_ == newest_.transaction) return;  // they are known
    read_entity_row(key, value, entity_);
    raise(head_.next_entity, entity_.id.value);
    note_content(entity_);
    ByteReader in(value);
    read_recorded(in);
    for (const Contribution& one : read_entity_head(in.raw(in.left())).by) {
      raise(head_.next_file, one.file);
      if (one.claims.empty()) continue;
      read_entity_content(one.claims, entity_);
      note_content(entity_);
    }
  }

  void note_relation(std::string_view key, std::string_view value) {
    if (as_of_ == newest_.transaction) return;
    read_out_row(key, value, relation_);
    raise(head_.next_relation, relation_.id.value);
    raise(head_.next_symbol, relation_.type.value);
    note_properties(relation_.properties);
    ByteReader in(value);
    read_recorded(in);
    in.varint();
    const Instant start = read_adjacency_key(key).start;
    for (const Contribution& one : read_relation_head(in.raw(in.left()), start).by) {
      raise(head_.next_file, one.file);
      if (one.claims.empty()) continue;
      const RelationClaims claims = read_claims_of_relation(one.claims);
      read_relation_content(claims.content, claims.start, relation_);
      note_properties(relation_.properties);
    }
  }

  // What stood in rows on its way takes room until it is given back.
  void pack(const std::string& head_bytes) {
    Directory directory;
    if (pack_relations(to_, directory, head_, head_bytes, layout_, poll_).pages == 0) return;
    if (const Result<void> compacted = to_.compact(); !compacted) throw compacted.error();
  }

  const Store& from_;
  const HeadRegister& newest_;
  const TransactionId floor_, as_of_;
  const CallOptions& at_;
  Store& to_;
  const BlockLayout& layout_;
  const std::function<void()>& poll_;
  RowsInSteps steps_;
  HeadRegister head_;
  StoredEntity entity_;
  StoredRelation relation_;
  std::string in_row_;
};

}  // namespace

HeadRegister restore_rows(const Store& from, const HeadRegister& newest, TransactionId floor, TransactionId as_of,
                          const CallOptions& at, Store& to, const BlockLayout& layout,
                          const std::function<void()>& poll) {
  if (as_of > newest.transaction) throw no_commit(as_of, newest.transaction);
  return Restoring(from, newest, floor, as_of, at, to, layout, poll).run();
}

}  // namespace entente
