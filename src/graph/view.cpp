#include "entente/graph/view.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <new>

#include "entente/time/claims.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

constexpr Instant kForever = Instant::plus_infinity();

// Some bound of the end is not known, and it may lie anywhere later: the end of "2005/", not of "2005/..".
bool has_unknown_end(const Period& p) {
  return p.latest_end == kForever && p.earliest_end != kForever;
}

bool meets(const Stretch& s, const Timeslice& slice) {
  return slice.kind == Timeslice::Kind::kThroughout ? s.start <= slice.from && s.end >= slice.to
                                                    : s.start < slice.to && s.end > slice.from;
}

Period intersect_bounds(const Period& p, const Period& q) {
  return {std::max(p.earliest_start, q.earliest_start), std::min(p.latest_start, q.latest_start),
          std::max(p.earliest_end, q.earliest_end), std::min(p.latest_end, q.latest_end)};
}

Period widest(const Period& p, const Period& q) {
  return {std::min(p.earliest_start, q.earliest_start), std::max(p.latest_start, q.latest_start),
          std::min(p.earliest_end, q.earliest_end), std::max(p.latest_end, q.latest_end)};
}

void add_statement(Life& life, const Period& said) {
  life.statements.push_back({said});
  if (life.statements.size() == 1) {
    life.stated = true;
    life.period = said;
    return;
  }
  const Period both = intersect_bounds(life.period, said);
  if (!life.rivals && both.is_valid()) {
    life.period = both;
    return;
  }
  if (!life.rivals) {
    life.rivals = true;
    life.period = life.statements[0][0];
    for (const std::vector<Period>& p : life.statements) life.period = widest(life.period, p[0]);
  }
  life.period = widest(life.period, said);
}

// The earliest that a life may have ended, by what any says.
Instant end_of_life(const Life& life) {
  if (!life.stretches.empty()) return life.stretches.back().earliest_end;
  if (!life.rivals) return life.period.earliest_end;
  Instant first = kForever;
  for (const std::vector<Period>& statement : life.statements) first = std::min(first, statement.back().earliest_end);
  return first;
}

// The stretch from the start of what persists up to `end`, not short of its certain part.
std::optional<Stretch> going_on(const Period& p, Instant end) {
  end = std::max(end, p.earliest_end);
  if (p.latest_start >= end) return std::nullopt;
  return Stretch{p.latest_start, end};
}

}  // namespace

// What copies of a view share: what was found of each vertex looked at so far, and, once asked for, which are in it.
struct View::Memory {
  explicit Memory(std::size_t vertices)
      // Zeroed by the system page by page, as far as they are touched.
      : flags(static_cast<std::atomic<std::uint8_t>*>(std::calloc(std::max<std::size_t>(vertices, 1), 1))) {
    static_assert(sizeof(std::atomic<std::uint8_t>) == 1 && std::atomic<std::uint8_t>::is_always_lock_free);
    if (flags == nullptr) throw std::bad_alloc();
  }
  ~Memory() { std::free(static_cast<void*>(flags)); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  std::atomic<std::uint8_t>* flags;
  std::array<std::once_flag, 3> sibling_made;
  std::array<std::unique_ptr<const View>, 3> siblings;  // under the other readings
  std::once_flag counted;
  std::vector<std::uint64_t> bits;
  std::vector<Vertex> before;  // members in the words before each word
  Vertex count = 0;
};

View::View(const TemporalGraph& graph, const Timeslice& slice, std::shared_ptr<const SourceFilter> sources, Instant now)
    : graph_(&graph), slice_(slice), sources_(std::move(sources)), now_(now), in_slice_(graph, slice) {
  const TypeTraits& traits = graph.traits();
  const auto in_use = [&](SymbolId type) { return graph.has_edges_of_type(type); };
  const bool lives = !graph.all_vertices_valid_always() ||
                     std::any_of(traits.lifetime_types().begin(), traits.lifetime_types().end(), in_use);
  checks_ends_ = lives && !slice.is_all();
  checks_vertices_ = checks_ends_ || sources_ != nullptr || graph.has_absent_vertices();
  rereads_ = sources_ != nullptr;
  weighs_datings_ = graph.has_claims() && (sources_ != nullptr || (slice.is_possible() && !slice.is_all()));
  presumes_ = slice.reading == Reading::kPresumed && !slice.is_all() && traits.any_persists();
  if (checks_vertices_) memory_ = std::make_shared<Memory>(graph.vertex_count());
  if (rereads_) {
    name_ = graph.symbol("name");
    aliases_ = graph.symbol("aliases");
  }
}

View View::within(std::shared_ptr<const Subgraph> part) const {
  View result = *this;
  if (part == part_) return result;
  result.part_ = std::move(part);
  result.checks_vertices_ =
      checks_ends_ || sources_ != nullptr || result.part_ != nullptr || graph_->has_absent_vertices();
  result.memory_ = result.checks_vertices_ ? std::make_shared<Memory>(graph_->vertex_count()) : nullptr;
  return result;
}

std::size_t View::select(const EdgeRun& run, Vertex near, bool out, std::size_t first, std::size_t last,
                         std::uint32_t* places) const {
  std::size_t count = 0;
  if (presumes_ || weighs_datings_) {
    for (std::size_t i = first; i < last; ++i) {
      if (in_time(run.edge(i))) places[count++] = static_cast<std::uint32_t>(i);
    }
  } else {
    count = in_slice_.select(run, first, last, places);
  }
  if (!checks_vertices_) return count;
  std::size_t kept = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = places[k];
    const Edge e = run.edge(i);
    if (!supports(e) || !is_in_part(e)) continue;
    if (checks_ends_ && !(out ? admits_end<true>(e, run.neighbor[i]) : admits_end<false>(e, run.neighbor[i]))) continue;
    // In a range `near` may have existed at another time than the relation.
    if (checks_ends_ && !is_instant() && !(out ? admits_end<false>(e, near) : admits_end<true>(e, near))) continue;
    places[kept++] = static_cast<std::uint32_t>(i);
  }
  return kept;
}

