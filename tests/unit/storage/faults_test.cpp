// Stores that are damaged, newer, locked, cut off or no stores at all: one clear error, and nothing touched.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "base/stack.hpp"
#include "facts.hpp"
#include "storage/values.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

FactBatch some_facts(int relations = 20) {
  FactBatch batch;
  for (int i = 0; i < 10; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
  for (int i = 0; i < relations; ++i) {
    const std::string date = std::to_string(1900 + i % 100);
    batch.relations.push_back(
        relation("r" + std::to_string(i), "e" + std::to_string(i % 10), "T", "e" + std::to_string(i % 7), date));
  }
  return batch;
}

class Faults : public testing::Test {
 protected:
  std::string path() const { return folder_.path("store"); }
  fs::path rows() const { return fs::path(path()) / "rows"; }

  // One of 20,000 relations and more is written as sorted files, its relations in blocks.
  void make_store(int relations = 20) const {
    StoreOptions options;
    options.rows_of_large_commit = 20'000;
    commit(*open_facts(open_folder(path(), options)), some_facts(relations));
  }

  // Opens and reads everything; the error that stops it.
  Error failure(const StoreOptions& options = {}) const {
    try {
      const auto store = open_facts(open_folder(path(), options));
      load(*store, store->head().transaction);
      const auto findings = store->check();
      if (!findings.empty()) return Error(ErrorCode::kCorruption, findings[0].where + ": " + findings[0].what);
    } catch (Error& error) {
      return std::move(error);
    }
    return Error(ErrorCode::kSyntax, "no failure");
  }

  std::vector<fs::path> files(std::string_view part) const {
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(rows())) {
      if (file.path().filename().string().find(part) != std::string::npos) found.push_back(file.path());
    }
    return found;
  }

  TemporaryFolder folder_;
};

void overwrite(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

TEST_F(Faults, AFolderOfSomebodyElseIsLeftAsItIs) {
  fs::create_directory(path());
  overwrite(fs::path(path()) / "thesis.txt", "do not touch");
  const Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_EQ(error.message, "\"" + path() + "\" is not a store; it is left as it is");
  EXPECT_FALSE(error.hint.empty());
  EXPECT_EQ(std::distance(fs::directory_iterator(path()), fs::directory_iterator()), 1);
}

TEST_F(Faults, AFileIsNoStore) {
  overwrite(path(), "text");
  EXPECT_EQ(failure().code, ErrorCode::kNotFound);
  EXPECT_EQ(folder_.read("store"), "text");
}

TEST_F(Faults, AStoreThatIsNotThereIsNotCreatedUnasked) {
  StoreOptions options;
  options.create_if_missing = false;
  EXPECT_EQ(failure(options).code, ErrorCode::kNotFound);
  options = {};
  options.read_only = true;
  EXPECT_EQ(failure(options).code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(path()));
}

TEST_F(Faults, AnEmptyFolderBecomesAStore) {
  fs::create_directory(path());
  make_store();
  EXPECT_EQ(failure().message, "no failure");
}

TEST_F(Faults, APlaceThatCantBeWrittenIsAnIoError) {
  const Result<std::unique_ptr<Store>> store = open_rocksdb_store("/proc/entente-store", {});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kIo);
  const Result<std::unique_ptr<Store>> lost = open_rocksdb_store(folder_.path("no/such/folder"), {});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kIo);
  EXPECT_EQ(lost.error().hint, "the folder it is to stand in does not exist");
}

TEST_F(Faults, AStoreIsOpenForWritingOnce) {
  make_store();
  const auto store = open_facts(open_folder(path()));
  const Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kLocked);
  EXPECT_NE(error.message.find("this process has the store open for writing"), std::string::npos);
  EXPECT_FALSE(error.hint.empty());
  StoreOptions reading;
  reading.read_only = true;
  EXPECT_EQ(failure(reading).message, "no failure");  // readers come in
}

