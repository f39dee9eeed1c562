#include "query/update/run_writing.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "entente/time/portion.hpp"
#include "model/supertypes.hpp"
#include "query/execute/evaluation.hpp"
#include "query/functions/entity_property.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/update.hpp"
#include "query/running_query.hpp"
#include "query/update/property_changes.hpp"

namespace entente {
namespace {

using plan::ExpressionPtr;
using plan::Slot;

// A part of the statement over the graph as it is now: what its expressions are evaluated in.
class PartContext {
 public:
  PartContext(const plan::Plan& plan, std::shared_ptr<const TemporalGraph> graph, const Map& parameters,
              const RunOptions& options, const RunWatch& watch, const KeptRows& kept)
      : graph_(std::move(graph)), context_{*graph_, plan, parameters} {
    context_.now = options.now;
    context_.watch = &watch;
    context_.whole = View(*graph_, Timeslice::all(), nullptr, options.now).watched(&watch);
    context_.boost_paths = options.boost_paths;
    context_.kept = &kept;
    context_.open_csv = &options.open_csv;
    for (const plan::SliceSpec& spec : plan.slices) context_.views.push_back(resolve_view(spec, context_));
  }
  PartContext(const PartContext&) = delete;
  PartContext& operator=(const PartContext&) = delete;

  ExecutionContext& operator*() { return context_; }

 private:
  std::shared_ptr<const TemporalGraph> graph_;
  ExecutionContext context_;
};

// That a fact on its way into a commit takes, roughly: as it is told, as it stands in the draft, and as it is stored.
constexpr std::size_t kFactBytes = 1500;

class WritingRun {
 public:
  WritingRun(const plan::Plan& plan, const PrepareFor& prepare_for, Draft& draft, const Map& parameters,
             const RunOptions& options)
      : plan_(&plan),
        prepare_for_(prepare_for),
        parameters_(parameters),
        options_(options),
        watch_(options.control),
        charge_(&watch_),
        draft_(draft) {}

  Table run() {
    require_parameters(*plan_, parameters_);
    draft_.counts() = {};
    kept_.rows.emplace_back();
    if (!needs_no_graph(plan_->writing->parts.front())) draft_.settle();
    const std::size_t count = plan_->writing->parts.size();
    for (; part_ < count; ++part_) {
      renew_plan();
      read();
      std::visit([&](const auto& update) { apply(update); }, plan_->writing->parts[part_].update);
      // What nobody looks at in this statement waits for one that does.
      if (part_ + 1 == count && plan_->root == nullptr && !draft_.has_loose_ends()) break;
      draft_.settle();
      renew_rows();
    }
    draft_.check_ends();
    Table table;
    if (plan_->root == nullptr) {
      leave();
      table.warnings = plan_->warnings;
    } else {
      renew_plan();
      leave();
      RunOptions options = options_;
      options.kept = &kept_;
      RunningQuery(*plan_, *draft_.graph(), parameters_, options).collect(table);
    }
    table.warnings.insert(table.warnings.end(), warnings_.begin(), warnings_.end());
    table.updates = draft_.counts();
    return table;
  }

 private:
  // The part can't see what stands in the graph: it makes something of what is written in it, and of parameters.
  static bool needs_no_graph(const plan::WritingPart& part) {
    if (plan::as<plan::Unit>(part.root) == nullptr || !std::holds_alternative<plan::Create>(part.update)) return false;
    bool all = true;
    plan::Update update = part.update;
    plan::map_expressions(update, [&](const ExpressionPtr& e) {
      all = all && is_as_written(e);
      return e;
    });
    return all;
  }
  static bool is_as_written(const ExpressionPtr& e) {
    if (e == nullptr || plan::as<plan::Constant>(e) || plan::as<plan::Parameter>(e)) return true;
    if (!plan::as<plan::MapMake>(e) && !plan::as<plan::ListMake>(e)) return false;
    bool all = true;
    plan::for_each_child(*e, [&](const ExpressionPtr& child) { all = all && is_as_written(child); });
    return all;
  }

