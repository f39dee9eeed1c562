// graph-data/sino-soviet: its ontology, and that what the checks find in it is what it says they find.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "entente/database.hpp"

namespace entente {
namespace {

Database& data_set() {
  static const auto database = [] {
    auto empty = Database::in_memory();
    EXPECT_TRUE(empty.ok());
    const auto report = (*empty)->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/sino-soviet"});
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return std::move(*empty);
  }();
  return *database;
}

const std::string kFolder = std::string(ENTENTE_SOURCE_DIR) + "/graph-data/sino-soviet/";

std::string text_of(const std::string& name) {
  std::ifstream in(kFolder + name);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::size_t count(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

// Each row of the table of files: its name, then the entities and relations that it is said to hold.
TEST(SinoSoviet, TheReadmeCountsTheRecordsOfEachFile) {
  const std::string readme = text_of("README.md");
  const std::regex row(R"(\| `([a-z-]+\.json)` \| [^|]+ \| ([0-9]*) ?\| ([0-9]*) ?\|)");
  std::set<std::string> told;
  for (std::sregex_iterator at(readme.begin(), readme.end(), row), end; at != end; ++at) {
    const std::string file = (*at)[1], text = text_of(file);
    told.insert(file);
    const std::size_t relations = count(text, R"("type": "[A-Z_]+", "from": ")"), records = count(text, R"(\{"id": ")");
    const auto said = [&](int group) { return (*at)[group].length() == 0 ? 0 : std::stoul((*at)[group]); };
    EXPECT_EQ(said(2), records - relations) << file;
    EXPECT_EQ(said(3), relations) << file;
  }
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    if (entry.path().extension() == ".json") files.insert(entry.path().filename());
  EXPECT_EQ(told, files);
}

TEST(SinoSoviet, TheReadmeCountsTheSet) {
  const auto reader = data_set().read().value();
  const TemporalGraph& graph = reader.graph();
  std::map<Provenance, std::size_t> by_provenance;
  for (Edge e = 0; e < graph.edge_count(); ++e) ++by_provenance[graph.attribution(e).provenance];
  const std::string readme = std::regex_replace(text_of("README.md"), std::regex("\\s+"), " ");
  const auto says = [&](const std::string& text) {
    EXPECT_NE(readme.find(text), std::string::npos) << "the README does not say: " << text;
  };
  says(fmt::format("{} entities, {} relations ({} stated, {} implied, {} derived, {} background)", graph.vertex_count(),
                   graph.edge_count(), by_provenance[Provenance::kStated], by_provenance[Provenance::kImplied],
                   by_provenance[Provenance::kDerived], by_provenance[Provenance::kBackground]));
  const Ontology& ontology = graph.ontology();
  says(fmt::format("{} entity types, {} relation types", ontology.entity_types.size(), ontology.relation_types.size()));
}

TEST(SinoSoviet, EveryRelationTypeHasTheFormsOfItsVerb) {
  const Ontology ontology = data_set().ontology().value();
  ASSERT_GE(ontology.relation_types.size(), 104U);
  // Words in lower case, one blank between them; a colon leads over to a name that is no object of the verb.
  const std::regex phrase("[a-z]+( [a-z]+)*:?");
  for (const RelationType& type : ontology.relation_types) {
    const VerbForms& verb = type.verb;
    for (const std::string& form : {verb.base, verb.present, verb.past, verb.participle})
      EXPECT_TRUE(std::regex_match(form, phrase)) << type.name << ": \"" << form << "\"";
    // All forms are of one verb: what follows its first word is the same.
    const auto rest = [](const std::string& form) {
      const std::size_t blank = form.find(' ');
      return blank == std::string::npos ? std::string() : form.substr(blank);
    };
    if (type.name == "NEARLY_ESCALATED_TO" || type.name == "DID_NOT_OPPOSE") continue;  // an adverb stands first
    EXPECT_EQ(rest(verb.present), rest(verb.base)) << type.name;
    EXPECT_EQ(rest(verb.past), rest(verb.base)) << type.name;
    EXPECT_EQ(rest(verb.participle), rest(verb.base)) << type.name;
    EXPECT_NE(verb.present, verb.past) << type.name;
  }
}

TEST(SinoSoviet, EveryCounterpartIsOneOfItsVocabulary) {
  const Ontology ontology = data_set().ontology().value();
  const std::regex of_entities("schema:[A-Z][A-Za-z]+|crm:E[0-9]+_[A-Z][A-Za-z_-]+|wd:Q[1-9][0-9]*");
  const std::regex of_relations("schema:[a-z][A-Za-z]+|crm:P[0-9]+i?_[a-z][a-z_-]+|wdt:P[1-9][0-9]*");
  std::size_t mapped = 0;
  const auto look = [&](const auto& types, const std::regex& form) {
    for (const auto& type : types) {
      std::set<std::string> prefixes;
      for (const std::string& counterpart : type.same_as) {
        EXPECT_TRUE(std::regex_match(counterpart, form)) << type.name << ": " << counterpart;
        EXPECT_TRUE(prefixes.insert(counterpart.substr(0, counterpart.find(':'))).second)
            << type.name << " has two counterparts in one vocabulary";
        ++mapped;
      }
    }
  };
  look(ontology.entity_types, of_entities);
  look(ontology.relation_types, of_relations);
  EXPECT_GT(mapped, 150U);
  EXPECT_EQ(ontology.entity_type("Person")->same_as,
            (std::vector<std::string>{"schema:Person", "crm:E21_Person", "wd:Q5"}));
  EXPECT_EQ(ontology.relation_type("MEMBER_OF")->same_as,
            (std::vector<std::string>{"schema:memberOf", "crm:P107i_is_current_or_former_member_of", "wdt:P463"}));
}

TEST(SinoSoviet, TimesOfExistenceStandOnFourRelations) {
  std::set<std::string> lifetimes;
  const Ontology ontology = data_set().ontology().value();
  for (const RelationType& type : ontology.relation_types)
    if (type.is_lifetime) lifetimes.insert(type.name);
  EXPECT_EQ(lifetimes, (std::set<std::string>{"BORN_DIED", "EXISTED", "DATED", "STARTED"}));
}

// What is certain is expected, with a reason, and all that is expected is found.
TEST(SinoSoviet, TheChecksFindWhatIsExpectedAndNothingElse) {
  const auto findings = data_set().check();
  ASSERT_TRUE(findings.ok()) << describe(findings.error());
  std::map<std::string, std::size_t> reasons;
  for (const Finding& finding : *findings) {
    if (!finding.certain && !finding.damage) continue;
    EXPECT_NE(finding.expected, "") << finding.rule << ": " << finding.message;
    ++reasons[finding.expected];
  }
  const Ontology ontology = data_set().ontology().value();
  ASSERT_FALSE(ontology.expected_findings.empty());
  const std::string readme = text_of("README.md");
  for (const ExpectedFinding& expected : ontology.expected_findings) {
    EXPECT_EQ(reasons[expected.reason], 1U) << expected.check << " is expected, and was not found: " << expected.reason;
    EXPECT_NE(readme.find("`" + expected.check + "`"), std::string::npos) << "the README does not tell of it";
    for (const std::string& fact : expected.facts) {
      const bool is_entity = data_set().read().value().graph().find(fact).has_value();
      EXPECT_TRUE(is_entity || readme.find("`" + fact + "`") != std::string::npos)
          << "the README does not name " << fact;
    }
  }
}

}  // namespace
}  // namespace entente
