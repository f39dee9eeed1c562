// Random statements of reading clauses, WITH, RETURN and UNION, each with its rows by the definitions of
// naive_clauses.hpp: text and rows are made side by side, a clause at a time.
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/graph/view.hpp"
#include "support/naive_clauses.hpp"

namespace entente::naive {

// What statements ask of a graph of tangled_world, read out of it.
struct World {
  struct Node {
    std::string key;
    std::set<std::string> labels;
    Datum k;
  };
  struct Relation {
    std::size_t from = 0, to = 0;
    std::string type;
    std::int64_t id = 0, start = 0;
  };
  std::vector<Node> nodes;
  std::vector<Relation> relations;  // that take part where no time is stated

  explicit World(const TemporalGraph& graph) {
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      Node& n = nodes.emplace_back();
      n.key = graph.key(v);
      for (const SymbolId label : graph.labels(v)) n.labels.emplace(graph.symbol_name(label));
      const Value k = graph.property(v, *graph.symbol("k"));
      if (k.is_integer()) n.k = of(k.integer());
    }
    for (Edge e = 0; e < graph.edge_count(); ++e) {
      if (!View(graph).admits(e)) continue;
      relations.push_back({graph.source(e), graph.target(e), std::string(graph.symbol_name(graph.type(e))),
                           static_cast<std::int64_t>(graph.relation_id(e).value),
                           graph.start(e).seconds / kSecondsPerDay});
    }
  }
};

// What an expression may be used for. kAny: only for what works on all values.
enum class Sort { kNumber, kTruth, kText, kList, kAny, kInstant, kNode, kRelationship };

struct Column {
  std::string name;
  Sort sort = Sort::kAny;
  Sort items = Sort::kAny;  // of a list
  bool bag = false;         // a list whose order is left open
};

struct Term {
  std::string text;
  Column column;  // without a name: what it gives
  std::function<Datum(const Row&)> value;
};

// The rows of a statement: parts that follow one another, the order of rows within a part left open. SKIP and LIMIT
// count over all of them, so that of the first and the last part some rows are taken, whichever.
struct Expected {
  std::vector<Rows> parts;
  std::vector<bool> bags;  // of each column
  std::size_t skip = 0, limit = SIZE_MAX;
};

class ClauseMaker {
 public:
  ClauseMaker(unsigned seed, const World& world) : world_(world), random_(seed) {}

  std::string text;
  Expected expected;

  void make() {
    with_1_and_1_0_ = one_in(3);
    const bool unites = one_in(4);
    if (!unites) {
      statement(std::nullopt);
      return;
    }
    const std::size_t width = 1 + below(3);
    const bool all = one_in(2);
    Rows rows;
    for (std::size_t part = 0, parts = 2 + below(2); part < parts; ++part) {
      if (part > 0) text += all ? " UNION ALL " : " UNION ";
      statement(width);
      for (const Row& row : rows_) rows.push_back(row);
    }
    expected.parts = {all ? rows : distinct(rows)};
    expected.bags.assign(width, false);
  }

 private:
  // --- Choices

  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::string word(std::initializer_list<const char*> choices) { return *(choices.begin() + below(choices.size())); }

  // --- Expressions

  static Term constant(const Datum& d, Sort sort) {
    return {literal(d), {"", sort}, [d](const Row&) { return d; }};
  }

  static std::string literal(const Datum& d) {
    if (is_nan(d)) return "(0.0 / 0.0)";
    if (d.kind == Kind::kFloat) {
      char digits[64];
      std::snprintf(digits, sizeof digits, "%.2f", d.real);
      return digits;
    }
    if (d.kind != Kind::kList) return shown(d, false);
    std::string all = "[";
    for (const Datum& item : d.items) all += (all.size() == 1 ? "" : ", ") + literal(item);
    return all + "]";
  }

