#include "model/storable.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

constexpr std::size_t kBytesOfOther = 16;

// Goes over the texts of something, adds up what they take, and keeps the first fault.
class Survey {
 public:
  void text(std::string_view what, std::string_view text) {
    bytes_ += text.size() + kBytesOfOther;
    if (fault_.empty()) fault_ = utf8_fault(what, text);
  }
  void texts(std::string_view what, const std::vector<std::string>& all) {
    for (const std::string& one : all) text(what, one);
  }
  void validity(std::string_view what, const Validity& v) {
    text(what, v.edtf);
    text(what, v.phrase);
    if (fault_.empty() && !is_in_calendar(v.bounds))
      fault_ = fmt::format("{} lies outside of the years -{} to {}", what, kMaxYear, kMaxYear);
    for (const Validity& stretch : v.stretches) validity(what, stretch);
  }
  void value(std::string_view what, const Value& v) {
    bytes_ += kBytesOfOther;
    if (v.is_string()) {
      text(what, v.string());
    } else if (v.is_period()) {
      validity(what, v.period());
    } else if (v.type() == ValueType::kDateTime) {
      text(what, v.date_time().zone);
    } else if (v.is_list()) {
      for (const Value& item : v.list()) value(what, item);
    } else if (v.is_map()) {
      for (const auto& [key, item] : v.map()) {
        text(what, key);
        value(what, item);
      }
    }
  }
  void properties(const std::vector<PropertyFact>& properties) {
    for (const PropertyFact& p : properties) {
      text("the name of a property", p.key);
      const bool was_right = fault_.empty();
      value("its value", p.value);
      if (p.validity) validity("its validity", *p.validity);
      sources(p.sources);
      if (was_right && !fault_.empty()) fault_ = fmt::format("the property `{}`: {}", p.key, fault_);
    }
  }
  void sources(const std::vector<SourceRef>& all) {
    for (const SourceRef& source : all) {
      text("a source", source.source);
      text("the place in a source", source.locator);
    }
  }
  void datings(const std::vector<Dating>& all) {
    for (const Dating& dating : all) {
      validity("a dating", dating.validity);
      sources(dating.sources);
    }
  }
  // Of facts of either kind.
  template <class Fact>
  void rest_of(const Fact& fact) {
    if (fact.validity) validity("its validity", *fact.validity);
    datings(fact.datings);
    properties(fact.properties);
    sources(fact.attribution.sources);
  }

  std::string fault() && { return std::move(fault_); }
  std::string fault_with_size(std::string_view what) && {
    if (fault_.empty() && bytes_ > kMaxFactBytes)
      return fmt::format("{} of {} MiB; a store takes up to {} MiB at once", what, bytes_ >> 20, kMaxFactBytes >> 20);
    return std::move(fault_);
  }

 private:
  std::size_t bytes_ = 0;
  std::string fault_;
};

bool is_data(const Value& value) {
  if (value.is_list()) return std::all_of(value.list().begin(), value.list().end(), is_data);
  if (value.is_map())
    return std::all_of(value.map().begin(), value.map().end(), [](const auto& entry) { return is_data(entry.second); });
  return !value.is_node() && !value.is_relationship() && !value.is_path();
}

bool can_hold(const Validity& validity) {
  return has_choice(BoundsOfStretches(validity));
}

std::string fault_of_key(std::string_view key) {
  return key.size() > kMaxKeyBytes ? fmt::format("an id of {} bytes; the longest is {}", key.size(), kMaxKeyBytes) : "";
}

std::string fault_of_name(std::string_view name) {
  return name.size() > kMaxKeyBytes
             ? fmt::format("a type or property key of {} bytes; the longest is {}", name.size(), kMaxKeyBytes)
             : "";
}

std::string fault_of(const std::vector<PropertyFact>& properties) {
  for (const PropertyFact& p : properties) {
    if (p.key.empty()) return "a property without a name";
    if (std::string fault = fault_of_name(p.key); !fault.empty()) return fault;
    if (!is_data(p.value)) return fmt::format("`{}` holds a value that can't be a property", p.key);
    if (p.validity && !can_hold(*p.validity)) return fmt::format("`{}` has contradicting bounds", p.key);
  }
  return {};
}

