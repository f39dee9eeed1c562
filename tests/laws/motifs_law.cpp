// Motifs in time against their definition: every sequence of relations, in every joint choice of their starts.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "algorithms/motif_counts.hpp"
#include "algorithms/motifs.hpp"
#include "laws/random_ways.hpp"

namespace entente::laws {
namespace {

struct MotifRelation {
  Vertex from, to;
  int type;                                  // T0 is symmetric
  std::vector<std::vector<Period>> datings;  // the stretches of each; none: undated
};

struct MotifWorld {
  Vertex vertices;
  std::vector<MotifRelation> relations;

  std::shared_ptr<const TemporalGraph> build() const {
    Ontology ontology;
    RelationType both_ways;
    both_ways.name = "T0";
    both_ways.symmetric = true;
    ontology.relation_types = {both_ways};
    GraphBuilder builder({"T0", "T1", "T2"}, ontology);
    add_lives(builder, std::vector<Period>(vertices, Period::always()));
    for (std::size_t i = 0; i < relations.size(); ++i) {
      StoredRelation r = numbered_relation(i, relations[i].type, relations[i].from, relations[i].to);
      for (const auto& dating : relations[i].datings) r.datings.push_back({validity_of_stretches(dating), {}});
      if (!r.datings.empty()) r.validity = combination_of(r.datings);
      if (r.datings.size() == 1) r.datings.clear();
      builder.add(r);
    }
    return builder.build(TransactionId{1}, SystemTime{1});
  }
};

void showValue(const MotifWorld& world, std::ostream& out) {
  for (const MotifRelation& r : world.relations) {
    out << r.from << " -T" << r.type << "-> " << r.to << ':';
    for (const auto& dating : r.datings) {
      for (const Period& p : dating) out << text_of_bounds(p) << ';';
      out << " / ";
    }
    out << '\n';
  }
}

// The infinities, and what stands for all moments between them and those of the world.
constexpr int kLongAgo = -1000, kEarly = -12, kLate = 12, kForever = 1000;

std::vector<int> moments_between(Instant first, Instant last) {
  std::vector<int> found;
  if (first == Instant::minus_infinity()) found.push_back(kLongAgo);
  const int from = first.is_finite() ? static_cast<int>(first.seconds) : kEarly;
  const int to = last.is_finite() ? static_cast<int>(last.seconds) : kLate;
  if (first != Instant::plus_infinity() && last != Instant::minus_infinity())
    for (int t = from; t <= to; ++t) found.push_back(t);
  if (last == Instant::plus_infinity()) found.push_back(kForever);
  return found;
}

// Every choice of bounds, one after the other in time, as moments.
std::set<std::vector<int>> choices_of_bounds(const std::vector<Period>& stretches) {
  std::set<std::vector<int>> all = {{}};
  for (const Period& p : stretches) {
    for (const auto& [first, last] :
         {std::pair(p.earliest_start, p.latest_start), std::pair(p.earliest_end, p.latest_end)}) {
      std::set<std::vector<int>> longer;
      for (const std::vector<int>& choice : all) {
        for (const int t : moments_between(first, last)) {
          if (!choice.empty() && t <= choice.back()) continue;
          std::vector<int> next = choice;
          next.push_back(t);
          longer.insert(std::move(next));
        }
      }
      all = std::move(longer);
    }
  }
  return all;
}

// The moments at which it may have begun. What agrees is one dating, what does not are several; what always held has no
// beginning.
std::set<int> starts_by_definition(const MotifRelation& r) {
  std::vector<std::set<std::vector<int>>> told;
  for (const auto& dating : r.datings) told.push_back(choices_of_bounds(dating));
  if (told.size() == 2) {
    std::set<std::vector<int>> both;
    std::set_intersection(told[0].begin(), told[0].end(), told[1].begin(), told[1].end(),
                          std::inserter(both, both.end()));
    if (!both.empty()) told = {both};
  }
  std::set<int> starts;
  for (const auto& choices : told) {
    std::set<int> own;
    for (const std::vector<int>& choice : choices) own.insert(choice[0]);
    if (own != std::set<int>{kLongAgo}) starts.insert(own.begin(), own.end());
  }
  return starts;
}

// In every and in some choice of their starts.
Truth in_turn_by_definition(const std::vector<const std::set<int>*>& starts, int within) {
  bool some = false, every = true;
  std::vector<int> chosen;
  const std::function<void()> choose = [&] {
    if (chosen.size() == starts.size()) {
      const bool fits = std::adjacent_find(chosen.begin(), chosen.end(), std::greater_equal<>()) == chosen.end() &&
                        chosen.back() - chosen.front() <= within;
      some = some || fits;
      every = every && fits;
      return;
    }
    for (const int t : *starts[chosen.size()]) {
      chosen.push_back(t);
      choose();
      chosen.pop_back();
    }
  };
  choose();
  return !some ? Truth::kFalse : every ? Truth::kTrue : Truth::kUnknown;
}

struct Directed {
  Vertex from, to;
  Edge edge;
};

std::vector<Directed> directed_of(const View& view, const StepChoice& choice) {
  const TemporalGraph& g = view.graph();
  std::vector<Directed> found;
  for (Edge e = 0; e < g.edge_count(); ++e) {
    if (!view.admits(e) || g.source(e) == g.target(e)) continue;
    if (!choice.any_type && std::find(choice.types.begin(), choice.types.end(), g.type(e)) == choice.types.end())
      continue;
    const bool both = choice.direction == Direction::kBoth || g.type(e) == SymbolId{0};
    if (both || choice.direction == Direction::kOut) found.push_back({g.source(e), g.target(e), e});
    if (both || choice.direction == Direction::kIn) found.push_back({g.target(e), g.source(e), e});
  }
  return found;
}

using Sequence = std::pair<std::vector<Vertex>, std::vector<Edge>>;

// Which sequences of different relations lie as the pattern says.
void for_each_sequence(const std::vector<Directed>& directed, const MotifPattern& pattern,
                       const std::function<void(const Sequence&)>& visit) {
  constexpr Vertex kNobody = 99;
  Sequence sequence{std::vector<Vertex>(pattern.names.size(), kNobody), {}};
  std::vector<Vertex>& nodes = sequence.first;
  std::vector<Edge>& edges = sequence.second;
  const std::function<void()> extend = [&] {
    if (edges.size() == pattern.steps.size()) return visit(sequence);
    const MotifPattern::Step step = pattern.steps[edges.size()];
    for (const Directed& d : directed) {
      if (std::find(edges.begin(), edges.end(), d.edge) != edges.end()) continue;
      const std::vector<Vertex> before = nodes;
      nodes[step.from] = nodes[step.from] == kNobody ? d.from : nodes[step.from];
      nodes[step.to] = nodes[step.to] == kNobody ? d.to : nodes[step.to];
      std::vector<Vertex> named;
      for (const Vertex v : nodes)
        if (v != kNobody) named.push_back(v);
      if (nodes[step.from] == d.from && nodes[step.to] == d.to &&
          std::set<Vertex>(named.begin(), named.end()).size() == named.size()) {
        edges.push_back(d.edge);
        extend();
        edges.pop_back();
      }
      nodes = before;
    }
  };
  extend();
}

StepChoice some_steps() {
  StepChoice choice;
  choice.direction = one_in(4) ? static_cast<Direction>(up_to(2)) : Direction::kOut;
  if (one_in(4)) choice.types = {SymbolId{0}, SymbolId{1}};
  choice.any_type = choice.types.empty();
  return choice;
}

// A start known to the second, an end that is open in part.
Period beginning_at(int t) {
  return {{t}, {t}, {t + 1}, {t + 1 + up_to(2)}};
}

MotifWorld some_dated_world() {
  MotifWorld world{static_cast<Vertex>(2 + up_to(3)), {}};
  const int count = up_to(14);
  for (int i = 0; i < count; ++i) {
    const auto from = static_cast<Vertex>(up_to(static_cast<int>(world.vertices) - 1));
    const auto to = static_cast<Vertex>(up_to(static_cast<int>(world.vertices) - 1));
    MotifRelation r{from, to, up_to(2), {{beginning_at(up_to(one_in(2) ? 3 : 9))}}};
    if (one_in(12)) r.datings.clear();
    if (one_in(12)) r.datings = {{{{2}, {3}, {6}, {7}}}};
    world.relations.push_back(std::move(r));
  }
  return world;
}

std::string fault_of_counts(const MotifWorld& world) {
  const auto g = world.build();
  const View view(*g);
  const StepChoice choice = some_steps();
  const int within = up_to(6);
  const MotifCounts counts = count_three_relation_motifs(view, choice, within);
  std::vector<Directed> directed = directed_of(view, choice);
  std::set<Edge> left_out;
  std::map<Edge, int> start;
  for (const Directed& d : directed) {
    const std::set<int> starts = starts_by_definition(world.relations[g->relation_id(d.edge).value]);
    if (starts.size() == 1) {
      start[d.edge] = *starts.begin();
    } else {
      left_out.insert(d.edge);
    }
  }
  directed.erase(
      std::remove_if(directed.begin(), directed.end(), [&](const Directed& d) { return left_out.count(d.edge) != 0; }),
      directed.end());
  if (counts.left_out != left_out.size()) return "left out " + std::to_string(counts.left_out);
  for (std::size_t row = 0; row < kMotifSide; ++row) {
    for (std::size_t column = 0; column < kMotifSide; ++column) {
      const MotifPattern pattern = *read_motif_pattern(motif_text(row, column));
      std::uint64_t expected = 0;
      for_each_sequence(directed, pattern, [&](const Sequence& s) {
        const int first = start[s.second[0]], second = start[s.second[1]], third = start[s.second[2]];
        expected += first < second && second < third && third - first <= within ? 1 : 0;
      });
      if (counts.count[row][column] != expected)
        return motif_text(row, column) + " within " + std::to_string(within) + ": " +
               std::to_string(counts.count[row][column]) + " instead of " + std::to_string(expected);
    }
  }
  return "";
}

RC_GTEST_PROP(MotifsLaw, AllThirtySixAreCountedAsEveryTripleSays, ()) {
  for (int i = 0; i < 20; ++i) {
    const MotifWorld world = some_dated_world();
    if (const std::string fault = fault_of_counts(world); !fault.empty()) {
      std::ostringstream out;
      showValue(world, out);
      RC_FAIL(fault + "\n" + out.str());
    }
  }
}

std::vector<std::vector<Period>> some_datings() {
  if (one_in(12)) return {};
  if (one_in(3)) return {{beginning_at(up_to(5))}};
  if (one_in(4)) {
    std::vector<Period> stretches = some_stretches_near(2);
    if (!stretches.empty()) return {stretches};
  }
  if (one_in(4)) return {{some_period()}, {some_period()}};
  return {{some_period()}};
}

// Some of all patterns, also those in which a relation has nothing in common with the one before.
MotifPattern some_pattern() {
  for (;;) {
    std::string text;
    const int steps = 1 + up_to(3);
    for (int i = 0; i < steps; ++i) {
      const int from = up_to(3), to = (from + 1 + up_to(2)) % 4;
      text += std::string(i == 0 ? "" : ", ") + "abcd"[from] + ">" + "abcd"[to];
    }
    if (const Result<MotifPattern> pattern = read_motif_pattern(text); pattern.ok()) return *pattern;
  }
}

// When the first begins at the earliest and the last at the latest, of all choices that keep the order and the time.
std::pair<int, int> ends_by_definition(const std::vector<const std::set<int>*>& each, int within) {
  std::pair<int, int> ends{1000, -1000};
  std::vector<int> chosen;
  const std::function<void()> choose = [&] {
    if (chosen.size() == each.size()) {
      ends = {std::min(ends.first, chosen.front()), std::max(ends.second, chosen.back())};
      return;
    }
    for (const int t : *each[chosen.size()]) {
      if (!chosen.empty() && (t <= chosen.back() || t - chosen.front() > within)) continue;
      chosen.push_back(t);
      choose();
      chosen.pop_back();
    }
  };
  choose();
  return ends;
}

std::string pattern_text(const MotifPattern& pattern) {
  std::string text;
  for (const MotifPattern::Step& s : pattern.steps) text += pattern.names[s.from] + ">" + pattern.names[s.to] + " ";
  return text;
}

std::string fault_of_search(const MotifWorld& world) {
  const auto g = world.build();
  const View view(*g, some_window());
  const StepChoice choice = some_steps();
  const MotifPattern pattern = some_pattern();
  const int within = up_to(6);
  std::vector<std::set<int>> starts;
  for (Edge e = 0; e < g->edge_count(); ++e)
    starts.push_back(starts_by_definition(world.relations[g->relation_id(e).value]));
  std::map<Sequence, bool> expected, found;  // is it certain
  for_each_sequence(directed_of(view, choice), pattern, [&](const Sequence& s) {
    std::vector<const std::set<int>*> each;
    for (const Edge e : s.second) each.push_back(&starts[e]);
    if (std::any_of(each.begin(), each.end(), [](const std::set<int>* t) { return t->empty(); })) return;
    const Truth in_turn = in_turn_by_definition(each, within);
    const View certain = view.under(Reading::kCertain);
    const bool takes_part = std::all_of(s.second.begin(), s.second.end(), [&](Edge e) { return certain.admits(e); });
    if (possibly(in_turn)) expected[s] = certainly(in_turn) && takes_part;
  });
  bool twice = false;
  std::string wrong_bounds;
  each_motif(view, pattern, within, choice, [&](const MotifInstance& m) {
    twice = !found.emplace(Sequence{m.nodes, m.relations}, m.is_certain).second || twice;
    std::vector<const std::set<int>*> each;
    bool has_one_dating = true;
    for (const Edge e : m.relations) {
      each.push_back(&starts[e]);
      has_one_dating = has_one_dating && world.relations[g->relation_id(e).value].datings.size() == 1;
    }
    // Of an unknown start the enumeration has no more than a part.
    if (!has_one_dating || !m.earliest.is_finite()) return true;
    const auto [first, last] = ends_by_definition(each, within);
    if (m.earliest.seconds != first || m.latest.seconds != last)
      wrong_bounds = "from " + std::to_string(m.earliest.seconds) + " to " + std::to_string(m.latest.seconds) +
                     " instead of from " + std::to_string(first) + " to " + std::to_string(last);
    return true;
  });
  if (!wrong_bounds.empty()) return pattern_text(pattern) + "within " + std::to_string(within) + ": " + wrong_bounds;
  if (!twice && found == expected) return "";
  std::string text = pattern_text(pattern) + "within " + std::to_string(within) + (twice ? ", something twice" : "") +
                     ": " + std::to_string(found.size()) + " instead of " + std::to_string(expected.size());
  for (const auto& [s, certain] : expected) {
    const auto other = found.find(s);
    if (other == found.end() || other->second != certain) {
      text += other == found.end() ? "\nmissing" : certain ? "\nis certain:" : "\nis not certain:";
      for (const Edge e : s.second) text += " " + std::to_string(g->relation_id(e).value);
    }
  }
  return text;
}

RC_GTEST_PROP(MotifsLaw, APatternIsFoundAsEveryChoiceOfStartsSays, ()) {
  for (int i = 0; i < 20; ++i) {
    MotifWorld world{static_cast<Vertex>(2 + up_to(2)), {}};
    const int count = 2 + up_to(4);
    for (int r = 0; r < count; ++r) {
      const auto from = static_cast<Vertex>(up_to(static_cast<int>(world.vertices) - 1));
      const auto to = static_cast<Vertex>(up_to(static_cast<int>(world.vertices) - 1));
      world.relations.push_back({from, to, up_to(2), some_datings()});
    }
    if (const std::string fault = fault_of_search(world); !fault.empty()) {
      std::ostringstream out;
      showValue(world, out);
      RC_FAIL(fault + "\n" + out.str());
    }
  }
}

}  // namespace
}  // namespace entente::laws
