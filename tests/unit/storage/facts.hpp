// Facts and stores for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente/time/validity.hpp"
#include "storage/fact_store.hpp"
#include "storage/open_store.hpp"

namespace entente {

inline EntityFact entity(std::string key, std::vector<std::string> types = {"Person"}) {
  EntityFact fact;
  fact.key = std::move(key);
  fact.types = std::move(types);
  return fact;
}

inline RelationFact relation(std::string key, std::string from, std::string type, std::string to,
                             std::string_view edtf = {}) {
  RelationFact fact;
  fact.key = std::move(key);
  fact.type = std::move(type);
  fact.from = std::move(from);
  fact.to = std::move(to);
  if (!edtf.empty()) fact.validity = read_validity(edtf).value();
  return fact;
}

// A clock that gives 1, 2, 3, … seconds.
inline Clock counting_clock() {
  return [seconds = std::int64_t{0}]() mutable { return SystemTime{++seconds * 1'000'000}; };
}

inline std::unique_ptr<FactStore> open_facts(std::unique_ptr<Store> store, Clock clock = counting_clock()) {
  Result<std::unique_ptr<FactStore>> facts = FactStore::open(std::move(store), std::move(clock));
  if (!facts) throw facts.error();
  return std::move(*facts);
}

inline std::unique_ptr<Store> open_folder(const std::string& path, const StoreOptions& options = {}) {
  Result<std::unique_ptr<Store>> store = open_rocksdb_store(path, options);
  if (!store) throw store.error();
  return std::move(*store);
}

// `file` is the one that states them; empty: a program writes.
inline CommitSummary commit(FactStore& store, const FactBatch& batch, std::string_view reason = "test",
                            std::string_view file = {}) {
  FactWriter writer(store);
  const FileNumber number = file.empty() ? kNoFile : writer.file(file);
  if (batch.ontology) writer.set_ontology(*batch.ontology);
  for (const EntityFact& fact : batch.entities) writer.add(fact, number);
  for (const RelationFact& fact : batch.relations) writer.add(fact, number);
  Result<CommitSummary> summary = writer.commit(reason);
  if (!summary) throw summary.error();
  return *summary;
}

struct Loaded {
  std::map<std::string, StoredEntity> entities;
  std::vector<StoredRelation> relations;
};

inline Loaded load(const FactStore& store, TransactionId as_of) {
  Loaded all;
  store.load(
      as_of,
      [&](StoredEntity&& e) {
        EXPECT_TRUE(all.relations.empty()) << "entities come first";
        EXPECT_TRUE(all.entities.emplace(e.key, e).second) << e.key << " came twice";
      },
      [&](StoredRelation&& r) { all.relations.push_back(std::move(r)); });
  return all;
}

// "mao MET stalin 1949-12-16 #key" for each relation, sorted: what a person would compare.
inline std::vector<std::string> sentences(const FactStore& store, TransactionId as_of) {
  const Loaded all = load(store, as_of);
  const std::vector<std::string> symbols = store.symbols();
  std::map<EntityId, std::string> keys;
  for (const auto& [key, e] : all.entities) keys.emplace(e.id, key);
  std::vector<std::string> out;
  for (const StoredRelation& r : all.relations) {
    std::string text = keys.at(r.from) + " " + symbols.at(r.type.value) + " " + keys.at(r.to);
    if (r.validity) text += " " + edtf_of(*r.validity);
    if (!r.key.empty()) text += " #" + r.key;
    out.push_back(std::move(text));
  }
  std::sort(out.begin(), out.end());
  return out;
}

inline std::vector<std::string> sentences(const FactStore& store) {
  return sentences(store, store.head().transaction);
}

inline std::vector<std::string> messages(const std::vector<StoreFinding>& findings) {
  std::vector<std::string> out;
  for (const StoreFinding& f : findings) out.push_back(f.where + ": " + f.what);
  return out;
}

}  // namespace entente
