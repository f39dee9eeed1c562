// Column maps: what a row becomes, and what is said of a row or a map that is wrong.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "formats/data_sink.hpp"

namespace entente {
namespace {

struct ReadTable {
  std::vector<EntityFact> entities, mentions;
  std::vector<RelationFact> relations;
  std::vector<std::string> rejected;  // "line: reason"
};

ReadTable read_table(const std::string& map, const std::string& text, const std::string& format = "csv") {
  ReadTable all;
  DataSink sink;
  sink.entity = [&](EntityFact&& f) { all.entities.push_back(std::move(f)); };
  sink.mention = [&](EntityFact&& f) { all.mentions.push_back(std::move(f)); };
  sink.relation = [&](RelationFact&& f) { all.relations.push_back(std::move(f)); };
  sink.ontology = [](Ontology&&) {};
  sink.reject = [&](Rejection&& r) { all.rejected.push_back(std::to_string(r.origin.line) + ": " + r.reason); };
  std::istringstream in(text);
  ReadOptions options;
  options.file = "data/table.csv";
  options.columns = map;
  options.columns_file = "map.json";
  find_format(format)->read(in, options, sink);
  return all;
}

// The error that stops reading, message and hint.
std::string reading_error(const std::string& map, const std::string& text = "a,b,c\n1,2,3\n",
                          const std::string& format = "csv") {
  try {
    read_table(map, text, format);
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kInvalidData);
    return error.file + ": " + error.message + " (" + error.hint + ")";
  }
  return "none";
}

const PropertyFact& property(const EntityFact& entity, const std::string& key, std::size_t number = 0) {
  for (const PropertyFact& p : entity.properties)
    if (p.key == key && number-- == 0) return p;
  static const PropertyFact none{};
  ADD_FAILURE() << entity.key << " has no " << key;
  return none;
}

// The validity that `valid` of a map gives for a row.
std::string edtf(const std::string& valid, const std::string& row, const std::string& rest = "") {
  const ReadTable all =
      read_table(R"({"header": ["a", "b"], "relations": [{"type": "T", "from": "x", "to": "y", "valid": )" + valid +
                     "}]" + rest + "}",
                 row);
  if (!all.rejected.empty()) return all.rejected.front();
  if (!all.relations.front().validity) return "none";
  const Validity& v = *all.relations.front().validity;
  return v.edtf.empty() ? edtf_of(v) : v.edtf;
}

TEST(Columns, OneRowGivesEntitiesAndRelations) {
  const ReadTable all = read_table(R"({"no_value": ["NA"], "sources": "book#p. {page}", "provenance": "implied",
      "entities": [
        {"id": "state:{code}", "type": ["State", "{kind}"], "name": "{name}", "aliases": {"value": "{also}", "separator": ";"},
         "valid": {"start": "{from}", "end": "{to}"},
         "properties": {"area": {"value": "{area}", "type": "float"}, "people": {"value": "{people}", "type": "integer"},
                        "member": {"value": "{member}", "type": "boolean"}, "claim": {"value": "{from}", "type": "period"},
                        "weight": 2.5, "row": "{$row} of {$file}, line {$line}", "braces": "{{{code}}}"}}],
      "relations": [{"id": "r{$row}", "type": "{kind|snake}", "from": "state:{code}", "to": "region:{region|slug}", "when": "region"}]})",
                                   "code,name,also,kind,from,to,area,people,member,region,page\n"
                                   "AA,Aland,\"A; B ;C\",FreeState,1949-10,NA,12.5,+7,Yes,Western Asia,P3\n"
                                   "BB,Beland,NA,Union,NA,NA,NA,NA,0,NA,NA\n");
  EXPECT_TRUE(all.rejected.empty());
  ASSERT_EQ(all.entities.size(), 2U);
  const EntityFact& a = all.entities[0];
  EXPECT_EQ(a.key, "state:AA");
  EXPECT_EQ(a.types, (std::vector<std::string>{"State", "FreeState"}));
  EXPECT_EQ(a.validity->edtf, "1949-10/");
  EXPECT_EQ(property(a, "name").value.string(), "Aland");
  EXPECT_TRUE(equivalent(property(a, "aliases").value, List{"A", "B", "C"}));
  EXPECT_EQ(property(a, "area").value.floating(), 12.5);
  EXPECT_EQ(property(a, "people").value.integer(), 7);
  EXPECT_TRUE(property(a, "member").value.boolean());
  EXPECT_EQ(property(a, "claim").value.period().edtf, "1949-10");
  EXPECT_EQ(property(a, "weight").value.floating(), 2.5);
  EXPECT_EQ(property(a, "row").value.string(), "1 of table.csv, line 2");
  EXPECT_EQ(property(a, "braces").value.string(), "{AA}");
  EXPECT_EQ(a.attribution.sources, (std::vector<SourceRef>{{"book", "p. P3"}}));
  EXPECT_EQ(a.attribution.provenance, Provenance::kImplied);
  EXPECT_EQ(a.origin.line, 2U);
  const EntityFact& b = all.entities[1];
  EXPECT_FALSE(b.validity);
  EXPECT_TRUE(b.attribution.sources.empty());
  EXPECT_EQ(b.properties.size(), 5U);  // name, member, weight, row, braces
  ASSERT_EQ(all.relations.size(), 1U);
  EXPECT_EQ(all.relations[0].key, "r1");
  EXPECT_EQ(all.relations[0].type, "FREE_STATE");
  EXPECT_EQ(all.relations[0].to, "region:western-asia");
}

