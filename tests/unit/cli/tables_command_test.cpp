// Tables on the command line: a map that is proposed, and what is said of sheets that are wrong.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

class Tables : public testing::Test {
 protected:
  Ended run(const std::string& commands) const { return bash_in(folder_, commands); }
  void expect(const std::string& command, int code, std::vector<std::string> texts) const {
    const Ended ended = run(command);
    EXPECT_EQ(ended.code, code) << command << "\n" << ended.out;
    for (const std::string& text : texts)
      EXPECT_NE(ended.out.find(text), std::string::npos) << command << "\nlacks: " << text << "\n" << ended.out;
  }

  TemporaryFolder folder_;
};

class TwoTables : public Tables {
 protected:
  std::string people_ = folder_.file("people.csv",
                                     "name,born,died,also known as\n"
                                     "Ann Lee,15 May 1773,c. 1802,\n"
                                     "Bob Roy,\"between 1750 and 1755\",before 1853,Robert; Rob\n");
  std::string relations_ = folder_.file("relations.csv",
                                        "from,relation,to,when,source\n"
                                        "Ann Lee,met,Bob Roy,mid-October 1800,King 2008\n");
};

TEST_F(TwoTables, WithoutAMapAreShownAndNotImported) {
  expect("$E import s.db people.csv relations.csv", 1,
         {"people.csv (2 rows, separated by commas, UTF-8): a row is an entity of type Person", "2 of 2 dates read",
          "3 entities and 1 relation; 5 of 5 dates read", "(Person) Ann Lee, from 15 May 1773 until about 1802",
          "(MET) Ann Lee → Bob Roy", "entente import s.db people.csv relations.csv --guess", "--propose columns.json"});
  EXPECT_FALSE(fs::exists(folder_.path("s.db")));
}

TEST_F(TwoTables, AreImportedByTheProposedMapInOneCommand) {
  expect("$E import s.db people.csv relations.csv --guess", 0, {"3 entities added", "1 relation added"});
  expect(
      "$E query s.db \"MATCH (p {name: 'Rob'}) RETURN p.name\" --format csv; $E query s.db 'MATCH (a)-[m:MET]->(b) "
      "RETURN a.name, b.name, m.sources' --format csv",
      0, {"Ann Lee,Bob Roy"});
}

TEST_F(TwoTables, GiveTheSameByTheWrittenMap) {
  expect("$E import s.db people.csv relations.csv --propose map.json", 0,
         {"the map is in map.json, and nothing was imported", "--columns map.json"});
  EXPECT_FALSE(fs::exists(folder_.path("s.db")));
  expect("$E import s.db people.csv relations.csv --columns map.json", 0, {"3 entities added", "1 relation added"});
  expect("$E import s.db people.csv relations.csv --guess", 0, {"0 entities added, 2 known already"});
  expect("$E import s.db people.csv relations.csv --propose map.json", 1, {"map.json is there already"});
  expect("$E import s.db people.csv --propose people.csv", 1, {"people.csv is there already"});
  expect("$E import s.db people.csv --columns map.json --guess", 1, {"a map is proposed where none is given"});
}

TEST_F(TwoTables, ThatWereCorrectedTellWhatTheySayNoMore) {
  run("$E import s.db people.csv relations.csv --propose map.json");
  run("$E import s.db people.csv relations.csv --columns map.json");
  run("sed -i 's/mid-October 1800/14 October 1800/' relations.csv");
  expect("$E import s.db relations.csv --columns map.json", 0,
         {"1 relation added", "1 fact of an earlier import is not in this file any more", "--replace",
          "(ann-lee)-[MET]->(bob-roy)"});
  run("sed -i 's/14 October 1800/15 October 1800/' relations.csv");
  expect("$E import s.db relations.csv --columns map.json --replace", 0, {"all are withdrawn"});
}

TEST_F(Tables, InTheSpellingsOfSpreadsheetsComeIn) {
  folder_.file("people.csv", "Name;Born\nCarl L\xF6wenhielm;c. 1772\n");
  expect("$E import s.db people.csv", 1,
         {"separated by semicolons, windows-1252", "Carl Löwenhielm, since about 1772"});
  expect("$E import s.db people.csv --guess", 0, {"1 entity added"});
  expect("$E query s.db 'MATCH (p:Person) RETURN p.name' --format csv", 0, {"Carl Löwenhielm"});
}

