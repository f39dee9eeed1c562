#include "db/rules/derivation.hpp"

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "db/plan_cache.hpp"
#include "db/rules/conclusion.hpp"
#include "graph/graph_builder.hpp"
#include "query/pipeline.hpp"

namespace entente {
namespace {

// Far more than a chain of conclusions from conclusions is long, and soon over where there is no end.
constexpr int kMostRounds = 1000;

// The facts without conclusions, and with those that have been drawn so far.
class Premises {
 public:
  Premises(const FactStore& store, std::shared_ptr<const TemporalGraph> newest)
      : store_(store), newest_(std::move(newest)), symbols_(store.symbols()) {
    for (std::uint32_t i = 0; i < symbols_.size(); ++i) symbol_ids_.emplace(symbols_[i], SymbolId{i});
    if (const auto known = newest_->symbol(kRuleProperty)) note_conclusions(*known);
    if (conclusions_.empty()) graph_ = newest_;
  }

  // The conclusions that the store has: the rule of each, by key.
  const std::map<std::string, std::string>& conclusions() const { return conclusions_; }

  void add(const RelationFact& fact) {
    StoredRelation relation;
    relation.key = fact.key;
    relation.type = symbol(fact.type);
    relation.from = newest_->entity_id(newest_->find(fact.from).value());
    relation.to = newest_->entity_id(newest_->find(fact.to).value());
    relation.validity = fact.validity;
    for (const PropertyFact& p : fact.properties) relation.properties.push_back({symbol(p.key), p.value, p.validity});
    relation.attribution = fact.attribution;
    drawn_.push_back(std::move(relation));
    graph_ = nullptr;
  }

  const TemporalGraph& graph() {
    if (!graph_) graph_ = build();
    return *graph_;
  }

 private:
  void note_conclusions(SymbolId rule_property) {
    const TemporalGraph& graph = *newest_;
    for (const Edge e : graph.edges()) {
      if (graph.attribution(e).provenance != Provenance::kDerived) continue;
      const std::string key(graph.relation_key(e));
      std::string rule = rule_of(key, graph.attribution(e), graph.edge_property(e, rule_property));
      if (!rule.empty()) conclusions_.emplace(key, std::move(rule));
    }
  }

  SymbolId symbol(const std::string& name) {
    const auto [at, is_new] = symbol_ids_.try_emplace(name, SymbolId{static_cast<std::uint32_t>(symbols_.size())});
    if (is_new) symbols_.push_back(name);
    return at->second;
  }

  std::shared_ptr<const TemporalGraph> build() const {
    GraphBuilder builder(symbols_, newest_->ontology());
    std::uint64_t next_relation = 0;
    store_.load(
        newest_->transaction(), [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
        [&](StoredRelation&& relation) {
          next_relation = std::max(next_relation, relation.id.value + 1);
          if (!conclusions_.contains(relation.key)) builder.add(std::move(relation));
        });
    for (StoredRelation relation : drawn_) {
      relation.id.value = next_relation++;
      relation.system.recorded = newest_->transaction();
      builder.add(std::move(relation));
    }
    const std::span<const SystemTime> times = newest_->commit_times();
    builder.set_commit_times(std::make_shared<const std::vector<SystemTime>>(times.begin(), times.end()));
    return builder.build(newest_->transaction(), newest_->system_time());
  }

  const FactStore& store_;
  const std::shared_ptr<const TemporalGraph> newest_;
  std::vector<std::string> symbols_;
  HashMap<std::string, SymbolId> symbol_ids_;
  std::map<std::string, std::string> conclusions_;
  std::vector<StoredRelation> drawn_;
  std::shared_ptr<const TemporalGraph> graph_;  // null: to be built
};

class Derivation {
 public:
  Derivation(const FactStore& store, const std::shared_ptr<const TemporalGraph>& newest)
      : rules_(newest->ontology().rules), premises_(store, newest), of_rule_(rules_.size()) {}

  Derived run() {
    std::vector<std::size_t> applied_to(rules_.size(), 0);  // how many facts there were; 0: never applied
    std::size_t facts = 1;
    bool again = !rules_.empty();
    for (int round = 0; again; ++round) {
      again = false;
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (applied_to[i] == facts) continue;
        applied_to[i] = facts;
        const std::size_t drawn = apply(i);
        if (drawn > 0 && round >= kMostRounds) throw endless(rules_[i]);
        facts += drawn;
        again = again || drawn > 0;
      }
    }
    return result();
  }

