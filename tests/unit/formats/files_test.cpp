#include "formats/files.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

std::string raw(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string unpacked(const std::string& path) {
  InputFile file(path);
  std::string text(1 << 20, '\0');
  text.resize(read_bytes(file.stream(), text.data(), text.size()));
  EXPECT_EQ(file.bytes_read(), raw(path).size());
  return text;
}

std::string numbered_lines() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  return text;
}

class PackedFile : public testing::TestWithParam<const char*> {};

TEST_P(PackedFile, ReadsBackWhatWasWritten) {
  const TemporaryFolder folder;
  const std::string path = folder.path("a" + std::string(GetParam()));
  OutputFile file(path);
  file.stream() << numbered_lines();
  EXPECT_TRUE(raw(path).empty()) << "nothing is there before the commit";
  file.commit();
  EXPECT_EQ(unpacked(path), numbered_lines());
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a" + std::string(GetParam())});
}

TEST_P(PackedFile, LeavesTheFileBeforeWhereNothingIsCommitted) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a" + std::string(GetParam()), "before");
  { OutputFile(path).stream() << "half"; }
  EXPECT_EQ(raw(path), "before");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a" + std::string(GetParam())});
}

TEST_P(PackedFile, SaysThatTheDiskIsFull) {
  OutputFile file("/dev/full");
  file.stream() << numbered_lines();
  EXPECT_THROW(file.commit(), Error);
}

INSTANTIATE_TEST_SUITE_P(All, PackedFile, testing::Values(".txt", ".txt.gz", ".txt.zst"));

TEST(Files, TellAPackedFileThatIsCutOffOrNone) {
  const TemporaryFolder folder;
  for (const std::string ending : {".gz", ".zst"}) {
    const std::string path = folder.path("whole" + ending);
    OutputFile file(path);
    file.stream() << numbered_lines();
    file.commit();
    const std::string packed = raw(path);
    const std::string cut = folder.file("cut" + ending, packed.substr(0, packed.size() / 2));
    EXPECT_THROW(unpacked(cut), Error) << ending;
    EXPECT_THROW(unpacked(folder.file("empty" + ending, "")), Error) << ending;
    EXPECT_THROW(unpacked(folder.file("none" + ending, "this is no packed file")), Error) << ending;
  }
}

TEST(Files, GoOnBehindTheFirstOfSeveralPackedParts) {
  const TemporaryFolder folder;
  for (const std::string ending : {".gz", ".zst"}) {
    const std::string path = folder.path("part" + ending);
    OutputFile file(path);
    file.stream() << "part\n";
    file.commit();
    EXPECT_EQ(unpacked(folder.file("both" + ending, raw(path) + raw(path))), "part\npart\n") << ending;
  }
}

TEST(Files, HaveTheirNameWithoutTheirPacking) {
  EXPECT_EQ(unpacked_name("a.json.gz"), "a.json");
  EXPECT_EQ(unpacked_name("a.json.zst"), "a.json");
  EXPECT_EQ(unpacked_name("a.json"), "a.json");
  EXPECT_EQ(unpacked_name(""), "");
}

TEST(Files, RefuseFoldersAndMissingFiles) {
  EXPECT_THROW(InputFile("/no/such/file"), Error);
  EXPECT_THROW(InputFile("/"), Error);
  EXPECT_THROW(OutputFile("/no/such/folder/file"), Error);
}

}  // namespace
}  // namespace entente
