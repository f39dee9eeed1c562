// The versions of the facts with one key that later commits superseded, and what became of them.
#include <algorithm>
#include <array>

#include "storage/contributors.hpp"
#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"
#include "storage/version_change.hpp"

namespace entente {
namespace {

// Versions of facts with one key, each with what it says, to be told what became of them.
class VersionsOfKey {
 public:
  explicit VersionsOfKey(std::string_view key) : key_(key) {}

  // One that is superseded, or of a fact as it is now where `superseded` is 0.
  void add(Family family, std::string_view row_key, std::string_view row, TransactionId superseded) {
    ByteReader in(row);
    Version version;
    FormerVersion& v = version.what;
    v.is_entity = family == Family::kEntities;
    v.recorded = read_recorded(in);
    v.superseded = superseded;
    if (v.is_entity) {
      const std::string_view content = in.raw(in.left());
      if (read_entity_head(content).key != key_) return;
      v.id = read_entity_key(row_key).value;
      version.claims = read_stated_entity(content).content;
      StoredEntity entity;
      read_entity_content(content, entity);
      v.validity = std::move(entity.validity);
      v.provenance = entity.attribution.provenance;
    } else {
      const AdjacencyKey at = read_adjacency_key(row_key);
      const std::uint64_t target = in.varint();
      const std::string_view content = in.raw(in.left());
      if (read_relation_head(content, at.start).key != key_) return;
      v.id = at.relation.value;
      version.claims = claims_of_relation(at.start, read_stated_relation(content, at.start).content);
      version.ends = {at.near.value, target, at.type.value};
      StoredRelation relation;
      read_relation_content(content, at.start, relation);
      v.validity = std::move(relation.validity);
      v.provenance = relation.attribution.provenance;
    }
    versions_.push_back(std::move(version));
  }

  // Those that are superseded.
  std::vector<FormerVersion> former() {
    std::vector<FormerVersion> former;
    for (Version& version : versions_) {
      FormerVersion& v = version.what;
      if (v.superseded.value == 0) continue;
      const auto next = std::find_if(versions_.begin(), versions_.end(), [&v](const Version& other) {
        return other.what.is_entity == v.is_entity && other.what.id == v.id && other.what.recorded == v.superseded;
      });
      if (next == versions_.end())
        v.how = Supersession::kRetracted;
      else if (next->ends == version.ends &&
               only_gains_end(version.claims, next->claims, v.is_entity ? FactKind::kEntity : FactKind::kRelation))
        v.how = Supersession::kEnded;
      former.push_back(std::move(v));
    }
    return former;
  }

 private:
  struct Version {
    FormerVersion what;
    std::string claims;
    std::array<std::uint64_t, 3> ends{};  // of a relation, with its type
  };
  std::string_view key_;
  std::vector<Version> versions_;
};

}  // namespace

// Current rows first: one that a commit moves to history meanwhile is met in one or the other.
std::vector<FormerVersion> FactStore::former_versions(std::string_view key) const {
  if (key.empty()) return {};
  const HeadRegister head = state_->current_head();
  VersionsOfKey versions(key);
  const auto add_current = [&](Family family, const std::string& row_key, const std::optional<std::string>& value) {
    if (value) at_row(family, row_key, [&] { versions.add(family, row_key, *value, {}); });
  };
  if (const std::optional<EntityId> entity = find_entity(key)) {
    const std::vector<std::string> row_keys{entity_key(*entity)};
    add_current(Family::kEntities, row_keys.front(),
                read_values(*store_, kFirstPartition, Family::kEntities, row_keys, {}).front());
  }
  const std::vector<std::string> names{name_key(NameKind::kRelation, key)};
  if (auto out_key = read_values(*store_, partition_of_name(key), Family::kNames, names, {}).front()) {
    const std::vector<std::string> row_keys{std::move(*out_key)};
    const CallOptions newest;
    const Directory directory = Directory::read(*store_, newest);
    add_current(Family::kOut, row_keys.front(), OutRows(*store_, directory, newest).values(row_keys).front());
  }
  read_rows(*store_, sweep(kFirstPartition, Family::kHistory), {}, [&](const Row& row) {
    at_row(Family::kHistory, row.key, [&] {
      const HistoryKey at = read_history_key(row.key);
      if (at.family == Family::kOntology) return;
      const bool is_former = at.superseded <= head.transaction;
      versions.add(at.family, at.row_key, row.value, is_former ? at.superseded : TransactionId{});
    });
  });
  return versions.former();
}

}  // namespace entente
