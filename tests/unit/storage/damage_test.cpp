// Any damage to any file of a store. tools/soak runs many more of them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/stack.hpp"
#include "damage.hpp"
#include "facts.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// Under sanitizers each look at a store takes many times as long; without them every place has its turn.
#if defined(ENTENTE_SANITIZED)
constexpr std::uint64_t kStride = 5;
#else
constexpr std::uint64_t kStride = 1;
#endif

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::stoull(text);
}

TEST(Damage, IsNeverAnAnswer) {
  const TemporaryFolder folder;
  const std::vector<Specimen> specimens = make_specimens(folder.path());
  const std::uint64_t seed = setting("ENTENTE_SOAK_SEED", 1), number = setting("ENTENTE_SOAK_DAMAGES", 100);
  std::mt19937_64 random(seed);
  std::uint64_t refused = 0, found = 0;
  for (std::uint64_t i = 0; i < number; ++i) {
    const Specimen& specimen = specimens[i % specimens.size()];
    const Damage damage = random_damage(specimen, random);
    const Outcome outcome = outcome_of(specimen, damage, folder.path("work"));
    EXPECT_EQ(outcome.fault, "") << specimen.name << ", " << damage.text() << " (seed " << seed << ", number " << i
                                 << ")";
    refused += outcome.is_refused ? 1 : 0;
    found += outcome.is_found ? 1 : 0;
  }
  std::cout << number << " damages with seed " << seed << ": " << refused << " refused, " << found << " found\n";
  EXPECT_GT(refused, number / 4);  // the others lie where nothing is read
}

// A list of files that lost its end is that of an earlier store.
TEST(Damage, AListOfFilesMayLoseAnyPartOfItsEnd) {
  const TemporaryFolder folder;
  const std::vector<Specimen> specimens = make_specimens(folder.path());
  const std::uint64_t step = setting("ENTENTE_SOAK_STEP", kStride * 97);
  for (const Specimen& specimen : specimens) {
    const std::string file = file_list_of_specimen(specimen);
    const std::uint64_t size = std::filesystem::file_size(specimen.path + "/" + file);
    for (std::uint64_t length = 0; length < size; length += step) {
      const Outcome outcome = outcome_of(specimen, cut_of(file, length), folder.path("work"));
      EXPECT_EQ(outcome.fault, "") << specimen.name << ", " << file << " cut at " << length << " of " << size;
      EXPECT_TRUE(outcome.is_refused) << specimen.name << ", " << file << " cut at " << length << " of " << size;
    }
  }
}

// RocksDB would stop the process where a log or the list of files begins anew in its middle.
TEST(Damage, AFileThatIsThereTwiceInItselfIsNoEndOfTheProcess) {
  const TemporaryFolder folder;
  for (const Specimen& specimen : make_specimens(folder.path())) {
    for (const std::string& file : files_of(specimen)) {
      const Outcome outcome = outcome_of(specimen, {file, Damage::Kind::kDouble, 0, 0}, folder.path("work"));
      EXPECT_EQ(outcome.fault, "") << specimen.name << ", " << file;
    }
  }
}

// Every byte of the log of small commits: acknowledged ones are there, or the log is refused.
TEST(Damage, ALogOfAcknowledgedCommitsMayNotLoseOne) {
  const TemporaryFolder folder;
  const std::vector<Specimen> specimens = make_specimens(folder.path());
  const std::uint64_t step = setting("ENTENTE_SOAK_STEP", kStride * 499);
  for (const Specimen& specimen : specimens) {
    if (specimen.name != "small-killed") continue;
    for (const std::string& file : files_of(specimen)) {
      if (!file.ends_with(".log")) continue;
      const std::uint64_t size = std::filesystem::file_size(specimen.path + "/" + file);
      ASSERT_GT(size, 1000u);
      for (std::uint64_t at = 0; at < size; at += step) {
        for (const Damage& damage : {cut_of(file, at), Damage{file, Damage::Kind::kFlip, at, at % 8},
                                     Damage{file, Damage::Kind::kZero, at, 1}}) {
          const Outcome outcome = outcome_of(specimen, damage, folder.path("work"));
          EXPECT_EQ(outcome.fault, "") << damage.text();
          EXPECT_TRUE(outcome.is_refused || damage.kind == Damage::Kind::kZero) << damage.text();
        }
      }
    }
  }
}

// Commits that are not synced may be lost with the machine: the last ones, and whole. A hole in the log, as a power cut
// can leave it, ends the log; what RocksDB would read behind it is left out.
TEST(Damage, ALogWithoutSyncsLosesItsEndAtMost) {
  const TemporaryFolder folder;
  const std::string path = folder.path("open"), image = folder.path("image"), work = folder.path("work");
  StoreOptions unsynced;
  unsynced.sync = false;
  constexpr std::uint64_t kCommits = 60;
  {
    const auto store = open_facts(open_folder(path, unsynced));
    for (std::uint64_t i = 0; i < kCommits; ++i) {
      FactBatch batch;
      batch.entities = {entity("e" + std::to_string(i) + std::string(2'000, 'x'))};
      commit(*store, batch);
    }
    std::filesystem::copy(path, image, std::filesystem::copy_options::recursive);
  }
  const std::string log = [&] {
    for (const auto& file : std::filesystem::directory_iterator(image + "/rows")) {
      if (file.path().extension() == ".log" && file.file_size() > 0) return file.path().filename().string();
    }
    return std::string();
  }();
  ASSERT_GT(std::filesystem::file_size(image + "/rows/" + log), 3 * 32'768u);
  for (const auto& [at, length] : {std::pair{40'000, 100}, {32'768, 32'768}, {70'000, 5'000}, {32'768, 65'536}}) {
    std::filesystem::remove_all(work);
    std::filesystem::copy(image, work, std::filesystem::copy_options::recursive);
    {
      std::fstream file(work + "/rows/" + log, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(at);
      file << std::string(static_cast<std::size_t>(length), '\0');
    }
    StoreOptions reading;
    reading.read_only = true;
    std::uint64_t head = 0;
    {
      const auto reader = open_facts(open_folder(work, reading));
      head = reader->head().transaction.value;
      EXPECT_LT(head, kCommits);
      EXPECT_GT(head, 5u);
      EXPECT_EQ(load(*reader, {head}).entities.size(), head);
    }
    const auto store = open_facts(open_folder(work, unsynced));
    EXPECT_EQ(store->head().transaction.value, head);
    FactBatch batch;
    batch.entities = {entity("new")};
    commit(*store, batch);
    EXPECT_EQ(load(*store, {head + 1}).entities.size(), head + 1);
    EXPECT_EQ(messages(store->check()), std::vector<std::string>{});
  }
}

}  // namespace
}  // namespace entente