TEST(Columns, ReadsDatesInTheirForms) {
  const std::string span = R"({"start": "{a}", "end": "{b}"})";
  EXPECT_EQ(edtf(span, "1949,1950-02"), "1949/1950-02");
  EXPECT_EQ(edtf(span, "1949,1949"), "1949");  // the same date twice is that date
  EXPECT_EQ(edtf(span, "1949,"), "1949/");
  EXPECT_EQ(edtf(span, ",1949"), "/1949");
  EXPECT_EQ(edtf(span, "1949,.."), "1949/..");
  EXPECT_EQ(edtf(span, ","), "none");
  EXPECT_EQ(edtf(R"({"start": "{a}", "end": "{b}", "no_end": "open", "no_start": "open"})", "1949,"), "1949/..");
  EXPECT_EQ(edtf(R"("{a}-{b}")", "1949,02"), "1949-02");
  EXPECT_EQ(edtf(R"("{a}")", "1949~,"), "1949~");
  EXPECT_EQ(edtf(R"({"start": "{a}", "end": "{b}", "read": ["edtf", "english"]})", "753 BC,.."), "-0752/..");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "english"})", "14 February 1950,"), "1950-02-14");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%d/%m/%Y"})", "4/3/1950,"), "1950-03-04");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": ["%Y_%m_%d", "%Y_%m", "%Y"]})", "1950_03,"), "1950-03");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%Y%m%d"})", "20150218,"), "2015-02-18");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%Y"})", "-44,"), "-0044");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%Y"})", "12000,"), "Y12000");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%d %B %y"})", "4 sept 68,"),
            "1: column 1 (`a`): `4 sept 68` is no date of the form `%d %B %y`");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%d %B %y"})", "4 September 68,"), "2068-09-04");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%b %d %Y"})", "Dec 5 1950,"), "1950-12-05");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%Y-%j"})", "1950-060,"), "1950-03-01");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "%Y-%m-%d %H:%M:%S%z"})", "1950-03-01 10:20:30+0800,"),
            "1950-03-01T10:20:30+08:00");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "days since 2014-01-01"})", "31,"), "2014-02-01");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "hours since 2014-01-01"})", "24,"), "2014-01-02T00:00:00Z");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "hours since 2014-01-01"})", "30,"), "2014-01-02T06:00:00Z");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": "hours since 2014-01-01 to the day"})", "30,"), "2014-01-02");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": ["%d/%m/%Y", "%d/%m/%y"]})", "05/03/99,"), "1999-03-05");
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": ["%d/%m/%Y", "%d/%m/%y"]})", "05/03/1999,"), "1999-03-05");
  EXPECT_EQ(edtf(R"("{a}")", "14 February 1950,"), "1950-02-14");  // English without a word of it in the map
  EXPECT_EQ(edtf(R"({"at": "{a}", "read": ["edtf", "english"], "calendar": "julian"})", "25 October 1917,"),
            "1917-10-25");
  EXPECT_NE(edtf(R"("{a}")", "01/03/1815,").find("day and month can't be told apart"), std::string::npos);
  EXPECT_EQ(edtf(R"({"at": "{a}", "extent": "throughout"})", "1950,"), "1950");
}