  Datum some_value(Sort sort) {
    if (one_in(7)) return {};
    switch (sort) {
      case Sort::kNumber: {
        if (with_1_and_1_0_ && one_in(3)) {
          const double all[] = {1.0, 2.0, 0.0, -0.0, std::nan("")};
          return of(all[below(5)]);
        }
        const double parts[] = {0.5, -1.5, 2.25};
        return one_in(3) ? of(parts[below(3)]) : of(static_cast<std::int64_t>(below(6)) - 2);
      }
      case Sort::kTruth:
        return of(one_in(2));
      case Sort::kText:
        return of(word({"a", "b", "", "ab", "Z", "é", "1"}));
      case Sort::kList: {
        std::vector<Datum> items(below(4));
        for (Datum& item : items) item = some_value(one_in(6) ? Sort::kList : one_in(2) ? Sort::kNumber : Sort::kAny);
        return of(items);
      }
      default:
        break;
    }
    if (with_1_and_1_0_ && one_in(8)) {
      return one_in(3) ? of(9007199254740992.0)
                       : of(std::int64_t{9007199254740992} + static_cast<std::int64_t>(below(2)));
    }
    const Sort sorts[] = {Sort::kNumber, Sort::kTruth, Sort::kText, Sort::kList};
    return some_value(sorts[below(4)]);
  }

  // A column of the sort, whose items come in a known order; none: nothing.
  std::optional<Term> some_column(Sort sort, bool with_bags = false) {
    std::vector<Term> all;
    for (std::size_t i = 0; i < scope_.size(); ++i) {
      const Column& c = scope_[i];
      const bool is_value = c.sort <= Sort::kAny;
      if (c.name.empty() || (c.bag && !with_bags) || !(c.sort == sort || (sort == Sort::kAny && is_value))) continue;
      all.push_back({c.name, {"", c.sort, c.items, c.bag}, [i](const Row& row) { return row[i]; }});
    }
    if (all.empty()) return std::nullopt;
    return all[below(all.size())];
  }

  using Compute = std::function<Datum(const Datum&, const Datum&)>;
  static Term joined(const Term& a, const std::string& sign, const Term& b, Sort sort, const Compute& compute) {
    return {"(" + a.text + " " + sign + " " + b.text + ")", {"", sort}, [a, b, compute](const Row& row) {
              return compute(a.value(row), b.value(row));
            }};
  }
  static Term of_one(const std::string& before, const Term& a, const std::string& behind, Sort sort,
                     const std::function<Datum(const Datum&)>& compute) {
    return {before + a.text + behind, {"", sort}, [a, compute](const Row& row) { return compute(a.value(row)); }};
  }

  static Datum calculated(char sign, const Datum& a, const Datum& b) {
    if (is_null(a) || is_null(b)) return {};
    if (a.kind == Kind::kInteger && b.kind == Kind::kInteger)
      return of(sign == '+' ? a.whole + b.whole : sign == '-' ? a.whole - b.whole : a.whole * b.whole);
    const auto x = static_cast<double>(number(a)), y = static_cast<double>(number(b));
    return of(sign == '+' ? x + y : sign == '-' ? x - y : x * y);
  }

  std::optional<Term> of_graph(Sort sort) {
    if (const auto n = some_column(Sort::kNode)) {
      const World* world = &world_;
      if (sort == Sort::kText)
        return of_one("key(", *n, ")", sort, [world](const Datum& d) {
          return is_null(d) ? Datum{} : of(world->nodes[static_cast<std::size_t>(d.whole)].key);
        });
      if (sort == Sort::kNumber)
        return of_one("", *n, ".k", sort, [world](const Datum& d) {
          return is_null(d) ? Datum{} : world->nodes[static_cast<std::size_t>(d.whole)].k;
        });
    }
    if (const auto r = some_column(Sort::kRelationship)) {
      const auto find = [this](const Datum& d) -> const World::Relation& {
        return *std::find_if(world_.relations.begin(), world_.relations.end(),
                             [&](const World::Relation& relation) { return relation.id == d.whole; });
      };
      if (sort == Sort::kText)
        return of_one("type(", *r, ")", sort,
                      [find](const Datum& d) { return is_null(d) ? Datum{} : of(find(d).type); });
      if (sort == Sort::kNumber)
        return of_one("id(", *r, ")", sort, [](const Datum& d) { return is_null(d) ? Datum{} : of(d.whole); });
      if (sort == Sort::kInstant)
        return of_one("valid(", *r, ").start", sort,
                      [find](const Datum& d) { return is_null(d) ? Datum{} : of(find(d).start, Kind::kInstant); });
    }
    return std::nullopt;
  }