TEST_F(Faults, AReadOnlyStoreIsRead) {
  make_store();
  StoreOptions options;
  options.read_only = true;
  const auto store = open_facts(open_folder(path(), options));
  EXPECT_EQ(sentences(*store).size(), 20u);
  EXPECT_TRUE(store->store().capabilities().read_only);
  FactWriter writer(*store);
  writer.add(entity("new"));
  const Result<CommitSummary> summary = writer.commit("test");
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kUnsupported);
  EXPECT_FALSE(store->store().acquire_writer());
  EXPECT_FALSE(store->store().commit({}, {"head", std::nullopt, "x"}));
}

TEST_F(Faults, AStoreThatWasCreatedAndNeverUsedIsEmpty) {
  open_folder(path());
  StoreOptions options;
  options.read_only = true;
  EXPECT_EQ(open_facts(open_folder(path(), options))->head(), Head{});
  EXPECT_EQ(failure().message, "no failure");
}

TEST_F(Faults, ANewerFormatIsRefusedWithItsNumber) {
  make_store();
  ASSERT_TRUE(open_folder(path())->commit({}, {"format", "4", "8"}));
  Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kVersion);
  EXPECT_EQ(error.message,
            "the store was written by a newer version of entente: its format version is 8, this program knows up to 7");
  ASSERT_TRUE(open_folder(path())->commit({}, {"format", "8", "4"}));
  ASSERT_TRUE(open_folder(path())->commit({}, {"partitions", "1", "9"}));
  EXPECT_EQ(failure().code, ErrorCode::kVersion);
  ASSERT_TRUE(open_folder(path())->commit({}, {"partitions", "9", "1"}));
  EXPECT_EQ(failure().message, "no failure");
  ASSERT_TRUE(open_folder(path())->commit({}, {"format", "4", "one"}));
  EXPECT_EQ(failure().code, ErrorCode::kCorruption);
}

// Format 1 wrote the same rows, without what format 2 added to the ontology.
TEST_F(Faults, AnOlderFormatIsReadAndRaisedByAWriter) {
  make_store();
  ASSERT_TRUE(open_folder(path())->commit({}, {"format", "4", "1"}));
  StoreOptions read_only;
  read_only.read_only = true;
  const auto format = [&] { return open_folder(path(), read_only)->read_register("format").value(); };
  {
    const auto reader = open_facts(open_folder(path(), read_only));
    EXPECT_EQ(sentences(*reader).size(), 20u);
    EXPECT_EQ(messages(reader->check()), std::vector<std::string>{});
  }
  EXPECT_EQ(format(), "1");
  {
    const auto writer = open_facts(open_folder(path()));
    EXPECT_EQ(sentences(*writer).size(), 20u);
    FactBatch more;
    more.ontology = Ontology{{{"Person", "", "", {"wd:Q5"}}}, {}};
    commit(*writer, more);
    EXPECT_EQ(messages(writer->check()), std::vector<std::string>{});
  }
  EXPECT_EQ(format(), "4");
}

TEST_F(Faults, ARegisterThatDoesNotDecodeIsCorrupt) {
  make_store();
  {
    const auto store = open_folder(path());
    const auto head = store->read_register("head").value();
    ASSERT_TRUE(store->commit({}, {"head", head, "\xFF\xFF"}));
  }
  const Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kCorruption);
  EXPECT_EQ(error.message, "the register of the newest commit ends too early");
}