TEST(Columns, KeepsHowADateIsMeant) {
  const auto validity = [](const std::string& valid) {
    const ReadTable all =
        read_table(R"({"relations": [{"type": "T", "from": "x", "to": "y", "valid": )" + valid + "}]}",
                   "a,b\n1950-01-01,1950-01-03\n");
    return all.relations.empty() ? Validity{} : *all.relations[0].validity;
  };
  EXPECT_EQ(validity(R"({"at": "{a}", "extent": "observed"})").extent, Extent::kObserved);
  EXPECT_TRUE(validity(R"({"start": "{a}", "end": "{b}", "end_exclusive": true})").end_exclusive);
  EXPECT_EQ(validity(R"({"at": "{a}", "calendar": "julian"})").calendar, Calendar::kJulian);
  EXPECT_EQ(validity(R"({"at": "{a}", "phrase": "from {a}"})").phrase, "from 1950-01-01");
}

TEST(Columns, AnEndThatIsItselfUncertainKeepsItsBounds) {
  const ReadTable all = read_table(R"({"relations": [{"type": "T", "from": "x", "to": "y",
                            "valid": {"start": "{a}", "end": "{b}", "read": "english"}}]})",
                                   "a,b\nbetween 1947 and 1948,1950\n");
  ASSERT_EQ(all.relations.size(), 1U) << all.rejected.front();
  const Period& p = all.relations[0].validity->bounds;
  EXPECT_EQ(print_instant(p.earliest_start), "1947-01-01");
  EXPECT_EQ(print_instant(p.latest_start), "1948-12-31");
  EXPECT_EQ(print_instant(p.earliest_end), "1950-01-02");
  EXPECT_EQ(print_instant(p.latest_end), "1951-01-01");
}