  Term some_term(Sort sort, int depth = 2) {
    if (one_in(2)) {
      if (const auto term = of_graph(sort)) return *term;
    }
    const auto column = some_column(sort);
    if (depth == 0 || sort >= Sort::kInstant || one_in(column ? 2 : 4)) {
      if (column && !one_in(8)) return *column;
      if (sort < Sort::kInstant) return constant(some_value(sort), sort);
      return column ? *column : constant({}, sort);
    }
    switch (sort) {
      case Sort::kNumber:
        return some_number(depth - 1);
      case Sort::kTruth:
        return some_truth(depth - 1);
      case Sort::kText:
        break;
      case Sort::kList: {
        const Term a = some_term(Sort::kAny, depth - 1), b = some_term(Sort::kAny, depth - 1);
        return {"[" + a.text + ", " + b.text + "]", {"", Sort::kList}, [a, b](const Row& row) {
                  return of(std::vector<Datum>{a.value(row), b.value(row)});
                }};
      }
      default: {
        const Sort sorts[] = {Sort::kNumber, Sort::kTruth, Sort::kText, Sort::kList};
        return some_term(sorts[below(4)], depth - 1);
      }
    }
    const Term a = some_term(sort, depth - 1), b = some_term(sort, depth - 1);
    if (one_in(2)) {
      return {"coalesce(" + a.text + ", " + b.text + ")", {"", sort}, [a, b](const Row& row) {
                const Datum first = a.value(row);
                return is_null(first) ? b.value(row) : first;
              }};
    }
    const Term condition = some_term(Sort::kTruth, depth - 1);
    return {"CASE WHEN " + condition.text + " THEN " + a.text + " ELSE " + b.text + " END",
            {"", sort},
            [condition, a, b](const Row& row) { return condition.value(row).truth ? a.value(row) : b.value(row); }};
  }

  // One that reads a column, where that is possible.
  Term reading_term(Sort sort) {
    if (sort == Sort::kInstant && !some_column(sort) && !some_column(Sort::kRelationship)) sort = Sort::kAny;
    Term term = some_term(sort);
    for (int i = 0; i < 6 && !reads(term.text); ++i) term = some_term(sort);
    return term;
  }
  // No word of the language has a digit in it, as all names have.
  bool reads(const std::string& text) const {
    return std::any_of(scope_.begin(), scope_.end(),
                       [&](const Column& c) { return !c.name.empty() && text.find(c.name) != std::string::npos; });
  }
  // Of a WHERE; rarely one that leaves nothing.
  Term some_condition(const std::function<bool(const Term&)>& leaves_rows) {
    Term condition = reading_term(Sort::kTruth);
    for (int i = 0; i < 4 && !leaves_rows(condition) && !one_in(8); ++i) condition = reading_term(Sort::kTruth);
    return condition;
  }

  Term some_number(int depth) {
    const auto list = some_column(Sort::kList, true);
    if (one_in(list ? 3 : 12)) {
      return of_one("size(", list ? *list : some_term(Sort::kList, depth), ")", Sort::kNumber, [](const Datum& d) {
        return is_null(d) ? Datum{} : of(static_cast<std::int64_t>(d.items.size()));
      });
    }
    const char sign = "+-*"[below(3)];
    const Term a = some_term(Sort::kNumber, depth);
    const Term b = sign == '*' ? constant(of(std::int64_t{2}), Sort::kNumber) : some_term(Sort::kNumber, depth);
    return joined(a, {sign}, b, Sort::kNumber,
                  [sign](const Datum& x, const Datum& y) { return calculated(sign, x, y); });
  }

