// What the header and the values of tables are taken to mean.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/columns_proposal.hpp"
#include "formats/columns/column_words.hpp"
#include "formats/columns/date_guess.hpp"
#include "formats/columns/plan.hpp"
#include "formats/columns/propose.hpp"
#include "formats/columns/table_sample.hpp"

namespace entente {
namespace {

TableSample sample_of(const std::string& file, const std::string& text) {
  std::istringstream in(text);
  return read_sample(in, file, file.ends_with(".tsv") ? '\t' : ',', {});
}

std::string name_of(ColumnRole role) {
  switch (role) {
    case ColumnRole::kUnused:
      return "-";
    case ColumnRole::kId:
      return "id";
    case ColumnRole::kName:
      return "name";
    case ColumnRole::kType:
      return "type";
    case ColumnRole::kFrom:
      return "from";
    case ColumnRole::kTo:
      return "to";
    case ColumnRole::kStart:
      return "start";
    case ColumnRole::kEnd:
      return "end";
    case ColumnRole::kDate:
      return "date";
    case ColumnRole::kAliases:
      return "aliases";
    case ColumnRole::kSource:
      return "source";
    case ColumnRole::kProperty:
      return "property";
  }
  return "?";
}

// The roles of the columns, in order: "name start end".
std::string roles(const TablePlan& plan) {
  std::string text = plan.is_relation ? "relation:" : "entity:";
  for (const ColumnPlan& column : plan.columns) {
    text += " " + name_of(column.role);
    if (!column.type.empty()) text += "(" + column.type + ")";
  }
  return text;
}
std::string roles(const std::string& file, const std::string& text) {
  const TableSample table = sample_of(file, text);
  return roles(plan_tables(std::span(&table, 1)).front());
}

TEST(ColumnWords, AreReadInAnySpelling) {
  EXPECT_EQ(words_of_name("Birth_Date"), "birth date");
  EXPECT_EQ(words_of_name("birthDate"), "birth date");
  EXPECT_EQ(words_of_name("  Also known as: "), "also known as");
  EXPECT_EQ(words_of_name("person1"), "person 1");
  for (const char* start : {"Born", "date of birth", "birth_year", "Year founded", "validFrom", "START", "Begin date",
                            "start of reign", "since"})
    EXPECT_EQ(word_of_column(start), ColumnWord::kStart) << start;
  for (const char* end :
       {"died", "Date of death", "death-date", "valid_to", "until", "End Year", "term end", "dissolved"})
    EXPECT_EQ(word_of_column(end), ColumnWord::kEnd) << end;
  for (const char* date : {"when", "Date", "year", "event date", "Years", "floruit"})
    EXPECT_EQ(word_of_column(date), ColumnWord::kDate) << date;
  for (const char* start :
       {"geboren", "Geburtsdatum", "Date de naissance", "né", "Fecha de nacimiento", "data di nascita"})
    EXPECT_TRUE(word_of_column(start) == ColumnWord::kStart && is_of_life(start)) << start;
  for (const char* end : {"gestorben", "Todesjahr", "date de décès", "mort", "fallecido", "data di morte"})
    EXPECT_TRUE(word_of_column(end) == ColumnWord::kEnd && is_of_life(end)) << end;
  for (const char* date : {"Sent on", "on", "day", "Datum", "Jahr", "année", "fecha", "año", "anno"})
    EXPECT_EQ(word_of_column(date), ColumnWord::kDate) << date;
  for (const char* alias : {"Aliases", "a.k.a.", "Also known as", "alt_names", "other names"})
    EXPECT_EQ(word_of_column(alias), ColumnWord::kAliases) << alias;
  for (const char* none : {"birth place", "place of death", "country", "population", "dating app", "data"})
    EXPECT_EQ(word_of_column(none), ColumnWord::kNone) << none;
}

TEST(ColumnWords, NameTheTypeOfWhatAFileCounts) {
  EXPECT_EQ(type_of_file("people.csv"), "Person");
  EXPECT_EQ(type_of_file("organisations.csv"), "Organisation");
  EXPECT_EQ(type_of_file("battle_sites.tsv"), "BattleSite");
  EXPECT_EQ(type_of_file("countries-2020.csv"), "Country");
  EXPECT_EQ(type_of_file("churches.csv.gz"), "Church");
  EXPECT_EQ(type_of_file("table.csv"), "");
  EXPECT_EQ(type_of_file("data.csv"), "");
  EXPECT_EQ(type_of_file("nodes.csv"), "");
}

TEST(DateGuess, FindsTheOrderOfDayAndMonth) {
  const auto form = [](std::vector<std::string> values) {
    const DateGuess guess = guess_dates(values);
    return guess.form + (guess.is_undecided ? "?" : "") + " " + std::to_string(guess.read);
  };
  EXPECT_EQ(form({"1814", "15 May 1773", "c. 1802"}), " 3");
  EXPECT_EQ(form({"01/03/1815", "24/03/1815"}), "%d/%m/%Y 2");
  EXPECT_EQ(form({"01/03/1815", "03/24/1815"}), "%m/%d/%Y 2");
  EXPECT_EQ(form({"1.3.1815", "2.3.1815"}), "%d.%m.%Y 2");
  EXPECT_EQ(form({"01/03/1815", "02/03/1815"}), "? 0");
  EXPECT_EQ(form({"Vienna", "Paris"}), " 0");
}

TEST(TableSample, FindsDelimiterAndEncoding) {
  const TableSample semicolons = sample_of("a.csv", "name;born\nA, B;1814\nC, D;1815\n");
  EXPECT_EQ(semicolons.delimiter, ';');
  EXPECT_EQ(semicolons.rows.front().front(), "A, B");
  EXPECT_EQ(sample_of("a.csv", "name\tborn\nA\t1814\n").delimiter, '\t');
  EXPECT_EQ(sample_of("a.csv", "name|born\nA|1814\n").delimiter, '|');
  EXPECT_EQ(sample_of("a.tsv", "name\tborn\nA\t1814\n").delimiter, '\t');
  EXPECT_EQ(sample_of("a.csv", "name\nA;B\n").delimiter, ',');
  const TableSample western = sample_of("a.csv", "name,born\nL\xF6wenhielm,1772\n");
  EXPECT_EQ(western.encoding, "windows-1252");
  EXPECT_EQ(western.rows.front().front(), "Löwenhielm");
  EXPECT_EQ(sample_of("a.csv", "name\nLöwenhielm\n").encoding, "");
  const std::string wide("n\0a\0,\0b\0\n\0x\0,\0y\0\n\0", 18);
  EXPECT_EQ(sample_of("a.csv", wide).encoding, "utf-16le");
  EXPECT_TRUE(sample_of("a.csv", "a,b\n1\n").has_short_rows);
  EXPECT_TRUE(sample_of("a.csv", "").header.empty());
}

TEST(ColumnsPlan, ReadsTablesOfEntities) {
  EXPECT_EQ(roles("people.csv", "name,born,died,country,role,also known as\nA B,15 May 1773,1859,Austria,minister,C\n"),
            "entity: name start end property property aliases");
  EXPECT_EQ(roles("organisations.csv", "name,kind,from,to\nAustria,State,1804,1867\nFrance,State,,\n"),
            "entity: name type start end");
  EXPECT_EQ(roles("events.csv", "Event,Date,Attendance,Open\nTalks,June 1814,12,yes\nBall,1815,7,no\n"),
            "entity: name date property(integer) property(boolean)");
  EXPECT_EQ(roles("persons.csv", "person_id,First name,Last name,birthDate,Birth place\n7,Ann,Lee,1814,Rome\n"),
            "entity: id name name start property");
  // Words of time without dates are none.
  EXPECT_EQ(roles("letters.csv", "title,from,to,date\nA letter,Rome,Vienna,1814\n"), "relation: type from to date");
  EXPECT_EQ(roles("plays.csv", "title,time,end\nA play,evening,happy\n"), "entity: name property property");
}

TEST(ColumnsPlan, TakesTwoEndsForARelation) {
  EXPECT_EQ(roles("r.csv", "from,relation,to,when,place,source,note\nA,met,B,1814,Rome,King 2008,\n"),
            "relation: from type to date property source property");
  EXPECT_EQ(roles("edges.csv", "Source,Target,Type,Id,Label,Weight\nA,B,Directed,0,met,1\nB,C,Directed,1,met,2.5\n"),
            "relation: from to - id type property(float)");
  EXPECT_EQ(roles("meetings.csv", "Person 1,Person 2,Start,End\nA,B,1814,1815\n"), "relation: from to start end");
  EXPECT_EQ(roles("l.csv", "sender,receiver,date\nA,B,1814\n"), "relation: from to date");
  EXPECT_EQ(roles("t.csv", "source_id;target_id;verb;since;until\na1;b2;rules;1800;1814\n"),
            "relation: from to type start end");
}

TEST(ColumnsPlan, TheOnlyDatesAreTheTimeOrRemarkedOn) {
  EXPECT_EQ(roles("l.csv", "Sender,Recipient,Sent on\nA,B,3 May 1814\n"), "relation: from to date");
  EXPECT_EQ(roles("leute.csv", "name,geboren,gestorben\nA B,1773,1859\n"), "entity: name start end");
  const TableSample table = sample_of("l.csv", "Sender,Recipient,Franked\nA,B,3 May 1814\nB,A,4 May 1814\n");
  const auto plan = plan_tables(std::span(&table, 1)).front();
  EXPECT_EQ(roles(plan), "relation: from to property(period)");
  ASSERT_FALSE(plan.remarks.empty());
  EXPECT_EQ(
      plan.remarks.back(),
      "`Franked` looks like dates, and nothing says when a row was: if these do, make it \"valid\": \"{Franked}\"");
}

TEST(ColumnsPlan, TheLabelOfAnAddressIsTheName) {
  const std::string rows =
      "person,personLabel,born\nhttp://www.wikidata.org/entity/Q42,Ann Lee,1773\n"
      "http://www.wikidata.org/entity/Q43,Bob Roy,1774\n";
  EXPECT_EQ(roles("query.csv", rows), "entity: id name start");
  const TableSample table = sample_of("query.csv", rows + "http://www.wikidata.org/entity/Q42,Ann Lee,1773\n");
  const auto plan = plan_tables(std::span(&table, 1)).front();
  EXPECT_TRUE(plan.repeats);
  EXPECT_EQ(plan.id, "{person}");
  const ColumnsProposal proposal = propose_columns(std::span(&table, 1));
  EXPECT_EQ(proposal.entities, 2u);
  EXPECT_EQ(proposal.rejected, 0u);
}

TEST(ColumnsPlan, RemarksOnATableWithoutAHeader) {
  const auto remarks = [](const std::string& text) {
    const TableSample table = sample_of("people.csv", text);
    return plan_tables(std::span(&table, 1)).front().remarks;
  };
  const auto found = remarks("Ann Lee,1773,Rome\nBob Roy,1774,Bonn\n");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().find("the first row, with `1773`, looks like data"), 0u);
  EXPECT_TRUE(remarks("name,born,place 1\nAnn Lee,1773,Rome\n").empty());
}

TEST(ColumnsPlan, TheDirectionOfAnEdgeIsNoType) {
  const TableSample table = sample_of("e.csv", "Source,Target,Type,Weight\nA,B,Directed,1\nB,C,Undirected,2\n");
  const auto plan = plan_tables(std::span(&table, 1)).front();
  EXPECT_EQ(plan.columns[2].key, "directed");
  const ColumnsProposal proposal = propose_columns(std::span(&table, 1));
  EXPECT_EQ(proposal.rejected, 0u);
  EXPECT_NE(proposal.map.find(R"("directed": {"value": "{Type}", "type": "boolean", "true": "Directed", )"
                              R"("false": "Undirected"})"),
            std::string::npos)
      << proposal.map;
}

TEST(ColumnsPlan, AMembershipIsNoLife) {
  const TableSample table = sample_of("people.csv",
                                      "Person,Organisation,Role,Joined,Left\nAnn Lee,Guild,master,1773,1780\n"
                                      "Ann Lee,Club,,1790,\n");
  const auto plan = plan_tables(std::span(&table, 1)).front();
  EXPECT_EQ(roles(plan), "relation: from to property start end");
  EXPECT_EQ(plan.types, std::vector<std::string>{"MEMBER_OF"});
  EXPECT_EQ(plan.from_type + " " + plan.to_type, "Person Organisation");
  EXPECT_EQ(propose_columns(std::span(&table, 1)).rejected, 0u);
  EXPECT_EQ(roles("posts.csv", "Official,Ministry,From,Until\nAnn Lee,War,1773,1780\n"), "relation: from to start end");
  EXPECT_EQ(roles("people.csv", "Person,Party,Born,Died\nAnn Lee,Whigs,1773,1780\n"),
            "entity: name property start end");
}

TEST(ColumnsPlan, KnowsRelationsByWhatOtherTablesDescribe) {
  const std::vector<TableSample> tables = {
      sample_of("people.csv", "name,born\nAnn Lee,1773\nBob Roy,1774\n"),
      sample_of("committees.csv", "id,name,from,to\nc1,Committee of Eight,1814,1815\n"),
      sample_of("memberships.csv", "person,committee,from,to\nAnn Lee,c1,October 1814,1815\nBob Roy,c1,1814,\n")};
  const auto plans = plan_tables(tables);
  EXPECT_EQ(roles(plans[0]), "entity: name start");
  EXPECT_EQ(roles(plans[1]), "entity: id name start end");
  EXPECT_EQ(roles(plans[2]), "relation: from to start end");
  EXPECT_EQ(plans[2].types, std::vector<std::string>{"MEMBERSHIP"});
  EXPECT_EQ(plans[2].from, "{person|slug}");
  EXPECT_EQ(plans[2].to, "{committee}");
  EXPECT_FALSE(plans[2].mentions_from || plans[2].mentions_to);
  const ColumnsProposal proposal = propose_columns(std::span(tables));
  EXPECT_EQ(proposal.entities, 3u);
  EXPECT_EQ(proposal.relations, 2u);
  EXPECT_EQ(proposal.rejected, 0u);
  EXPECT_EQ(proposal.dates_read, proposal.dates);
  EXPECT_EQ(proposal.dates, 7u);
}

TEST(ColumnsPlan, TellsIdsOfSeveralTablesApart) {
  const std::vector<TableSample> tables = {sample_of("people.csv", "id,name\n1,Ann\n2,Bob\n3,Eve\n"),
                                           sample_of("places.csv", "id,name\n1,Rome\n2,Bonn\n"),
                                           sample_of("stays.csv", "person,place,when\n3,1,1814\n1,2,1815\n")};
  const auto plans = plan_tables(tables);
  EXPECT_EQ(plans[0].id, "person:{id}");
  EXPECT_EQ(plans[1].id, "place:{id}");
  EXPECT_EQ(propose_columns(std::span(tables)).rejected, 0u);
}

TEST(ColumnsPlan, MakesEntitiesOfNamesThatNothingDescribes) {
  const TableSample table = sample_of("meetings.csv", "from,to,when,source\nAnn,Bob,1814,King 2008\nAnn,Eve,1815,\n");
  const ColumnsProposal proposal = propose_columns(std::span(&table, 1));
  EXPECT_EQ(proposal.entities, 4u);  // with the source
  EXPECT_EQ(proposal.relations, 2u);
  EXPECT_EQ(proposal.rejected, 0u);
  ASSERT_EQ(proposal.examples.size(), 2u);
  EXPECT_EQ(proposal.examples.front(), "(MEETING) Ann → Bob, in 1814; source: King 2008");
}

TEST(ColumnsPlan, SaysWhatAPersonShouldLookAt) {
  const std::vector<TableSample> tables = {
      sample_of("people.csv", "name,born\nMetternich,1773\nTalleyrand,someday\nHardenberg,1750\n"),
      sample_of("r.csv",
                "from,to,relation\nMetternich,Talleyrand,met\nMeternich,Hardenberg,met\nTalleyrand,Metternich,met\n"
                "Hardenberg,Metternich,met\n")};
  const ColumnsProposal proposal = propose_columns(std::span(tables));
  EXPECT_EQ(proposal.rejected, 4u);  // a date, two meetings of him who has none then, and a slip of the pen
  ASSERT_EQ(proposal.tables[1].remarks.size(), 1u);
  EXPECT_EQ(proposal.tables[1].remarks.front(),
            "`from` names what no table describes: `Meternich` (did you mean `Metternich`?)");
  ASSERT_EQ(proposal.tables[0].remarks.size(), 1u);
  EXPECT_EQ(proposal.tables[0].remarks.front(), "1 of `born` are no dates: `someday`");
  const TableSample spells = sample_of("s.csv", "state,from,to\nA,1814,1815\nA,1820,1830\n");
  const auto plan = plan_tables(std::span(&spells, 1)).front();
  EXPECT_TRUE(plan.repeats);
  EXPECT_EQ(propose_columns(std::span(&spells, 1)).rejected, 0u);
}

// A name that rows read so far do not describe is no slip: a later row may.
TEST(ColumnsPlan, CallsNoNameASlipWhereRowsAreLeftUnread) {
  std::vector<TableSample> tables = {
      sample_of("people.csv", "name,born\nMetternich,1773\nTalleyrand,1754\n"),
      sample_of("r.csv", "from,to,relation\nMetternich,Talleyrand,met\nMeternich,Talleyrand,met\n")};
  EXPECT_FALSE(propose_columns(std::span(tables)).tables[1].remarks.empty());
  tables[0].whole = false;
  const ColumnsProposal proposal = propose_columns(std::span(tables));
  EXPECT_TRUE(proposal.tables[1].remarks.empty()) << proposal.tables[1].remarks.front();
  EXPECT_EQ(proposal.tables[1].columns[0].becomes,
            "where the relation starts, 1 of 2 names known from the rows looked at; each other name is an entity");
}

TEST(ColumnsPlan, ReadsTheTablesOfTheRepository) {
  const std::string folder = ENTENTE_SOURCE_DIR "/graph-data/vienna/";
  const auto proposal =
      propose_columns({folder + "people.csv", folder + "organisations.csv", folder + "relations.csv"});
  ASSERT_TRUE(proposal.ok()) << describe(proposal.error());
  EXPECT_EQ(proposal->entities, 40u);
  EXPECT_EQ(proposal->relations, 58u);
  EXPECT_EQ(proposal->rejected, 0u);
  EXPECT_EQ(proposal->dates_read, proposal->dates);
  for (const ProposedTable& table : proposal->tables) EXPECT_TRUE(table.remarks.empty()) << table.remarks.front();
}

TEST(ColumnsPlan, LeavesOutWhatAMapCannotName) {
  const TableSample table = sample_of("t.csv", "name,,a|b,\"say \"\"x\"\"\"\nA,1,2,3\n");
  const auto plan = plan_tables(std::span(&table, 1)).front();
  EXPECT_EQ(roles(plan), "entity: name - - property(integer)");
  EXPECT_EQ(propose_columns(std::span(&table, 1)).entities, 1u);
}

}  // namespace
}  // namespace entente