// A stretch where a moment is asked for is a choice of its days; what says less than a moment says is left out.
TEST(Columns, AStretchInStartOrEndIsAChoice) {
  const auto bounds = [](const std::string& row) {
    const ReadTable all = read_table(R"({"relations": [{"type": "T", "from": "x", "to": "y",
                              "valid": {"start": "{a}", "end": "{b}"}}]})",
                                     "a,b\n" + row + "\n");
    if (all.relations.empty()) return all.rejected.front();
    const Validity& v = *all.relations[0].validity;
    return print_point(v.bounds.earliest_start) + " " + print_point(v.bounds.latest_start) + " " +
           print_point(v.bounds.earliest_end) + " " + print_point(v.bounds.latest_end) + "; " + text_of(v);
  };
  const std::string giotto = "1266-01-01 1267-12-31 1337-01-02 1338-01-01; began between 1266 and 1267, ended in 1337";
  EXPECT_EQ(bounds("1266-1267,1337"), giotto);
  EXPECT_EQ(bounds("1266/1267,1337"), giotto);
  EXPECT_EQ(bounds("1266 to 1267,1337"), giotto);
  EXPECT_EQ(bounds("since 1764,1800"),
            "1764-01-01 1800-12-31 1800-01-02 1801-01-01; began in 1764 or later, ended in 1800");
  EXPECT_EQ(bounds("1800,1853-1855"), "1800-01-01 1800-12-31 1853-01-02 1856-01-01; from 1800 until about 1854");
  EXPECT_EQ(bounds("b. 1814,d. 1852"), "1814-01-01 1814-12-31 1852-01-02 1853-01-01; from 1814 until 1852");
  EXPECT_EQ(bounds(",before 1853"), "-inf 1852-12-31 -inf 1853-01-01; ended in 1852 or earlier");
  EXPECT_EQ(bounds("1764,before 1853"),
            "1764-01-01 1764-12-31 1764-01-02 1853-01-01; began in 1764, ended in 1852 or earlier");
  EXPECT_EQ(bounds("after 1764,before 1853"),
            "1765-01-01 1852-12-31 1765-01-02 1853-01-01; began in 1765 or later, ended in 1852 or earlier");
  // Who was seen then began before and ended behind.
  const std::string seen = "1500-01-01 1500-12-31 1553-01-02 inf; began in 1500, ended in 1553 or later";
  for (const char* end : {"fl. 1553", "attested 1553", "active 1553", "alive in 1553", "last mentioned in 1553"})
    EXPECT_EQ(bounds(std::string("1500,") + end), seen);
  EXPECT_EQ(bounds("fl. 1553,1560"), "-inf 1553-12-31 1560-01-02 1561-01-01; began in 1553 or earlier, ended in 1560");
  EXPECT_EQ(bounds("1814,present"), "1814-01-01 1814-12-31 inf inf; since 1814");
  EXPECT_EQ(bounds("1814,n.d."), "1814-01-01 1814-12-31 1814-01-02 inf; since 1814, end unknown");
  EXPECT_EQ(bounds("12000 BC,9500 BC"),
            "-11999-01-01 -11999-12-31 -9499-01-02 -9498-01-01; began in 12,000 BC, ended in 9500 BC");
}

TEST(Columns, AnExclusiveEndMayBeAChoiceOrOpen) {
  const auto bounds = [](const std::string& row) {
    const ReadTable all = read_table(R"({"relations": [{"type": "T", "from": "x", "to": "y",
                              "valid": {"start": "{a}", "end": "{b}", "end_exclusive": true}}]})",
                                     "a,b\n" + row + "\n");
    if (all.relations.empty()) return all.rejected.front();
    const Period& p = all.relations[0].validity->bounds;
    return print_point(p.earliest_end) + " " + print_point(p.latest_end);
  };
  EXPECT_EQ(bounds("1800,1853-1855"), "1853-01-01 1855-12-31");
  EXPECT_EQ(bounds("1800-01-01,.."), "inf inf");
  EXPECT_EQ(bounds("1800-01-01,"), "1800-01-02 inf");
}

TEST(Columns, ReplacesBeforeItReads) {
  const std::string rules =
      R"x(, "replace": [{"columns": ["a", "b"], "rules": [["_", "-"], ["(-##)+$", ""], ["^#+$", ""],
      ["^(-?)(\\d{3})(-|$)", "\\10\\2\\3"], ["#", "X"], ["^9999-12-31$", ".."]]}])x";
  const std::string span = R"({"start": "{a}", "end": "{b}"})";
  EXPECT_EQ(edtf(span, "1989_05,9999-12-31", rules), "1989-05/..");
  EXPECT_EQ(edtf(span, "360,196#-##-##", rules), "0360/196X");
  EXPECT_EQ(edtf(span, "-405,11##-##-##", rules), "-0405/11XX");
  EXPECT_EQ(edtf(span, "1913-##-##,####-##-##", rules), "1913/");
}

