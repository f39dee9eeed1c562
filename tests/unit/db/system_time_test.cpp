// What the store knew before, by every door of the library: which commit is read, under which ontology, and what an
// answer must not take from another state.
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/cursor.hpp"
#include "entente/database.hpp"
#include "entente/time/edtf.hpp"
#include "support/temporary_folder.hpp"
#include "unit/db/known_states.hpp"

namespace entente {
namespace {

constexpr std::string_view kNames = "MATCH (n) RETURN n.name AS name ORDER BY name";

// Commit 1 knows Chou, commit 2 Zhou and Mao, commit 3 Deng too.
class SystemTimes : public testing::Test {
 protected:
  SystemTimes() {
    Options options;
    options.clock = noon_of_each_day();
    database_ = Database::in_memory(options).value();
    commit_to(*database_, {person_known_as("zhou", "Chou")});
    commit_to(*database_, {person_known_as("zhou", "Zhou"), person_known_as("mao", "Mao")});
    commit_to(*database_, {person_known_as("deng", "Deng")});
  }
  std::string ask(std::string_view text, const Map& parameters = {}, const QueryOptions& options = {}) {
    return rows_of(database_->query(text, parameters, options));
  }
  std::unique_ptr<Database> database_;
};

TEST_F(SystemTimes, OfAPreparedQueryMayBeAParameter) {
  const auto by_number =
      database_->prepare("FOR SYSTEM_TIME AS OF COMMIT $c MATCH (n) RETURN n.name AS name ORDER BY name");
  const auto by_time = database_->prepare("FOR SYSTEM_TIME AS OF $t MATCH (n) RETURN n.name AS name ORDER BY name");
  ASSERT_TRUE(by_number.ok() && by_time.ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rows_of(by_number->run({{"c", 1}})), "Chou");
    EXPECT_EQ(rows_of(by_number->run({{"c", 3}})), "Deng; Mao; Zhou");
    EXPECT_EQ(rows_of(by_number->run({{"c", 2}})), "Mao; Zhou");
    EXPECT_EQ(rows_of(by_number->run({{"c", 0}})), "");
    EXPECT_EQ(rows_of(by_time->run({{"t", "1999-01-01"}})), "Chou");
    EXPECT_EQ(rows_of(by_time->run({{"t", "now"}})), "Deng; Mao; Zhou");
  }
  EXPECT_EQ(rows_of(by_number->run({{"c", 4}})), "there is no commit 4; the newest is 3");
  EXPECT_EQ(rows_of(by_number->run({{"c", "2"}})), "a commit is an integer, not '2' (STRING)");
  EXPECT_EQ(rows_of(by_number->run()), "the parameter $c has no value");
  commit_to(*database_, {person_known_as("zhou", "Zhou Enlai")});
  EXPECT_EQ(rows_of(by_number->run({{"c", 4}})), "Deng; Mao; Zhou Enlai");
  EXPECT_EQ(rows_of(by_number->run({{"c", 1}})), "Chou");
}

TEST_F(SystemTimes, OfTheOptionsIsThatOfStatementsThatStateNone) {
  EXPECT_EQ(ask(kNames, {}, known_at("1999-01-01")), "Chou");
  EXPECT_EQ(ask(kNames, {}, known_at("commit 2")), "Mao; Zhou");
  EXPECT_EQ(ask(kNames, {}, known_at("Commit 2")), "Mao; Zhou");
  EXPECT_EQ(ask("FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) RETURN n.name", {}, known_at("commit 2")), "Chou");
  EXPECT_EQ(ask(kNames, {}, known_at("commit 9")), "there is no commit 9; the newest is 3");
  EXPECT_EQ(ask(kNames, {}, known_at("commit x")), "`commit x` names no commit");
  EXPECT_EQ(ask(kNames, {}, known_at("commit -1")), "there is no commit -1; the newest is 3");
  EXPECT_EQ(ask(kNames, {}, known_at("1998/1999")), "Deng; Mao; Zhou") << "a stretch of time means its end";
  EXPECT_EQ(ask(kNames, {}, known_at("[1998,1999-01-01]")), "Chou") << "of several dates the last";
  const auto prepared = database_->prepare(kNames, known_at("commit 1"));
  EXPECT_EQ(rows_of(prepared->run()), "Chou");
}

TEST_F(SystemTimes, IsToldWithTheAnswer) {
  const auto table = database_->query(kNames, {}, known_at("1999-01-02T13:00:00Z"));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->read_at.transaction.value, 2U);
  EXPECT_EQ(table->read_at.system_time.microseconds, kNoonOf1999 + kOneDay);
}

