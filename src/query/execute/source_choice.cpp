// From the words of ACCORDING TO to a filter of facts.
#include <fmt/format.h>

#include "query/execute/evaluation.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

void add(const Value& value, const plan::Expression& clause, ExecutionContext& context, SourceChoice& choice) {
  if (value.is_null()) {
    throw_at(clause.span, Error(ErrorCode::kArgument, "ACCORDING TO takes the name of a source, not null")
                              .with_hint("leave the clause out to read what anybody says"));
  }
  if (value.is_list()) {
    for (const Value& item : value.list()) add(item, clause, context, choice);
    return;
  }
  if (!value.is_string()) {
    throw_at(clause.span,
             Error(ErrorCode::kType, fmt::format("ACCORDING TO takes names of sources, not {}", describe_value(value)))
                 .with_hint("name a source by key ('doc-a'), by place ('doc-a#P13') or by name, a class "
                            "('stated', 'implied', 'derived', 'background'), or a list of them")
                 .with_detail("InvalidArgumentType"));
  }
  choose_source(context.graph, value.string(), clause.span, choice, context.warnings);
}

}  // namespace

void choose_source(const TemporalGraph& graph, const std::string& text, SourceSpan place, SourceChoice& choice,
                   std::vector<Warning>& warnings) {
  const SourceChoice found = find_sources(graph, text);
  if (found.empty() && graph.vertex_count() > 0) {
    const std::string near = nearest_source(graph, text);
    warnings.push_back({fmt::format("no fact in this store rests on a source `{}`", text), place,
                        near.empty() ? std::string() : fmt::format("did you mean `{}`?", near)});
  }
  choice.classes.insert(choice.classes.end(), found.classes.begin(), found.classes.end());
  choice.sources.insert(choice.sources.end(), found.sources.begin(), found.sources.end());
}

std::shared_ptr<const SourceFilter> resolve_sources(const plan::SliceSpec& spec, ExecutionContext& context) {
  if (!spec.according_to) return nullptr;
  SourceChoice choice;
  add(evaluate_free(*spec.according_to, context, nullptr), *spec.according_to, context, choice);
  return std::make_shared<const SourceFilter>(context.graph, choice);
}

}  // namespace entente
