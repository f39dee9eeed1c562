// Lets stores go through a history and tells where one of them first differs from the model. A store of another layout,
// or one that is laid out anew between commits, is one more StoreUnderTest.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "db/snapshots.hpp"
#include "entente/database.hpp"
#include "graph/graph_builder.hpp"
#include "laws/histories_model.hpp"
#include "laws/histories_system.hpp"
#include "storage/fact_store.hpp"
#include "storage/keys.hpp"
#include "storage/scan.hpp"
#include "storage/store.hpp"
#include "support/same_graph.hpp"
#include "support/temporary_folder.hpp"

namespace entente::histories {

struct StoreUnderTest {
  std::string name;
  // In a folder that is there; it need not be used.
  std::function<std::unique_ptr<Store>(const std::string& folder, bool read_only)> open;
  bool lasts = false;        // what is written is there when it is opened again, or beside
  bool is_database = false;  // a Database opens the folder
};

namespace detail {

// Blocks of parts of a few entities, and from two relations on: the first commit that states as many writes blocks.
inline constexpr BlockLayout kSmallBlocks{
    .page_entities = 2, .block_relations = 3, .block_bytes = 100, .fewest_relations = 2};

using Lines = std::vector<std::string>;

// A graph has the values of a key in order of time.
inline void sort_by_words(std::vector<PropertyFact>& properties) {
  std::sort(properties.begin(), properties.end(),
            [](const PropertyFact& a, const PropertyFact& b) { return facts::words(a) < facts::words(b); });
}

// In order of id.
inline Lines lines_of(const Snapshot& snapshot, bool is_of_graph) {
  Lines lines;
  const auto add = [&](const std::string& what, auto fact) {
    if (is_of_graph) sort_by_words(fact.properties);
    lines.push_back(what + ": " + facts::words(fact));
  };
  for (const auto& [id, fact] : snapshot.entities) add("entity " + std::to_string(id), fact);
  for (const auto& [id, fact] : snapshot.relations) add("relation " + std::to_string(id), fact);
  return lines;
}

// Empty: none.
inline std::string difference(const Lines& found, const Lines& expected, const std::string& where) {
  if (found == expected) return {};
  std::string text = where + " differs:\n";
  for (const std::string& line : expected)
    if (std::find(found.begin(), found.end(), line) == found.end()) text += "  missing: " + line + "\n";
  for (const std::string& line : found)
    if (std::find(expected.begin(), expected.end(), line) == expected.end()) text += "  found:   " + line + "\n";
  return text + (Lines(found).size() == expected.size() ? "" : "  in number, too\n");
}

template <class Stored, class Fact>
void give_names(const Stored& stored, const Lines& symbols, Fact& fact) {
  fact.key = stored.key;
  fact.validity = stored.validity;
  fact.attribution = stored.attribution;
  fact.datings = stored.datings;
  for (const StoredProperty& p : stored.properties)
    fact.properties.push_back({symbols.at(p.key.value), p.value, p.validity, p.sources});
  sort_by_key(fact.properties);
}

// What a store gives as of a commit. `faults` takes what no store may do: facts twice, relations before entities,
// relations of the head out of order.
inline Snapshot loaded(const FactStore& store, TransactionId as_of, Lines& faults, GraphBuilder* graph = nullptr) {
  const Lines symbols = store.symbols();
  Snapshot snapshot;
  using Place = std::tuple<EntityId, SymbolId, Instant, RelationId>;
  std::vector<Place> places;
  store.load(
      as_of,
      [&](StoredEntity&& e) {
        if (graph) graph->add(e);
        if (!places.empty()) faults.push_back("an entity behind relations");
        EntityFact fact;
        for (const SymbolId type : e.types) fact.types.push_back(symbols.at(type.value));
        give_names(e, symbols, fact);
        if (!snapshot.entities.emplace(e.id.value, fact).second) faults.push_back(fact.key + " comes twice");
      },
      [&](StoredRelation&& r) {
        if (graph) graph->add(r);
        const Instant start = r.validity ? r.validity->bounds.latest_start : Instant::minus_infinity();
        places.emplace_back(r.from, r.type, start, r.id);
        RelationFact fact;
        fact.type = symbols.at(r.type.value);
        for (const auto& [id, end] : {std::pair(r.from, &fact.from), std::pair(r.to, &fact.to)}) {
          const auto entity = snapshot.entities.find(id.value);
          *end = entity == snapshot.entities.end() ? "nowhere" : entity->second.key;
        }
        give_names(r, symbols, fact);
        if (!snapshot.relations.emplace(r.id.value, fact).second) faults.push_back(facts::words(fact) + " comes twice");
      });
  if (as_of == store.head().transaction && !std::is_sorted(places.begin(), places.end()))
    faults.push_back("relations of the head out of order");
  return snapshot;
}

inline Snapshot facts_of(const TemporalGraph& graph) {
  Snapshot snapshot;
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    const NodeRecord node = graph.node_record(v);
    const EntityFact fact{node.key, node.labels, node.validity, node.properties, node.attribution, {}, node.datings};
    snapshot.entities.emplace(node.id.value, fact);
    const EdgeRun out = graph.out(v);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const RelationshipRecord r = graph.relationship_record(out.edge(i));
      RelationFact relation{r.key,      r.type,       node.key,      std::string(graph.key(out.neighbor[i])),
                            r.validity, r.properties, r.attribution, {},
                            r.datings};
      snapshot.relations.emplace(r.id.value, relation);
    }
  }
  return snapshot;
}