  static std::optional<bool> truth_of(const Datum& d) {
    return is_null(d) ? std::nullopt : std::optional<bool>(d.truth);
  }

  Term some_truth(int depth) {
    const Sort sorts[] = {Sort::kNumber, Sort::kNumber, Sort::kAny, Sort::kList, Sort::kText, Sort::kTruth};
    const Sort sort = sorts[below(6)];
    switch (below(7)) {
      case 0: {
        const Term a = one_in(3) ? some_term(Sort::kNode) : some_term(sort, depth);
        if (one_in(2)) return of_one("(", a, " IS NULL)", Sort::kTruth, [](const Datum& d) { return of(is_null(d)); });
        return of_one("(", a, " IS NOT NULL)", Sort::kTruth, [](const Datum& d) { return of(!is_null(d)); });
      }
      case 1:
        return joined(some_term(sort, depth), "IN", some_term(Sort::kList, depth), Sort::kTruth,
                      [](const Datum& a, const Datum& b) { return of(contained(a, b)); });
      case 2:
        return of_one("(NOT ", some_term(Sort::kTruth, depth), ")", Sort::kTruth,
                      [](const Datum& d) { return of(negated(truth_of(d))); });
      case 3: {
        const Term a = some_term(Sort::kTruth, depth), b = some_term(Sort::kTruth, depth);
        if (one_in(2))
          return joined(a, "AND", b, Sort::kTruth,
                        [](const Datum& x, const Datum& y) { return of(both(truth_of(x), truth_of(y))); });
        return joined(a, "OR", b, Sort::kTruth, [](const Datum& x, const Datum& y) {
          return of(negated(both(negated(truth_of(x)), negated(truth_of(y)))));
        });
      }
      default:
        break;
    }
    const Sort other = one_in(4) ? Sort::kAny : sort;
    const Term a = some_term(sort, depth), b = some_term(other, depth);
    const std::string sign = word({"=", "<>", "<", "<=", ">", ">="});
    return joined(a, sign, b, Sort::kTruth, [sign](const Datum& x, const Datum& y) {
      if (sign == "=") return of(equal(x, y));
      if (sign == "<>") return of(negated(equal(x, y)));
      return sign[0] == '<' ? of(less(x, y, sign == "<=")) : of(less(y, x, sign == ">="));
    });
  }

  // --- Reading clauses

  void add_column(Column column, Rows rows) {
    scope_.push_back(std::move(column));
    rows_ = std::move(rows);
    ordered_ = false;
  }

  void unwind() {
    Column column = {"u" + std::to_string(++names_)};
    std::optional<Term> list = one_in(2) ? some_column(Sort::kList, true) : std::nullopt;
    if (list) {
      column.sort = list->column.items;
    } else {
      const Sort sorts[] = {Sort::kNumber, Sort::kNumber, Sort::kAny, Sort::kTruth, Sort::kText, Sort::kList};
      column.sort = sorts[below(6)];
      std::vector<Datum> items(one_in(12) ? 0 : 1 + below(7));
      for (Datum& item : items) item = some_value(column.sort);
      list = constant(one_in(15) ? Datum{} : of(items), Sort::kList);
    }
    Rows rows;
    for (const Row& row : rows_) {
      for (const Datum& item : list->value(row).items) {
        rows.push_back(row);
        rows.back().push_back(item);
      }
    }
    if (rows.size() > kMostRows) return;
    text += "UNWIND " + list->text + " AS " + column.name + " ";
    add_column(std::move(column), std::move(rows));
  }