  // What an update brought may be more than the plan knows of.
  void renew_plan() {
    if (draft_.shape() == planned_shape_) return;
    planned_shape_ = draft_.shape();
    plans_.push_back(prepare_for_(*draft_.graph()));
    plan_ = plans_.back().get();
  }

  // The update at hand, as planned last.
  template <class Update>
  const Update& update() const {
    return std::get<Update>(plan_->writing->parts[part_].update);
  }
  void enter() {
    leave();
    context_ = std::make_unique<PartContext>(*plan_, draft_.graph(), parameters_, options_, watch_, kept_);
    row_.resize(std::max(row_.size(), static_cast<std::size_t>(plan_->slot_count)));
  }

  void leave() {
    if (context_ == nullptr) return;
    for (Warning& warning : (**context_).warnings) warnings_.push_back(std::move(warning));
    context_.reset();
  }

  // The rows of the part in the place of those kept.
  void read() {
    const plan::WritingPart& part = plan_->writing->parts[part_];
    enter();
    if (plan::as<plan::KeptRows>(part.root) == nullptr) {
      KeptRows now{part.slots, {}};
      const std::unique_ptr<RowSource> source = build(part.root, **context_);
      for (Batch batch(plan_->slot_count); source->next(batch);)
        for (std::size_t i = 0; i < batch.size(); ++i) keep(now, batch.row(i));
      kept_ = std::move(now);
    }
    // What the update fills stands behind.
    kept_.slots.insert(kept_.slots.end(), part.filled.begin(), part.filled.end());
    for (std::vector<Value>& row : kept_.rows) row.resize(kept_.slots.size());
  }

  void keep(KeptRows& rows, const Value* row) {
    std::vector<Value>& values = rows.rows.emplace_back();
    for (const Slot slot : rows.slots) {
      values.push_back(row[slot]);
      charge_.add(sizeof(Value) + row[slot].own_bytes());
    }
  }

  // Relationships that were changed have other numbers.
  void renew_rows() {
    for (std::vector<Value>& row : kept_.rows)
      for (Value& value : row) draft_.renew(value);
  }

  // ---- a row at hand
  void take(std::vector<Value>& row) {
    watch_.poll();
    charge_.add(kFactBytes * (draft_.size() - std::exchange(charged_, draft_.size())));
    is_row_changed_ = false;
    for (std::size_t i = 0; i < kept_.slots.size(); ++i) {
      draft_.renew(row[i]);
      row_[static_cast<std::size_t>(kept_.slots[i])] = row[i];
    }
  }
  void put_back(std::vector<Value>& row) const {
    for (std::size_t i = 0; i < kept_.slots.size(); ++i) row[i] = row_[static_cast<std::size_t>(kept_.slots[i])];
  }
  Value value_of(const ExpressionPtr& expression) {
    return expression ? evaluate(*expression, row_.data(), **context_) : Value();
  }
  // Makes what was changed visible, and goes on in the graph as it is then.
  void settle() {
    if (draft_.is_settled()) return;
    draft_.settle();
    is_row_changed_ = false;
    renew_plan();
    enter();
    for (Value& value : row_) draft_.renew(value);
  }

  // ---- CREATE
  void apply(const plan::Create&) {
    for (std::vector<Value>& row : kept_.rows) {
      take(row);
      make([this]() -> auto& { return update<plan::Create>(); });
      put_back(row);
    }
  }

  // `create` gives it as planned last: names that it brings have numbers only behind it.
  template <class Made>
  void make(const Made& create) {
    for (std::size_t i = 0; i < create().nodes.size(); ++i) {
      if (create().nodes[i].reads_made) settle();
      const plan::NewNode& made = create().nodes[i];
      EntityFact fact;
      with_place(made.span, [&] {
        describe(made, fact);
        name_node(made, fact);
        for (const std::string& label : made.labels) add_label(fact.types, label);
        draft_.counts().labels_added += fact.types.size();
        row_[static_cast<std::size_t>(made.slot)] = draft_.add(std::move(fact));
      });
    }
    for (std::size_t i = 0; i < create().relationships.size(); ++i) {
      if (create().relationships[i].reads_made) settle();
      const plan::NewRelationship& made = create().relationships[i];
      RelationFact fact;
      fact.type = made.type;
      with_place(made.span, [&] {
        describe(made, fact);
        const NodeRef from = end_of(made.from), to = end_of(made.to);
        row_[static_cast<std::size_t>(made.slot)] = draft_.add(std::move(fact), from, to);
      });
    }
    if (create().paths.empty()) return;
    settle();  // a path looks at the ends of its relationships
    for (const auto& [slot, path] : create().paths) row_[static_cast<std::size_t>(slot)] = value_of(path);
  }

