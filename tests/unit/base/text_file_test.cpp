// Files of text that are held whole.
#include "base/text_file.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

TEST(TextFile, HoldsUpToSoMuch) {
  const TemporaryFolder folder;
  const std::string path = folder.file("text", "seven b");
  for (const std::size_t most : {std::size_t{7}, std::size_t{8}, std::numeric_limits<std::size_t>::max() - 1,
                                 std::numeric_limits<std::size_t>::max()})
    EXPECT_EQ(read_text_file(path, most), "seven b") << most;
  try {
    read_text_file(path, 6);
    ADD_FAILURE() << "it holds more";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kLimit);
    EXPECT_EQ(error.file, path);
  }
  const std::string large(200'000, 'x');
  EXPECT_EQ(read_text_file(folder.file("large", large), std::numeric_limits<std::size_t>::max()), large);
}

}  // namespace
}  // namespace entente
