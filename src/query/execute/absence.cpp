#include "query/execute/absence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "query/execute/evaluation.hpp"
#include "query/execute/sliced_patterns.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostNamed = 3;
constexpr std::chrono::milliseconds kPatience(100);

std::string in_words(const std::vector<Period>& stretches) {
  return text_of(stretches.size() == 1 ? validity_of(stretches.front()) : validity_of_stretches(stretches));
}

// Who says so, as " (x, y)"; empty: nobody by name, or not of the entity itself.
std::string sayers(const TemporalGraph& graph, Vertex v, const std::string& when) {
  std::vector<std::string> names;
  for (const Dating& dating : graph.datings_of_vertex(v)) {
    if (text_of(dating.validity) != when) continue;
    for (const SourceRef& source : dating.sources) names.push_back(source.source);
  }
  return names.empty() ? "" : fmt::format(" ({})", fmt::join(names, ", "));
}

// Of rivals each statement, as nobody says what they cover together.
std::string life_in_words(const TemporalGraph& graph, Vertex v, const Life& life) {
  std::vector<std::string> rivals;
  for (const std::vector<Period>& statement : life.statements) {
    std::string words = in_words(statement);
    words += sayers(graph, v, words);
    if (std::find(rivals.begin(), rivals.end(), words) == rivals.end()) rivals.push_back(std::move(words));
  }
  if (!rivals.empty()) return fmt::format("{}", fmt::join(rivals, " or "));
  if (!life.stretches.empty()) return text_of(validity_of_stretches(life.stretches));
  return text_of(validity_of(life.period));
}

// What of the matches at other times does not take part in the view.
class Denials {
 public:
  explicit Denials(const View& view) : view_(view.under(Reading::kPossible)) {}

  void add(const std::vector<Value>& match) {
    ++matches_;
    here_.clear();
    for (const Value& element : match) look_at(element);
    for (const Vertex v : here_) ++ruled_out_[v];
  }

  // Entities that their lives rule out in each match, a few.
  std::vector<std::string> ruled_out() const {
    std::vector<std::string> named;
    for (const auto& [v, matches] : ruled_out_) {
      if (matches == matches_ && named.size() < kMostNamed)
        named.push_back(
            fmt::format("{}, {}", name_of(view_.graph(), v), life_in_words(view_.graph(), v, view_.life(v))));
    }
    return named;
  }

  // When the relations hold that don't take part; of matches without any, the entities.
  std::string when() const {
    const std::optional<Period>& hull = relations_ ? relations_ : lives_;
    if (!hull) return {};
    const Period all = Period::certain(hull->earliest_start, hull->latest_end);
    return all == Period::always() ? "" : text_of(validity_of(all));
  }

 private:
  void look_at(const Value& element) {
    if (element.type() == ValueType::kList) {
      for (const Value& item : element.list()) look_at(item);
    } else if (element.type() == ValueType::kNode) {
      look_at_vertex(element.node().index);
    } else if (element.type() == ValueType::kRelationship) {
      const Edge e = element.relationship().index;
      look_at_vertex(view_.graph().source(e));
      look_at_vertex(view_.graph().target(e));
      const Period p = view_.period(e);
      if (p != Period::always() && !view_.admits(e)) widen(relations_, p);
    }
  }

  void look_at_vertex(Vertex v) {
    if (view_.admits_vertex(v)) return;
    const Life life = view_.life(v);
    if (!life.stated) return;
    here_.insert(v);
    widen(lives_, life.period);
  }

  static void widen(std::optional<Period>& hull, const Period& p) {
    if (!hull) hull = p;
    hull->earliest_start = std::min(hull->earliest_start, p.earliest_start);
    hull->latest_end = std::max(hull->latest_end, p.latest_end);
  }

  View view_;
  std::size_t matches_ = 0;
  std::set<Vertex> here_;
  std::map<Vertex, std::size_t> ruled_out_;
  std::optional<Period> relations_, lives_;
};

// The one window of the statement, if all its slices are the same.
const View* only_view(const std::vector<View>& views) {
  const View* only = nullptr;
  for (const View& view : views) {
    if (view.slice().is_all()) continue;
    if (only != nullptr && (only->slice() != view.slice() || only->sources() != view.sources())) return nullptr;
    only = &view;
  }
  return only;
}

}  // namespace

Withheld::Absence why_absent(SlicedPatterns& patterns, const ExecutionContext& context, bool& at_least) {
  Withheld::Absence why;
  const auto& views = context.views;
  const auto by_anybody = [](const View& v) { return View(v.graph(), v.slice(), nullptr, v.now()).watched(v.watch()); };
  if (std::any_of(views.begin(), views.end(), [](const View& v) { return v.sources() != nullptr; })) {
    why.by_others = patterns.count(by_anybody, kMostCounted, at_least);
  }
  if (std::all_of(views.begin(), views.end(), [](const View& v) { return v.slice().is_all(); })) return why;
  // A slice and its sources are told apart by looking at one view alone.
  const View* const only = only_view(views);
  std::optional<Denials> denials;
  if (only != nullptr) denials.emplace(*only);
  why.at_other_times =
      patterns.count([](const View& v) { return v.in(Timeslice::all()); }, kMostCounted, at_least,
                     denials ? [&](const std::vector<Value>& match) { denials->add(match); } : SlicedPatterns::Visit());
  if (!denials || why.at_other_times == 0) return why;
  why.ruled_out = denials->ruled_out();
  if (why.ruled_out.empty()) why.when = denials->when();
  return why;
}

std::optional<Warning> why_excluded(SlicedPatterns& patterns) {
  bool at_least = false;
  const std::optional<SlicedPatterns::Excluded> excluded = patterns.excluded(kMostCounted, at_least);
  if (!excluded) return std::nullopt;
  return Warning{fmt::format("this leaves out {}{} match{}, and there is no other: what it excludes is there",
                             at_least ? "at least " : "", excluded->matches, excluded->matches == 1 ? "" : "es"),
                 excluded->place,
                 {}};
}

std::optional<Warning> whose_word(SlicedPatterns& patterns, const plan::Plan& plan, const ExecutionContext& context) {
  const auto spec = std::find_if(plan.slices.begin(), plan.slices.end(),
                                 [](const plan::SliceSpec& s) { return s.according_to != nullptr; });
  if (spec == plan.slices.end() || !context.graph.has_claims()) return std::nullopt;
  std::vector<std::string> words;
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  for (const SourceRef& source : cited_sources(context.graph)) {
    if (words.size() == kMostNamed || std::chrono::steady_clock::now() > deadline) break;
    if (!source.locator.empty()) continue;
    const auto alone = std::make_shared<const SourceFilter>(context.graph, SourceChoice{{}, {source}});
    const auto by_it = [&](const View& v) {
      return v.sources() == nullptr ? v : View(v.graph(), v.slice(), alone, v.now()).watched(v.watch());
    };
    bool at_least = false;
    if (patterns.count(by_it, 1, at_least) > 0) words.push_back(fmt::format("ACCORDING TO '{}'", source.source));
  }
  if (words.empty()) return std::nullopt;
  return Warning{fmt::format("this matches by the word of others alone: {}", fmt::join(words, ", ")),
                 spec->according_to->span,
                 {}};
}

}  // namespace entente