TEST(Columns, ARowThatIsWrongNamesLineColumnAndReasonAndTheOthersGoOn) {
  const ReadTable all = read_table(
      R"({"entities": [{"id": "{id}", "type": "T", "valid": "{when}", "properties": {"n": {"value": "{n}", "type": "integer"}}}]})",
      "id,when,n\n"
      "a,1950-13,1\n"
      "b,1950,x1\n"
      ",1950,1\n"
      "c,1950\n"
      "d,1950,1,2\n"
      "\"two\nlines\",1950,9999999999999999999\n"
      "e,\"1950\",7\n");
  EXPECT_EQ(all.rejected.size(), 6U);
  EXPECT_EQ(all.rejected[0].substr(0, 24), "2: column 3 (`when`): th") << all.rejected[0];
  EXPECT_EQ(all.rejected[1], "3: column 8 (`n`): `x1` is no integer");
  EXPECT_EQ(all.rejected[2], "4: column 1 (`id`): it has no value, and `id` needs one");
  EXPECT_EQ(all.rejected[3], "5: column 3: the row has 2 fields, and there are 3 columns");
  EXPECT_EQ(all.rejected[4], "6: column 10: the row has 4 fields, and there are 3 columns");
  EXPECT_EQ(all.rejected[5], "8: column 13 (`n`): `9999999999999999999` is no integer of 64 bits");
  ASSERT_EQ(all.entities.size(), 1U);
  EXPECT_EQ(all.entities[0].key, "e");
}

TEST(Columns, APeriodThatEndsBeforeItBeginsIsRejected) {
  const ReadTable all =
      read_table(R"({"relations": [{"type": "T", "from": "a", "to": "b", "valid": {"start": "{s}", "end": "{e}"}}]})",
                 "s,e\n1950,1949\n1950,1950-01\n");
  ASSERT_EQ(all.rejected.size(), 1U);
  EXPECT_EQ(all.rejected[0].substr(0, 20), "2: column 6 (`e`): t") << all.rejected[0];
  EXPECT_EQ(all.relations.size(), 1U);
}

TEST(Columns, ARejectedRowGivesNothingAndHidesNothing) {
  const std::string map =
      R"({"entities": [{"id": "{id}", "type": "T"}, {"id": "{id2}", "type": "T", "valid": "{when}"}]})";
  const ReadTable all = read_table(map, "id,id2,when\na,b,wrong\na,c,1950\n");
  EXPECT_EQ(all.rejected.size(), 1U);
  ASSERT_EQ(all.entities.size(), 2U);  // `a` of the second row, though the first had it too
  EXPECT_EQ(all.entities[0].key, "a");
}

TEST(Columns, SaysWhatHappensToAnEntityOfSeveralRows) {
  const std::string rows = "id,n,s,e\na,one,1950,1951\nb,two,,\na,one,1950,1951\na,three,1960,1961\n";
  const auto of = [&](const std::string& repeated, const std::string& name) {
    return read_table(R"({"entities": [{"id": "{id}", "type": "T", "name": )" + name + R"(, "repeated": ")" + repeated +
                          R"(", "valid": {"start": "{s}", "end": "{e}"}}]})",
                      rows);
  };
  ReadTable all = of("same", R"("{n}")");
  EXPECT_EQ(all.entities.size(), 2U);
  ASSERT_EQ(all.rejected.size(), 1U);
  EXPECT_NE(all.rejected[0].find("5: column 1 (`id`): `a` is described in another way than in line 2"),
            std::string::npos)
      << all.rejected[0];

  all = of("first", R"("{n}")");
  EXPECT_EQ(all.entities.size(), 2U);
  EXPECT_TRUE(all.rejected.empty());

  all = of("error", R"("{n}")");
  EXPECT_EQ(all.entities.size(), 4U);  // the store refuses the second

  all = of("mention", R"("{n}")");
  EXPECT_TRUE(all.entities.empty());
  EXPECT_EQ(all.mentions.size(), 2U);

  all = of("merge", R"({"value": "{n}", "valid": {"start": "{s}", "end": "{e}"}})");
  EXPECT_TRUE(all.rejected.empty());
  ASSERT_EQ(all.entities.size(), 2U);
  EXPECT_EQ(all.entities[0].properties.size(), 2U);  // equal ones once
  EXPECT_EQ(property(all.entities[0], "name", 1).validity->edtf, "1960/1961");
  ASSERT_EQ(all.entities[0].validity->stretches.size(), 2U);
  EXPECT_EQ(all.entities[0].validity->stretches[0].edtf, "1950/1951");
  EXPECT_EQ(all.entities[0].validity->stretches[1].edtf, "1960/1961");

  all = of("merge", R"("{n}")");
  ASSERT_EQ(all.rejected.size(), 1U);
  EXPECT_NE(all.rejected[0].find("`name` of `a` has another value than in line 2"), std::string::npos)
      << all.rejected[0];
}