// Labels are the stated types and then what the ontology of the graph makes of them.
inline Snapshot with_supertypes(Snapshot snapshot, const Ontology& ontology) {
  for (auto& [id, fact] : snapshot.entities) {
    for (std::size_t i = 0; i < fact.types.size(); ++i) {
      const EntityType* type = ontology.entity_type(fact.types[i]);
      if (!type || type->parent.empty()) continue;
      if (std::find(fact.types.begin(), fact.types.end(), type->parent) == fact.types.end())
        fact.types.push_back(type->parent);
    }
  }
  return snapshot;
}

class Tested {
 public:
  explicit Tested(const StoreUnderTest& kind) : kind_(kind) { open(); }

  // Empty: the store did as the model.
  std::string run(const Step& step, const std::string& reason, SystemTime now, HistoryModel& model,
                  const HistoryModel::Outcome& expected) {
    now_ = now;
    std::string difference = write(step, reason, expected);
    if (difference.empty() && step.then == Step::Then::kForget) difference = forget(expected.forgotten);
    if (difference.empty() && step.then == Step::Then::kErase) difference = erase(erased_key(step), expected.erased);
    if (difference.empty()) difference = compare(*store_, model, {model.snapshots().size() - 1});
    if (difference.empty()) difference = follow();
    if (difference.empty() && step.then != Step::Then::kNothing) difference = then(step.then, model);
    return in_words(difference);
  }

  // How many graphs followed from the one before, of all stores.
  static std::size_t& followed() {
    static std::size_t count = 0;
    return count;
  }

  const FactStore& store() const { return *store_; }

  std::string end(HistoryModel& model) {
    std::string difference = compare_all(*store_, model, "");
    for (const auto& [graph, lines] : followed_)
      if (difference.empty())
        difference = detail::difference(same_graph::lines_of(*graph, names_that_are_looked_for()), lines,
                                        "the graph of commit " + std::to_string(graph->transaction().value) +
                                            ", behind later ones that follow from it,");
    for (const auto& [number, read, ontology] : reads_)
      if (difference.empty())
        difference = compare_graph(read.graph(), model.snapshots()[number], ontology, "a read transaction of then");
    return in_words(difference);
  }

