// Statements that write, against a model of nodes and relationships: what a statement itself reads behind its updates,
// what the store holds when it is over, and what it holds when it is opened anew are what the model holds; of a
// statement that fails nothing stays. In memory and on disk, with the optimizer and without.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using Properties = std::map<std::string, std::int64_t>;

struct ModelNode {
  std::set<std::string> labels;
  Properties properties;
  std::string valid;
};
struct ModelRelationship {
  std::int64_t from, to;
  std::string type;
  Properties properties;
};

struct Model {
  std::map<std::int64_t, ModelNode> nodes;                  // by uid
  std::map<std::int64_t, ModelRelationship> relationships;  // by uid

  static std::string cell(const Properties& properties, const std::string& key) {
    const auto found = properties.find(key);
    return found == properties.end() ? "" : std::to_string(found->second);
  }
  // As kLook gives it.
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const auto& [uid, node] : nodes) {
      std::string text = std::to_string(uid);
      for (const char* key : {"x", "y", "w"}) text += "," + cell(node.properties, key);
      for (const char* label : {"A", "B", "M"}) text += node.labels.contains(label) ? ",true" : ",false";
      text += "," + (node.valid.empty() ? "../.." : node.valid);
      bool has_any = false;
      for (const auto& [id, r] : relationships) {
        if (r.from != uid) continue;
        has_any = true;
        lines.push_back(fmt::format("{},{},{},{},{}", text, id, cell(r.properties, "x"), r.type, r.to));
      }
      if (!has_any) lines.push_back(text + ",,,,");
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }
};

constexpr const char* kLook =
    " OPTIONAL MATCH (n) WITH n WHERE n IS NOT NULL OPTIONAL MATCH (n)-[r]->(m) RETURN n.uid, n.x, n.y, n.w, n:A AS a, "
    "n:B AS b, n:M AS m_, valid(n).edtf AS at, r.uid, r.x, type(r) AS type, m.uid";
constexpr const char* kIds =
    " OPTIONAL MATCH (n) WITH n WHERE n IS NOT NULL OPTIONAL MATCH (n)-[r]->(m) RETURN id(n), id(r), id(m), key(n)";

