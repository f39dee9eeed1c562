// Something that is done to a store while the disk fails, or the power, at one call of it or another.
#pragma once

#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "facts.hpp"
#include "faulty_files.hpp"
#include "stores.hpp"

namespace entente {

// `act` on copies of the store that `make` writes, and says whether it was done; one disk fails at the first call that
// the fault concerns, the next a few calls later, up to one that does not fail: at every fourth, or as
// ENTENTE_SOAK_STEP says. Written as small commits and as large ones. `is_after` looks at the store when it is opened
// again, and says whether it stands as behind the act, which must be so where that was done; the store must be sound.
inline void act_on_failing_disks(Fault fault, const std::function<void(FactStore&)>& make,
                                 const std::function<bool(FactStore&)>& act,
                                 const std::function<bool(FactStore&)>& is_after) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const char* const asked = std::getenv("ENTENTE_SOAK_STEP");  // 1: each call
  const std::uint64_t step = asked == nullptr ? 4 : std::stoull(asked);
  for (const std::size_t rows_of_large_commit : {50'000, 3}) {
    const std::string made = folder.path("made" + std::to_string(rows_of_large_commit));
    make(*open_facts(open_folder(made)));
    std::size_t before = 0, after = 0;
    for (std::uint64_t call = 0;; call += step) {
      SCOPED_TRACE("call " + std::to_string(call));
      const std::string path = folder.path("store");
      fs::remove_all(path);
      fs::copy(made, path, fs::copy_options::recursive);
      const auto files = std::make_shared<FaultyFiles>();
      const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(files);
      StoreOptions options;
      options.env = env.get();
      options.rows_of_large_commit = rows_of_large_commit;
      bool is_done = false;
      {
        const auto store = open_facts(open_folder(path, options));
        files->fail(fault, call);
        is_done = act(*store);
      }
      const bool has_failed = files->has_failed();
      if (fault == Fault::kPower && has_failed) files->forget_unsynced(call);
      const auto store = open_facts(open_folder(path));
      const bool stands_behind = is_after(*store);
      ++(stands_behind ? after : before);
      EXPECT_TRUE(stands_behind || !is_done);
      EXPECT_TRUE(store->check().empty());
      if (!has_failed) break;
    }
    EXPECT_GT(after, 0U);
    EXPECT_TRUE(before > 0 || fault == Fault::kRename);
  }
}

}  // namespace entente