TEST_F(Tables, OfAFolderAreNamedEach) {
  fs::create_directory(folder_.path("set"));
  run("echo name > set/people.csv");
  expect("$E import s.db set", 1, {"no data files in set", "tables are named each by itself, such as set/people.csv"});
}

TEST_F(Tables, FromAPipeAreRefusedWithAMapToBeginWith) {
  folder_.file("people.csv", "name,born\nAnn,1773\n");
  expect("$E import s.db - --format csv < people.csv", 1, {"none is given", "\"name\": \"{name}\"", "\"{born}\""});
  expect("$E import s.db - --format csv --guess < people.csv", 1, {"standard input can be read only once"});
  expect("echo '{\"id\": \"a\", \"type\": \"T\"}' > a.jsonl; $E import s.db a.jsonl --guess", 1,
         {"none of the files is a table"});
}

TEST_F(Tables, WithDatesOfAnotherFormSayWhichFormReadsThem) {
  folder_.file("people.csv", "name,born,died\nA,15 May 1773,1800\nB,16 May 1773,1.3.1801\nC,1774,1802\nD,May 1775,\n");
  folder_.file(
      "map.json",
      R"({"dates": "edtf", "entities": [{"id": "{name}", "type": "P", "valid": {"start": "{born}", "end": "{died}"}}]})");
  expect("$E import s.db people.csv --columns map.json", 1,
         {"people.csv, `born`: 3 of 4 read as English: add \"dates\": [\"edtf\", \"english\"] to the column map",
          "`died`: 1 of 3 read as %d.%m.%Y: add \"dates\": [\"edtf\", \"%d.%m.%Y\"] to the column map"});
  expect("$E import s.db people.csv --columns map.json --keep-valid", 0,
         {"warning: `born`: 3 of 4 read as English", "3 records left out"});
}

TEST_F(Tables, WithAWrongMapOrASlipSayWhatIsMeant) {
  folder_.file("people.csv", "name;also\nKlemens von Metternich;\n");
  folder_.file("map.json", R"({"entities": [{"id": "{name|slug}", "type": "P"}]})");
  expect("$E import s.db people.csv --columns map.json", 1, {"add \"delimiter\": \";\" to the column map"});
  folder_.file("map.json", R"({"entities": [{"id": "{name}", "type": "P", "alias": "{also}"}]})");
  expect("$E import s.db people.csv --columns map.json", 1, {"unknown key `alias`", "did you mean `aliases`?"});
  folder_.file("map.json",
               R"({"delimiter": ";", "files": {"people.csv": {"entities": [{"id": "{name|slug}", "type": "P"}]},
                "r.csv": {"relations": [{"type": "T", "from": "{from|slug}", "to": "{from|slug}"}]}}})");
  folder_.file("r.csv", "from;x\nKlemens von Meternich;\n");
  expect("$E import s.db people.csv r.csv --columns map.json", 1,
         {"`from` names `klemens-von-meternich`, which is no entity; did you mean `klemens-von-metternich`?"});
  expect("$E import s.db people.csv --columns map.json; $E import s.db r.csv --columns map.json", 1,
         {"did you mean `klemens-von-metternich`?"});
}

TEST_F(Tables, WithoutSourcesAreSound) {
  folder_.file("people.csv", "name\nAnn\nBob\n");
  folder_.file("meetings.csv", "from,to,source\nAnn,Bob,King 2008\n");
  run("$E import s.db people.csv meetings.csv --guess");
  expect("$E check s.db", 0, {"ADVICE", "missing_source: 2", "sound: nothing found, 2 by way of advice"});
  expect("$E check s.db --json", 0, {"\"sound\":true", "\"advice\":true"});
  expect("$E check s.db --only missing_source", 1, {"Ann (Person) is stated, and no source is named", "2 findings"});
}

}  // namespace
}  // namespace entente
