// openCypher's temporal values as properties, on every kind of store; and the format of the stores that hold them.
#include <limits>

#include "facts.hpp"
#include "storage/bytes.hpp"
#include "storage/field_codecs.hpp"
#include "stores.hpp"

namespace entente {
namespace {

std::vector<Value> temporal_values() {
  return {*read_local_date("1984-10-11"),
          *read_local_date("-999999999-01-01"),
          *read_local_date("+999999999-12-31"),
          *read_local_time("23:59:59.999999999"),
          *read_offset_time("12:00-18:00"),
          *read_local_date_time("-0044-03-15T11:30"),
          *read_zoned_date_time("1984-10-11T12:31:14.645876123+01:00[Europe/Stockholm]"),
          ZonedDateTime{{0, 1}, 4'332, "A/Zone/That/Nobody/Knows"},
          TemporalAmount{std::numeric_limits<std::int64_t>::min(), -1, std::numeric_limits<std::int64_t>::max(),
                         999'999'999}};
}

class TemporalProperties : public StoreTest {
 protected:
  std::unique_ptr<FactStore> facts() const { return open_facts(open()); }
};

std::string format_register(const FactStore& store) {
  return store.store().read_register("format").value().value_or("none");
}

TEST_P(TemporalProperties, ComeBack) {
  const auto store = facts();
  FactBatch batch;
  batch.entities = {entity("a")};
  batch.entities[0].properties = {{"all", List(temporal_values()), std::nullopt}};
  commit(*store, batch);
  const Loaded all = load(*store, store->head().transaction);
  EXPECT_TRUE(equivalent(all.entities.at("a").properties.at(0).value, List(temporal_values())));
  EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
}

TEST_P(TemporalProperties, RaiseTheFormat) {
  const auto store = facts();
  FactBatch batch;
  batch.entities = {entity("a"), entity("b")};
  commit(*store, batch);
  EXPECT_EQ(format_register(*store), "4");
  batch.entities[0].properties = {{"born", *read_local_date("1893-12-26"), std::nullopt}};
  commit(*store, batch);
  EXPECT_EQ(format_register(*store), "6");
  ASSERT_TRUE(store->forget_before({2}));
  EXPECT_EQ(format_register(*store), "6");
}

INSTANTIATE_TEST_SUITE_P(All, TemporalProperties, testing::ValuesIn(store_kinds()), kind_name);

TEST(TemporalCodec, WhatIsOutOfRangeIsDamage) {
  using namespace std::string_literals;
  const std::string large(8, '\xFF');
  for (const std::string& bytes :
       {"\x0A"s + large + "\x01", "\x0B"s + large + "\x01", "\x0C\x01"s + large + "\x01", "\x0D\x01"s + large + "\x01",
        "\x0E\x01\x01"s + large + "\x01", "\x0F\x01\x01\x01"s + large + "\x01", "\x10\x01"s}) {
    ByteReader in(bytes);
    EXPECT_THROW(read_value(in), Error) << static_cast<int>(bytes[0]);
  }
}

}  // namespace
}  // namespace entente
