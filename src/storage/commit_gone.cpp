// What files said before and say no more: found by reading every fact, told, and withdrawn on request.
#include <algorithm>

#include "model/wording.hpp"
#include "storage/commit.hpp"

namespace entente {

// Whether a file that states the fact in the store, and is told of as a whole, does not state it here, where `still`
// do. Those whose word is to be withdrawn are added to `withdrawn`.
bool Commit::note_gone(const Contributors& by, const std::vector<FileNumber>& still,
                       std::vector<FileNumber>& withdrawn) {
  bool is_gone = false;
  for (const Contribution& one : by) {
    const auto complete = facts_.complete.find(one.file);
    if (complete == facts_.complete.end() || std::find(still.begin(), still.end(), one.file) != still.end()) continue;
    is_gone = true;
    if (complete->second == FactWriter::Gone::kWithdraw) withdrawn.push_back(one.file);
  }
  return is_gone;
}

void Commit::find_gone() {
  find_gone_entities();
  for (const PendingRelation& r : facts_.relations) {
    keep_if_leaving(from(r));
    keep_if_leaving(to(r));
  }
  find_gone_relations();
  for (const OldRow& row : gone_rows_)
    if (summary_.gone.named.size() < GoneFacts::kMostNamed) summary_.gone.named.push_back(name_of(row));
}

void Commit::find_gone_entities() {
  read_rows(store_, sweep(kFirstPartition, Family::kEntities), {}, [&](const Row& row) {
    at_row(Family::kEntities, row.key, [&] {
      ByteReader in(row.value);
      if (read_recorded(in) > base_.transaction) return;
      if (retracted_entities_.contains(read_entity_key(row.key).value)) return;
      const FactHead head = read_entity_head(in.raw(in.left()));
      std::vector<FileNumber> still, withdrawn;
      const std::optional<std::uint32_t> here = facts_.find_entity(head.key);
      if (here) {
        still = files_stating(*here);
        for (const Contribution& one : head.by)
          if (facts_.mentioned.contains({*here, one.file})) still.push_back(one.file);
      }
      if (!note_gone(head.by, still, withdrawn)) return;
      ++summary_.gone.entities;
      if (summary_.gone.named.size() < GoneFacts::kMostNamed) summary_.gone.named.emplace_back(head.key);
      if (withdrawn.empty()) return;
      const std::uint64_t id = read_entity_key(row.key).value;
      OldRow old{std::string(row.key), std::string(row.value)};
      const bool is_stated = here && !facts_.entities[*here].content.empty();
      if (withdrawn.size() == head.by.size() && !is_stated) leaving_.emplace(id, old);
      gone_entities_.emplace(id, Gone{std::move(old), std::move(withdrawn)});
    });
  });
}

// An entity at which a relation ends that stays.
void Commit::keep_if_leaving(EntityId end) {
  if (leaving_.erase(end.value) == 0) return;
  gone_entities_.erase(end.value);
  ++summary_.gone.kept;
}

void Commit::each_relation(const TakeRelation& look) const {
  out_.all({}, [&](const Row& row) {
    at_row(Family::kOut, row.key, [&] {
      ByteReader in(row.value);
      if (read_recorded(in) > base_.transaction) return;
      const EntityId target{in.varint()};
      look(row, read_adjacency_key(row.key), target, in.raw(in.left()));
    });
  });
}

void Commit::find_gone_relations() {
  std::vector<OldRow> conclusions;  // about entities that may leave
  each_relation([&](const Row& row, const AdjacencyKey& key, EntityId target, std::string_view content) {
    if (is_settled(key.relation)) return;
    const FactHead head = read_relation_head(content, key.start);
    bool leaves = false, is_restated = false;
    if (head.key.empty()) {
      leaves = take_stored_relation(0, order_.size(), row);
    } else {
      std::vector<FileNumber> still, withdrawn;
      const std::uint32_t* here = facts_.find_relation(head.key);
      is_restated = here != nullptr;  // with the ends that it has from now on, which stay already
      if (here)
        for (const std::uint32_t i : same_key(*here)) still.push_back(facts_.relations[i].file);
      if (note_gone(head.by, still, withdrawn)) {
        ++summary_.gone.relations;
        OldRow old{std::string(row.key), std::string(row.value)};
        if (gone_rows_.size() < GoneFacts::kMostNamed) gone_rows_.push_back(old);
        if (!withdrawn.empty()) gone_relations_.emplace(key.relation.value, Gone{std::move(old), withdrawn});
        leaves = withdrawn.size() == head.by.size() && !here;
      }
    }
    if (leaves || is_restated || (!leaving_.contains(key.near.value) && !leaving_.contains(target.value))) return;
    if (is_conclusion(content, key.start)) {
      conclusions.push_back({std::string(row.key), std::string(row.value)});
    } else {
      keep_if_leaving(key.near);
      keep_if_leaving(target);
    }
  });
  for (OldRow& row : conclusions) {
    ByteReader in(row.value);
    read_recorded(in);
    const std::uint64_t target = in.varint();
    const AdjacencyKey key = read_adjacency_key(row.key);
    if (!leaving_.contains(key.near.value) && !leaving_.contains(target)) continue;
    gone_relations_.erase(key.relation.value);
    take_back(std::move(row));
  }
}

// By id, else by what it says.
std::string Commit::name_of(const OldRow& row) const {
  StoredRelation relation;
  read_out_row(row.key, row.value, relation);
  if (!relation.key.empty()) return relation.key;
  const std::vector<std::string> keys{entity_key(relation.from), entity_key(relation.to)};
  const auto values = read_values(store_, kFirstPartition, Family::kEntities, keys, {});
  std::string ends[2];
  for (std::size_t i = 0; i < 2; ++i) {
    if (!values[i]) continue;
    ByteReader in(*values[i]);
    read_recorded(in);
    ends[i] = read_entity_head(in.raw(in.left())).key;
  }
  const std::string type = relation.type.value < symbols_.size() ? symbols_[relation.type.value] : "?";
  return in_short(ends[0], type, ends[1], relation.validity);
}

// What is left of facts with a key that this commit does not state.
void Commit::let_go() {
  for (auto& [id, row] : leaving_) {
    ByteReader in(row.value);
    read_recorded(in);
    freed_names_.push_back(name_key(NameKind::kEntity, read_entity_head(in.raw(in.left())).key));
    withdrawn_.push_back(std::move(row));
    gone_entities_.erase(id);
    ++summary_.entities_removed;
  }
  for (const auto& [id, gone] : gone_entities_) let_go_entity({id}, gone.row, gone.files);
  for (const auto& [id, gone] : gone_relations_) let_go_relation(gone.row, gone.files);
}

void Commit::let_go_entity(EntityId id, const OldRow& row, const std::vector<FileNumber>& files) {
  ByteReader in(row.value);
  read_recorded(in);
  Stated stated = read_stated_entity(in.raw(in.left()));
  std::string said = stated.content;
  for (const FileNumber file : files) said = withdraw(stated.by, said, file, FactKind::kEntity);
  if (said == stated.content) return restate(Family::kEntities, row, stated);
  const auto index = static_cast<std::uint32_t>(facts_.entities.size());
  PendingEntity& entity = facts_.entities.emplace_back();
  entity.id = id;
  entity.exists = true;
  entity.change = RowChange::kUpdate;
  entity.content = std::move(said);
  entity_by_[index] = std::move(stated.by);
  facts_.stated.push_back(index);
  old_entities_.push_back(row);
  note_entity_change(stated.content, entity.content);
  ++summary_.entities_changed;
}

void Commit::let_go_relation(const OldRow& row, const std::vector<FileNumber>& files) {
  const AdjacencyKey key = read_adjacency_key(row.key);
  ByteReader in(row.value);
  read_recorded(in);
  const EntityId target{in.varint()};
  Stated stated = read_stated_relation(in.raw(in.left()), key.start);
  const std::string before = claims_of_relation(key.start, stated.content);
  std::string said = before;
  for (const FileNumber file : files) said = withdraw(stated.by, said, file, FactKind::kRelation);
  if (said.empty()) return take_back(row);
  if (said == before) return restate(Family::kOut, row, stated);
  const auto index = static_cast<std::uint32_t>(facts_.relations.size());
  PendingRelation r = version_of(key, target);
  r.key = static_cast<std::uint32_t>(facts_.relation_keys.size());
  facts_.relation_keys.emplace_back(read_relation_head(stated.content, key.start).key);
  r.change = RowChange::kUpdate;
  facts_.set_content(r, read_claims_of_relation(said));
  facts_.relations.push_back(r);
  relation_by_[index] = std::move(stated.by);
  old_relations_.emplace(index, row);
  note_relation_change(before, said);
  ++summary_.relations_changed;
}

// A further version of a relation of the store, whose content is to come.
PendingRelation Commit::version_of(const AdjacencyKey& key, EntityId target) {
  PendingRelation r;
  r.id = key.relation;
  r.type = key.type;
  for (const auto& [end, place] : {std::pair(key.near, &r.from), std::pair(target, &r.to)}) {
    *place = static_cast<std::uint32_t>(facts_.entities.size());
    PendingEntity& entity = facts_.entities.emplace_back();
    entity.id = end;
    entity.exists = true;
  }
  return r;
}

}  // namespace entente