// Rows, sorted; of an error its words.
std::vector<std::string> rows_of(const Result<Table>& table) {
  if (!table.ok()) return {"error: " + table.error().message};
  std::ostringstream out;
  if (const auto written = write(*table, "csv", out); !written.ok()) return {written.error().message};
  std::vector<std::string> lines;
  std::istringstream in(out.str());
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

struct Step {
  std::string text;
  Map parameters;
  bool may_fail = false;            // nothing is changed then
  std::function<void(Model&)> act;  // null: it fails
};

class RandomSteps {
 public:
  Step next(const Model& model) {
    using Make = Step (RandomSteps::*)(const Model&);
    constexpr Make kMakers[] = {&RandomSteps::create,       &RandomSteps::create,   &RandomSteps::relate,
                                &RandomSteps::relate,       &RandomSteps::increase, &RandomSteps::remove_label,
                                &RandomSteps::set_between,  &RandomSteps::cut,      &RandomSteps::detach_delete,
                                &RandomSteps::plain_delete, &RandomSteps::merge,    &RandomSteps::merge_between,
                                &RandomSteps::replace,      &RandomSteps::add_to,   &RandomSteps::date};
    return (this->*kMakers[number(0, static_cast<int>(std::size(kMakers)) - 1)])(model);
  }

 private:
  static std::int64_t number(int least, int greatest) { return *rc::gen::inRange(least, greatest + 1); }
  static std::int64_t some_node(const Model& model) {
    if (model.nodes.empty() || number(0, 9) == 0) return -1;
    auto node = model.nodes.begin();
    std::advance(node, number(0, static_cast<int>(model.nodes.size()) - 1));
    return node->first;
  }
  std::int64_t new_uid() { return uid_ += 10; }

  Step create(const Model&) {
    List uids;
    std::vector<std::int64_t> made;
    for (std::int64_t count = number(1, 3); count > 0; --count)
      made.push_back(new_uid()), uids.emplace_back(made.back());
    return {"UNWIND $us AS u CREATE (n:A {uid: u, x: u % 3}), (:B {uid: u + 1, x: n.x})",
            {{"us", uids}},
            false,
            [made](Model& m) {
              for (const std::int64_t u : made) {
                m.nodes[u] = {{"A"}, {{"x", u % 3}}, ""};
                m.nodes[u + 1] = {{"B"}, {{"x", u % 3}}, ""};
              }
            }};
  }
  Step relate(const Model& model) {
    const std::int64_t a = some_node(model), b = some_node(model), u = new_uid();
    return {"MATCH (a {uid: $a}), (b {uid: $b}) CREATE (a)<-[:R {uid: $u, x: a.x}]-(b)",
            {{"a", a}, {"b", b}, {"u", u}},
            false,
            [=](Model& m) {
              if (!m.nodes.contains(a) || !m.nodes.contains(b)) return;
              ModelRelationship r{b, a, "R", {}};
              if (const auto& of_a = m.nodes[a].properties; of_a.contains("x")) r.properties["x"] = of_a.at("x");
              m.relationships[u] = r;
            }};
  }
  Step increase(const Model&) {
    const std::int64_t k = number(0, 3);
    return {"MATCH (n) WHERE n.x = $k SET n.x = n.x + 1, n.y = n.x, n:B", {{"k", k}}, false, [k](Model& m) {
              for (auto& [uid, node] : m.nodes) {
                if (!node.properties.contains("x") || node.properties["x"] != k) continue;
                node.properties["x"] = node.properties["y"] = k + 1;
                node.labels.insert("B");
              }
            }};
  }
  Step remove_label(const Model&) {
    const std::int64_t k = number(0, 3);
    return {"MATCH (n:B) WHERE n.x = $k REMOVE n:B, n.y SET n.w = $k", {{"k", k}}, false, [k](Model& m) {
              for (auto& [uid, node] : m.nodes) {
                if (!node.labels.contains("B") || !node.properties.contains("x") || node.properties["x"] != k) continue;
                node.labels.erase("B");
                node.properties.erase("y");
                node.properties["w"] = k;
              }
            }};
  }
  Step set_between(const Model&) {
    const std::int64_t k = number(0, 3);
    return {"MATCH (a)-[r]->(b) WHERE r.x = $k SET r.x = b.x, a.y = $k", {{"k", k}}, false, [k](Model& m) {
              for (auto& [uid, r] : m.relationships) {
                if (!r.properties.contains("x") || r.properties["x"] != k) continue;
                const Properties& of_b = m.nodes[r.to].properties;
                if (of_b.contains("x"))
                  r.properties["x"] = of_b.at("x");
                else
                  r.properties.erase("x");
                m.nodes[r.from].properties["y"] = k;
              }
            }};
  }
  Step cut(const Model&) {
    const std::int64_t k = number(0, 3);
    return {"MATCH (a)-[r]->(b) WHERE r.x = $k DELETE r", {{"k", k}}, false, [k](Model& m) {
              std::erase_if(m.relationships, [k](const auto& one) {
                return one.second.properties.contains("x") && one.second.properties.at("x") == k;
              });
            }};
  }
  Step detach_delete(const Model& model) {
    const std::int64_t a = some_node(model);
    return {"MATCH (n {uid: $a}) DETACH DELETE n", {{"a", a}}, false, [a](Model& m) {
              m.nodes.erase(a);
              std::erase_if(m.relationships,
                            [a](const auto& one) { return one.second.from == a || one.second.to == a; });
            }};
  }
  Step plain_delete(const Model& model) {
    const std::int64_t a = some_node(model);
    const bool fails = std::any_of(model.relationships.begin(), model.relationships.end(),
                                   [a](const auto& one) { return one.second.from == a || one.second.to == a; });
    Step step{"MATCH (n) WHERE n.uid = $a SET n.w = 7 DELETE n", {{"a", a}}, fails, nullptr};
    if (!fails) step.act = [a](Model& m) { m.nodes.erase(a); };
    return step;
  }
  Step merge(const Model&) {
    List values;
    std::vector<std::int64_t> wanted;
    for (std::int64_t count = number(1, 3); count > 0; --count)
      wanted.push_back(number(0, 3)), values.emplace_back(wanted.back());
    const std::int64_t u = new_uid();
    return {"UNWIND $ks AS k MERGE (n:M {x: k}) ON CREATE SET n.uid = $u + k ON MATCH SET n.y = coalesce(n.y, 0) + 1",
            {{"ks", values}, {"u", u}},
            false,
            [=](Model& m) {
              for (const std::int64_t k : wanted) {
                bool found = false;
                for (auto& [uid, node] : m.nodes) {
                  if (!node.labels.contains("M") || !node.properties.contains("x") || node.properties["x"] != k)
                    continue;
                  ++node.properties["y"];
                  found = true;
                }
                if (!found) m.nodes[u + k] = {{"M"}, {{"x", k}}, ""};
              }
            }};
  }
  Step merge_between(const Model& model) {
    const std::int64_t a = some_node(model), b = some_node(model), u = new_uid();
    return {
        "MATCH (a {uid: $a}), (b {uid: $b}) MERGE (a)-[r:S]->(b) ON CREATE SET r.uid = $u "
        "ON MATCH SET r.x = coalesce(r.x, 0) + 1",
        {{"a", a}, {"b", b}, {"u", u}},
        false,
        [=](Model& m) {
          if (!m.nodes.contains(a) || !m.nodes.contains(b)) return;
          bool found = false;
          for (auto& [uid, r] : m.relationships) {
            if (r.from != a || r.to != b || r.type != "S") continue;
            ++r.properties["x"];
            found = true;
          }
          if (!found) m.relationships[u] = {a, b, "S", {}};
        }};
  }
  Step replace(const Model& model) {
    const std::int64_t a = some_node(model), k = number(0, 3);
    return {"MATCH (n {uid: $a}) SET n = {uid: n.uid, w: $k}", {{"a", a}, {"k", k}}, false, [=](Model& m) {
              if (m.nodes.contains(a)) m.nodes[a].properties = {{"w", k}};
            }};
  }
  Step add_to(const Model& model) {
    const std::int64_t a = some_node(model), k = number(0, 3);
    return {"MATCH (n {uid: $a}) SET n += {x: null, y: $k}", {{"a", a}, {"k", k}}, false, [=](Model& m) {
              if (!m.nodes.contains(a)) return;
              m.nodes[a].properties.erase("x");
              m.nodes[a].properties["y"] = k;
            }};
  }
  Step date(const Model& model) {
    const std::int64_t a = some_node(model);
    const std::string when = number(0, 3) == 0 ? "" : fmt::format("195{}~", number(0, 9));
    return {"MATCH (n {uid: $a}) SET valid(n) = $at",
            {{"a", a}, {"at", when.empty() ? Value() : Value(when)}},
            false,
            [=](Model& m) {
              if (m.nodes.contains(a)) m.nodes[a].valid = when;
            }};
  }

  std::int64_t uid_ = 0;
};

class WritingLaw : public testing::Test {
 protected:
  void take(Database& database, const Step& step, const Model& before, Model& after, bool optimize) {
    QueryOptions options;
    options.optimize = optimize;
    const std::string seen = " WITH count(*) AS count_";
    if (step.act == nullptr) {
      RC_ASSERT(!database.query(step.text, step.parameters, options).ok());
      after = before;
    } else {
      after = before;
      step.act(after);
      const auto inside = database.query(step.text + seen + kLook, step.parameters, options);
      RC_ASSERT(rows_of(inside) == after.lines());
      RC_ASSERT(inside->updates.has_value());
    }
    RC_ASSERT(rows_of(database.query(std::string("WITH 1 AS one") + kLook, {}, options)) == after.lines());
  }
};

RC_GTEST_FIXTURE_PROP(WritingLaw, IsWhatAModelHolds, ()) {
  const TemporaryFolder folder;
  Options on_disk;
  on_disk.create_if_missing = true;
  on_disk.sync = false;
  auto stored = Database::open((folder.path() + "/store"), on_disk).value();
  const auto memory = Database::in_memory().value();
  Model model;
  RandomSteps steps;
  for (std::int64_t count = *rc::gen::inRange(3, 14); count > 0; --count) {
    const Step step = steps.next(model);
    RC_LOG() << step.text << "\n";
    Model after;
    take(*memory, step, model, after, true);
    take(*stored, step, model, after, false);
    model = after;
  }
  stored.reset();
  stored = Database::open((folder.path() + "/store"), on_disk).value();
  RC_ASSERT(rows_of(stored->query(std::string("WITH 1 AS one") + kLook)) == model.lines());
  RC_ASSERT(stored->check().value().empty());
}

// What id() and key() give while the statement runs are those of the store behind it.
RC_GTEST_FIXTURE_PROP(WritingLaw, IdsAreThoseOfTheStore, ()) {
  const auto database = Database::in_memory().value();
  Model model;
  RandomSteps steps;
  for (std::int64_t count = *rc::gen::inRange(2, 8); count > 0; --count) {
    const Step step = steps.next(model);
    if (step.act == nullptr) continue;
    step.act(model);
    RC_LOG() << step.text << "\n";
    const auto inside = rows_of(database->query(step.text + " WITH count(*) AS count_" + kIds, step.parameters));
    RC_ASSERT(inside == rows_of(database->query(std::string("WITH 1 AS one") + kIds)));
  }
}

}  // namespace
}  // namespace entente