TEST(Columns, MergesListsOfSeveralRows) {
  const ReadTable all =
      read_table(R"({"entities": [{"id": "{id}", "type": "{t}", "aliases": "{n}", "repeated": "merge"}]})",
                 "id,t,n\na,T,one\na,U,two\na,T,one\n");
  ASSERT_EQ(all.entities.size(), 1U);
  EXPECT_EQ(all.entities[0].types, (std::vector<std::string>{"T", "U"}));
  EXPECT_TRUE(equivalent(property(all.entities[0], "aliases").value, List{"one", "two"}));
}

TEST(Columns, ConditionsChooseRows) {
  const auto relations = [](const std::string& condition) {
    return read_table(R"({"relations": [{"type": "T", "from": "{a}", "to": "x", )" + condition + "}]}",
                      "a,b\n1,\n2,yes\n3,no\n")
        .relations.size();
  };
  EXPECT_EQ(relations(R"("when": "b")"), 2U);
  EXPECT_EQ(relations(R"("unless": ["b"])"), 1U);
  EXPECT_EQ(relations(R"("when": {"b": "^y"})"), 1U);
  EXPECT_EQ(relations(R"("unless": {"b": "^y"})"), 2U);
  EXPECT_EQ(relations(R"("when": "b", "unless": {"b": "^y"})"), 1U);
}

TEST(Columns, LooksUpInTables) {
  const ReadTable all = read_table(
      R"({"lookups": {"kinds": {"1": "MET", "2": "SAW"}}, "relations": [{"type": "{k|kinds}", "from": "a", "to": "b"}]})",
      "k,x\n1,\n3,\n2,\n");
  ASSERT_EQ(all.relations.size(), 2U);
  EXPECT_EQ(all.relations[1].type, "SAW");
  EXPECT_EQ(all.rejected, (std::vector<std::string>{"3: column 1 (`k`): `3` is not in the lookup `kinds`"}));
}

TEST(Columns, ReadsOtherDialects) {
  const ReadTable all = read_table(
      R"({"delimiter": ";", "quote": "'", "comment": "%", "skip_lines": 1, "encoding": "windows-1252", "decimal_comma": true,
      "short_rows": "fill", "trim": false, "entities": [{"id": "{id}", "type": "T", "properties": {"n": {"value": "{n}", "type": "float"}, "t": "{t}"}}]})",
      "a title\nid;n;t\n% comment\n'a;b';1.234,5; \x80 \nc\n");
  ASSERT_EQ(all.entities.size(), 2U) << all.rejected.front();
  EXPECT_EQ(all.entities[0].key, "a;b");
  EXPECT_EQ(property(all.entities[0], "n").value.floating(), 1234.5);
  EXPECT_EQ(property(all.entities[0], "t").value.string(), " € ");
  EXPECT_TRUE(all.entities[1].properties.empty());
}