// Of facts of either kind, but for their texts.
template <class Fact>
std::string fault_of_rest(const Fact& fact) {
  if (fact.validity && !can_hold(*fact.validity)) return "the bounds of its validity contradict one another";
  for (const Dating& dating : fact.datings)
    if (!can_hold(dating.validity)) return "the bounds of a dating contradict one another";
  if (!fact.datings.empty() && (!fact.validity || fact.validity->bounds != combination_of(fact.datings).bounds))
    return "its validity is not what its datings say together";
  return fault_of(fact.properties);
}

}  // namespace

std::string storing_fault(const EntityFact& fact) {
  if (fact.key.empty()) return "an entity without an id";
  const auto is_empty = [](const std::string& type) { return type.empty(); };
  if (std::any_of(fact.types.begin(), fact.types.end(), is_empty)) return "an entity with an empty type";
  if (std::string fault = fault_of_key(fact.key); !fault.empty()) return fault;
  for (const std::string& type : fact.types)
    if (std::string fault = fault_of_name(type); !fault.empty()) return fault;
  if (std::string fault = fault_of_rest(fact); !fault.empty()) return fault;
  Survey survey;
  survey.text("the id of an entity", fact.key);
  survey.texts("the type of an entity", fact.types);
  survey.rest_of(fact);
  return std::move(survey).fault_with_size("an entity");
}

std::string storing_fault(const RelationFact& fact) {
  if (fact.type.empty()) return "a relation without a type";
  if (fact.from.empty() || fact.to.empty()) return "a relation without both its ends";
  for (const std::string* key : {&fact.key, &fact.from, &fact.to})
    if (std::string fault = fault_of_key(*key); !fault.empty()) return fault;
  if (std::string fault = fault_of_name(fact.type); !fault.empty()) return fault;
  if (std::string fault = fault_of_rest(fact); !fault.empty()) return fault;
  Survey survey;
  survey.text("the id of a relation", fact.key);
  survey.text("the type of a relation", fact.type);
  survey.text("the start of a relation", fact.from);
  survey.text("the end of a relation", fact.to);
  survey.rest_of(fact);
  return std::move(survey).fault_with_size("a relation");
}

std::string storing_fault(const Ontology& ontology) {
  Survey survey;
  for (const EntityType& type : ontology.entity_types) {
    survey.text("the name of an entity type", type.name);
    for (const std::string* text : {&type.parent, &type.summary, &type.lifespan}) survey.text("an entity type", *text);
    survey.texts("a counterpart of an entity type", type.same_as);
  }
  for (const RelationType& type : ontology.relation_types) {
    survey.text("the name of a relation type", type.name);
    for (const std::string* text : {&type.summary, &type.inverse, &type.sub_relation_of, &type.verb.base,
                                    &type.verb.present, &type.verb.past, &type.verb.participle})
      survey.text("a relation type", *text);
    for (const auto* texts : {&type.domain, &type.range, &type.same_as, &type.ends})
      survey.texts("a relation type", *texts);
  }
  for (const DerivationRule& rule : ontology.rules)
    for (const std::string* text : {&rule.name, &rule.summary, &rule.concludes, &rule.query})
      survey.text("a rule", *text);
  for (const ExpectedFinding& expected : ontology.expected_findings) {
    survey.text("the check of an expected finding", expected.check);
    survey.texts("a fact of an expected finding", expected.facts);
    survey.text("the reason of an expected finding", expected.reason);
  }
  for (const PropertyRule& rule : ontology.property_rules) {
    for (const std::string* text : {&rule.name, &rule.of, &rule.value_type}) survey.text("a rule of properties", *text);
    survey.texts("a property of a rule", rule.properties);
  }
  return std::move(survey).fault_with_size("an ontology");
}

std::string text_fault(std::string_view what, const Value& value) {
  Survey survey;
  survey.value(what, value);
  return std::move(survey).fault();
}

std::string text_fault(std::string_view what, const Validity& validity) {
  Survey survey;
  survey.validity(what, validity);
  return std::move(survey).fault();
}

std::string text_fault(const std::vector<SourceRef>& sources) {
  Survey survey;
  survey.sources(sources);
  return std::move(survey).fault();
}

std::string text_fault(const std::vector<Dating>& datings) {
  Survey survey;
  survey.datings(datings);
  return std::move(survey).fault();
}

}  // namespace entente
