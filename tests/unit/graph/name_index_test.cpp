// Entities by name: the index against folding every name anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;

// Names that fold alike, and names that do not.
const std::vector<std::string> kNames = {
    "Mao Zedong", "MAO ZEDONG", "Máo Zédōng", "Mao Tse-tung", "mao tse tung",  "Wałęsa",
    "WALESA",     "walésa",     "毛泽东",     "Xi'an",        "Xi’an",         "Xian",
    "U.S.S.R.",   "USSR",       "São Paulo",  "Sao  Paulo",   "Saint-Étienne", ""};

TEST(Names, AreFoundAsIfEachWereFoldedAnew) {
  std::mt19937 random(3);
  const auto some_name = [&] { return kNames[random() % kNames.size()]; };
  GraphOf facts;
  for (int i = 0; i < 60; ++i) {
    StoredEntity e;
    e.key = "n" + std::to_string(i);
    if (i % 5 != 0) e.properties.push_back({facts.symbol("name"), Value(some_name()), std::nullopt});
    if (i % 7 == 0) e.properties.push_back({facts.symbol("name"), Value(some_name()), validity_of(days(0, i + 1))});
    if (i % 3 == 0) e.properties.push_back({facts.symbol("aliases"), Value(List{some_name(), 7, some_name()}), {}});
    if (i % 11 == 0) e.properties.push_back({facts.symbol("title"), Value(some_name()), std::nullopt});
    facts.entity(std::move(e));
  }
  const auto graph = facts.build();
  for (const std::string& wanted : kNames) {
    std::vector<std::string> expected, found;
    const auto shown = [&](Vertex v, std::string_view name, bool is_alias) {
      return std::to_string(v) + (is_alias ? " alias " : " name ") + std::string(name);
    };
    for (Vertex v = 0; v < graph->vertex_count(); ++v) {
      for (const auto& [key, is_alias] : {std::pair{"name", false}, std::pair{"aliases", true}}) {
        for (const TimedValue& value : graph->property_values(v, *graph->symbol(key))) {
          const List names = value.value.is_list() ? value.value.list() : List{value.value};
          for (const Value& name : names) {
            if (!name.is_string() || fold_name(name.string()) != fold_name(wanted)) continue;
            expected.push_back(shown(v, name.string(), is_alias));
          }
        }
      }
    }
    for (const NameEntry& entry : graph->named(wanted)) {
      found.push_back(shown(entry.vertex, entry.name, entry.is_alias));
    }
    EXPECT_EQ(found, expected) << wanted;
  }
}

TEST(Names, KeepTheTimeInWhichTheyWereBorne) {
  GraphOf facts;
  StoredEntity city;
  city.key = "city";
  city.properties.push_back({facts.symbol("name"), Value("Petrograd"), validity_of(days(0, 10))});
  city.properties.push_back({facts.symbol("name"), Value("Leningrad"), validity_of(days(10, 20))});
  facts.entity(std::move(city));
  const auto graph = facts.build();
  ASSERT_EQ(graph->named("LENINGRAD").size(), 1U);
  ASSERT_NE(graph->named("LENINGRAD")[0].validity, nullptr);
  EXPECT_EQ(graph->named("LENINGRAD")[0].validity->bounds, days(10, 20));
  EXPECT_TRUE(graph->named("Saint Petersburg").empty());
}

TEST(Names, WhatHasNoneIsKnownByItsKey) {
  GraphOf facts;
  StoredEntity penn, fox;
  penn.key = "William Penn";
  fox.key = "Q9";
  fox.properties.push_back({facts.symbol("name"), Value("George Fox"), std::nullopt});
  facts.entity(std::move(penn));
  facts.entity(std::move(fox));
  const auto graph = facts.build();
  ASSERT_EQ(graph->named("william penn").size(), 1U);
  EXPECT_EQ(graph->named("william penn")[0].validity, nullptr);
  EXPECT_TRUE(graph->named("q9").empty());
}