TEST(Columns, OneMapCanHoldSeveralFiles) {
  const std::string map = R"({"delimiter": ";", "entities": [{"id": "always", "type": "T"}], "files": {
      "table.csv": {"relations": [{"type": "R", "from": "{a}", "to": "{b}"}]}, "other.csv": {"relations": [{"type": "X", "from": "{z}", "to": "{z}"}]}}})";
  const ReadTable all = read_table(map, "a;b\n1;2\n");
  EXPECT_EQ(all.entities.size(), 1U);
  ASSERT_EQ(all.relations.size(), 1U);
  EXPECT_EQ(all.relations[0].to, "2");
  EXPECT_NE(reading_error(R"({"files": {"x.csv": {"entities": []}}})")
                .find("map.json: the column map says nothing of table.csv (it has x.csv)"),
            std::string::npos);
}

TEST(Columns, AMapThatIsWrongIsOneClearError) {
  const auto entity = [](const std::string& parts) {
    return R"({"entities": [{"id": "{a}", "type": "T")" + parts + "}]}";
  };
  EXPECT_NE(reading_error("{").find("map.json: the column map is not JSON"), std::string::npos) << reading_error("{");
  EXPECT_NE(reading_error("{}").find("gives no entities and no relations"), std::string::npos);
  EXPECT_NE(reading_error(R"({"entitys": []})").find("did you mean `entities`?"), std::string::npos);
  EXPECT_NE(reading_error(R"({"entities": [{"id": "{a}"}]})").find("`entities`, number 1: it has no `type`"),
            std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "name": "{ab")")).find("without its counterpart"), std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "name": "{a|upper}")")).find("no lookup is called `upper`"), std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "valid": {"at": "{a}", "read": "%d/%m"})")).find("it has no year"),
            std::string::npos);
  EXPECT_NE(
      reading_error(entity(R"(, "valid": {"at": "{a}", "start": "{b}"})")).find("either `at`, or `start` and `end`"),
      std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "when": {"a": "("})")).find("no regular expression"), std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "properties": {"p": {"value": "{a}", "type": "int"}})"))
                .find("it is string or integer"),
            std::string::npos);
  EXPECT_NE(reading_error(R"({"delimiter": ";;", "entities": []})").find("one ASCII character"), std::string::npos);
  EXPECT_NE(reading_error(R"({"encoding": "koi-1974", "entities": []})").find("no encoding is called `koi-1974`"),
            std::string::npos);
  EXPECT_NE(reading_error(entity(R"(, "name": "{names}")"), "a,name\n1,2\n").find("did you mean `name`?"),
            std::string::npos);
  EXPECT_NE(reading_error(entity(""), "a,a\n1,2\n").find("two columns are called `a`"), std::string::npos);
}

TEST(Columns, WhatIsNoTableSaysSo) {
  EXPECT_NE(reading_error("", "name,born\n").find("the table has no rows"), std::string::npos);
  EXPECT_NE(reading_error("", "PK\x03\x04 and more\n").find("no text, but a spreadsheet file"), std::string::npos);
  EXPECT_NE(reading_error("", "personId:ID,name\n1,A\n").find("call the file table.nodes.csv"), std::string::npos);
  EXPECT_NE(reading_error("", ":START_ID,:END_ID\n1,2\n").find("call the file table.relationships.csv"),
            std::string::npos);
}

TEST(Columns, WithoutAMapTheErrorShowsOne) {
  const std::string text = reading_error("", "code,name,when\nA,B,1950\n");
  const std::size_t from = text.find('{'), to = text.find("}]}");
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  const ReadTable all =
      read_table(text.substr(from, to + 3 - from), "code,name,when\nA,B,1950\n");  // it works as it stands
  ASSERT_EQ(all.entities.size(), 1U);
  EXPECT_EQ(property(all.entities[0], "name").value.string(), "B");
}