  NodeRef end_of(Slot slot) const {
    const Value& end = row_[static_cast<std::size_t>(slot)];
    if (end.is_node()) return end.node();
    throw Error(ErrorCode::kSemantic, fmt::format("a relationship ends at a node, and this is {}", name(end.type())))
        .with_detail("InvalidArgumentType");
  }

  template <class New, class Fact>
  void describe(const New& made, Fact& fact) {
    if (made.properties) {
      const Value properties = value_of(made.properties);
      if (!properties.is_map())
        throw Error(ErrorCode::kType, fmt::format("properties are a map, and this is {}", name(properties.type())))
            .with_detail("InvalidArgumentType");
      draft_.counts().properties_set += set_properties(fact.properties, properties.map(), true);
    }
    if (made.valid) fact.validity = validity_of_value(value_of(made.valid));
    if (made.sources) fact.attribution.sources = sources_of_value(value_of(made.sources));
  }

  void name_node(const plan::NewNode& made, EntityFact& fact) {
    if (!made.key) return;
    const Value key = value_of(made.key);
    if (!key.is_string())
      throw Error(ErrorCode::kType, fmt::format("a key is a text, and this is {}", name(key.type())))
          .with_detail("InvalidArgumentType");
    fact.key = key.string();
    if (fact.key.empty()) throw Error(ErrorCode::kArgument, "the key is empty").with_hint("without KEY it gets one");
  }

  // ---- SET, REMOVE
  void apply(const plan::Set&) {
    for (std::vector<Value>& row : kept_.rows) {
      take_settled(row);
      portion_ = portion_of(update<plan::Set>().portion);
      set_items([this]() -> auto& { return update<plan::Set>().items; });
      put_back(row);
    }
    portion_.reset();
  }

  // ---- FOR PORTION OF VALID_TIME
  std::optional<Period> portion_of(const std::optional<plan::Portion>& portion) {
    if (!portion) return std::nullopt;
    portion_span_ = portion->span;
    const auto first_moment = [&](const ExpressionPtr& date, Instant open) {
      const Value value = value_of(date);
      if (value.is_null())
        throw_at(date->span,
                 Error(ErrorCode::kArgument, "a portion of valid time lies between dates, and this is null"));
      if (value.is_string() && value.string() == "..") return open;
      const Period bound = with_place(date->span, [&] { return date_in(value, **context_); });
      if (bound.earliest_start == bound.latest_start) return bound.earliest_start;
      throw_at(date->span, Error(ErrorCode::kArgument,
                                 "a portion begins and ends at a certain moment, and here it is "
                                 "in doubt when this period begins")
                               .with_hint("write the date that is meant"));
    };
    const Instant from = first_moment(portion->from, Instant::minus_infinity()),
                  to = first_moment(portion->to, Instant::plus_infinity());
    if (from < to) return Period::certain(from, to);
    throw_at(portion->span, Error(ErrorCode::kArgument, fmt::format("the portion from {} to {} is empty",
                                                                    print_instant(from), print_instant(to)))
                                .with_hint("FROM a TO b ends where b begins"));
  }

  template <class Fact>
  static const std::optional<Validity>& time_of(const Fact& fact) {
    if (fact.datings.empty()) return fact.validity;
    throw Error(ErrorCode::kInvalidData, "sources date this otherwise, and a portion can be cut off one time only")
        .with_hint("SET valid(x) = … says which time counts");
  }