TEST(Names, TheLikeliestOnesAreOffered) {
  GraphOf facts;
  for (const std::string name : {"Mao Zedong", "Mao Anying", "Máo Zedong", "Zhou Enlai", "Nikita Khrushchev"}) {
    StoredEntity e;
    e.key = name;
    e.properties.push_back({facts.symbol("name"), Value(name), std::nullopt});
    facts.entity(std::move(e));
  }
  const auto graph = facts.build();
  EXPECT_THAT(graph->nearest_names("mao", 5),
              ElementsAre("Mao Anying", "Mao Zedong"));  // each spelling of one name once
  EXPECT_THAT(graph->nearest_names("mao", 1), ElementsAre("Mao Anying"));
  EXPECT_THAT(graph->nearest_names("Nikita Kruschev", 5), ElementsAre("Nikita Khrushchev"));
  EXPECT_THAT(graph->nearest_names("ENLAI ZHOU", 5), ElementsAre("Zhou Enlai"));
  EXPECT_THAT(graph->nearest_names("Xanthippe", 5), ElementsAre());
  EXPECT_THAT(graph->nearest_names("", 5), ElementsAre());
  EXPECT_THAT(GraphOf().build()->nearest_names("mao", 5), ElementsAre());
}

std::shared_ptr<const TemporalGraph> graph_of_names(const std::vector<std::string>& names) {
  GraphOf facts;
  for (const std::string& name : names) {
    StoredEntity e;
    e.key = name;
    facts.entity(std::move(e));
  }
  return facts.build();
}

TEST(Names, AMisspeltWordOfANameIsOffered) {
  const std::vector<std::string> names = {"Klemens von Metternich", "Robert Stewart, Viscount Castlereagh",
                                          "Wilhelm von Humboldt",   "Mann am Klavier",
                                          "Клеменс фон Меттерних",  "毛泽东 主席"};
  const auto graph = graph_of_names(names);
  EXPECT_THAT(graph->nearest_names("meternich", 5), ElementsAre("Klemens von Metternich"));
  EXPECT_THAT(graph->nearest_names("Castelreagh", 5), ElementsAre("Robert Stewart, Viscount Castlereagh"));
  EXPECT_THAT(graph->nearest_names("Humbolt", 5), ElementsAre("Wilhelm von Humboldt"));
  EXPECT_THAT(graph->nearest_names("Viscount Castelreagh", 5), ElementsAre("Robert Stewart, Viscount Castlereagh"));
  EXPECT_THAT(graph->nearest_names("Меттерник", 5), ElementsAre("Клеменс фон Меттерних"));
  // Each word has to be near one, and a short one to be there.
  EXPECT_THAT(graph->nearest_names("Metternich Humboldt", 5), ElementsAre());
  EXPECT_THAT(graph->nearest_names("vom", 5), ElementsAre());
  EXPECT_THAT(graph->nearest_names("周恩来", 5), ElementsAre());
}

TEST(Names, AnEntityIsOfferedOnce) {
  GraphOf facts;
  StoredEntity e;
  e.key = "m";
  e.properties.push_back({facts.symbol("name"), Value("Klemens von Metternich"), std::nullopt});
  e.properties.push_back({facts.symbol("aliases"), Value(List{"Clemens von Metternich", "Metternichs"}), {}});
  facts.entity(std::move(e));
  const auto graph = facts.build();
  EXPECT_THAT(graph->nearest_names("meternich", 5), ElementsAre("Klemens von Metternich"));
  EXPECT_THAT(graph->nearest_names("Clemens Meternich", 5), ElementsAre("Clemens von Metternich"));
}

// In many names the words that begin alike are compared.
TEST(Names, AMisspeltWordIsFoundAmongManyNames) {
  std::vector<std::string> names;
  for (int i = 0; i < 100'000; ++i) names.push_back("person " + std::to_string(i));
  names.push_back("Klemens von Metternich");
  EXPECT_THAT(graph_of_names(names)->nearest_names("meternich", 5), ElementsAre("Klemens von Metternich"));
}

}  // namespace
}  // namespace entente