// Every file that a finished store stands on: gone, empty, cut in half, garbage. An error every time, never a crash,
// never a store that silently holds less.
TEST_F(Faults, AnyDamagedFileIsFound) {
  make_store(30'000);  // large enough for files of rows
  const std::string whole = folder_.path("whole");
  fs::rename(path(), whole);
  std::vector<std::string> kept;
  for (const auto& file : fs::recursive_directory_iterator(whole)) {
    const std::string name = file.path().filename().string();
    const bool matters = name == "CURRENT" || name.starts_with("MANIFEST") || name.ends_with(".sst");
    if (file.is_regular_file() && matters) kept.push_back(fs::relative(file.path(), whole).string());
  }
  ASSERT_GE(kept.size(), 6u);
  for (const std::string& name : kept) {
    for (const std::string_view damage : {"gone", "empty", "half", "garbage"}) {
      fs::remove_all(path());
      fs::copy(whole, path(), fs::copy_options::recursive);
      const fs::path file = fs::path(path()) / name;
      const auto size = fs::file_size(file);
      if (damage == "gone") fs::remove(file);
      if (damage == "empty") overwrite(file, "");
      if (damage == "half") fs::resize_file(file, size / 2);
      if (damage == "garbage") overwrite(file, std::string(size, '\xA5'));
      const Error error = failure();
      EXPECT_TRUE(error.code == ErrorCode::kCorruption || error.code == ErrorCode::kIo)
          << name << " " << damage << ": " << error.message;
      EXPECT_FALSE(error.message.empty());
    }
  }
}

// A list of files that lost its end reads as that of an earlier store. It must not be taken for one.
TEST_F(Faults, AStoreDoesNotSilentlyBecomeAnEarlierOne) {
  make_store(30'000);
  {
    const auto store = open_facts(open_folder(path()));
    FactBatch change;
    change.entities = {entity("late")};
    commit(*store, change);
  }
  const std::string whole = folder_.path("whole");
  fs::rename(path(), whole);
  int found = 0;
  for (int sixteenth = 0; sixteenth < 16; ++sixteenth) {
    fs::remove_all(path());
    fs::copy(whole, path(), fs::copy_options::recursive);
    const fs::path manifest = files("MANIFEST").front();
    fs::resize_file(manifest, fs::file_size(manifest) * sixteenth / 16);
    const Error error = failure();
    if (error.message == "no failure") {
      const auto store = open_facts(open_folder(path()));
      EXPECT_EQ(store->head().transaction, TransactionId{2}) << sixteenth;
      EXPECT_EQ(sentences(*store).size(), 30'000u) << sixteenth;
    } else {
      EXPECT_TRUE(error.code == ErrorCode::kCorruption || error.code == ErrorCode::kIo) << error.message;
      ++found;
    }
  }
  EXPECT_GT(found, 8);
}

TEST_F(Faults, ADamagedMarkerIsFound) {
  make_store();
  const fs::path marker = fs::path(path()) / "ENTENTE";
  overwrite(marker, "hello");
  EXPECT_EQ(failure().code, ErrorCode::kCorruption);
}

TEST_F(Faults, AFlippedBitInARowIsFound) {
  make_store(30'000);
  bool flipped = false;
  for (const fs::path& file : files(".sst")) {
    if (fs::file_size(file) < 100'000) continue;
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekg(50'000);
    const char c = static_cast<char>(bytes.get());
    bytes.seekp(50'000);
    bytes.put(static_cast<char>(c ^ 0x10));
    flipped = true;
    break;
  }
  ASSERT_TRUE(flipped);
  const Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kCorruption) << error.message;
}

// What a process that dies in the middle of a write leaves behind: the end of the log is not whole. It is left out, and
// what is written behind it later is there, however often the store is opened.
TEST_F(Faults, AWriteThatWasCutOffLosesNothingLater) {
  make_store();
  for (int round = 0; round < 4; ++round) {
    for (const fs::path& log : files(".log")) {
      std::ofstream torn(log, std::ios::binary | std::ios::app);
      torn << std::string(static_cast<std::size_t>(1 + 5 * round), 'x');
    }
    EXPECT_EQ(failure().message, "no failure") << round;
    FactBatch more;
    more.entities.push_back(entity("later" + std::to_string(round)));
    commit(*open_facts(open_folder(path())), more);
    EXPECT_EQ(failure().message, "no failure") << round;
    const auto store = open_facts(open_folder(path()));
    EXPECT_EQ(load(*store, store->head().transaction).entities.size(), 11U + static_cast<std::size_t>(round));
  }
}

// Cut off within the last commit, whose number the marker does not have yet.
TEST_F(Faults, ALogThatIsCutAnywhereInItsLastCommitGoesOn) {
  make_store();
  const auto marker = [this] { return folder_.read("store/ENTENTE"); };
  const std::string before = marker();
  std::map<std::string, std::uintmax_t> sizes;
  for (const fs::path& log : files(".log")) sizes[log.string()] = fs::file_size(log);
  FactBatch last;
  last.entities.push_back(entity("last"));
  commit(*open_facts(open_folder(path())), last);
  const std::string image = folder_.path("image");
  fs::copy(path(), image, fs::copy_options::recursive);
  for (const int cut : {1, 5, 20, 60}) {
    fs::remove_all(path());
    fs::copy(image, path(), fs::copy_options::recursive);
    overwrite(fs::path(path()) / "ENTENTE", before);
    for (const fs::path& log : files(".log"))
      if (const auto size = fs::file_size(log); size > static_cast<std::uintmax_t>(cut))
        fs::resize_file(log, size - static_cast<std::uintmax_t>(cut));
    for (const char* name : {"next", "and", "so on"}) {
      FactBatch more;
      more.entities.push_back(entity(name));
      commit(*open_facts(open_folder(path())), more);
      EXPECT_EQ(failure().message, "no failure") << cut << name;
    }
  }
}

// The marker is written before any rows: where these are there and it is cut off, it is damaged, and no beginning.
TEST_F(Faults, AMarkerThatIsCutOffBesideRowsIsDamage) {
  make_store();
  const std::string whole = folder_.read("store/ENTENTE");
  for (const std::size_t length : {0, 10, 19, 40, 83, 100}) {
    overwrite(fs::path(path()) / "ENTENTE", std::string_view(whole).substr(0, length));
    StoreOptions reading;
    reading.read_only = true;
    for (const StoreOptions& options : {StoreOptions(), reading}) {
      const Error error = failure(options);
      EXPECT_EQ(error.code, ErrorCode::kCorruption) << length << ": " << error.message;
      EXPECT_FALSE(error.hint.empty());
    }
  }
  overwrite(fs::path(path()) / "ENTENTE", whole);
  EXPECT_EQ(failure().message, "no failure");
}

// Before the first write of a process all rows are read, also those that the write has nothing to do with.
TEST_F(Faults, NothingIsWrittenToAStoreWithADamagedBlock) {
  StoreOptions sorted;
  sorted.rows_of_large_commit = 1;
  commit(*open_facts(open_folder(path(), sorted)), some_facts(2000));
  const std::string untouched = folder_.read("store/ENTENTE");
  std::size_t damaged = 0;
  for (const fs::path& file : files(".sst")) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(40);
    const char was = static_cast<char>(bytes.get());
    bytes.seekp(40);
    bytes.put(static_cast<char>(was ^ 16));
    bytes.close();
    const auto store = open_rocksdb_store(path(), {});
    if (store.ok()) {
      const auto head = (*store)->read_register("head");
      if (head.ok()) {
        PartitionBatch batch;
        batch.rows.put(Family::kEntities, "zzz", "z");
        const Result<void> written = (*store)->commit({&batch, 1}, {"head", *head, "x"});
        ASSERT_FALSE(written) << file;
        EXPECT_EQ(written.error().code, ErrorCode::kCorruption) << written.error().message;
        EXPECT_FALSE(written.error().hint.empty());
        ++damaged;
      }
    }
    std::fstream back(file, std::ios::binary | std::ios::in | std::ios::out);
    back.seekp(40);
    back.put(was);
  }
  EXPECT_GT(damaged, 0U);
  EXPECT_EQ(failure().message, "no failure");
}

// Creation that was cut off at any step is taken up again.
TEST_F(Faults, ACreationThatWasCutOffIsFinished) {
  make_store();
  const fs::path marker = fs::path(path()) / "ENTENTE";
  const std::string ready = folder_.read("store/ENTENTE");
  const std::string creating = ready.substr(0, ready.find("ready")) + "creating\n";
  for (const std::size_t length : {std::size_t{0}, creating.size() / 2, creating.size()}) {
    for (const std::string_view stage : {"marker only", "empty rows", "manifest without current", "stray staging"}) {
      fs::remove_all(path());
      fs::create_directory(path());
      overwrite(marker, creating.substr(0, length));
      if (stage != "marker only") fs::create_directory(rows());
      if (stage == "manifest without current") overwrite(rows() / "MANIFEST-000001", "half");
      if (stage == "stray staging") fs::create_directories(fs::path(path()) / "staging");
      commit(*open_facts(open_folder(path())), some_facts());
      EXPECT_EQ(failure().message, "no failure") << stage;
      EXPECT_FALSE(fs::exists(fs::path(path()) / "staging"));
    }
  }
}

TEST_F(Faults, RowsThatDoNotDecodeAreNamedByTheirPlace) {
  make_store();
  const auto damage = [this](Family family, const std::string& key, std::string_view value) {
    const auto store = open_folder(path());
    PartitionBatch batch;
    batch.rows.put(family, key, value);
    const auto head = store->read_register("head").value();
    ASSERT_TRUE(store->commit({&batch, 1}, {"head", head, *head}));
  };
  damage(Family::kEntities, entity_key({3}), "\x01\x7F");
  Error error = failure();
  EXPECT_EQ(error.code, ErrorCode::kCorruption);
  EXPECT_EQ(error.message, "entities: entity 3: states more than it holds");
  const auto findings = messages(open_facts(open_folder(path()))->check());
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0], "entities: entity 3: states more than it holds");
}

// What check() finds that load() need not: rows that each decode, and do not fit together.
TEST(Check, FindsWhatDoesNotFitTogether) {
  const auto finding = [](const std::function<void(RowBatch&)>& damage) {
    auto owned = open_memory_store();
    Store& bytes = *owned;
    const auto store = open_facts(std::move(owned));
    FactBatch batch = some_facts(3);
    batch.ontology = Ontology{{{"Person", "", ""}}, {}};
    commit(*store, batch);
    batch.relations[0].validity = read_validity("1989").value();
    commit(*store, batch);
    EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
    PartitionBatch rows;
    damage(rows.rows);
    const auto head = bytes.read_register("head").value();
    EXPECT_TRUE(bytes.commit({&rows, 1}, {"head", head, *head}));
    const auto found = messages(store->check());
    return found.empty() ? "nothing" : found[0];
  };
  // Symbols: 0 Person, 1 T. r1: e1 to e1, relation 1.
  const Instant start = read_validity("1901").value().bounds.latest_start;
  const std::string out = adjacency_key({{1}, {1}, start, {1}});
  EXPECT_EQ(finding([](RowBatch&) {}), "nothing");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kIn, out); }),
            "out: entity 1, type 1, from 1901-12-31, relation 1: has no row in in");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kOut, out); }),
            "in: entity 1, type 1, from 1901-12-31, relation 1: has no row in out");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.put(Family::kIn, out, "\x01\x02\x00"s); }),
            "in: entity 1, type 1, from 1901-12-31, relation 1: differs from its row in out");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kEntities, entity_key({1})); }),
            "out: entity 1, type 1, from 1901-12-31, relation 1: starts at entity 1, which is not there");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kNames, name_key(NameKind::kEntity, "e5")); }),
            "entities: entity 5: has a key that the names don't know: \"e5\"");
  EXPECT_EQ(
      finding([&](RowBatch& rows) { rows.put(Family::kNames, name_key(NameKind::kEntity, "e5"), name_value(6)); }),
      "entities: entity 5: shares its key with entity 6");
  EXPECT_EQ(
      finding([&](RowBatch& rows) { rows.put(Family::kNames, name_key(NameKind::kEntity, "ghost"), name_value(5)); }),
      "names: entity \"ghost\": stands for entity 5, which is not there");
  EXPECT_EQ(
      finding([&](RowBatch& rows) { rows.put(Family::kNames, name_key(NameKind::kEntity, "x"), name_value(999)); }),
      "names: entity \"x\": stands for a number that was never given");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kNames, name_key(NameKind::kRelation, "r1")); }),
            "out: entity 1, type 1, from 1901-12-31, relation 1: has a key that the names don't know");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.put(Family::kNames, name_key(NameKind::kRelation, "r9"), out); }),
            "names: relation \"r9\": leads to relation 1, which does not have this key");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kCommits, commit_key({1})); }),
            "commits: commit 2: does not follow commit 0");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.erase(Family::kCommits, commit_key({2})); }),
            "commits: end at commit 1, and the newest is 2");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kCommits, commit_key({2}), commit_value({{1}, 0, 0, false, ""}));
            }),
            "commits: commit 2: is not later than the commit before it");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kHistory, history_key({2}, Family::kOut, out), "\x02\x01\x00\x00"s);
            }),
            "history: superseded by commit 2, out: entity 1, type 1, from 1901-12-31, relation 1: "
            "stands at another start than its validity has");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kEntities, entity_key({1}),
                       "\x09\x00\x00\x01\x02"s
                       "e1");
            }),
            "entities: entity 1: was recorded by a commit that is not there");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kEntities, entity_key({1}),
                       "\x01\x01\x00\x00\x21\x12\x02"s
                       "e1");
            }),
            "entities: entity 1: is stated by a file that was never given a number");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kEntities, entity_key({1}),
                       "\x01\x01\x00\x00\x21\x05\x00\x00\x01\x00\x02"s
                       "e1");
            }),
            "entities: entity 1: is stated by a file that was never given a number");
  EXPECT_EQ(finding([&](RowBatch& rows) { rows.put(Family::kNames, name_key(NameKind::kFile, "x"), name_value(1)); }),
            "names: file \"x\": stands for a number that was never given");
  EXPECT_EQ(finding([&](RowBatch& rows) {
              rows.put(Family::kOntology, ontology_key({OntologyKind::kEntityType, 5}),
                       "\x01\x01"s
                       "A\0\0"s);
            }),
            "ontology: entity type 5: stands where another type is missing");
}