 private:
  void open() {
    snapshots_.reset();
    store_.reset();
    auto store = FactStore::open(
        kind_.open(folder_.path(), false), [this] { return now_; }, kSmallBlocks);
    if (!store) throw store.error();
    store_ = std::move(*store);
  }

  std::string in_words(const std::string& difference) const {
    return difference.empty() ? difference : kind_.name + ": " + difference;
  }

  static Lines names_that_are_looked_for() {
    Lines names(kEntities.begin(), kEntities.end());
    for (const char* name : {"Anna", "BERT", "red", "Person"}) names.emplace_back(name);
    return names;
  }

  // The newest graph, as somebody sees it who asks after every commit.
  std::string follow() {
    if (!snapshots_) snapshots_ = std::make_unique<Snapshots>(*store_);
    const std::shared_ptr<const TemporalGraph> graph = snapshots_->newest();
    if (!followed_.empty() && followed_.back().first == graph) return {};
    if (!followed_.empty() && &followed_.back().first->ontology() == &graph->ontology()) ++followed();
    const Lines names = names_that_are_looked_for();
    followed_.emplace_back(graph, same_graph::lines_of(*graph, names));
    return same_graph::difference(*graph, *Snapshots(*store_).newest(), names);
  }

  std::string write(const Step& step, const std::string& reason, const HistoryModel::Outcome& expected) {
    FactWriter writer(*store_);
    for (std::size_t i = 0; i < step.operations.size(); ++i) {
      bool is_taken = true;
      try {
        tell(writer, step.operations[i]);
      } catch (const Error& error) {
        if (error.code != ErrorCode::kInvalidData) throw;
        is_taken = false;
      }
      if (is_taken != expected.taken[i])
        return "the writer " + std::string(is_taken ? "takes: " : "refuses: ") + words(step.operations[i]);
    }
    if (step.end == Step::End::kDropped) return {};
    const Result<CommitSummary> summary = writer.commit(reason);
    if (!summary) {
      if (expected.error == summary.error().code) return {};
      return "the commit fails: " + describe(summary.error());
    }
    if (expected.error) return "the commit does not fail";
    const CommitSummary& s = *summary;
    const Counts counts{s.entities_added,    s.entities_changed,    s.entities_unchanged, s.relations_added,
                        s.relations_changed, s.relations_unchanged, s.relations_removed,  s.entities_removed,
                        s.gone.entities,     s.gone.relations,      s.gone.kept,          s.entities_ended,
                        s.relations_ended,   s.ontology_changed};
    if (words(counts) == words(expected.counts)) return {};
    return "the commit counts\n  " + words(counts) + "\n  instead of\n  " + words(expected.counts);
  }

  static void tell(FactWriter& writer, const Operation& op) {
    using What = Operation::What;
    const bool is_of_file =
        op.file != 0 && (op.what == What::kEntity || op.what == What::kRelation || op.what == What::kMention ||
                         op.what == What::kComplete || op.what == What::kWithdraw);
    const FileNumber file = is_of_file ? writer.file(kFiles[static_cast<std::size_t>(op.file)]) : kNoFile;
    switch (op.what) {
      case What::kEntity:
        return writer.add(entity_of(op), file);
      case What::kRelation:
        return writer.add(relation_of(op), file);
      case What::kMention:
        return writer.mention(kEntities[static_cast<std::size_t>(op.key)], file);
      case What::kComplete:
        return writer.complete(file, FactWriter::Gone::kTell);
      case What::kWithdraw:
        return writer.complete(file, FactWriter::Gone::kWithdraw);
      case What::kRetract:
        return writer.retract(kRelations[static_cast<std::size_t>(op.key)]);
      case What::kRetractNumber:
        return writer.retract(RelationId{static_cast<std::uint64_t>(op.key)});
      case What::kRetractEntity:
        return writer.retract_entity(kEntities[static_cast<std::size_t>(op.key)],
                                     op.ends == 0 ? Ends::kRefused : Ends::kCascaded);
      case What::kEnd:
        return writer.end(ended_key(op), end_of(op));
      case What::kEndNumber:
        return writer.end(RelationId{static_cast<std::uint64_t>(op.key)}, end_of(op));
      case What::kOntology:
        return writer.set_ontology(ontology_of(op.key));
    }
  }

