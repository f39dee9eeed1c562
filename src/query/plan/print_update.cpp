// What an update does, for EXPLAIN.
#include <fmt/format.h>

#include "query/plan/print.hpp"
#include "query/plan/traverse.hpp"
#include "query/plan/update.hpp"

namespace entente::plan {
namespace {

class UpdatePrinter {
 public:
  UpdatePrinter(const Plan& plan, const TemporalGraph& graph) : plan_(plan), graph_(graph) {}

  std::string operator()(const Create& create) const { return "Create " + made(create); }
  std::string operator()(const Merge& merge) const {
    std::string text = "Merge " + made(merge.create);
    if (!merge.on_create.empty()) text += " on create " + items(merge.on_create);
    if (!merge.on_match.empty()) text += " on match " + items(merge.on_match);
    return text;
  }
  std::string operator()(const Set& set) const { return "Set " + items(set.items) + portion(set.portion); }
  std::string operator()(const Delete& clause) const {
    std::vector<std::string> targets;
    for (const ExpressionPtr& target : clause.targets) targets.push_back(text_of(target));
    return fmt::format("{} {}", clause.detach ? "DetachDelete" : "Delete", fmt::join(targets, ", ")) +
           portion(clause.portion);
  }

  std::string operator()(const ForeachBegin& begin) const {
    return fmt::format("Foreach {} in {}", name(begin.item), text_of(begin.list));
  }
  std::string operator()(const ForeachEnd&) const { return "EndForeach"; }
  std::string operator()(const SubqueryBegin&) const { return "Subquery"; }

  std::string operator()(const SetProperty& item) const {
    return fmt::format("{}.{} = {}{}{}", text_of(item.target), item.key, text_of(item.value), valid(item.valid),
                       sources(item.sources));
  }
  std::string operator()(const SetProperties& item) const {
    return fmt::format("{} {} {}{}", text_of(item.target), item.add ? "+=" : "=", text_of(item.value),
                       sources(item.sources));
  }
  std::string operator()(const SetLabels& item) const {
    return fmt::format("{}{}:{}", item.remove ? "no " : "", text_of(item.target), fmt::join(item.labels, ":"));
  }
  std::string operator()(const SetValidity& item) const {
    return fmt::format("valid({}) = {}{}", text_of(item.target), text_of(item.value), sources(item.sources));
  }

 private:
  std::string text_of(const ExpressionPtr& e) const { return print(e, plan_, graph_); }
  std::string valid(const ExpressionPtr& e) const { return e ? " valid " + text_of(e) : ""; }
  std::string sources(const ExpressionPtr& e) const { return e ? " sources " + text_of(e) : ""; }
  std::string name(Slot slot) const { return slot_name(plan_, slot); }

  template <class New>
  std::string facts(const New& made) const {
    return (made.properties ? " " + text_of(made.properties) : "") + valid(made.valid) + sources(made.sources);
  }

  std::string made(const Create& create) const {
    std::vector<std::string> parts;
    for (const NewNode& node : create.nodes) {
      std::string labels;
      for (const std::string& label : node.labels) labels += ":" + label;
      parts.push_back(fmt::format("({}{}{})", name(node.slot), labels,
                                  facts(node) + (node.key ? " key " + text_of(node.key) : "")));
    }
    for (const NewRelationship& r : create.relationships)
      parts.push_back(fmt::format("({})-[{}:{}{}]->({})", name(r.from), name(r.slot), r.type, facts(r), name(r.to)));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  std::string portion(const std::optional<Portion>& portion) const {
    return portion ? fmt::format(" for portion from {} to {}", text_of(portion->from), text_of(portion->to)) : "";
  }

  std::string items(const std::vector<SetItem>& all) const {
    std::vector<std::string> parts;
    for (const SetItem& item : all) parts.push_back(std::visit(*this, item));
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  const Plan& plan_;
  const TemporalGraph& graph_;
};

}  // namespace

std::string print(const Update& update, const Plan& plan, const TemporalGraph& graph) {
  return std::visit(UpdatePrinter(plan, graph), update);
}

}  // namespace entente::plan
