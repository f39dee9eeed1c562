// Commands of the program on one store in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {

class StoreCommands : public testing::Test {
 protected:
  Ended run(const std::string& command, const std::string& more = "") {
    return entente(command + " " + store_ + " " + more);
  }

  TemporaryFolder folder_;
  std::string store_ = folder_.path("store");
};

}  // namespace entente