  // Twice: first it only says what it would do.
  std::string forget(const HistoryModel::Forgotten& expected) {
    for (const bool dry_run : {true, false}) {
      const Result<Forgotten> done = store_->forget_before({expected.floor}, dry_run);
      if (!done) return "forgetting fails: " + describe(done.error());
      if (done->is_moved != expected.is_moved || done->entities != expected.entities ||
          done->relations != expected.relations)
        return "it forgets " + std::to_string(done->entities) + " versions of entities and " +
               std::to_string(done->relations) + " of relations";
    }
    return {};
  }

  std::string erase(const std::string& key, const HistoryModel::Erased& expected) {
    for (const bool dry_run : {true, false}) {
      const std::vector<std::string> keys{key};
      const Result<Erased> done = store_->erase(keys, "request", dry_run);
      if (!done && done.error().code == ErrorCode::kNotFound && expected.commit == 0) continue;
      if (!done) return "erasing fails: " + describe(done.error());
      if (done->entities != expected.entities || done->relations != expected.relations)
        return "it erases " + std::to_string(done->entities) + " entities and " + std::to_string(done->relations) +
               " relations, not " + std::to_string(expected.entities) + " and " + std::to_string(expected.relations);
    }
    if (expected.commit == 0) return {};
    reads_.clear();  // they have what was erased
    std::string found = rows_with(key, false);
    if (!found.empty()) return found;
    if (const auto packed = store_->pack(); !packed) return "packing fails: " + describe(packed.error());
    return rows_with(key, true);
  }

  // Blocks keep what is erased of them until they are packed.
  std::string rows_with(const std::string& key, bool with_blocks) const {
    std::string found;
    for (std::size_t f = 0; f < kFamilyCount; ++f) {
      Scan scan;
      scan.family = static_cast<Family>(f);
      if (scan.family == Family::kBlocks && !with_blocks) continue;
      read_rows(store_->store(), scan, {}, [&](const Row& row) {
        if (row.key.find(key) != std::string_view::npos || row.value.find(key) != std::string_view::npos)
          found += key + " stands in " + describe_key(scan.family, row.key) + "\n";
      });
    }
    return found;
  }

  std::string then(Step::Then then, HistoryModel& model) {
    if (then == Step::Then::kErase) return compare_all(*store_, model, "");
    if (then == Step::Then::kForget) return compare_all(*store_, model, "");
    if (then == Step::Then::kPack) {
      const auto packed = store_->pack();
      if (!packed) return "packing fails: " + describe(packed.error());
      const std::string difference = compare(*store_, model, {model.snapshots().size() - 1});
      return difference.empty() ? difference : "packed, " + difference;
    }
    if (!kind_.lasts) return {};
    if (then == Step::Then::kReopen) {
      open();
      return compare_all(*store_, model, "opened again, ");
    }
    const auto beside = FactStore::open(kind_.open(folder_.path(), true));
    if (!beside) throw beside.error();
    std::string difference = compare_all(**beside, model, "opened beside, ");
    if (difference.empty() && kind_.is_database) difference = read_as_database(model);
    return difference;
  }

  // The database is opened at the first look and then goes along; its reads stay.
  std::string read_as_database(const HistoryModel& model) {
    Options options;
    options.read_only = true;
    if (!database_) {
      auto database = Database::open(folder_.path("store"), options);
      if (!database) throw database.error();
      database_ = std::move(*database);
    } else if (const auto refreshed = database_->refresh(); !refreshed) {
      throw refreshed.error();
    }
    const Result<ReadTransaction> read = database_->read();
    if (!read) throw read.error();
    const std::size_t number = model.snapshots().size() - 1;
    if (read->graph().transaction().value != number)
      return "a database shows commit " + std::to_string(read->graph().transaction().value);
    reads_.push_back({number, *read, model.ontology()});
    return compare_graph(read->graph(), model.snapshots().back(), model.ontology(), "a database");
  }