TEST_F(SystemTimes, NowIsThatOfTheOptions) {
  QueryOptions options = known_at("now");
  options.now = Instant{kNoonOf1999 / 1'000'000 + 86'400 + 10};
  EXPECT_EQ(ask(kNames, {}, options), "Deng; Mao; Zhou") << "now is the newest commit, whatever the clocks say";
  options.system_time = "today";
  EXPECT_EQ(ask(kNames, {}, options), "Deng; Mao; Zhou");
}

TEST_F(SystemTimes, ACursorReadsItsStateToTheEnd) {
  commit_to(*database_, [](WriteTransaction& t) {
    for (int i = 0; i < 3000; ++i) EXPECT_TRUE(t.add(person_known_as("p" + std::to_string(i), "P", "Extra")).ok());
  });
  commit_to(*database_, [](WriteTransaction& t) {
    for (int i = 0; i < 3000; ++i) EXPECT_TRUE(t.add(person_known_as("p" + std::to_string(i), "Q", "Extra")).ok());
  });
  auto cursor = database_->cursor("FOR SYSTEM_TIME AS OF COMMIT $c MATCH (n:Extra) RETURN n.name", {{"c", 4}});
  ASSERT_TRUE(cursor.ok()) << describe(cursor.error());
  // Others are asked for meanwhile, more than are kept.
  for (const int commit : {1, 2, 3}) {
    EXPECT_NE(ask("FOR SYSTEM_TIME AS OF COMMIT $c MATCH (n) RETURN count(n)", {{"c", commit}}), "3003");
  }
  std::size_t rows = 0;
  for (auto part = cursor->next(); part.ok() && !part->rows.empty(); part = cursor->next()) {
    for (const auto& row : part->rows) EXPECT_EQ(row[0].string(), "P");
    rows += part->rows.size();
  }
  EXPECT_EQ(rows, 3000U);
  const auto rest = cursor->finish();
  ASSERT_TRUE(rest.ok());
  EXPECT_EQ(rest->read_at.transaction.value, 4U);
  EXPECT_EQ(rest->columns, std::vector<std::string>{"n.name"});
}

// A plan looks names and labels up in the snapshot that it was made for.
TEST_F(SystemTimes, APlanOfOneStateIsNotTakenForAnother) {
  commit_to(*database_, {person_known_as("kpc", "Party", "Organization")});
  commit_to(*database_, {known_relation("m1", "zhou", "MEMBER_OF", "kpc")});
  const std::string members = "MATCH (n)-[:MEMBER_OF]->(o:Organization) RETURN n.name";
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(ask(members), "Zhou");
    EXPECT_EQ(ask(members, {}, known_at("commit 4")), "");
    EXPECT_EQ(ask(members, {}, known_at("commit 1")), "");
    EXPECT_EQ(ask(members, {}, known_at("1999-01-05")), "Zhou");
    EXPECT_EQ(ask("FOR SYSTEM_TIME AS OF COMMIT $c " + members, {{"c", 5}}), "Zhou");
    EXPECT_EQ(ask("FOR SYSTEM_TIME AS OF COMMIT $c " + members, {{"c", 4}}), "");
    EXPECT_EQ(ask("MATCH (n {name: 'Chou'}) RETURN key(n)"), "");
    EXPECT_EQ(ask("MATCH (n {name: 'Chou'}) RETURN key(n)", {}, known_at("commit 1")), "zhou");
  }
  // What it warns of is said of the state that it reads.
  const auto then = database_->query(members, {}, known_at("commit 1"));
  ASSERT_EQ(then->warnings.size(), 2U);
  EXPECT_TRUE(database_->query(members)->warnings.empty());
}

