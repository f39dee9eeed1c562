// How long relations take: one time for all, by type, or by a property.
#include "algorithms/travel_times.hpp"

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr SymbolId kMail{0}, kRail{1}, kLasts{2};

// A relation by mail that says how long it lasts, if it does, and one by rail.
std::shared_ptr<const TemporalGraph> two_relations(const Value& lasts) {
  GraphBuilder builder({"MAIL", "RAIL", "lasts"}, {});
  add_lives(builder, {Period::always(), Period::always()});
  StoredRelation mail = numbered_relation(0, kMail.value, 0, 1);
  if (!lasts.is_null()) mail.properties.push_back({kLasts, lasts, {}, {}});
  builder.add(mail);
  builder.add(numbered_relation(1, kRail.value, 0, 1));
  return builder.build(TransactionId{1}, SystemTime{1});
}

TEST(TravelTimes, AreOneForAll) {
  const auto graph = two_relations({});
  const View view(*graph);
  const TravelTimes hour = 3600;
  EXPECT_TRUE(hour.is_one());
  EXPECT_EQ(hour.least(), 3600);
  for (const Edge e : graph->edges()) EXPECT_EQ(hour.of(view, e), 3600);
}

TEST(TravelTimes, AreThoseOfTypes) {
  const auto graph = two_relations({});
  const View view(*graph);
  const TravelTimes both = TravelTimes::by_type({10, 20}), mail = TravelTimes::by_type({10});
  EXPECT_FALSE(both.is_one());
  EXPECT_EQ(both.least(), 0) << "a type that is not named takes none";
  const Edge by_mail = graph->out(0, kMail).edge(0), by_rail = graph->out(0, kRail).edge(0);
  EXPECT_EQ(both.of(view, by_mail), 10);
  EXPECT_EQ(both.of(view, by_rail), 20);
  EXPECT_EQ(mail.of(view, by_rail), 0);
}

TEST(TravelTimes, AreWhatAPropertySays) {
  const TravelTimes lasts = TravelTimes::by_property(kLasts);
  EXPECT_FALSE(lasts.is_one());
  const auto graph = two_relations("P1DT2H");
  const View view(*graph);
  EXPECT_EQ(lasts.of(view, graph->out(0, kMail).edge(0)), kSecondsPerDay + 7200);
  EXPECT_EQ(lasts.of(view, graph->out(0, kRail).edge(0)), 0);
}

TEST(TravelTimes, ThatAreNoneAreNamedWithTheirRelation) {
  for (const auto& [told, why] : std::initializer_list<std::pair<Value, std::string>>{{"two days", "'two days'"},
                                                                                      {"P1M", "'P1M'"},
                                                                                      {"-PT1H", "'-PT1H'"},
                                                                                      {std::int64_t{3}, "INTEGER"},
                                                                                      {"", "''"}}) {
    const auto graph = two_relations(told);
    try {
      TravelTimes::by_property(kLasts).of(View(*graph), graph->out(0, kMail).edge(0));
      ADD_FAILURE() << why;
    } catch (const Error& e) {
      EXPECT_EQ(e.code, ErrorCode::kArgument);
      EXPECT_NE(e.message.find("`lasts` of \"v0 mail v1\""), std::string::npos) << e.message;
      EXPECT_NE(e.message.find(why), std::string::npos) << e.message;
    }
  }
}

}  // namespace
}  // namespace entente