  template <class Fact>
  Portions split_time(const Fact& fact) {
    Portions parts = split(time_of(fact), *portion_);
    if (parts.may_be_absent) warn_of_doubt();
    return parts;
  }
  void warn_of_doubt() {
    warn_once(
        {"the portion cuts where it is in doubt on which side a fact held: its parts are possible at each of "
         "those moments, and over a range of time they count as there",
         portion_span_, "SET valid(x) = … says the time that is meant"});
  }

  // `change` gives how many of the properties that it is handed are others then. Of a relationship what lies outside of
  // the portion becomes one of its own, which says what was said before.
  template <class Change>
  void change_properties(RelationFact& fact, RelationshipRef r, const Change& change) {
    std::vector<PropertyFact> changed = fact.properties;
    const std::size_t count = change(changed);
    if (count == 0) return;
    if (portion_) {
      Portions parts = split_time(fact);
      if (!parts.within) return;
      if (parts.outside) {
        RelationFact rest = fact;
        rest.key.clear();  // which stays with what was changed
        rest.validity = std::move(parts.outside);
        const auto [from, to] = draft_.ends(r);
        draft_.add(std::move(rest), from, to);
        set_validity(fact, parts.within);
        ++draft_.counts().times_set;
      }
    }
    fact.properties = std::move(changed);
    draft_.counts().properties_set += count;
  }
  template <class Change>
  void change_properties(EntityFact& fact, NodeRef, const Change& change) {
    draft_.counts().properties_set += change(fact.properties);
  }

  // Takes the portion out of the time of a fact, and the fact away where nothing is left.
  template <class Ref>
  void cut(Ref ref, bool detach) {
    if (draft_.is_removed(ref)) return;
    auto& fact = draft_.change(ref);
    Portions parts = split_time(fact);
    if (parts.within && parts.outside) {
      set_validity(fact, parts.outside);
      ++draft_.counts().times_set;
    } else if (parts.within) {
      return remove_whole(ref, detach);
    }
    if constexpr (std::is_same_v<Ref, NodeRef>) {
      if (!detach) return;
      const TemporalGraph& graph = *draft_.graph();
      for (const EdgeRun& run : {graph.out(ref.index), graph.in(ref.index)})
        for (std::size_t i = 0; i < run.size(); ++i) cut(RelationshipRef{run.edge(i)}, false);
    }
  }
  void remove_whole(NodeRef node, bool detach) { draft_.remove(node, detach); }
  void remove_whole(RelationshipRef r, bool) { draft_.remove(r); }
  template <class Ref>
  void remove_or_cut(Ref ref, bool detach) {
    portion_ ? cut(ref, detach) : remove_whole(ref, detach);
  }

  // Where its elements were changed by a row before, it reads them as they are by now.
  void take_settled(std::vector<Value>& row) {
    take(row);
    if (std::any_of(row.begin(), row.end(), [&](const Value& value) { return is_changed(value); })) settle();
  }
  bool is_changed(const Value& value) const {
    if (value.is_node()) return draft_.is_changed(value.node());
    return value.is_relationship() && draft_.is_changed(value.relationship());
  }

  template <class Items>
  void set_items(const Items& items) {
    for (std::size_t i = 0; i < items().size(); ++i) {
      if (!draft_.is_settled() && !std::visit([&](const auto& item) { return this->sees_nothing(item); }, items()[i]))
        settle();
      std::visit([&](const auto& item) { with_place(item.span, [&] { set(item); }); }, items()[i]);
      is_row_changed_ = true;
    }
  }

