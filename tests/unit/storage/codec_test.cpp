// Rows and their bytes: what is written is read back, and bytes that can't be ours are refused whatever they are.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "entente/time/edtf.hpp"
#include "storage/ontology_fields.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

using namespace std::string_literals;

constexpr std::int64_t kDay = kSecondsPerDay;
constexpr Instant kMinus = Instant::minus_infinity(), kPlus = Instant::plus_infinity();

std::vector<Instant> instants() {
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();
  return {kMinus, {-kFarthest}, {-kDay * 800'000}, {-kDay - 1},     {-kDay},         {-1}, {0},
          {1},    {kDay},       {kDay + 1},        {kDay * 40'000}, {kFarthest - 1}, kPlus};
}

Validity bounds(Period p) {
  Validity v;
  v.bounds = p;
  return v;
}

std::vector<Period> periods() {
  std::vector<Period> all;
  for (const Instant a : instants()) {
    for (const Instant b : instants()) {
      for (const Instant c : instants()) {
        for (const Instant d : instants()) {
          const Period p{a, b, c, d};
          if (p.is_valid()) all.push_back(p);
        }
      }
    }
  }
  for (const char* text : {"1949", "1949-12", "1949-12-16", "194X", "1949-12-16T10:20:30Z", "1950/1953~", "2001/..",
                           "../1917", "1950-02-14/"}) {
    all.push_back(read_edtf(text).value());
  }
  return all;
}

TEST(Codec, InstantsComeBack) {
  for (const Instant t : instants()) {
    std::string bytes;
    put_instant(bytes, t);
    ByteReader in(bytes);
    EXPECT_EQ(read_instant(in), t) << t.seconds;
    EXPECT_TRUE(in.at_end());
  }
}

TEST(Codec, BoundsComeBackWithTheStartInTheKeyOrNot) {
  for (const Period& p : periods()) {
    for (const StartIs place : {StartIs::kInKey, StartIs::kHere}) {
      std::string bytes;
      put_bounds(bytes, bounds(p), place);
      ByteReader in(bytes);
      const auto read = read_bounds(in, place == StartIs::kInKey ? std::optional(p.latest_start) : std::nullopt);
      ASSERT_EQ(read, p);
      ASSERT_TRUE(in.at_end());
    }
  }
  std::string bytes;
  put_bounds(bytes, std::nullopt, StartIs::kHere);
  ByteReader in(bytes);
  EXPECT_EQ(read_bounds(in, std::nullopt), std::nullopt);
}

TEST(Codec, FrequentPeriodsAreShort) {
  const auto size = [](const char* edtf) {
    std::string bytes;
    put_bounds(bytes, read_validity(edtf).value(), StartIs::kInKey);
    return bytes.size();
  };
  EXPECT_EQ(size("1949-12-16"), 2u);
  EXPECT_EQ(size("1949-12-16/1950-02-16"), 2u);
  EXPECT_EQ(size("2001-07-16/.."), 1u);
  EXPECT_EQ(size("1958"), 3u);
}

TEST(Codec, TextIsKeptOnlyWhereTheBoundsDoNotSayIt) {
  const auto kept = [](const Validity& v) {
    std::string bytes;
    put_detail(bytes, v);
    ByteReader in(bytes);
    Validity read;
    read.bounds = v.bounds;
    read_detail(in, read);
    EXPECT_EQ(read.edtf.empty() ? edtf_of(read) : read.edtf, v.edtf.empty() ? edtf_of(v) : v.edtf);
    EXPECT_EQ(read.phrase, v.phrase);
    EXPECT_EQ(read.extent, v.extent);
    EXPECT_EQ(read.end_exclusive, v.end_exclusive);
    EXPECT_EQ(read.direct_bounds, v.direct_bounds);
    return read.edtf;
  };
  EXPECT_EQ(kept(read_validity("1949-12-16").value()), "");
  EXPECT_EQ(kept(read_validity("1949-12-16/1950-02-16").value()), "");
  EXPECT_EQ(kept(read_validity("1949-12-16/1949-12-16").value()), "1949-12-16/1949-12-16");
  EXPECT_EQ(kept(read_validity("1949", Extent::kThroughout).value()), "1949");
  EXPECT_EQ(kept(read_validity("1949/1950-02", Extent::kWithin, true).value()), "1949/1950-02");
  Validity phrased = read_validity("1954~").value();
  phrased.phrase = "mid-1950s";
  phrased.edtf = "1954-01/1954~";
  EXPECT_EQ(kept(phrased), "1954-01/1954~");
  Validity direct = bounds(Period::certain({0}, {kDay}));
  direct.direct_bounds = true;
  EXPECT_EQ(kept(direct), "");
  direct.edtf = "1970-01-01";
  EXPECT_EQ(kept(direct), "1970-01-01");
}

std::vector<Value> values() {
  Validity period = read_validity("1950/1953~").value();
  period.phrase = "in the war";
  return {Value(),
          false,
          true,
          0,
          -1,
          std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max(),
          0.0,
          -0.0,
          1.5,
          std::numeric_limits<double>::infinity(),
          std::nan(""),
          "",
          "Мао\0x"s,
          std::string(5000, 'x'),
          List{},
          List{1, "a", Value(), List{2.0}},
          Map{},
          Map{{"a", 1}, {"", List{Map{{"b", true}}}}},
          period,
          Instant{1},
          Instant{-kDay},
          Instant::minus_infinity(),
          Instant::plus_infinity(),
          LocalDate{-1},
          LocalTime{1},
          OffsetTime{{2}, -3'600},
          LocalDateTime{-1, 999'999'999},
          ZonedDateTime{{1, 2}, 3'600, "Europe/Paris"},
          TemporalAmount{-1, 2, -3, 4}};
}

TEST(Codec, ValuesComeBack) {
  for (const Value& value : values()) {
    std::string bytes;
    put_value(bytes, value);
    ByteReader in(bytes);
    const Value read = read_value(in);
    EXPECT_EQ(read.type(), value.type());
    EXPECT_TRUE(equivalent(read, value));
    EXPECT_TRUE(in.at_end());
    if (value.is_float()) {
      EXPECT_EQ(std::signbit(read.floating()), std::signbit(value.floating()));
    }
    if (value.is_period()) {
      EXPECT_EQ(read.period(), value.period());
    }
  }
}

TEST(Codec, ValuesThatAreNoDataAreRefused) {
  const auto code = [](const Value& value) {
    std::string bytes;
    try {
      put_value(bytes, value);
    } catch (const Error& error) {
      return error.code;
    }
    return ErrorCode::kSyntax;
  };
  EXPECT_EQ(code(NodeRef{1}), ErrorCode::kType);
  EXPECT_EQ(code(List{RelationshipRef{1}}), ErrorCode::kType);
  EXPECT_EQ(code(Map{{"p", Path{}}}), ErrorCode::kType);
  Value deep = 1;
  for (int i = 0; i < kDeepestValue; ++i) deep = List{deep};
  std::string bytes;
  put_value(bytes, deep);
  ByteReader in(bytes);
  EXPECT_TRUE(equivalent(read_value(in), deep));
}

StoredRelation sample_relation() {
  StoredRelation r;
  r.id = {300};
  r.key = "F227";
  r.type = {2};
  r.from = {1};
  r.to = {129};
  r.validity = read_validity("1950/1953~").value();
  r.validity->edtf = "1950/[1952..1954]";
  r.validity->phrase = "during the war";
  r.properties = {{{5}, "Moscow", std::nullopt}, {{3}, List{1, 2}, read_validity("1950").value()}};
  r.attribution = {Provenance::kImplied, {{"doc-b", "P22"}, {"doc-c", ""}}};
  return r;
}

std::string row_key(const StoredRelation& r) {
  return adjacency_key({r.from, r.type, r.validity ? r.validity->bounds.latest_start : kMinus, r.id});
}

std::string out_value(const StoredRelation& r) {
  RelationContent content;
  put_relation(content, r);
  std::string value;
  put_recorded(value, {7});
  put_varint(value, r.to.value);
  return value + content.bytes;
}

StoredEntity sample_entity() {
  StoredEntity e;
  e.id = {77};
  e.key = "mao-zedong";
  e.types = {{4}, {1}};
  e.validity = read_validity("1893-12-26/1976-09-09").value();
  e.properties = {{{0}, "Mao Zedong", std::nullopt}, {{9}, Map{{"a", 1.5}}, std::nullopt}};
  e.attribution = {Provenance::kBackground, {}};
  return e;
}

std::string entity_value(const StoredEntity& e) {
  std::string value;
  put_recorded(value, {7});
  put_entity(value, e);
  return value;
}

TEST(Codec, RelationsComeBackAndLeaveNothingBehind) {
  StoredRelation full = sample_relation();
  StoredRelation plain;
  plain.id = {1};
  plain.to = {2};
  StoredRelation read;
  EXPECT_EQ(read_out_row(row_key(full), out_value(full), read), TransactionId{7});
  EXPECT_EQ(read.id, full.id);
  EXPECT_EQ(read.key, full.key);
  EXPECT_EQ(read.type, full.type);
  EXPECT_EQ(read.from, full.from);
  EXPECT_EQ(read.to, full.to);
  EXPECT_EQ(read.validity, full.validity);
  EXPECT_EQ(read.attribution, full.attribution);
  ASSERT_EQ(read.properties.size(), 2u);
  EXPECT_EQ(read.properties[0].key, SymbolId{3});  // in order of key
  EXPECT_TRUE(equivalent(read.properties[0].value, List{1, 2}));
  EXPECT_EQ(read.properties[0].validity->bounds, full.properties[1].validity->bounds);
  EXPECT_TRUE(equivalent(read.properties[1].value, "Moscow"));
  EXPECT_FALSE(read.properties[1].validity);

  read_out_row(row_key(plain), out_value(plain), read);
  EXPECT_EQ(read.key, "");
  EXPECT_FALSE(read.validity);
  EXPECT_TRUE(read.properties.empty());
  EXPECT_EQ(read.attribution, Attribution{});
  EXPECT_EQ(out_value(plain).size(), 4u);  // recorded, target, no bounds, no parts
}

TEST(Codec, EntitiesComeBackAndLeaveNothingBehind) {
  const StoredEntity full = sample_entity();
  StoredEntity plain;
  plain.key = "x";
  StoredEntity read;
  EXPECT_EQ(read_entity_row(entity_key(full.id), entity_value(full), read), TransactionId{7});
  EXPECT_EQ(read.id, full.id);
  EXPECT_EQ(read.key, full.key);
  EXPECT_EQ(read.types, full.types);
  EXPECT_EQ(read.validity->bounds, full.validity->bounds);
  EXPECT_EQ(read.attribution, full.attribution);
  ASSERT_EQ(read.properties.size(), 2u);
  EXPECT_TRUE(equivalent(read.properties[1].value, full.properties[1].value));
  read_entity_row(entity_key(plain.id), entity_value(plain), read);
  EXPECT_EQ(read.key, "x");
  EXPECT_TRUE(read.types.empty());
  EXPECT_FALSE(read.validity);
  EXPECT_TRUE(read.properties.empty());
  EXPECT_EQ(read.attribution, Attribution{});
}

TEST(Codec, TheSameFactHasTheSameBytesInWhateverOrderItsPropertiesCome) {
  StoredRelation a = sample_relation(), b = sample_relation();
  std::swap(b.properties[0], b.properties[1]);
  EXPECT_EQ(out_value(a), out_value(b));
  b.properties[0].validity.reset();
  EXPECT_NE(out_value(a), out_value(b));
}

TEST(Codec, OntologyCommitAndHeadComeBack) {
  RelationType type;
  type.name = "MET";
  type.summary = "they spoke";
  type.kind = RelationKind::kEvent;
  type.domain = {"Person", "State"};
  type.range = {"Person"};
  type.inverse = "MET_BY";
  type.sub_relation_of = "KNOWS";
  const auto back = [](const auto& record, auto read) {
    const std::string bytes = ontology_content(record);
    ByteReader in(bytes);
    EXPECT_EQ(read(in), record);
  };
  for (int flags = 0; flags < 512; ++flags) {
    type.symmetric = (flags & 1) != 0;
    type.single_valued = (flags & 2) != 0;
    type.strict = (flags & 4) != 0;
    type.within.from = (flags & 8) != 0;
    type.within.to = (flags & 16) != 0;
    type.is_lifetime = (flags & 32) != 0;
    type.end_order = (flags & 64) != 0 ? EndOrder::kBefore : EndOrder::kNone;
    type.verb = (flags & 128) != 0 ? VerbForms{"meet", "meets", "met", "met"} : VerbForms{};
    type.same_as =
        (flags & 256) != 0 ? std::vector<std::string>{"schema:knows", "wdt:P361"} : std::vector<std::string>{};
    back(type, read_relation_type);
  }
  back(EntityType{"Person", "Agent", "a human being"}, read_entity_type);
  back(EntityType{"Person", "Agent", "a human being", {"schema:Person", "wd:Q5"}}, read_entity_type);
  back(DerivationRule{"met", "they sat at one table", "MET", "MATCH (a) RETURN a"}, read_rule);
  back(ExpectedFinding{"two_holders", {"F1", "F2"}, "both claimed it"}, read_expected_finding);

  const CommitRow commit{{-5}, 7, 300, true, "import \"x\""};
  const CommitRow commit_read = read_commit_value(commit_value(commit));
  EXPECT_EQ(std::tie(commit_read.time, commit_read.entities, commit_read.relations, commit_read.ontology_changed,
                     commit_read.reason),
            std::tie(commit.time, commit.entities, commit.relations, commit.ontology_changed, commit.reason));
  const CommitRow taking_back{{-5}, 0, 0, false, "", 300};
  EXPECT_EQ(read_commit_value(commit_value(taking_back)).removed, 300u);
  EXPECT_EQ(commit_read.removed, 0u);
  const HeadRegister head{{9}, {123456789}, 1u << 20, 1u << 30, 77};
  const HeadRegister read = read_head_value(head_value(head));
  EXPECT_EQ(std::tie(read.transaction, read.time, read.next_entity, read.next_relation, read.next_symbol),
            std::tie(head.transaction, head.time, head.next_entity, head.next_relation, head.next_symbol));
}

// A field that is new stands behind those that stores have had, where it says something.
struct Numbered {
  std::string name;
  bool flag = false;
  std::string text = {};
  std::vector<std::string> texts = {};
  RelationEnds ends = {};
  friend bool operator==(const Numbered&, const Numbered&) = default;
};

TEST(Codec, NumberedFieldsFollowWhereTheySaySomething) {
  const auto fields = [](auto&& visit) {
    visit("name", &Numbered::name, FieldPlace{FieldPlace::kHead});
    visit("flag", &Numbered::flag, FieldPlace{FieldPlace::kNumbered, 1});
    visit("text", &Numbered::text, FieldPlace{FieldPlace::kNumbered, 2});
    visit("texts", &Numbered::texts, FieldPlace{FieldPlace::kNumbered, 3});
    visit("ends", &Numbered::ends, FieldPlace{FieldPlace::kNumbered, 4});
  };
  const auto read = [&](std::string_view bytes) {
    ByteReader in(bytes);
    return record_of_fields<Numbered>(in, fields);
  };
  for (const bool flag : {false, true}) {
    for (const std::string text : {"", "b"}) {
      for (const RelationEnds ends : {RelationEnds{}, RelationEnds{false, true}}) {
        const Numbered record{"a", flag, text, {"c", "d"}, ends};
        EXPECT_EQ(read(bytes_of_fields(record, fields)), record);
      }
    }
  }
  using namespace std::string_literals;
  EXPECT_EQ(bytes_of_fields(Numbered{"a"}, fields),
            "\x01"
            "a\0"s);
  EXPECT_EQ(bytes_of_fields(Numbered{"a", true, "b"}, fields),
            "\x01"
            "a\0\x01\x01\x02\x01"
            "b"s);
  for (const std::string& broken : {"\x01"
                                    "a\0\x05"s,
                                    "\x01"
                                    "a\0\x01\0"s,
                                    "\x01"
                                    "a\0\x02\x01"
                                    "b\x01\x01"s})
    EXPECT_THROW(read(broken), Error);
}

// Their numbers ascend in the table, for they are read in its order.
TEST(Codec, FieldsOfRelationTypesHaveAPlaceEach) {
  unsigned flags = 0, numbered = 0;
  for_each_field_of_relation_types([&](const char* name, auto field, FieldPlace place) {
    if (place.part == FieldPlace::kNumbered) {
      EXPECT_EQ(place.number, ++numbered) << name;
    } else if (place.part == FieldPlace::kFlag) {
      EXPECT_NE(place.number, 0) << name;
      RelationType type;
      if constexpr (requires { set_bits(type.*field, 0); }) {
        set_bits(type.*field, 3);
        const unsigned bits = bits_of(type.*field) * place.number;
        EXPECT_EQ(flags & bits, 0u) << name;
        flags |= bits;
      } else {
        ADD_FAILURE() << name << " is no flag";
      }
    }
  });
  EXPECT_EQ(flags, 63u);
}

// Reads bytes as one kind of row. Whatever they are: a row, or kCorruption.
struct Kind {
  const char* name;
  std::string sample;
  std::function<void(std::string_view)> read;
};

std::vector<Kind> kinds() {
  const StoredRelation r = sample_relation();
  const StoredEntity e = sample_entity();
  const std::string far_key = adjacency_key({{1}, {2}, {std::numeric_limits<std::int64_t>::max() - 1}, {3}});
  std::string in_value;
  put_recorded(in_value, {7});
  put_varint(in_value, 5);
  put_bounds(in_value, r.validity, StartIs::kInKey);
  return {
      {"out", out_value(r),
       [key = row_key(r)](std::string_view b) {
         StoredRelation x;
         read_out_row(key, b, x);
       }},
      {"out at the end of time", out_value(r),
       [far_key](std::string_view b) {
         StoredRelation x;
         read_out_row(far_key, b, x);
       }},
      {"in", in_value, [key = row_key(r)](std::string_view b) { read_in_row(key, b); }},
      {"entity", entity_value(e),
       [key = entity_key(e.id)](std::string_view b) {
         StoredEntity x;
         read_entity_row(key, b, x);
       }},
      {"name", name_value(300), [](std::string_view b) { read_name_value(b); }},
      {"entity type", ontology_content(EntityType{"A", "B", "c"}),
       [](std::string_view b) {
         ByteReader in(b);
         read_entity_type(in);
       }},
      {"relation type",
       ontology_content(RelationType{"A", "b", RelationKind::kEvent, {"C"}, {"D"}, "E", "F", true, true, true}),
       [](std::string_view b) {
         ByteReader in(b);
         read_relation_type(in);
       }},
      {"whole entity type", ontology_content(EntityType{"A", "B", "c", {"d:E", "f:G"}}),
       [](std::string_view b) {
         ByteReader in(b);
         read_entity_type(in);
       }},
      {"whole relation type",
       ontology_content(RelationType{"A",
                                     "b",
                                     RelationKind::kEvent,
                                     {"C"},
                                     {"D"},
                                     "E",
                                     "F",
                                     true,
                                     true,
                                     true,
                                     {true, true},
                                     true,
                                     EndOrder::kBefore,
                                     {"be", "is", "was", "been"},
                                     {"d:E"}}),
       [](std::string_view b) {
         ByteReader in(b);
         read_relation_type(in);
       }},
      {"rule", ontology_content(DerivationRule{"a", "b", "C", "d"}),
       [](std::string_view b) {
         ByteReader in(b);
         read_rule(in);
       }},
      {"expected finding", ontology_content(ExpectedFinding{"a", {"b", "c"}, "d"}),
       [](std::string_view b) {
         ByteReader in(b);
         read_expected_finding(in);
       }},
      {"commit", commit_value({{1}, 2, 3, true, "x"}), [](std::string_view b) { read_commit_value(b); }},
      {"head", head_value({{1}, {2}, 3, 4, 5}), [](std::string_view b) { read_head_value(b); }},
      {"adjacency key", row_key(r), [](std::string_view b) { read_adjacency_key(b); }},
      {"entity key", entity_key({5}), [](std::string_view b) { read_entity_key(b); }},
      {"history key", history_key({5}, Family::kOut, row_key(r)), [](std::string_view b) { read_history_key(b); }},
      {"name key", name_key(NameKind::kEntity, "x"), [](std::string_view b) { read_name_key(b); }},
      {"commit key", commit_key({5}), [](std::string_view b) { read_commit_key(b); }},
      {"ontology key", ontology_key({OntologyKind::kEntityType, 1}), [](std::string_view b) { read_ontology_key(b); }},
  };
}

bool reads(const Kind& kind, const std::string& bytes) {
  try {
    kind.read(bytes);
    return true;
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kCorruption) << kind.name << ": " << error.message;
    return false;
  }
}

TEST(Codec, BytesThatEndTooEarlyAreCorrupt) {
  for (const Kind& kind : kinds()) {
    EXPECT_TRUE(reads(kind, kind.sample)) << kind.name;
    for (std::size_t n = 0; n < kind.sample.size(); ++n) {
      // What is left of a key with a name at its end is another key.
      const bool open_end = kind.name == "name key"s || kind.name == "history key"s;
      // An entity type that ends where its counterparts could follow has none.
      const bool is_whole =
          kind.name == "whole entity type"s && n == ontology_content(EntityType{"A", "B", "c"}).size();
      if (!open_end && !is_whole) {
        EXPECT_FALSE(reads(kind, kind.sample.substr(0, n))) << kind.name << " cut at " << n;
      }
    }
    if (kind.name != "name key"s && kind.name != "history key"s) {
      EXPECT_FALSE(reads(kind, kind.sample + "\0"s)) << kind.name;
    }
  }
}

TEST(Codec, AnyChangedByteIsReadOrRefusedAndNeverWorse) {
  for (const Kind& kind : kinds()) {
    for (std::size_t i = 0; i < kind.sample.size(); ++i) {
      for (int b = 0; b < 256; ++b) {
        std::string bytes = kind.sample;
        bytes[i] = static_cast<char>(b);
        reads(kind, bytes);
        reads(kind, bytes.substr(0, i + 1) + std::string(11, '\xFF'));
      }
    }
  }
}

TEST(Codec, KeysForPeople) {
  EXPECT_EQ(describe_key(Family::kOut, row_key(sample_relation())),
            "out: entity 1, type 2, from " + print_instant(sample_relation().validity->bounds.latest_start) +
                ", relation 300");
  EXPECT_EQ(describe_key(Family::kIn, adjacency_key({{1}, {2}, kMinus, {3}})),
            "in: entity 1, type 2, no stated start, relation 3");
  EXPECT_EQ(describe_key(Family::kNames, name_key(NameKind::kEntity, "mao")), "names: entity \"mao\"");
  EXPECT_EQ(describe_key(Family::kHistory, history_key({4}, Family::kEntities, entity_key({2}))),
            "history: superseded by commit 4, entities: entity 2");
  EXPECT_EQ(describe_key(Family::kEntities, "\x01\xAB"), "entities: 01AB");
}

TEST(Codec, PrefixesEnd) {
  EXPECT_EQ(end_of_prefix("a"), "b");
  EXPECT_EQ(end_of_prefix("a\xFF"), "b");
  EXPECT_EQ(end_of_prefix("\xFF\xFF"), "");
  EXPECT_EQ(end_of_prefix(""), "");
  EXPECT_EQ(end_of_prefix("\x7F"), "\x80");
}

}  // namespace
}  // namespace entente