TEST(Columns, ReadsQuadruples) {
  ReadTable all = read_table(
      "", "Israel\tMake a \"statement\"\tIran\t2014-01-05\nA\tvisit\tB\t20150218\nA\tvisit\tB\twrong\nA\tvisit\tB\n",
      "quads");
  ASSERT_EQ(all.relations.size(), 2U);
  EXPECT_EQ(all.relations[0].type, "Make a \"statement\"");
  EXPECT_EQ(all.relations[0].from, "Israel");
  EXPECT_EQ(all.relations[0].validity->edtf, "2014-01-05");
  EXPECT_EQ(all.relations[1].validity->edtf, "2015-02-18");
  EXPECT_EQ(all.rejected.size(), 2U);
  EXPECT_EQ(all.mentions.size(), 4U);
}

TEST(Columns, ReadsQuintuples) {
  const ReadTable all = read_table(
      "",
      "<A>\t<worksAt>\t<B>\t1989_05\tNone\n1\t2\t3\t360\t-405\n1\t2\t3\t-405\t360\nQ1\tP39\tQ2\t1999\t2005\n"
      "<A>\t<owns>\t<B>\t<occursSince>\t\"2003-##-##\"^^xsd:date\n<A>\t<owns>\t<B>\t<occursUntil>\t\"2004-05-##\"^"
      "^xsd:date\n",
      "quads");
  ASSERT_EQ(all.relations.size(), 5U);
  EXPECT_EQ(all.relations[0].type, "worksAt");
  std::vector<std::string> dates;
  for (const RelationFact& r : all.relations) dates.push_back(r.validity->edtf);
  EXPECT_EQ(dates, (std::vector<std::string>{"1989-05/..", "-0405/0360", "1999/2005", "2003/", "/2004-05"}));
  EXPECT_EQ(all.rejected.size(), 1U);
}

TEST(Columns, QuadruplesReadDatesAsTablesDo) {
  const ReadTable all = read_table("", "A\tR\tB\t1266-1267\nA\tR\tB\tsince 1266\nA\tR\tB\t1950-02-30\n", "quads");
  ASSERT_EQ(all.relations.size(), 2U);
  EXPECT_EQ(all.relations[0].validity->edtf, "1266/1267");
  EXPECT_EQ(all.relations[1].validity->edtf, "1266/..");
  EXPECT_EQ(all.rejected.size(), 1U);
  const ReadTable ends = read_table("", "A\tR\tB\t1266-1267\t1337\n", "quads");
  ASSERT_EQ(ends.relations.size(), 1U);
  EXPECT_EQ(print_instant(ends.relations[0].validity->bounds.latest_start), "1267-12-31");
}

// The example of what another form of dates would read is something that it reads.
TEST(Columns, AdviceNamesADateThatWouldBeRead) {
  std::vector<ReadWarning> advice;
  DataSink sink;
  sink.reject = [](Rejection&&) {};
  sink.relation = [](RelationFact&&) {};
  sink.advise = [&](ReadWarning&& w) { advice.push_back(std::move(w)); };
  std::istringstream in("when\n1950-02-30\n3 May 1950\n");
  ReadOptions options;
  options.columns = R"({"dates": ["edtf"], "relations": [{"type": "T", "from": "x", "to": "y", "valid": "{when}"}]})";
  find_format("csv")->read(in, options, sink);
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].what, "3 May 1950");
  EXPECT_EQ(advice[0].origin.line, 3U);
}

TEST(Columns, TabsSeparateWithoutQuotesGettingInTheWay) {
  const ReadTable all = read_table(R"({"entities": [{"id": "{a}", "type": "T", "name": "{b}"}]})",
                                   "a\tb\nx\tsay \"yes\"\ny\t\"q\tr\"\n", "tsv");
  ASSERT_EQ(all.entities.size(), 2U);
  EXPECT_EQ(property(all.entities[0], "name").value.string(), "say \"yes\"");
  EXPECT_EQ(property(all.entities[1], "name").value.string(), "q\tr");
}

}  // namespace
}  // namespace entente