  // Whether what was changed and is not settled can't be seen in its value: it needs no row, or, where nothing of this
  // row was changed, no more of the graph than properties of the row's own elements.
  bool sees_nothing(const ExpressionPtr& e) const {
    return e == nullptr || plan::is_row_free(e) || (!is_row_changed_ && reads_row_alone(e));
  }
  bool sees_nothing(const plan::SetProperty& item) const {
    return sees_nothing(item.value) && sees_nothing(item.valid) && sees_nothing(item.sources);
  }
  bool sees_nothing(const plan::SetLabels&) const { return true; }
  template <class Item>
  bool sees_nothing(const Item& item) const {
    return sees_nothing(item.value) && sees_nothing(item.sources);
  }
  static bool reads_row_alone(const ExpressionPtr& e) {
    using plan::as;
    if (as<plan::SlotRead>(e)) return true;
    if (const auto* read = as<plan::PropertyRead>(e)) return as<plan::SlotRead>(read->object) != nullptr;
    const auto* call = as<plan::Call>(e);
    const bool is_plain = call != nullptr || as<plan::Constant>(e) || as<plan::Parameter>(e) || as<plan::MapMake>(e) ||
                          as<plan::ListMake>(e) || as<plan::Case>(e) || as<plan::Logical>(e) || as<plan::IsNull>(e);
    if (!is_plain) return false;
    bool all = true;  // a function that is handed a node may look at others
    plan::for_each_child(*e, [&](const ExpressionPtr& child) {
      all = all && reads_row_alone(child) && (call == nullptr || as<plan::SlotRead>(child) == nullptr);
    });
    return all;
  }

  // Calls `change` with the fact that is to be changed; null: nothing is done.
  template <class Change>
  void on_target(const ExpressionPtr& target, const Change& change) {
    const Value value = value_of(target);
    if (value.is_null()) return;
    if (value.is_node()) return change(draft_.change(value.node()), value.node());
    if (value.is_relationship()) return change(draft_.change(value.relationship()), value.relationship());
    throw Error(ErrorCode::kType,
                fmt::format("SET changes nodes and relationships, and this is {}", name(value.type())))
        .with_detail("InvalidArgumentType");
  }

  // A node is one through all of its time, so that its values change; a relationship is parted.
  static bool has_values_in_time(NodeRef) { return true; }
  static bool has_values_in_time(RelationshipRef) { return false; }

  StatedSources sources_of(const ExpressionPtr& e) {
    return e ? StatedSources(sources_of_value(value_of(e))) : std::nullopt;
  }

  void set(const plan::SetProperty& item) {
    const Value value = value_of(item.value);
    require_property_value(item.key, value);
    const std::optional<Validity> when = item.valid ? validity_of_value(value_of(item.valid)) : std::nullopt;
    const StatedSources sources = sources_of(item.sources);
    on_target(item.target, [&](auto& fact, auto ref) {
      change_properties(fact, ref, [&](std::vector<PropertyFact>& properties) -> std::size_t {
        if (portion_ && has_values_in_time(ref))
          return set_property_in(properties, item.key, value, *portion_, sources);
        return set_property(properties, item.key, value, when, sources);
      });
    });
  }

  void set(const plan::SetProperties& item) {
    const Value value = value_of(item.value);
    const StatedSources sources = sources_of(item.sources);
    Map values;
    if (value.is_map()) {
      values = value.map();
    } else if (value.is_node() || value.is_relationship()) {
      const View& view = (**context_).whole;
      const TemporalGraph& graph = view.graph();
      const auto keys = value.is_node() ? graph.keys(value.node().index) : graph.edge_keys(value.relationship().index);
      for (const SymbolId key : keys)
        values[std::string(graph.symbol_name(key))] = property_by_name(value, graph.symbol_name(key), view);
    } else {
      throw Error(ErrorCode::kType, fmt::format("properties are a map, and this is {}", name(value.type())))
          .with_detail("InvalidArgumentType");
    }
    on_target(item.target, [&](auto& fact, auto ref) {
      change_properties(fact, ref, [&](std::vector<PropertyFact>& properties) -> std::size_t {
        if (!portion_ || !has_values_in_time(ref)) return set_properties(properties, values, item.add, sources);
        if (!item.add)
          throw Error(ErrorCode::kInvalidData, "SET n = map says all properties of a node, for all of its time")
              .with_hint("SET n += map sets those that it names for a portion of time");
        std::size_t changed = 0;
        for (const auto& [key, one] : values) {
          require_property_value(key, one);
          changed += set_property_in(properties, key, one, *portion_, sources) ? 1 : 0;
        }
        return changed;
      });
    });
  }