TEST_F(SystemTimes, AReadTransactionReadsUpToItsOwnCommit) {
  const auto view = database_->read();
  ASSERT_TRUE(view.ok());
  commit_to(*database_, {person_known_as("lin", "Lin")});
  EXPECT_EQ(rows_of(view->query(kNames)), "Deng; Mao; Zhou");
  for (const std::string now : {"now", "2525", "commit 3"})
    EXPECT_EQ(rows_of(view->query(kNames, {}, known_at(now))), "Deng; Mao; Zhou") << now;
  EXPECT_EQ(rows_of(view->query("FOR SYSTEM_TIME AS OF COMMIT 4 MATCH (n) RETURN n.name")),
            "there is no commit 4; the newest is 3");
  EXPECT_EQ(rows_of(view->query(kNames, {}, known_at("commit 1"))), "Chou");
  EXPECT_EQ(rows_of(view->query("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT $c RETURN count(n)", {{"c", 2}})), "2");
  // When its own facts are superseded is not known to it, and is to one that is taken now.
  commit_to(*database_, {person_known_as("mao", "Mao Zedong")});
  const std::string superseded = "MATCH (n {name: 'Mao'}) RETURN superseded(n)";
  EXPECT_EQ(rows_of(view->query(superseded)), "") << "null";
  EXPECT_EQ(ask(superseded, {}, known_at("commit 4")), "5");
}

TEST_F(SystemTimes, AReadTransactionWhoseDatabaseIsClosedReadsItsOwnStateAlone) {
  const auto view = database_->read();
  ASSERT_TRUE(view.ok());
  database_.reset();
  EXPECT_EQ(rows_of(view->query(kNames)), "Deng; Mao; Zhou");
  EXPECT_EQ(rows_of(view->query(kNames, {}, known_at("commit 3"))), "Deng; Mao; Zhou");
  EXPECT_EQ(rows_of(view->query(kNames, {}, known_at("2000"))), "Deng; Mao; Zhou");
  const auto older = view->query(kNames, {}, known_at("commit 2"));
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(older.error().code, ErrorCode::kUnsupported);
}

