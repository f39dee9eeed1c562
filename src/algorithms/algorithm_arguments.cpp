#include "algorithms/algorithm_arguments.hpp"

#include "entente/graph/named_types.hpp"
#include "entente/time/date.hpp"
#include "entente/time/steps.hpp"

namespace entente {

AlgorithmArguments::AlgorithmArguments(const AlgorithmCall& call, std::size_t least, std::size_t most) : call_(call) {
  const std::size_t given = call.arguments.size();
  if (given >= least && given <= most) return;
  const std::string wanted =
      least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
  throw Error(ErrorCode::kArgument, "expected " + wanted + " arguments, got " + std::to_string(given));
}

Vertex AlgorithmArguments::vertex() {
  return vertex_of(call_.arguments[next_++]);
}

std::vector<Vertex> AlgorithmArguments::vertices() {
  const Value* v = optional();
  std::vector<Vertex> found;
  if (v == nullptr) return found;
  if (!v->is_list()) return {vertex_of(*v)};
  for (const Value& item : v->list()) found.push_back(vertex_of(item));
  return found;
}

Vertex AlgorithmArguments::vertex_of(const Value& v) const {
  if (v.is_node()) {
    if (v.node().index < call_.view.graph().vertex_count()) return v.node().index;
  } else if (v.is_string()) {
    if (const std::optional<Vertex> found = call_.view.graph().find(v.string())) return *found;
    throw Error(ErrorCode::kNotFound, "no entity has the key '" + v.string() + "'");
  }
  throw Error(ErrorCode::kType,
              place() + " must be a node or the key of an entity, not " + std::string(name(v.type())));
}

std::optional<Vertex> AlgorithmArguments::vertex_if_given() {
  const Value* v = optional();
  return v != nullptr ? std::optional(vertex_of(*v)) : std::nullopt;
}

std::string AlgorithmArguments::text() {
  const Value& v = call_.arguments[next_++];
  if (!v.is_string()) fail_type("a text", v);
  return v.string();
}

std::optional<Instant> AlgorithmArguments::moment() {
  const Value* v = optional();
  if (v == nullptr) return std::nullopt;
  if (v->is_instant()) return v->instant();
  if (const auto first = first_instant(*v)) return *first;
  if (!v->is_string()) fail_type("a date", *v);
  const Result<Instant> found = read_point(v->string());
  if (!found.ok()) fail_text(v->string(), found.error());
  return *found;
}

std::optional<Duration> AlgorithmArguments::duration() {
  const Value* v = optional();
  if (v == nullptr) return std::nullopt;
  if (!v->is_string()) fail_type("a duration", *v);
  const Result<Duration> found = read_duration(v->string());
  if (!found.ok()) fail_text(v->string(), found.error());
  return *found;
}

std::optional<Duration> AlgorithmArguments::amount() {
  const std::optional<Duration> found = duration();
  if (found && (found->months < 0 || found->days < 0 || found->seconds < 0))
    throw Error(ErrorCode::kArgument, place() + " must not be negative");
  return found;
}

std::optional<Duration> AlgorithmArguments::step() {
  const Value* v = optional();
  if (v == nullptr) return std::nullopt;
  if (v->is_integer() && v->integer() < 0) throw Error(ErrorCode::kArgument, place() + " must not be negative");
  if (!v->is_string() && !v->is_integer()) fail_type("a duration or a number of years", *v);
  const std::string text = v->is_string() ? v->string() : std::to_string(v->integer());
  const Result<Duration> found = read_step(text);
  if (!found.ok()) fail_text(text, found.error());
  return *found;
}

std::uint32_t AlgorithmArguments::count_or(std::uint32_t otherwise) {
  const Value* v = optional();
  if (v == nullptr) return otherwise;
  if (!v->is_integer()) fail_type("an integer", *v);
  if (v->integer() < 0) throw Error(ErrorCode::kArgument, place() + " must not be negative");
  return static_cast<std::uint32_t>(std::min<std::int64_t>(v->integer(), kUnbounded));
}

double AlgorithmArguments::number_or(double otherwise) {
  const Value* v = optional();
  if (v == nullptr) return otherwise;
  if (v->is_integer()) return static_cast<double>(v->integer());
  if (!v->is_float()) fail_type("a number", *v);
  return v->floating();
}

bool AlgorithmArguments::flag_or(bool otherwise) {
  const Value* v = optional();
  if (v == nullptr) return otherwise;
  if (!v->is_boolean()) fail_type("true or false", *v);
  return v->boolean();
}

Period AlgorithmArguments::period() {
  const Value* v = optional();
  if (v == nullptr) throw Error(ErrorCode::kType, place() + " must be a date or a period, not null");
  if (v->is_period()) return v->period().bounds;
  if (v->is_instant()) return Period::certain(v->instant(), Instant{v->instant().seconds + 1});
  if (const auto span = span_of(*v)) return *span;
  if (!v->is_string()) fail_type("a date or a period", *v);
  const Result<Period> read = read_date_span(v->string(), call_.view.now());
  if (!read.ok()) fail_text(v->string(), read.error());
  return *read;
}

std::int64_t AlgorithmArguments::seconds() {
  const std::optional<Duration> amount = duration();
  const Result<std::int64_t> found = seconds_of(amount.value_or(Duration{}));
  if (!found.ok()) fail_text(print_duration(*amount), found.error());
  return *found;
}

StepChoice AlgorithmArguments::steps(Direction otherwise) {
  StepChoice steps;
  steps.direction = otherwise;
  types(steps);
  direction(steps);
  steps.through_apparatus = flag_or(false);
  return steps;
}

void AlgorithmArguments::types(StepChoice& steps) {
  const Value* v = optional();
  if (v == nullptr) return;
  if (!v->is_list() && !v->is_string()) fail_type("a list of relation types", *v);
  const List named = v->is_list() ? v->list() : List{*v};
  NamedTypes found;
  for (const Value& type : named) {
    if (!type.is_string()) fail_type("a list of relation types", type);
    found.add(call_.view.graph(), type.string());
  }
  steps.types = std::move(found.types);
  steps.ways = std::move(found.ways);
  steps.any_type = named.empty();
}

void AlgorithmArguments::direction(StepChoice& steps) {
  const Value* v = optional();
  if (v == nullptr) return;
  if (!v->is_string()) fail_type("a direction", *v);
  const std::string& word = v->string();
  if (word == "both") {
    steps.direction = Direction::kBoth;
  } else if (word == "out") {
    steps.direction = Direction::kOut;
  } else if (word == "in") {
    steps.direction = Direction::kIn;
  } else {
    throw Error(ErrorCode::kArgument, place() + " is '" + word + "', and a direction is 'out', 'in' or 'both'");
  }
}

const Value* AlgorithmArguments::optional() {
  if (next_ >= call_.arguments.size()) {
    ++next_;
    return nullptr;
  }
  const Value& v = call_.arguments[next_++];
  return v.is_null() ? nullptr : &v;
}

void AlgorithmArguments::fail_type(const std::string& wanted, const Value& found) const {
  throw Error(ErrorCode::kType, place() + " must be " + wanted + ", not " + std::string(name(found.type())));
}

void AlgorithmArguments::fail_text(const std::string& text, const Error& why) const {
  throw Error(why.code, place() + ", '" + text + "': " + why.message).with_hint(why.hint);
}

std::string AlgorithmArguments::place() const {
  return "argument " + std::to_string(next_);
}

}  // namespace entente