  void set(const plan::SetLabels& item) {
    const Value value = value_of(item.target);
    if (value.is_null()) return;
    if (!value.is_node())
      throw Error(ErrorCode::kType, fmt::format("labels are those of nodes, and this is {}", name(value.type())))
          .with_detail("InvalidArgumentType");
    std::vector<std::string>& labels = draft_.change(value.node()).types;
    const UpdateCounts before = draft_.counts();
    for (const std::string& label : item.labels) {
      const bool is_implied = [&] {
        const auto all = with_supertypes(draft_.graph()->ontology(), labels);
        return std::find(labels.begin(), labels.end(), label) == labels.end() &&
               std::any_of(all.begin(), all.end(), [&](const TypeAbove& type) { return type.name == label; });
      }();
      if (is_implied && item.remove) warn_implied(label, item.span);
      if (is_implied) continue;
      if (item.remove)
        draft_.counts().labels_removed += remove_label(labels, label) ? 1 : 0;
      else
        draft_.counts().labels_added += add_label(labels, label) ? 1 : 0;
    }
    if (draft_.counts() != before) draft_.note_relabelled(value.node());
  }

  void warn_implied(const std::string& label, SourceSpan span) {
    warn_once(
        {fmt::format("`{}` stays: by the ontology another label of the node says it", label), span, "REMOVE that one"});
  }
  void warn_once(Warning warning) {
    const auto is_same = [&](const Warning& w) { return w.message == warning.message && w.span == warning.span; };
    if (std::none_of(warnings_.begin(), warnings_.end(), is_same)) warnings_.push_back(std::move(warning));
  }

  void set(const plan::SetValidity& item) {
    const std::optional<Validity> validity = validity_of_value(value_of(item.value));
    const StatedSources sources = sources_of(item.sources);
    on_target(item.target, [&](auto& fact, auto) {
      set_validity(fact, validity);
      if (sources) fact.attribution.sources = *sources;
      ++draft_.counts().times_set;
    });
  }

  // ---- DELETE
  void apply(const plan::Delete& clause) {
    for (std::vector<Value>& row : kept_.rows) {
      take(row);
      portion_ = portion_of(clause.portion);
      for (const ExpressionPtr& target : clause.targets)
        with_place(target->span, [&] { remove(value_of(target), clause.detach); });
    }
    portion_.reset();
  }

  void remove(const Value& value, bool detach) {
    if (value.is_null()) return;
    if (value.is_node()) {
      remove_or_cut(value.node(), detach);
    } else if (value.is_relationship()) {
      remove_or_cut(value.relationship(), detach);
    } else if (value.is_path()) {
      for (const RelationshipRef r : value.path().relationships) remove_or_cut(r, detach);
      for (const NodeRef node : value.path().nodes) remove_or_cut(node, detach);
    } else {
      throw Error(ErrorCode::kType,
                  fmt::format("DELETE takes nodes, relationships and paths, and this is {}", name(value.type())))
          .with_detail("InvalidArgumentType");
    }
  }

  // ---- FOREACH
  void apply(const plan::ForeachBegin& begin) {
    KeptRows items{kept_.slots, {}};
    for (std::vector<Value>& row : kept_.rows) {
      take(row);
      const Value list = with_place(begin.span, [&] { return value_of(begin.list); });
      if (list.is_null()) continue;
      if (!list.is_list())
        throw_at(begin.span,
                 Error(ErrorCode::kType, fmt::format("FOREACH takes a list, and this is {}", name(list.type())))
                     .with_detail("InvalidArgumentType"));
      for (const Value& item : list.list()) {
        row_[static_cast<std::size_t>(begin.item)] = item;
        put_back(items.rows.emplace_back(kept_.slots.size()));
        charge_.add(sizeof(Value) * kept_.slots.size() + item.own_bytes());
      }
    }
    // The item is the last; the rows to come back are without.
    kept_.slots.pop_back();
    for (std::vector<Value>& row : kept_.rows) row.pop_back();
    outer_.push_back(std::exchange(kept_, std::move(items)));
  }

  void apply(const plan::SubqueryBegin&) {
    for (const std::vector<Value>& row : kept_.rows)
      for (const Value& value : row) charge_.add(sizeof(Value) + value.own_bytes());
    outer_.push_back(kept_);
  }