  // A node, or a relationship with its ends; of the first end perhaps one that is known.
  void match() {
    const bool optional = one_in(4), single = one_in(3);
    const std::optional<Term> known = one_in(2) ? some_column(Sort::kNode) : std::nullopt;
    const std::string number = std::to_string(++names_);
    const std::string label = one_in(2) ? word({"A", "B", "C"}) : "", type = one_in(2) ? word({"R", "S"}) : "";
    const std::size_t direction = below(3);
    const auto fits = [&](std::size_t node) { return label.empty() || world_.nodes[node].labels.contains(label); };

    const std::vector<Column> before = scope_;
    std::string pattern = "(" + (known ? known->text : "n" + number) + (label.empty() ? "" : ":" + label) + ")";
    if (!known) scope_.push_back({"n" + number, Sort::kNode});
    if (!single) {
      pattern += std::string(direction == 1 ? "<-" : "-") + "[r" + number + (type.empty() ? "" : ":" + type) + "]" +
                 (direction == 0 ? "->" : "-") + "(m" + number + ")";
      scope_.push_back({"r" + number, Sort::kRelationship});
      scope_.push_back({"m" + number, Sort::kNode});
    }

    const auto node = [](std::size_t n) { return of(static_cast<std::int64_t>(n), Kind::kNode); };
    std::vector<std::pair<std::size_t, Row>> found;  // what each row is followed by
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto add = [&](std::size_t first, Row more) {
        if (!fits(first)) return;
        if (known) {
          const Datum d = known->value(rows_[i]);
          if (is_null(d) || static_cast<std::size_t>(d.whole) != first) return;
        } else {
          more.insert(more.begin(), node(first));
        }
        Row all = rows_[i];
        all.insert(all.end(), more.begin(), more.end());
        found.emplace_back(i, std::move(all));
      };
      for (std::size_t n = 0; single && n < world_.nodes.size(); ++n) add(n, {});
      for (const World::Relation& r : world_.relations) {
        if (single || (!type.empty() && r.type != type)) continue;
        const Datum relationship = of(r.id, Kind::kRelationship);
        if (direction != 1) add(r.from, {relationship, node(r.to)});
        if (direction == 1 || (direction == 2 && r.from != r.to)) add(r.to, {relationship, node(r.from)});
      }
    }
    std::optional<Term> condition;
    if (one_in(2)) {
      condition = some_condition([&](const Term& c) {
        return std::any_of(found.begin(), found.end(), [&](const auto& f) { return c.value(f.second).truth; });
      });
      std::erase_if(found, [&](const auto& f) { return !condition->value(f.second).truth; });
    }
    Rows rows;
    for (std::size_t i = 0, at = 0; i < rows_.size(); ++i) {
      const std::size_t so_far = rows.size();
      for (; at < found.size() && found[at].first == i; ++at) rows.push_back(found[at].second);
      if (optional && rows.size() == so_far) {
        rows.push_back(rows_[i]);
        rows.back().resize(scope_.size());
      }
    }
    if (rows.size() > kMostRows) {
      scope_ = before;
      return;
    }
    text += (optional ? "OPTIONAL MATCH " : "MATCH ") + pattern + (condition ? " WHERE " + condition->text : "") + " ";
    rows_ = std::move(rows);
    ordered_ = false;
  }

  // --- WITH and RETURN

  struct Item {
    std::string text;
    Column column;
    std::function<Datum(const Rows&)> value;  // of the rows of a group, of one row where nothing is grouped
  };

  static Item item_of(const Term& term) {
    return {term.text, term.column, [term](const Rows& rows) { return term.value(rows.front()); }};
  }

  Item some_aggregate() {
    if (one_in(5)) {
      return {
          "count(*)", {"", Sort::kNumber}, [](const Rows& rows) { return of(static_cast<std::int64_t>(rows.size())); }};
    }
    const char* const names[] = {"count", "sum", "min", "max", "avg", "collect"};
    const auto what = static_cast<Aggregate>(below(6));
    const bool distinct = one_in(3);
    const bool of_numbers = what == Aggregate::kSum || what == Aggregate::kAvg;
    const bool of_elements = (what == Aggregate::kCount || what == Aggregate::kCollect) && one_in(3);
    Term term = reading_term(of_numbers || one_in(3) ? Sort::kNumber : one_in(3) ? Sort::kInstant : Sort::kAny);
    if (of_elements) {
      const auto element = some_column(one_in(2) ? Sort::kNode : Sort::kRelationship);
      if (element) term = *element;
    }
    Column column = {"", Sort::kNumber};
    if (what == Aggregate::kMin || what == Aggregate::kMax) column = term.column;
    if (what == Aggregate::kCollect)
      column = {"", Sort::kList, term.column.sort, !ordered_ || term.column.sort >= Sort::kInstant};
    return {std::string(names[static_cast<int>(what)]) + (distinct ? "(DISTINCT " : "(") + term.text + ")", column,
            [=](const Rows& rows) {
              Row values;
              for (const Row& row : rows) values.push_back(term.value(row));
              return aggregate(what, distinct, values);
            }};
  }

  Item some_grouped_item(const std::vector<Item>& keys) {
    Item item = some_aggregate();
    if (item.column.sort != Sort::kNumber || !one_in(3)) return item;
    const Item other = one_in(2) || keys.empty() || keys[0].column.sort != Sort::kNumber || !is_name(keys[0].text)
                           ? one_in(2) ? item_of(constant(of(std::int64_t{1}), Sort::kNumber)) : count_of_all()
                           : keys[0];
    return {item.text + " + " + other.text, {"", Sort::kNumber}, [item, other](const Rows& rows) {
              if (rows.empty() && is_name(other.text)) return Datum{};
              return calculated('+', item.value(rows), other.value(rows.empty() ? Rows{Row{}} : rows));
            }};
  }
  static Item count_of_all() {
    return {"count(*)", {"", Sort::kNumber}, [](const Rows& rows) {
              return of(static_cast<std::int64_t>(rows.size() == 1 && rows[0].empty() ? 0 : rows.size()));
            }};
  }
  static bool is_name(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; }) &&
           std::isalpha(static_cast<unsigned char>(text[0])) != 0 && text != "null" && text != "true" &&
           text != "false";
  }

  Term some_item_term(bool with_bags) {
    if (one_in(3)) {
      const Sort sorts[] = {Sort::kNode, Sort::kRelationship, Sort::kInstant, Sort::kList};
      const Sort sort = sorts[below(4)];
      if (const auto column = some_column(sort, with_bags)) return *column;
      if (const auto term = of_graph(sort)) return *term;
    }
    return reading_term(one_in(2) ? Sort::kNumber : Sort::kAny);
  }

  struct OrderKey {
    std::string text;
    std::function<Datum(const Row&)> value;
    bool descending = false;
  };

  // A key that only what is the same has: of a node or relationship a value of it.
  OrderKey key_of_column(std::size_t i) {
    const Column& c = scope_[i];
    const World* world = &world_;
    if (c.sort == Sort::kNode)
      return {"key(" + c.name + ")", [i, world](const Row& row) {
                return is_null(row[i]) ? Datum{} : of(world->nodes[static_cast<std::size_t>(row[i].whole)].key);
              }};
    if (c.sort == Sort::kRelationship)
      return {"id(" + c.name + ")", [i](const Row& row) { return is_null(row[i]) ? Datum{} : of(row[i].whole); }};
    return {c.name, [i](const Row& row) { return row[i]; }};
  }

  void project(bool is_return, std::optional<std::size_t> width) {
    const bool may_have_bags = !(is_return && width);
    const bool has_bags = std::any_of(scope_.begin(), scope_.end(), [](const Column& c) { return c.bag; });
    const bool is_grouped = one_in(3), is_distinct = !is_grouped && one_in(3), merges = is_grouped || is_distinct;
    const bool star =
        !is_grouped && !(is_distinct && has_bags) && !(is_return && width) && !scope_.empty() && one_in(5);

    // Items.
    std::vector<Item> keys, items;
    std::string list;
    if (star) {
      list = "*";
      std::vector<std::size_t> by_name(scope_.size());
      for (std::size_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
      std::sort(by_name.begin(), by_name.end(),
                [&](std::size_t a, std::size_t b) { return scope_[a].name < scope_[b].name; });
      for (const std::size_t i : by_name) {
        items.push_back({scope_[i].name, scope_[i], [i](const Rows& rows) { return rows.front()[i]; }});
      }
    }
    const std::size_t count = width.value_or(star ? below(2) : 1 + below(3));
    const std::size_t key_count = is_grouped ? below(count) : 0;
    std::set<std::string> names;
    for (const Item& item : items) names.insert(item.column.name);
    for (std::size_t i = 0; i < count; ++i) {
      Item item =
          !is_grouped || i < key_count ? item_of(some_item_term(may_have_bags && !merges)) : some_grouped_item(keys);
      if (item.column.bag && !may_have_bags) item = count_of_all();
      if (i < key_count) keys.push_back(item);
      const bool unnamed = is_return && !width && one_in(3) && !names.contains(item.text);
      std::string name = item.text;
      if (!unnamed) {
        do {
          name = is_return && width ? "c" + std::to_string(i) : "c" + std::to_string(below(6));
        } while (names.contains(name));
      }
      names.insert(name);
      item.column.name = name;
      list += (list.empty() ? "" : ", ") + item.text + (unnamed ? "" : " AS " + name);
      items.push_back(std::move(item));
    }

    // Rows, and before each what it was made of.
    Rows made, from;
    if (is_grouped) {
      Rows of_keys;
      for (const Row& row : rows_) {
        Row& key = of_keys.emplace_back();
        for (const Item& item : keys) key.push_back(item.value({row}));
      }
      std::vector<Rows> groups;
      if (keys.empty()) {
        groups = {rows_};
      } else {
        for (const auto& places : groups_of(of_keys)) {
          Rows& group = groups.emplace_back();
          for (const std::size_t place : places) group.push_back(rows_[place]);
        }
      }
      for (const Rows& group : groups) {
        Row& row = made.emplace_back();
        for (const Item& item : items) row.push_back(item.value(group));
      }
    } else {
      for (const Row& before : rows_) {
        Row& row = made.emplace_back();
        for (const Item& item : items) row.push_back(item.value({before}));
      }
      if (is_distinct) made = distinct(made);
    }
    if (!merges) from = rows_;

    // What ORDER BY and WHERE see: the columns, and behind them what was there before.
    const std::vector<Column> before = scope_;
    scope_.clear();
    for (const Item& item : items) {
      scope_.push_back(item.column);
      // The text of an expression is no variable.
      if (!is_name(item.column.name)) scope_.back().name.clear();
    }
    const std::size_t columns = scope_.size();
    if (!merges) {
      for (Column c : before) {
        if (names.contains(c.name)) c.name.clear();  // hidden by a column
        scope_.push_back(std::move(c));
      }
      for (std::size_t i = 0; i < made.size(); ++i) made[i].insert(made[i].end(), from[i].begin(), from[i].end());
    }

    text += std::string(is_return ? "RETURN " : "WITH ") + (is_distinct ? "DISTINCT " : "") + list + " ";
    std::vector<Rows> parts = {made};
    bool is_total = false;
    if (one_in(2)) parts = order_by(made, items, columns, is_grouped, is_total);

    // SKIP and LIMIT, where it is known what they leave.
    Expected result;
    if (is_total || (is_return && !width)) {
      const auto bound = [&](const char* clause, std::size_t& number) {
        if (!one_in(3)) return;
        number = below(one_in(2) ? 4 : made.size() + 2);
        text += std::string(clause) + (one_in(5) ? " 0 + " : " ") + std::to_string(number) + " ";
      };
      bound("SKIP", result.skip);
      bound("LIMIT", result.limit);
    }
    const auto cut = [&](Rows& rows) {
      for (Row& row : rows) row.resize(columns);
    };
    if (is_return && !width) {
      for (Rows& part : parts) cut(part);
      result.parts = std::move(parts);
      for (std::size_t i = 0; i < columns; ++i) result.bags.push_back(items[i].column.bag);
      expected = std::move(result);
      return;
    }
    rows_.clear();
    std::size_t place = 0;
    for (const Rows& part : parts) {
      for (const Row& row : part) {
        if (place >= result.skip && place - result.skip < result.limit) rows_.push_back(row);
        ++place;
      }
    }
    if (result.skip > 0 || result.limit < SIZE_MAX) {
      // Of rows with the same columns some may be left, whichever: what was before them is not known.
      for (std::size_t i = columns; i < scope_.size(); ++i) scope_[i].name.clear();
    }
    if (!is_return && one_in(2)) {
      const Term condition = some_condition([&](const Term& c) {
        return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return c.value(row).truth; });
      });
      text += "WHERE " + condition.text + " ";
      std::erase_if(rows_, [&](const Row& row) { return !condition.value(row).truth; });
    }
    cut(rows_);
    scope_.resize(columns);
    ordered_ = is_total;
  }

  // Adds ORDER BY; the parts are those rows that it leaves side by side.
  std::vector<Rows> order_by(const Rows& made, const std::vector<Item>& items, std::size_t columns, bool is_grouped,
                             bool& is_total) {
    std::vector<OrderKey> keys;
    is_total = one_in(2);
    for (std::size_t i = 0; i < columns; ++i) {
      is_total = is_total && !scope_[i].bag && !scope_[i].name.empty();
    }
    if (is_total) {
      std::vector<std::size_t> places(columns);
      for (std::size_t i = 0; i < columns; ++i) places[i] = i;
      std::shuffle(places.begin(), places.end(), random_);
      for (const std::size_t i : places) keys.push_back(key_of_column(i));
    } else {
      for (std::size_t i = 0, count = 1 + below(2); i < count; ++i) {
        const std::size_t item = below(columns);
        // An expression that is a column, in words, where its variables mean the same behind the columns.
        bool is_same = is_grouped && !items[item].column.bag && items[item].column.sort < Sort::kNode;
        for (const Item& other : items) {
          is_same = is_same && items[item].text.find(other.column.name) == std::string::npos;
        }
        if (is_same && one_in(2)) {
          keys.push_back({items[item].text, [item](const Row& row) { return row[item]; }});
          continue;
        }
        const Term term = reading_term(one_in(3) ? Sort::kInstant : one_in(3) ? Sort::kNumber : Sort::kAny);
        keys.push_back({term.text, term.value});
      }
    }
    Rows of_keys;
    std::vector<bool> descending;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      keys[k].descending = one_in(3);
      descending.push_back(keys[k].descending);
      text += (k == 0 ? "ORDER BY " : ", ") + keys[k].text +
              (keys[k].descending ? word({" DESC", " DESCENDING"}) : word({"", " ASC"}));
    }
    text += " ";
    for (const Row& row : made) {
      Row& key = of_keys.emplace_back();
      for (const OrderKey& k : keys) key.push_back(k.value(row));
    }
    std::vector<Rows> parts;
    const Row* last = nullptr;
    for (const std::size_t place : places_in_order(of_keys, descending)) {
      if (last == nullptr || !same(*last, of_keys[place])) parts.emplace_back();
      parts.back().push_back(made[place]);
      last = &of_keys[place];
    }
    return parts;
  }

  // --- A statement, or a part of UNION with so many columns

  void statement(std::optional<std::size_t> width) {
    scope_.clear();
    rows_ = {Row{}};
    ordered_ = false;
    const bool over_graph = one_in(2);
    for (std::size_t round = 0, rounds = 1 + below(3); round < rounds; ++round) {
      if (round > 0) project(false, std::nullopt);
      for (std::size_t i = 0, clauses = round == 0 ? 1 + below(2) : below(2); i < clauses; ++i) {
        over_graph && !one_in(4) ? match() : unwind();
      }
    }
    if (scope_.empty()) unwind();
    project(true, width);
  }

  static constexpr std::size_t kMostRows = 300;

  const World& world_;
  std::mt19937 random_;
  bool with_1_and_1_0_ = false;
  int names_ = 0;

  std::vector<Column> scope_;  // a column without a name can't be named any more
  Rows rows_;
  bool ordered_ = false;  // rows come in an order that is known
};

}  // namespace entente::naive