  static std::string compare_graph(const TemporalGraph& graph, const Snapshot& expected, const Ontology& ontology,
                                   const std::string& where) {
    return difference(lines_of(facts_of(graph), true), lines_of(with_supertypes(expected, ontology), true),
                      where + ", graph of commit " + std::to_string(graph.transaction().value));
  }

  static std::string compare_all(const FactStore& store, HistoryModel& model, const std::string& where) {
    std::vector<std::uint64_t> all;
    for (std::uint64_t i = model.floor(); i < model.snapshots().size(); ++i) all.push_back(i);
    std::string difference = compare(store, model, all);
    for (std::uint64_t i = 0; i < model.floor() && difference.empty(); ++i) difference = read_forgotten(store, {i});
    if (difference.empty()) difference = compare_system_time(store, model);
    return difference.empty() ? difference : where + difference;
  }

  static std::string read_forgotten(const FactStore& store, TransactionId commit) {
    const auto is_refused = [](const auto& read) {
      try {
        read();
      } catch (const Error& error) {
        return error.code == ErrorCode::kNotFound && error.message.find("was forgotten") != std::string::npos;
      }
      return false;
    };
    Lines faults;
    if (is_refused([&] { loaded(store, commit, faults); }) && is_refused([&] { store.ontology(commit); })) return {};
    return "commit " + std::to_string(commit.value) + " is read, which was forgotten";
  }

  static std::string compare(const FactStore& store, HistoryModel& model, const std::vector<std::uint64_t>& commits) {
    const std::uint64_t head = model.snapshots().size() - 1;
    if (store.head().transaction.value != head)
      return "the head is commit " + std::to_string(store.head().transaction.value) + ", not " + std::to_string(head);
    for (const std::uint64_t commit : commits) {
      const Snapshot& expected = model.snapshots()[commit];
      const std::string where = "commit " + std::to_string(commit);
      GraphBuilder builder(store.symbols(), model.ontology());
      Lines faults;
      const Snapshot found = loaded(store, {commit}, faults, &builder);
      if (!faults.empty()) return where + ": " + faults.front();
      std::string text = difference(lines_of(found, false), lines_of(expected, false), where);
      if (text.empty())
        text = compare_graph(*builder.build({commit}, {1}), expected, model.ontology(), "built by hand");
      if (!text.empty()) return text;
    }
    std::string text = difference(log_of(store), log_of(model), "the log of commits");
    if (text.empty()) text = compare_names(store, model);
    const auto compare_former = [&](const std::string& key) {
      if (text.empty())
        text = difference(former_of(store.former_versions(key)), model.former(key), "what " + key + " was before");
    };
    for (std::size_t i = 1; i < kRelations.size(); ++i) compare_former(kRelations[i]);
    for (const char* key : kEntities) compare_former(key);
    for (const StoreFinding& finding : store.check())
      text += "check finds: " + finding.where + ": " + finding.what + "\n";
    return text;
  }

  static Lines log_of(const FactStore& store) {
    Lines lines;
    SystemTime last{0};
    for (const CommitRecord& c : store.commits()) {
      lines.push_back(
          log_line(c.head.transaction.value, c.reason, c.entities, c.relations, c.removed, c.removed_entities));
      if (c.head.system_time <= last) lines.push_back("its time is not behind that of the commit before");
      last = c.head.system_time;
    }
    if (last != store.head().system_time && !lines.empty()) lines.push_back("the head has another time");
    return lines;
  }
  static Lines log_of(const HistoryModel& model) {
    Lines lines;
    for (const HistoryModel::Commit& c : model.commits())
      lines.push_back(log_line(lines.size() + 1, c.reason, c.counts.entities_added + c.counts.entities_changed,
                               c.counts.relations_added + c.counts.relations_changed, c.counts.relations_removed,
                               c.counts.entities_removed));
    return lines;
  }
  static std::string log_line(std::uint64_t number, const std::string& reason, std::size_t entities,
                              std::size_t relations, std::size_t removed, std::size_t removed_entities) {
    return "commit " + std::to_string(number) + " " + reason + ": " + std::to_string(entities) + " entities, " +
           std::to_string(relations) + " relations, removed " + std::to_string(removed_entities) + " and " +
           std::to_string(removed);
  }