namespace {

// Of statements of which some may be sets of periods.
Life life_told_by(const std::vector<Validity>& said) {
  Life life;
  if (said.empty()) return life;
  life.stated = true;
  life.rivals = !agree(said);
  const Validity together = combine(said);
  life.period = cautious_bounds(together);
  if (life.rivals) {
    for (const Validity& statement : said) life.statements.push_back(stretches_of(statement));
  } else if (together.is_set()) {
    life.stretches = stretches_of(together);
  }
  return life;
}

}  // namespace

template <class Visit>
void View::for_each_lifetime(Vertex v, const SourceFilter* sources, const Visit& visit) const {
  for (const SymbolId type : graph_->traits().lifetime_types()) {
    const EdgeRun run = graph_->out(v, type);
    for (std::size_t i = 0; i < run.size(); ++i)
      if (sources == nullptr || sources->supports(run.edge(i))) visit(run.edge(i));
  }
}

Life View::life_of(Vertex v, const SourceFilter* sources) const {
  const bool own = !graph_->all_vertices_valid_always() && (sources == nullptr || sources->supports_values_of(v));
  if (graph_->has_claims() || graph_->has_sets() || graph_->has_sets_of_vertices()) {
    std::vector<Validity> said;
    const auto add = [&](const std::optional<Validity>& validity, std::span<const Dating> datings,
                         const Attribution& attribution) {
      if (datings.empty()) {
        if (validity && validity->bounds != Period::always()) said.push_back(*validity);
        return;
      }
      for (const Dating& dating : datings)
        if (sources == nullptr || sources->reads(dating.sources, attribution)) said.push_back(dating.validity);
    };
    if (own) add(graph_->validity_of_vertex(v), graph_->datings_of_vertex(v), graph_->attribution_of_vertex(v));
    for_each_lifetime(v, sources,
                      [&](Edge e) { add(graph_->validity(e), graph_->datings(e), graph_->attribution(e)); });
    return life_told_by(said);
  }
  Life life;
  const auto add = [&](const Period& bounds) {
    if (bounds != Period::always()) add_statement(life, bounds);
  };
  if (own) add(graph_->period_of_vertex(v));
  for_each_lifetime(v, sources, [&](Edge e) { add(graph_->period(e)); });
  if (!life.rivals) life.statements.clear();
  return life;
}

Life View::life(Vertex v) const {
  Life life = life_of(v, sources());
  if (!life.stated && sources_ != nullptr) life.dated_by_others = life_of(v, nullptr).stated;
  return life;
}