// A disk that takes no more, played by a limit on the size of files: the commit fails, and the store is as it was.
int commit_on_a_full_disk(int relations) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  auto store = open_facts(open_folder(path));
  FactBatch small;
  small.entities = {entity("first")};
  small.relations = {relation("first", "first", "T", "first")};
  commit(*store, small);
  const std::vector<std::string> before = sentences(*store);
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{64 * 1024, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
  const FactBatch batch = some_facts(relations);
  FactWriter writer(*store);
  for (const EntityFact& fact : batch.entities) writer.add(fact);
  for (const RelationFact& fact : batch.relations) writer.add(fact);
  writer.retract("first");
  const Result<CommitSummary> summary = writer.commit("too much");
  if (summary || summary.error().code != ErrorCode::kIo) return 2;
  if (store->head().transaction != TransactionId{1} || sentences(*store) != before) return 3;
  if (store->find_entity("e1") || !store->find_entity("first")) return 4;
  if (writer.commit("again")) return 5;
  const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
  if (setrlimit(RLIMIT_FSIZE, &none) != 0) return 6;
  store.reset();
  store = open_facts(open_folder(path));
  if (store->head().transaction != TransactionId{1} || !store->check().empty()) return 7;
  commit(*store, batch);
  return sentences(*store).size() == batch.relations.size() + before.size() ? 0 : 8;
}