  static Lines former_of(const std::vector<FormerVersion>& versions) {
    Lines lines;
    for (const FormerVersion& v : versions)
      lines.push_back(
          former_line(v.is_entity, v.id, v.recorded.value, v.superseded.value, v.how, v.provenance, v.validity));
    return lines;
  }

  // Names of types and properties have no order that a reader knows.
  static std::string compare_names(const FactStore& store, const HistoryModel& model) {
    Lines symbols = store.symbols();
    std::sort(symbols.begin(), symbols.end());
    std::string text = difference(symbols, {model.names().begin(), model.names().end()}, "the names of types");
    if (!(without_marks(store.ontology()) == model.ontology())) text += "the ontology differs\n";
    for (const char* key : kEntities) {
      if (store.entity_erased_by(key).has_value() != model.marked().contains(key))
        text += std::string(key) + " is not marked as it should be\n";
      const auto found = store.find_entity(key);
      const auto expected = model.entity(key);
      if (found.has_value() != expected.has_value() || (found && found->value != *expected))
        text += std::string("find_entity(") + key + ") differs\n";
    }
    for (std::size_t i = 1; i < kRelations.size(); ++i)
      if (store.relation_erased_by(kRelations[i]).has_value() != model.marked().contains(kRelations[i]))
        text += std::string(kRelations[i]) + " is not marked as it should be\n";
    return text;
  }

  struct Read {
    std::size_t number;
    ReadTransaction read;
    Ontology ontology;
  };

  const StoreUnderTest& kind_;
  TemporaryFolder folder_;
  SystemTime now_{0};
  std::unique_ptr<FactStore> store_;
  std::unique_ptr<Snapshots> snapshots_;
  std::vector<std::pair<std::shared_ptr<const TemporalGraph>, Lines>> followed_;
  std::unique_ptr<Database> database_;
  std::vector<Read> reads_;
};

}  // namespace detail

// In words; empty: all stores agree with the model, after each step and in the end.
inline std::string first_difference(const History& history, const std::vector<StoreUnderTest>& kinds) {
  HistoryModel model;
  std::vector<std::unique_ptr<detail::Tested>> stores;
  for (const StoreUnderTest& kind : kinds) stores.push_back(std::make_unique<detail::Tested>(kind));
  int number = 0;
  std::string difference;
  const auto in = [&](const auto& act, const std::string& where) {
    for (const auto& store : stores) {
      try {
        difference = act(*store);
      } catch (const Error& error) {
        difference = describe(error);
      }
      if (!difference.empty()) return where + difference;
    }
    return std::string();
  };
  for (const Step& step : steps_of(history)) {
    ++number;
    const std::string about =
        number % 3 == 0 ? std::string(" of ") + kEntities[static_cast<std::size_t>(number) % 5] : "";
    const std::string reason = "step " + std::to_string(number) + about;
    const HistoryModel::Outcome expected = model.run(step, reason);
    const SystemTime now{number / 3 * 1'000'000};  // a clock that stands still now and then
    const auto run = [&](detail::Tested& store) { return store.run(step, reason, now, model, expected); };
    if (std::string text = in(run, "after " + reason + ", "); !text.empty()) return text;
  }
  return in([&](detail::Tested& store) { return store.end(model); }, "in the end, ");
}

}  // namespace entente::histories