TEST_F(SystemTimes, EveryDoorTakesIt) {
  EXPECT_EQ(database_->info("commit 1")->entities, 1U);
  EXPECT_EQ(database_->info("commit 2")->commits.size(), 2U);
  EXPECT_EQ(database_->info("1998")->entities, 0U);
  EXPECT_EQ(database_->info("1998")->commits.size(), 0U);
  EXPECT_EQ(database_->info()->commits.size(), 3U);
  EXPECT_EQ(database_->find_entities("Chou")->matches.size(), 0U);
  EXPECT_EQ(database_->find_entities("Chou", "commit 1")->matches.size(), 1U);
  EXPECT_EQ(database_->dossier("zhou", known_at("commit 1"))->name, "Chou");
  EXPECT_EQ(database_->dossier("zhou")->name, "Zhou");
  EXPECT_EQ(database_->dossier("zhou", known_at("commit 1"))->table.read_at.transaction.value, 1U);
  EXPECT_EQ(database_->dossier("mao", known_at("commit 1")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(database_->all_facts(known_at("1999-01-02"))->elements.nodes.size(), 2U);
  EXPECT_EQ(database_->all_facts(known_at("1999-01-02"))->read_at.transaction.value, 2U);
  EXPECT_TRUE(database_->explain("mao", {}, "commit 2").ok());
  EXPECT_EQ(database_->explain("mao", {}, "commit 1").error().code, ErrorCode::kNotFound);
  for (const std::string bad : {"commit 4", "commit -1"}) {
    EXPECT_EQ(database_->info(bad).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->find_entities("a", bad).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->dossier("zhou", known_at(bad)).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->all_facts(known_at(bad)).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->explain("zhou", {}, bad).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->ontology(bad).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->check({}, bad).error().code, ErrorCode::kNotFound);
  }
  EXPECT_EQ(database_->info("no date").error().code, ErrorCode::kArgument);
  EXPECT_EQ(database_->info("commit").error().code, ErrorCode::kArgument);
  EXPECT_EQ(database_->info("commit one").error().code, ErrorCode::kSyntax);
  EXPECT_EQ(database_->info("\xff").error().code, ErrorCode::kArgument) << "text is UTF-8";
}

TEST_F(SystemTimes, BeforeTheFirstCommitNothingWasKnownWhichIsSaid) {
  for (const std::string time : {"1998", "commit 0", "1999-01-01T11:59:59.999999Z"}) {
    const auto table = database_->query(kNames, {}, known_at(time));
    ASSERT_TRUE(table.ok()) << time << describe(table.error());
    EXPECT_TRUE(table->rows.empty());
    ASSERT_FALSE(table->warnings.empty());
    EXPECT_EQ(table->warnings[0].message,
              "the store knew nothing at that time: its first commit was made at 1999-01-01T12:00:00.000000Z");
    const auto facts = database_->all_facts(known_at(time));
    ASSERT_EQ(facts->warnings.size(), 1U) << time;
    // An answer without a place for a warning would mislead.
    EXPECT_EQ(database_->check({}, time).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(database_->find_entities("zhou", time).error().message, table->warnings[0].message);
    EXPECT_EQ(database_->explain("zhou", {}, time).error().message, table->warnings[0].message);
    EXPECT_EQ(database_->dossier("zhou", known_at(time)).error().message, table->warnings[0].message);
  }
  // Where it stands in the statement, it is marked.
  const std::string text = "MATCH (n) FOR SYSTEM_TIME AS OF '1998' RETURN n";
  const auto table = database_->query(text);
  ASSERT_FALSE(table->warnings.empty());
  EXPECT_EQ(text.substr(table->warnings[0].span.offset, table->warnings[0].span.length),
            "FOR SYSTEM_TIME AS OF '1998'");
  EXPECT_TRUE(database_->query(kNames, {}, known_at("1999-01-01"))->warnings.empty());
  // An empty store knows of no first one.
  const auto empty = Database::in_memory().value();
  EXPECT_EQ(rows_of(empty->query("FOR SYSTEM_TIME AS OF '1998' MATCH (n) RETURN count(n)")), "0");
  EXPECT_EQ(rows_of(empty->query("FOR SYSTEM_TIME AS OF COMMIT 0 MATCH (n) RETURN count(n)")), "0");
  EXPECT_EQ(empty->info("1998")->entities, 0U);
}

TEST_F(SystemTimes, AnExplanationIsOfTheNewestPlan) {
  EXPECT_EQ(ask("EXPLAIN MATCH (n:Person) FOR SYSTEM_TIME AS OF COMMIT $c RETURN n"),
            "Result n for system time as of commit $c;   LabelScan n:Person");
  EXPECT_EQ(ask("EXPLAIN MATCH (n:Person) RETURN n", {}, known_at("1999-01-01")).substr(0, 46),
            "Result n for system time as of '1999-01-01';  ");
  EXPECT_EQ(ask("EXPLAIN MATCH (n:Person) RETURN n", {}, known_at("commit 77")).substr(0, 42),
            "Result n for system time as of commit 77; ");
}

TEST_F(SystemTimes, ErrorsHaveTheirPlaceWhereTheStatementHasOne) {
  const auto stated = database_->query("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 7 RETURN n");
  ASSERT_TRUE(!stated.ok() && stated.error().span);
  EXPECT_EQ(stated.error().span->offset, 39U);
  EXPECT_EQ(stated.error().code, ErrorCode::kNotFound);
  const auto of_options = database_->query(kNames, {}, known_at("commit 7"));
  ASSERT_FALSE(of_options.ok());
  EXPECT_FALSE(of_options.error().span.has_value()) << "nothing of the text is wrong";
}

constexpr std::string_view kVersions =
    "MATCH (n) FOR SYSTEM_TIME BETWEEN COMMIT $a AND COMMIT $b RETURN n.name + ' ' + toString(recorded(n)) AS name "
    "ORDER BY name";

TEST_F(SystemTimes, OfARangeEachVersionComesOnceByEveryDoor) {
  const auto prepared = database_->prepare(kVersions);
  ASSERT_TRUE(prepared.ok());
  const auto in = [](int a, int b) { return Map{{"a", a}, {"b", b}}; };
  EXPECT_EQ(rows_of(prepared->run(in(1, 3))), "Chou 1; Deng 3; Mao 2; Zhou 2");
  EXPECT_EQ(rows_of(prepared->run(in(2, 3))), "Deng 3; Mao 2; Zhou 2");
  EXPECT_EQ(rows_of(prepared->run(in(1, 1))), "Chou 1");
  EXPECT_EQ(ask(kVersions, in(1, 2)), "Chou 1; Mao 2; Zhou 2");
  const auto read = database_->read();
  commit_to(*database_, {person_known_as("zhou", "Zhou Enlai")});
  EXPECT_EQ(rows_of(prepared->run(in(1, 4))), "Chou 1; Deng 3; Mao 2; Zhou 2; Zhou Enlai 4");
  EXPECT_EQ(rows_of(read->query("MATCH (n) FOR SYSTEM_TIME ALL RETURN n.name AS name ORDER BY name")),
            "Chou; Deng; Mao; Zhou")
      << "all that the view knows";
  auto cursor = database_->cursor(std::string(kVersions), in(1, 4));
  ASSERT_TRUE(cursor.ok());
  const auto rows = cursor->next();
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(rows->rows.size(), 5U);
  EXPECT_EQ(rows->elements.nodes.size(), 0U);
  const auto whole = database_->query("MATCH (n {name: 'Chou'}) FOR SYSTEM_TIME ALL RETURN n, system(n)");
  ASSERT_TRUE(whole.ok());
  ASSERT_EQ(whole->rows.size(), 1U);
  const NodeRecord& node = whole->elements.nodes.at(whole->rows[0][0].node().index);
  EXPECT_EQ(node.key, "zhou");
  EXPECT_EQ(node.properties.at(0).value.string(), "Chou") << "that version, not a later one";
  EXPECT_EQ(whole->read_at.transaction.value, 4U);
}

TEST_F(SystemTimes, OfARangeEachVersionHasItsRelationsAndItsNames) {
  commit_to(*database_,
            [](WriteTransaction& tx) { EXPECT_TRUE(tx.add(known_relation("met", "zhou", "MET", "mao")).ok()); });
  commit_to(*database_, {person_known_as("zhou", "Zhou Enlai")});
  const std::string all = "FOR SYSTEM_TIME ALL MATCH p = (a)-[m:MET]->(b) ";
  EXPECT_EQ(ask(all + "RETURN a.name, startNode(m) = a, startNode(m).name, named(a, 'zhou enlai') ORDER BY a.name"),
            "Zhou | true | Zhou | false; Zhou Enlai | true | Zhou Enlai | true");
  EXPECT_EQ(ask(all + "WHERE a.name = 'Zhou' RETURN nodes(p)[0].name, cite(p)"), "Zhou | Zhou met Mao.");
  const auto chou = database_->query("FOR SYSTEM_TIME ALL MATCH (n {name: 'Chou'}) RETURN n.name");
  EXPECT_EQ(rows_of(chou), "Chou");
  EXPECT_TRUE(chou->warnings.empty()) << "no state since has the name, but one did";
  const auto versions = database_->query(all + "RETURN a, m, b");
  std::ostringstream out;
  const auto written = write(*versions, "graphml", out);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().message,
            "the result holds several versions of the entity `zhou`, and graphml has each fact once");
  EXPECT_EQ(out.str(), "");
  EXPECT_TRUE(write(*versions, "dot", out).ok());
}

TEST_F(SystemTimes, OfARangeItIsSaidWhatWasReadAndThatNothingIsCounted) {
  commit_to(*database_, [](WriteTransaction& tx) {
    EXPECT_TRUE(tx.add(known_relation("met", "zhou", "MET", "mao", "1954?/1956")).ok());
    EXPECT_TRUE(tx.add(known_relation("seen", "zhou", "MET", "deng", "1954/1956~")).ok());
    EXPECT_TRUE(tx.add(known_relation("vague", "deng", "MET", "mao", "195X")).ok());
  });
  const auto one = database_->query("MATCH ()-[m:MET]->() AS OF '1955' RETURN m");
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->read_at.first_transaction.value, 0U);
  EXPECT_TRUE(one->warnings.empty());
  const auto all =
      database_->query("MATCH ()-[m:MET]->() AS OF '1955' FOR SYSTEM_TIME BETWEEN COMMIT 2 AND COMMIT 4 RETURN m");
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(all->read_at.first_transaction.value, 2U);
  EXPECT_EQ(all->read_at.first_system_time, (SystemTime{kNoonOf1999 + kOneDay}));
  EXPECT_EQ(all->read_at.transaction.value, 4U);
  ASSERT_EQ(all->warnings.size(), 1U);
  EXPECT_EQ(all->warnings[0].message, "what else may hold by then is not counted over a range of system time");
  const auto possible =
      database_->query("MATCH ()-[m:MET]->() POSSIBLY AS OF '1955' FOR SYSTEM_TIME ALL RETURN count(m)");
  ASSERT_TRUE(possible.ok());
  EXPECT_TRUE(possible->warnings.empty());
  // What was in doubt is so, though the last state has nothing that is.
  commit_to(*database_, [](WriteTransaction& tx) {
    for (const char* key : {"met", "seen", "vague"}) EXPECT_TRUE(tx.retract(key).ok());
  });
  const auto readings = [&](const std::string& time) {
    return ask("MATCH ()-[m:MET]->() POSSIBLY AS OF '1955' FOR SYSTEM_TIME " + time +
               " RETURN key(m) AS k, certainty(m) ORDER BY k");
  };
  EXPECT_EQ(readings("ALL"), "met | possible; seen | possible; vague | possible");
  EXPECT_EQ(readings("ALL"), readings("AS OF COMMIT 4"));
  EXPECT_EQ(database_->query("MATCH ()-[m:MET]->() AS OF '1955' FOR SYSTEM_TIME ALL RETURN m")->warnings.size(), 1U);
  std::ostringstream dot;
  ASSERT_TRUE(write(*all, "dot", dot).ok());
  EXPECT_NE(dot.str().find("as recorded from 2 January 1999 (commit 2) to 4 January 1999 (commit 4)"),
            std::string::npos)
      << dot.str();
}

TEST_F(SystemTimes, OfARangeAKeyMayBeThatOfTwoEntities) {
  WriteTransaction tx = database_->write().value();
  ASSERT_TRUE(tx.retract_entity("zhou", Ends::kRefused).ok());
  ASSERT_TRUE(tx.commit("").ok());
  commit_to(*database_, {person_known_as("zhou", "Another Zhou")});
  EXPECT_EQ(
      ask("MATCH (n) FOR SYSTEM_TIME ALL WHERE key(n) = 'zhou' RETURN n.name AS name, superseded(n) ORDER BY name"),
      "Another Zhou | ; Chou | 2; Zhou | 4");
  EXPECT_EQ(ask("MATCH (n) FOR SYSTEM_TIME BETWEEN COMMIT 4 AND COMMIT 4 WHERE key(n) = 'zhou' RETURN n.name"), "")
      << "taken back and not stated again";
}

TEST_F(SystemTimes, OfARangeWhatWasForgottenAndErasedIsTold) {
  ASSERT_TRUE(database_->forget_before("commit 2").ok());
  const auto all = database_->query("MATCH (n) FOR SYSTEM_TIME ALL RETURN n.name AS name ORDER BY name");
  EXPECT_EQ(rows_of(all), "Deng; Mao; Zhou");
  ASSERT_EQ(all->warnings.size(), 1U);
  EXPECT_EQ(all->warnings[0].message, "what the store knew before commit 2 was forgotten");
  const auto forgotten = database_->query("MATCH (n) FOR SYSTEM_TIME BETWEEN COMMIT 1 AND COMMIT 3 RETURN n");
  ASSERT_FALSE(forgotten.ok());
  EXPECT_EQ(forgotten.error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(database_->erase({"mao"}, "asked for").ok());
  const auto erased =
      database_->query("MATCH (n) FOR SYSTEM_TIME BETWEEN COMMIT 2 AND COMMIT 3 RETURN n.name AS name ORDER BY name");
  EXPECT_EQ(rows_of(erased), "Deng; Zhou");
  ASSERT_EQ(erased->warnings.size(), 1U);
  EXPECT_EQ(erased->warnings[0].message, "1 entity that the store knew then was erased since");
}

TEST_F(SystemTimes, ARangeMayBeEmptyOnlyByMistake) {
  const auto error = [&](const std::string& range) {
    const auto table = database_->query("MATCH (n) FOR SYSTEM_TIME " + range + " RETURN n");
    return table.ok() ? std::to_string(table->rows.size()) : table.error().message;
  };
  EXPECT_EQ(error("FROM COMMIT 2 TO COMMIT 2"), "the range of system time is empty: TO leaves its own commit out");
  EXPECT_EQ(error("FROM '1999-01-02' TO '1999-01-02'"), "the range of system time is empty: it ends when it begins");
  EXPECT_EQ(error("FROM '2027' TO '2027'"), "the range of system time is empty: it ends when it begins");
  EXPECT_EQ(error("BETWEEN COMMIT 2 AND COMMIT 1"), "the range of system time ends before it begins");
  EXPECT_EQ(error("BETWEEN '1999-01-02' AND '1999-01-02'"), "3") << "Chou, then Zhou and Mao";
  EXPECT_EQ(error("FROM COMMIT 1 TO 'now'"), "4") << "the newest state is in";
}

TEST_F(SystemTimes, AStatementHasOneSystemTime) {
  const auto refused = [&](const std::string& text) {
    const auto table = database_->query(text);
    return !table.ok() && table.error().code == ErrorCode::kUnsupported;
  };
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (m) RETURN n, m"));
  EXPECT_TRUE(refused("MATCH (n) MATCH (m) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN n, m"));
  EXPECT_TRUE(refused("FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) MATCH (m) FOR SYSTEM_TIME AS OF COMMIT 2 RETURN n"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN n UNION MATCH (n) RETURN n"));
  EXPECT_TRUE(refused("MATCH (n) WHERE EXISTS { MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 } RETURN n"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 CALL degree() YIELD node RETURN n, node"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME ALL CALL degree() YIELD node RETURN n, node"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME ALL WITH n MATCH (m) RETURN n, m"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME ALL RETURN [(n)--(m) | m.name]"));
  EXPECT_TRUE(refused("MATCH (n) FOR SYSTEM_TIME ALL RETURN shortestPath((n)-[*]-(:Person))"));
  EXPECT_TRUE(
      refused("MATCH (n) FOR SYSTEM_TIME ALL RETURN n UNION MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN n"));
  EXPECT_TRUE(refused("FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 2 RETURN n"));
  EXPECT_EQ(ask("MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (m) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN m.name"),
            "Chou");
  EXPECT_EQ(ask("FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN count(n)"), "1");
  EXPECT_EQ(ask("FOR SYSTEM_TIME AS OF COMMIT 1 MATCH (n) RETURN n.name AS a UNION MATCH (n) RETURN key(n) AS a"),
            "Chou; zhou")
      << "it is that of all parts";
}

// Commits within one microsecond, and a clock that is put back: each commit is behind the one before.
TEST(SystemTimeClocks, CommitsKeepTheirOrder) {
  std::vector<std::int64_t> times = {kNoonOf1999, kNoonOf1999, kNoonOf1999 - 3 * kOneDay, kNoonOf1999 + 2, kNoonOf1999};
  Options options;
  options.clock = [&times, i = std::size_t{0}]() mutable { return SystemTime{times.at(i++)}; };
  const auto database = Database::in_memory(options).value();
  for (int i = 0; i < 5; ++i) commit_to(*database, {person_known_as("a", "A" + std::to_string(i + 1))});
  const std::string name = "MATCH (n) RETURN n.name";
  const auto at = [&](std::string time) { return rows_of(database->query(name, {}, known_at(std::move(time)))); };
  EXPECT_EQ(at("1999-01-01T11:59:59Z"), "");
  EXPECT_EQ(at("1999-01-01T12:00:00.000000Z"), "A1");
  EXPECT_EQ(at("1999-01-01T12:00:00.000001Z"), "A2");
  EXPECT_EQ(at("1999-01-01T12:00:00.000002Z"), "A3");
  EXPECT_EQ(at("1999-01-01T12:00:00.000003Z"), "A4");
  EXPECT_EQ(at("1999-01-01T12:00:00.000004Z"), "A5");
  EXPECT_EQ(at("1999-01-01T12:00:00.00000Z"), "A5") << "ten microseconds mean their end";
  EXPECT_EQ(at("1999-01-01T13:00:00+01:00"), "A5") << "a second means its end";
  EXPECT_EQ(at("1999-01-01T13:00:00.000001+01:00"), "A2");
  for (int i = 1; i <= 5; ++i) EXPECT_EQ(at("commit " + std::to_string(i)), "A" + std::to_string(i));
  // What is printed of a commit is what asks for it.
  const DatabaseInfo info = database->info().value();
  for (const CommitEntry& commit : info.commits) {
    const auto table = database->query(name, {}, known_at(print_system_time(commit.system_time)));
    EXPECT_EQ(table->read_at.transaction, commit.transaction);
  }
}

TEST(SystemTimeClocks, CountFrom1970) {
  Options options;
  options.clock = [] { return SystemTime{-1'500'000}; };
  const auto database = Database::in_memory(options).value();
  commit_to(*database, {person_known_as("a", "A")});
  EXPECT_EQ(print_system_time(database->info()->system_time), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(database->info("1970-01-01T00:00:00.000000Z")->entities, 0U);
  EXPECT_EQ(database->info("1970-01-01T00:00:00.000001Z")->entities, 1U);
  EXPECT_EQ(database->info("1914")->entities, 0U);
}

// A reader beside a writer shows the states up to the commit that it has.
TEST(SystemTimeOfReaders, GrowsWithRefreshAndFollow) {
  const TemporaryFolder folder;
  const std::string path = folder.path("a.db");
  Options options;
  options.create_if_missing = true;
  options.clock = noon_of_each_day();
  const auto writer = Database::open(path, options).value();
  commit_to(*writer, {person_known_as("zhou", "Chou")});
  Options reading;
  reading.read_only = true;
  const auto reader = Database::open(path, reading).value();
  reading.follow = true;
  const auto follower = Database::open(path, reading).value();
  const auto view = reader->read().value();
  const auto prepared = reader->prepare("FOR SYSTEM_TIME AS OF COMMIT $c MATCH (n) RETURN n.name").value();
  EXPECT_EQ(rows_of(prepared.run({{"c", 1}})), "Chou");
  EXPECT_EQ(rows_of(follower->query(kNames)), "Chou");

  commit_to(*writer, {person_known_as("zhou", "Zhou")});
  EXPECT_EQ(rows_of(reader->query(kNames, {}, known_at("commit 2"))), "there is no commit 2; the newest is 1");
  EXPECT_EQ(rows_of(reader->query(kNames, {}, known_at("now"))), "Chou");
  EXPECT_EQ(rows_of(follower->query(kNames, {}, known_at("commit 2"))), "Zhou");
  EXPECT_EQ(rows_of(follower->query(kNames, {}, known_at("1999-01-01"))), "Chou");
  EXPECT_EQ(follower->log()->size(), 2U);
  EXPECT_EQ(reader->log()->size(), 1U);

  ASSERT_TRUE(reader->refresh().ok());
  EXPECT_EQ(rows_of(reader->query(kNames, {}, known_at("commit 2"))), "Zhou");
  EXPECT_EQ(rows_of(prepared.run({{"c", 1}})), "Chou");
  EXPECT_EQ(rows_of(prepared.run({{"c", 2}})), "Zhou");
  EXPECT_EQ(rows_of(view.query(kNames)), "Chou");
  EXPECT_EQ(rows_of(view.query(kNames, {}, known_at("commit 1"))), "Chou");
  EXPECT_EQ(view.query(kNames, {}, known_at("commit 0")).error().code, ErrorCode::kUnsupported)
      << "the store that it was taken from is closed";
}

TEST(SystemTimeOfStores, LastsWhenTheyAreOpenedAgainAndCompacted) {
  const TemporaryFolder folder;
  Options options;
  options.create_if_missing = true;
  options.clock = noon_of_each_day();
  {
    const auto database = Database::open(folder.path("a.db"), options).value();
    commit_to(*database, {person_known_as("zhou", "Chou"), person_known_as("mao", "Mao")});
    commit_to(*database, {known_relation("m", "zhou", "MET", "mao", "1949")});
    commit_to(*database, {known_relation("m", "zhou", "MET", "mao", "1950")});
    take_back(*database, "m");
  }
  const auto database = Database::open(folder.path("a.db")).value();
  const std::string met = "MATCH ()-[m:MET]->() RETURN valid(m)";
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(rows_of(database->query(met, {}, known_at("commit 1"))), "");
    EXPECT_EQ(rows_of(database->query(met, {}, known_at("commit 2"))), "1949");
    EXPECT_EQ(rows_of(database->query(met, {}, known_at("1999-01-03"))), "1950");
    EXPECT_EQ(rows_of(database->query(met)), "");
    ASSERT_TRUE(database->compact().ok());
  }
}

}  // namespace
}  // namespace entente