// Whether it surely did not exist in the slice, together with a relation that held in `with`.
bool View::rules_out(const Life& life, const Period& with) const {
  if (!life.stated) return false;
  const auto impossible = [&](const Period& p) {
    if (slice_.kind == Timeslice::Kind::kThroughout && !slice_.is_possible()) {
      return p.earliest_start > slice_.from || p.latest_end < slice_.to;
    }
    return std::max({p.earliest_start, with.earliest_start, slice_.from}) >=
           std::min({p.latest_end, with.latest_end, slice_.to});
  };
  if (!life.stretches.empty()) return std::all_of(life.stretches.begin(), life.stretches.end(), impossible);
  if (!life.rivals) return impossible(life.period);
  return std::all_of(life.statements.begin(), life.statements.end(), [&](const std::vector<Period>& statement) {
    return std::all_of(statement.begin(), statement.end(), impossible);
  });
}

bool View::admits_life(Vertex v, const Life& life) const {
  if (slice_.is_all()) return true;
  if (!life.stated) return !life.dated_by_others || slice_.is_possible();
  const auto admits = [&](const Period& p) { return slice_.admits(p); };
  const auto any_of = [&](const std::vector<Period>& all) { return std::any_of(all.begin(), all.end(), admits); };
  const auto& rivals = life.statements;
  const bool by_life = !life.stretches.empty() ? any_of(life.stretches)
                       : !life.rivals          ? admits(life.period)
                       : slice_.is_possible()  ? std::any_of(rivals.begin(), rivals.end(), any_of)
                                               : std::all_of(rivals.begin(), rivals.end(), any_of);
  if (by_life || !presumes_) return by_life;
  const std::optional<Stretch> on = presumed_of_vertex(v);
  return on && meets(*on, slice_);
}

// Flags of a vertex in Memory: whether it is ruled out, and whether it takes part; each with whether that is known.
namespace {
constexpr std::uint8_t kRulingKnown = 1, kRuledOut = 2, kMembershipKnown = 4, kMember = 8;

// The answer that two flags hold, found by `find` the first time; the same in whatever thread.
template <class Find>
bool remembered(std::atomic<std::uint8_t>& flags, std::uint8_t known, std::uint8_t yes, const Find& find) {
  const std::uint8_t seen = flags.load(std::memory_order_relaxed);
  if ((seen & known) != 0) return (seen & yes) != 0;
  const bool answer = find();
  flags.fetch_or(static_cast<std::uint8_t>(answer ? known | yes : known), std::memory_order_relaxed);
  return answer;
}
}  // namespace

bool View::is_ruled_out(Vertex v) const {
  return remembered(memory_->flags[v], kRulingKnown, kRuledOut, [&] { return rules_out(life(v), Period::always()); });
}

bool View::may_hold_with(Edge e, Vertex v) const {
  if (is_ruled_out(v)) return false;
  return is_instant() || !rules_out(life(v), period(e));
}

// By a relation that takes part, or would but for `v`.
bool View::is_implied(Vertex v) const {
  const auto implies = [&](const EdgeRun& run, bool out) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      const Edge e = run.edge(i);
      const RelationTraits& traits = graph_->traits().relation(run.type[i]);
      if (!(out ? traits.implies_from : traits.implies_to) || !is_stated(e) || !in_time(e) || !supports(e)) continue;
      if (may_hold_with(e, v) && may_hold_with(e, run.neighbor[i])) return true;
    }
    return false;
  };
  return implies(graph_->out(v), true) || implies(graph_->in(v), false);
}

bool View::is_member(Vertex v) const {
  return remembered(memory_->flags[v], kMembershipKnown, kMember, [&] {
    if (graph_->is_absent(v)) return false;
    if (part_ != nullptr && !part_->has_vertex(v)) return false;
    if (sources_ != nullptr && !sources_->supports_vertex(v)) return false;
    if (!checks_ends_) return true;
    return !is_ruled_out(v) && (admits_life(v, life(v)) || is_implied(v));
  });
}

namespace {

// Readings up to `most`, the surest first.
template <class Admits>
std::optional<Reading> surest(Reading most, const Admits& admits) {
  for (const Reading reading : {Reading::kCertain, Reading::kPresumed}) {
    if (reading < most && admits(reading)) return reading;
  }
  return admits(most) ? std::optional(most) : std::nullopt;
}

}  // namespace

const View& View::sibling(Reading reading) const {
  const auto place = static_cast<std::size_t>(reading);
  std::call_once(memory_->sibling_made[place],
                 [&] { memory_->siblings[place] = std::make_unique<const View>(under(reading)); });
  return *memory_->siblings[place];
}