 private:
  struct OfRule {
    std::vector<RelationFact> facts;
    HashSet<std::string> said;
    std::vector<std::string> warnings;
    bool applied = false;
  };

  static Error endless(const DerivationRule& rule) {
    return Error(ErrorCode::kLimit,
                 fmt::format("rule `{}`: still concludes something new after {} rounds", rule.name, kMostRounds))
        .with_hint("a rule that rests on its own conclusions must not make new times or properties of them");
  }

  // Returns how much is new.
  std::size_t apply(std::size_t i) {
    const DerivationRule& rule = rules_[i];
    OfRule& known = of_rule_[i];
    HashMap<std::string, Conclusion> drawn;
    try {
      const TemporalGraph& graph = premises_.graph();
      const std::shared_ptr<const plan::Plan> plan = prepare(rule.query, graph);
      if (plan->system) {
        throw Error(ErrorCode::kUnsupported, "a rule reads what the store knows now", plan->system->span,
                    "leave out FOR SYSTEM_TIME: conclusions are withdrawn when what they rest on is");
      }
      const Table table = entente::run(*plan, graph, {}, run_options({}));
      if (!std::exchange(known.applied, true)) note_warnings(rule, table, known);
      for (Conclusion& c : conclusions_of(rule, table, graph)) {
        if (known.said.contains(c.says)) continue;
        const auto [same, is_new] = drawn.try_emplace(c.says, c);
        if (!is_new && is_simpler(c, same->second)) same->second = std::move(c);
      }
    } catch (const Error& error) {
      throw of_rule(rule, error);
    } catch (const std::bad_alloc&) {
      throw of_rule(rule, Error(ErrorCode::kLimit, "there is not enough memory for what it finds"));
    }
    std::vector<RelationFact> facts;
    for (auto& [says, c] : drawn) {
      c.fact.key = conclusion_key(rule, c);
      c.fact.origin = {static_cast<std::uint32_t>(i), 0};
      facts.push_back(std::move(c.fact));
      known.said.insert(says);
    }
    std::sort(facts.begin(), facts.end(), [](const RelationFact& a, const RelationFact& b) { return a.key < b.key; });
    for (RelationFact& fact : facts) {
      premises_.add(fact);
      known.facts.push_back(std::move(fact));
    }
    return facts.size();
  }

  static void note_warnings(const DerivationRule& rule, const Table& table, OfRule& known) {
    for (const Warning& w : table.warnings)
      known.warnings.push_back(describe(Error(ErrorCode::kSemantic, w.message, w.span, w.hint), rule.query));
  }

  Derived result() {
    Derived derived;
    std::map<std::string, std::string> left = premises_.conclusions();  // those that are not drawn again
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      RuleReport report;
      report.rule = rules_[i].name;
      report.warnings = std::move(of_rule_[i].warnings);
      std::vector<RelationFact>& facts = of_rule_[i].facts;
      std::sort(facts.begin(), facts.end(), [](const RelationFact& a, const RelationFact& b) { return a.key < b.key; });
      for (RelationFact& fact : facts) {
        ++(left.erase(fact.key) > 0 ? report.kept : report.added);
        derived.facts.push_back(std::move(fact));
      }
      derived.rules.push_back(std::move(report));
    }
    std::map<std::string, std::size_t> withdrawn;
    for (auto& [key, rule] : left) {
      ++withdrawn[rule];
      derived.withdrawn.push_back(key);
    }
    for (RuleReport& report : derived.rules) {
      const auto at = withdrawn.find(report.rule);
      if (at == withdrawn.end()) continue;
      report.withdrawn = at->second;
      withdrawn.erase(at);
    }
    for (const auto& [rule, count] : withdrawn) derived.rules.push_back({rule, 0, 0, count, false, {}});
    return derived;
  }

  const std::vector<DerivationRule>& rules_;
  Premises premises_;
  std::vector<OfRule> of_rule_;
};

}  // namespace

Derived apply_rules(const FactStore& store, const std::shared_ptr<const TemporalGraph>& newest) {
  return Derivation(store, newest).run();
}

Error of_rule(const DerivationRule& rule, const Error& error) {
  Error plain = error;
  plain.hint.clear();
  Error named(error.code, fmt::format("rule `{}`: {}", rule.name, describe(plain, rule.query)));
  named.hint = error.hint;
  named.detail = error.detail;
  return named;
}

}  // namespace entente