// Where the first commit finds no room, or there are no descriptors left to create it with, no store is left.
int create_without(int resource, rlim_t most, bool in_folder) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  if (in_folder) fs::create_directory(path);
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(resource, &before);
  const rlimit limit{most, before.rlim_max};
  {
    if (resource == RLIMIT_NOFILE && setrlimit(resource, &limit) != 0) return 1;
    Result<std::unique_ptr<Store>> opened = open_rocksdb_store(path, {});
    if (resource == RLIMIT_NOFILE) {
      if (opened || opened.error().code != ErrorCode::kIo) return 2;
    } else {
      if (!opened || setrlimit(resource, &limit) != 0) return 3;
      const auto store = open_facts(std::move(*opened));
      FactWriter writer(*store);
      for (const EntityFact& fact : some_facts(3'000).entities) writer.add(fact);
      for (const RelationFact& fact : some_facts(3'000).relations) writer.add(fact);
      if (writer.commit("too much")) return 4;
      store->store().discard_if_unused();
    }
  }
  setrlimit(resource, &before);
  if (in_folder) return fs::exists(path) && fs::is_empty(path) ? 0 : 5;
  return fs::exists(path) ? 6 : 0;
}

TEST(FullDiskDeathTest, ACreationThatFindsNoRoomLeavesNothing) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (const bool in_folder : {false, true}) {
    EXPECT_EXIT(std::_Exit(create_without(RLIMIT_FSIZE, 64 * 1024, in_folder)), testing::ExitedWithCode(0), "");
    if (kLargeFrames) continue;  // sanitizers take descriptors of their own to look at objects
    for (const rlim_t descriptors : {3, 4, 5, 6, 8}) {
      EXPECT_EXIT(std::_Exit(create_without(RLIMIT_NOFILE, descriptors, in_folder)), testing::ExitedWithCode(0), "")
          << descriptors;
    }
  }
}

TEST(FullDiskDeathTest, ACommitThatFindsNoRoomChangesNothing) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(std::_Exit(commit_on_a_full_disk(3'000)), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(std::_Exit(commit_on_a_full_disk(30'000)), testing::ExitedWithCode(0), "");
}

// A process that is killed at any moment leaves the store as it was before or after a commit. The child that GoogleTest
// starts for a death test kills itself while it commits.
void commit_until_killed(const std::string& path, int after_ms) {
  std::thread([after_ms] {
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    kill(getpid(), SIGKILL);
  }).detach();
  const auto store = open_facts(open_folder(path));
  for (int round = 0;; ++round) {
    FactWriter writer(*store);
    // Each commit gives every relation the number of the commit; every third is large.
    const int relations = round % 3 == 2 ? 30'000 : 300;
    const std::string year = std::to_string(1000 + store->head().transaction.value);
    for (int i = 0; i < 10; ++i) writer.add(entity("e" + std::to_string(i)));
    for (int i = 0; i < relations; ++i) {
      writer.add(
          relation("r" + std::to_string(i), "e" + std::to_string(i % 10), "T", "e" + std::to_string(i % 7), year));
    }
    if (!writer.commit("round")) std::abort();
  }
}

TEST(KillDeathTest, AKilledProcessLeavesWholeCommits) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  // The child runs this test from its beginning: the folder is named by the environment, so that both mean the same.
  std::optional<TemporaryFolder> folder;
  if (std::getenv("ENTENTE_KILL_TEST") == nullptr) {
    folder.emplace();
    setenv("ENTENTE_KILL_TEST", folder->path("store").c_str(), 1);
  }
  const std::string path = std::getenv("ENTENTE_KILL_TEST");
  std::uint64_t last = 0;
  for (int round = 0; round < 8; ++round) {
    EXPECT_EXIT(commit_until_killed(path, 30 + round * 97), testing::KilledBySignal(SIGKILL), "");
    const auto store = open_facts(open_folder(path));
    const std::uint64_t head = store->head().transaction.value;
    EXPECT_GE(head, last);
    last = head;
    EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
    EXPECT_EQ(store->commits().size(), head);
    if (head == 0) continue;
    // All relations that the last commit wrote are of that commit.
    const std::string year = std::to_string(1000 + head - 1);
    std::size_t of_last = 0;
    store->load(
        {head}, [](StoredEntity&&) {}, [&](StoredRelation&& r) { of_last += edtf_of(*r.validity) == year ? 1 : 0; });
    EXPECT_EQ(of_last, store->commits().back().relations);
    EXPECT_TRUE(of_last == 300 || of_last == 30'000) << of_last;
  }
  EXPECT_GT(last, 0u);
  unsetenv("ENTENTE_KILL_TEST");
}

}  // namespace
}  // namespace entente