std::optional<Reading> View::certainty_of_vertex(Vertex v) const {
  if (slice_.is_all() || !checks_vertices_) return admits_vertex(v) ? std::optional(Reading::kCertain) : std::nullopt;
  return surest(slice_.reading,
                [&](Reading r) { return r == slice_.reading ? admits_vertex(v) : sibling(r).admits_vertex(v); });
}

std::optional<Reading> View::certainty(Edge e) const {
  if (slice_.is_all()) return admits(e) ? std::optional(Reading::kCertain) : std::nullopt;
  return surest(slice_.reading, [&](Reading r) {
    if (r == slice_.reading) return admits(e);
    return checks_vertices_ ? sibling(r).admits(e) : under(r).admits(e);
  });
}

bool View::holds_as_read(Edge e) const {
  const std::optional<Validity> read = validity(e);
  if (!read) return true;
  return slice_.admits(*read) && (!slice_.is_possible() || is_possible_by_some_dating(e));
}

// What rivals say together covers the time between them too, at which none of them has it.
bool View::is_possible_by_some_dating(Edge e) const {
  const std::vector<Validity> told = rivals(e);
  return told.empty() || std::any_of(told.begin(), told.end(), [&](const Validity& v) { return slice_.admits(v); });
}

std::vector<Validity> View::rivals(Edge e) const {
  const std::span<const Dating> datings = graph_->datings(e);
  if (datings.size() < 2) return {};
  std::vector<Validity> read;
  for (const Dating& dating : datings)
    if (sources_ == nullptr || sources_->reads(dating.sources, graph_->attribution(e))) read.push_back(dating.validity);
  if (read.size() < 2 || agree(read)) read.clear();
  return read;
}

Period View::period_read(Edge e) const {
  const std::optional<Validity> read = sources_->validity(e);
  return read ? cautious_bounds(*read) : Period::always();
}

Period View::period_read_of_vertex(Vertex v) const {
  const std::optional<Validity> read = sources_->validity_of_vertex(v);
  return read ? cautious_bounds(*read) : Period::always();
}

namespace {

// The last of the values that hold in the slice and are read.
Value last_read(const std::vector<TimedValue>& values, const Attribution& attribution, const SourceFilter& sources,
                const Timeslice& slice) {
  for (auto value = values.rbegin(); value != values.rend(); ++value) {
    if (value->validity != nullptr && !slice.admits(*value->validity)) continue;
    if (sources.reads(value->sources != nullptr ? *value->sources : std::vector<SourceRef>(), attribution))
      return value->value;
  }
  return {};
}

}  // namespace

Value View::property(Vertex v, SymbolId key) const {
  if (!rereads_) return graph_->property(v, key, slice_);
  Value read = last_read(graph_->property_values(v, key), graph_->attribution_of_vertex(v), *sources_, slice_);
  // A source need not say how an entity is called that it speaks of: without its names it could not be asked for.
  if (read.is_null() && (key == name_ || key == aliases_)) return graph_->property(v, key, slice_);
  return read;
}

Value View::edge_property(Edge e, SymbolId key) const {
  if (!rereads_) return graph_->edge_property(e, key, slice_);
  return last_read(graph_->edge_property_values(e, key), graph_->attribution(e), *sources_, slice_);
}

std::vector<SymbolId> View::keys(Vertex v) const {
  std::vector<SymbolId> keys = graph_->keys(v, slice_);
  if (rereads_) std::erase_if(keys, [&](SymbolId key) { return property(v, key).is_null(); });
  return keys;
}

std::vector<SymbolId> View::edge_keys(Edge e) const {
  std::vector<SymbolId> keys = graph_->edge_keys(e, slice_);
  if (rereads_) std::erase_if(keys, [&](SymbolId key) { return edge_property(e, key).is_null(); });
  return keys;
}

bool View::is_presumed(Edge e) const {
  const std::optional<Stretch> on = presumed(e);
  return on && meets(*on, slice_);
}