  void apply(const plan::ForeachEnd&) {
    kept_ = std::move(outer_.back());
    outer_.pop_back();
  }

  // ---- MERGE
  void apply(const plan::Merge&) {
    KeptRows now{kept_.slots, {}};
    for (std::vector<Value>& row : kept_.rows) {
      take(row);
      settle();
      std::vector<std::vector<Value>> found = matches(row);
      const bool is_new = found.empty();
      if (is_new) {
        take(row);
        make([this]() -> auto& { return update<plan::Merge>().create; });
        put_back(found.emplace_back(row.size()));
        settle();
      }
      for (std::vector<Value>& one : found) {
        take_settled(one);
        set_items([&]() -> auto& { return is_new ? update<plan::Merge>().on_create : update<plan::Merge>().on_match; });
        put_back(one);
        now.rows.push_back(std::move(one));
      }
    }
    kept_ = std::move(now);
  }

  std::vector<std::vector<Value>> matches(const std::vector<Value>& row) {
    const plan::Merge& merge = update<plan::Merge>();
    for (const plan::NewNode& node : merge.create.nodes) refuse_null(node);
    for (const plan::NewRelationship& relationship : merge.create.relationships) {
      refuse_null(relationship);
      for (const Slot end : {relationship.from, relationship.to}) {
        const bool is_bound = std::find(kept_.slots.begin(), kept_.slots.end(), end) != kept_.slots.end();
        const auto is_end = [&](const plan::NewNode& node) { return node.slot == end; };
        if (is_bound && std::none_of(merge.create.nodes.begin(), merge.create.nodes.end(), is_end))
          with_place(relationship.span, [&] { end_of(end); });
      }
    }
    const KeptRows at_hand{kept_.slots, {row}};
    (**context_).kept = &at_hand;
    const std::unique_ptr<RowSource> source = build(merge.match, **context_);
    std::vector<std::vector<Value>> found;
    for (Batch batch(plan_->slot_count); source->next(batch);) {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        std::vector<Value>& one = found.emplace_back();
        one.reserve(row.size());
        for (const Slot slot : kept_.slots) one.push_back(batch.row(i)[slot]);
      }
    }
    (**context_).kept = &kept_;
    return found;
  }

  template <class New>
  void refuse_null(const New& made) {
    if (!made.properties) return;
    const Value properties = value_of(made.properties);
    if (!properties.is_map()) return;
    for (const auto& [key, value] : properties.map()) {
      if (!value.is_null()) continue;
      throw_at(made.span,
               Error(ErrorCode::kSemantic, fmt::format("MERGE can't look for null as the value of `{}`", key))
                   .with_hint("nothing equals null: leave it out, or CREATE")
                   .with_detail("MergeReadOwnWrites"));
    }
  }

  const plan::Plan* plan_;
  const PrepareFor& prepare_for_;
  const Map& parameters_;
  const RunOptions& options_;
  RunWatch watch_;
  MemoryCharge charge_;
  Draft& draft_;
  std::uint64_t planned_shape_ = draft_.shape();
  std::vector<std::shared_ptr<const plan::Plan>> plans_;  // all but the first
  std::unique_ptr<PartContext> context_;
  std::size_t part_ = 0;
  std::size_t charged_ = draft_.size();  // facts of the draft
  bool is_row_changed_ = false;          // by an item of SET, and not settled since
  KeptRows kept_;
  SourceSpan portion_span_;
  std::optional<Period> portion_;  // that the clause at hand changes for a row
  std::vector<KeptRows> outer_;    // of each FOREACH around the update
  std::vector<Value> row_;         // at hand, a place for each slot
  std::vector<Warning> warnings_;  // of parts that are over
};

}  // namespace

Table run_writing(const plan::Plan& plan, const PrepareFor& prepare_for, Draft& draft, const Map& parameters,
                  const RunOptions& options) {
  Table table;
  with_query_stack([&] {
    try {
      table = WritingRun(plan, prepare_for, draft, parameters, options).run();
    } catch (Error& error) {
      error.at_runtime = true;
      throw;
    }
  });
  return table;
}

}  // namespace entente
