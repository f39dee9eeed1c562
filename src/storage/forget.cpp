// Forgetting: versions that were superseded by a commit go, and its state is the oldest that can be read from then on.
#include <algorithm>

#include "storage/contributors.hpp"
#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"

namespace entente {
namespace {

// What one commit writes that forgets.
class Forgetting {
 public:
  Forgetting(const Store& store, const HeadRegister& head, TransactionId floor)
      : store_(store), head_(head), floor_(floor), batch_{kFirstPartition, {}} {}

  // `report` gets what goes.
  void prepare(Forgotten& report) {
    find_former(report);
    write_commit(report.floor);
  }
  const PartitionBatch& batch() const { return batch_; }

 private:
  void find_former(Forgotten& report) {
    Scan scan = sweep(kFirstPartition, Family::kHistory);
    scan.hi = history_prefix({floor_.value + 1});
    read_rows(store_, std::move(scan), {}, [&](const Row& row) {
      at_row(Family::kHistory, row.key, [&] {
        const Family family = read_history_key(row.key).family;
        ++(family == Family::kEntities ? report.entities : family == Family::kOut ? report.relations : report.types);
      });
      batch_.rows.erase(Family::kHistory, row.key);
    });
  }

  // The row of the commit says how many numbers were given by then: facts that were gone leave none of theirs behind.
  void write_commit(Head& floor) {
    GivenNumbers given = given_by_rows();
    std::string its_row;
    read_rows(store_, sweep(kFirstPartition, Family::kCommits), {}, [&](const Row& row) {
      at_row(Family::kCommits, row.key, [&] {
        const TransactionId commit = read_commit_key(row.key);
        if (commit > floor_) return;
        const CommitRow said = read_commit_value(row.value);
        if (said.given) note(given, *said.given);
        if (commit == floor_) its_row = row.value;
      });
    });
    const std::string key = commit_key(floor_);
    at_row(Family::kCommits, key, [&] {
      if (its_row.empty()) ByteReader::fail("is missing");
      CommitRow row = read_commit_value(its_row);
      floor = {floor_, row.time};
      row.given = given;
      batch_.rows.put(Family::kCommits, key, commit_value(row));
    });
  }

  static void note(GivenNumbers& given, const GivenNumbers& more) {
    given.entities = std::max(given.entities, more.entities);
    given.relations = std::max(given.relations, more.relations);
  }

  GivenNumbers given_by_rows() const {
    if (floor_ == head_.transaction) return {head_.next_entity, head_.next_relation};
    GivenNumbers given;
    const auto note_row = [&](Family family, std::string_view key, std::string_view value) {
      ByteReader in(value);
      if (read_recorded(in) > floor_) return;
      if (family == Family::kEntities) note(given, {read_entity_key(key).value + 1, 0});
      if (family == Family::kOut) note(given, {0, read_adjacency_key(key).relation.value + 1});
    };
    read_rows(store_, sweep(kFirstPartition, Family::kEntities), {}, [&](const Row& row) {
      at_row(Family::kEntities, row.key, [&] { note_row(Family::kEntities, row.key, row.value); });
    });
    const CallOptions newest;
    const Directory directory = Directory::read(store_, newest);
    OutRows(store_, directory, newest).all({}, [&](const Row& row) {
      at_row(Family::kOut, row.key, [&] { note_row(Family::kOut, row.key, row.value); });
    });
    read_rows(store_, sweep(kFirstPartition, Family::kHistory), {}, [&](const Row& row) {
      at_row(Family::kHistory, row.key, [&] {
        const HistoryKey key = read_history_key(row.key);
        note_row(key.family, key.row_key, row.value);
      });
    });
    return given;
  }

  const Store& store_;
  const HeadRegister& head_;
  const TransactionId floor_;
  PartitionBatch batch_;
};

}  // namespace

Result<Forgotten> FactStore::forget_before(TransactionId commit, bool dry_run) {
  if (!state_->lease && !dry_run) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard no_commits(state_->commit_mutex);
  const HeadRegister head = state_->current_head();
  if (commit > head.transaction) return no_commit(commit, head.transaction);
  const Head before = state_->current_floor();
  Forgotten report;
  report.floor = before;
  report.is_moved = commit > before.transaction;
  if (!report.is_moved) return report;
  const auto set_floor = [this](const Head& floor) {
    const std::unique_lock lock(state_->mutex);
    state_->floor = floor;
  };
  try {
    Forgetting forgetting(*store_, head, commit);
    forgetting.prepare(report);
    if (dry_run) return report;
    raise_format(*store_, kForgettingFormatVersion);
    std::optional<std::string> old;
    if (before.transaction.value > 0) old = floor_value(before.transaction);
    // Who reads an older state without a read point sees by it that rows may be missing.
    set_floor(report.floor);
    const Result<void> written =
        store_->commit({&forgetting.batch(), 1}, {std::string(kFloorRegister), std::move(old), floor_value(commit)});
    if (written) return report;
    set_floor(before);
    return written.error();
  } catch (Error& error) {
    return std::move(error);
  }
}

}  // namespace entente