namespace {

// The earliest that a relation may have ended, by any of its datings that is read; of a set of periods, that the last
// of its stretches may have.
Instant end_of_relation(const View& view, Edge e) {
  const TemporalGraph& graph = view.graph();
  if (!graph.is_set(e) && !graph.has_claims()) return graph.period(e).earliest_end;
  std::vector<Validity> told;
  for (const Dating& dating : graph.datings(e)) {
    if (view.sources() == nullptr || view.sources()->reads(dating.sources, graph.attribution(e)))
      told.push_back(dating.validity);
  }
  if (told.size() < 2 || agree(told)) {
    const std::optional<Validity> together = view.validity(e);
    return together ? stretches_of(*together).back().earliest_end : kForever;
  }
  Instant first = kForever;
  for (const Validity& rival : told) first = std::min(first, stretches_of(rival).back().earliest_end);
  return first;
}

}  // namespace

std::optional<Stretch> View::presumed(Edge e) const {
  const RelationTraits& traits = graph_->traits().relation(graph_->type(e));
  if (!traits.persists) return std::nullopt;
  const Period own = period(e);
  if (!has_unknown_end(own)) return std::nullopt;
  const Vertex from = graph_->source(e), to = graph_->target(e);
  Instant end = now_;

  const auto each = [&](const EdgeRun& run, const auto& visit) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (run.edge(i) != e && supports(run.edge(i))) visit(run.edge(i), run.neighbor[i]);
    }
  };
  for (const SymbolId type : traits.competitors) {
    each(graph_->in(to, type), [&](Edge other, Vertex) {
      const Period p = period(other);
      if (p.earliest_start >= own.latest_start && p.latest_start > own.latest_start) {
        end = std::min(end, p.earliest_start);
      }
    });
  }
  // The same two entities, whichever way round where that says nothing.
  const auto between = [&](SymbolId type, const auto& visit) {
    const auto to_other = [&](Vertex wanted) {
      return [&visit, wanted](Edge other, Vertex neighbor) {
        if (neighbor == wanted) visit(other);
      };
    };
    each(graph_->out(from, type), to_other(to));
    if (traits.symmetric || graph_->traits().relation(type).symmetric) each(graph_->out(to, type), to_other(from));
  };
  between(graph_->type(e), [&](Edge other) {
    const Instant ended = end_of_relation(*this, other);
    if (period(other).latest_end != kForever && ended > own.latest_start) end = std::min(end, ended);
  });
  for (const SymbolId type : traits.ended_by) {
    between(type, [&](Edge other) {
      const Period p = period(other);
      if (p.latest_start > own.latest_start) end = std::min(end, p.earliest_start);
    });
  }
  for (const Vertex v : {from, to}) {
    const Life other = life(v);
    if (!other.stated) continue;
    if (other.period.latest_end != kForever) {
      end = std::min(end, end_of_life(other));
    } else if (const std::optional<Stretch> on = presumed_of_vertex(v)) {
      end = std::min(end, on->end);
    }
  }
  return going_on(own, end);
}

std::optional<Stretch> View::presumed_of_vertex(Vertex v) const {
  const Life own = life(v);
  if (!own.stated || own.rivals || !has_unknown_end(own.period)) return std::nullopt;
  bool persists = false;
  Instant end = now_;
  for (const SymbolId label : graph_->labels(v)) {
    const EntityTraits& traits = graph_->traits().entity(label);
    persists = persists || traits.persists;
    if (!traits.lifespan || !own.period.latest_start.is_finite()) continue;
    if (const Result<Instant> last = add(own.period.latest_start, *traits.lifespan); last.ok())
      end = std::min(end, *last);
  }
  return persists ? going_on(own.period, end) : std::nullopt;
}

const View::Memory& View::members() const {
  std::call_once(memory_->counted, [this] {
    Memory& m = *memory_;
    m.bits.assign((graph_->vertex_count() + std::size_t{63}) / 64, 0);
    m.before.reserve(m.bits.size());
    for (Vertex v = 0; v < graph_->vertex_count(); ++v) {
      if (v % 64 == 0) m.before.push_back(m.count);
      if (!admits_vertex(v)) continue;
      m.bits[v / 64] |= std::uint64_t{1} << (v % 64);
      ++m.count;
    }
  });
  return *memory_;
}

Vertex View::vertex_count() const {
  return checks_vertices_ ? members().count : graph_->vertex_count();
}

Vertex View::index_of(Vertex v) const {
  if (!checks_vertices_) return v;
  const Memory& m = members();
  const std::uint64_t below = m.bits[v / 64] & ((std::uint64_t{1} << (v % 64)) - 1);
  return m.before[v / 64] + static_cast<Vertex>(std::popcount(below));
}

}  // namespace entente
