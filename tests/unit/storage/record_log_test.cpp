// RocksDB's logs, read by our own code.
#include "storage/record_log.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "storage/store_marker.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// Bit by bit, as the polynomial is defined.
std::uint32_t slow_crc32c(std::string_view bytes) {
  std::uint32_t crc = ~0u;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0x82F63B78u : 0);
  }
  return ~crc;
}

std::string piece(char kind, std::string_view payload) {
  const std::string checked = kind + std::string(payload);
  const std::uint32_t crc = slow_crc32c(checked), masked = ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(masked >> 8 * i);
  out += static_cast<char>(payload.size());
  out += static_cast<char>(payload.size() >> 8);
  return out + checked;
}

struct Read {
  std::vector<std::string> records;
  RecordLogEnd end;
};

Read read(const std::string& bytes) {
  Read read;
  read.end = read_record_log(bytes, slow_crc32c, [&](std::string_view r) { read.records.emplace_back(r); });
  return read;
}

TEST(RecordLog, RecordsAreReadToTheEnd) {
  const std::string log = piece(1, "one") + piece(2, "t") + piece(3, "w") + piece(4, "o") + piece(1, "");
  const Read all = read(log);
  EXPECT_EQ(all.records, (std::vector<std::string>{"one", "two", ""}));
  EXPECT_TRUE(all.end.is_whole);
  EXPECT_EQ(all.end.offset, log.size());
  EXPECT_TRUE(read("").end.is_whole);
  EXPECT_TRUE(read(log + std::string(1000, '\0')).end.is_whole);
}

// A block ends with fewer bytes than a header has: they are skipped.
TEST(RecordLog, BlocksAreFilledUp) {
  const std::string first = piece(1, std::string(32 * 1024 - 7 - 3, 'x'));
  const Read all = read(first + std::string(3, '\0') + piece(1, "next"));
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.records[1], "next");
  EXPECT_TRUE(all.end.is_whole);
}

TEST(RecordLog, AWriteThatWasCutOffIsTheEnd) {
  const std::string good = piece(1, "one"), last = piece(2, "tw") + piece(4, "o");
  for (std::size_t length = 1; length < last.size(); ++length) {
    const Read cut = read(good + last.substr(0, length));
    EXPECT_EQ(cut.records, std::vector<std::string>{"one"}) << length;
    EXPECT_FALSE(cut.end.is_whole) << length;
    EXPECT_FALSE(cut.end.goes_on) << length;
    EXPECT_EQ(cut.end.offset, good.size()) << length;
  }
}

TEST(RecordLog, ADamagedRecordWithAnotherBehindItGoesOn) {
  const std::string good = piece(1, "one"), middle = piece(1, "two"), last = piece(1, "three");
  for (std::size_t at = 0; at < middle.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = middle;
      damaged[at] = static_cast<char>(damaged[at] ^ 1 << bit);
      const Read some = read(good + damaged + last);
      EXPECT_EQ(some.records, std::vector<std::string>{"one"}) << at;
      EXPECT_TRUE(some.end.goes_on) << at;
    }
  }
  const Read zeroed = read(good + std::string(middle.size(), '\0') + last);
  EXPECT_EQ(zeroed.records, std::vector<std::string>{"one"});
  EXPECT_TRUE(zeroed.end.goes_on);
}

TEST(StoreMarker, OneLineIsEnough) {
  const Marker older{43, 5, 1464}, newer{44, 5, 1464};
  const std::string text = marker_text(older), other = marker_text(newer);
  EXPECT_EQ(read_marker(text), older);
  const std::size_t line = text.find("commits"), length = (text.size() - line) / 2;
  std::string mixed = text;
  mixed.replace(line, length, other, line, length);
  EXPECT_EQ(read_marker(mixed), newer);
  for (std::size_t at = line; at < line + length; ++at) {  // while the newer line is written
    std::string torn = mixed;
    torn.replace(line, at - line, text, line, at - line);
    const std::optional<Marker> marker = read_marker(torn);
    EXPECT_TRUE(marker == older || marker == newer) << at;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    const std::optional<Marker> marker = read_marker(flipped);
    EXPECT_TRUE(at < line ? !marker : marker == older) << at;
  }
  EXPECT_EQ(read_marker(text.substr(0, line) + "commits: at least 44\n"), (Marker{44, 0, 0}));
  EXPECT_FALSE(read_marker(text.substr(0, line + length)));
  EXPECT_FALSE(read_marker(""));
}

// The only right line stands until there is another, whichever it is.
TEST(StoreMarker, IsOverwrittenBesideItsNewestLine) {
  const TemporaryFolder folder;
  const std::string text = marker_text({43, 5, 1464});
  const std::size_t line = text.find("commits"), length = (text.size() - line) / 2;
  for (const std::size_t torn : {line, line + length}) {
    std::string before = text;
    before[torn + 20] = 'x';
    const std::string path = folder.file("marker", before);
    MarkerWriter writer;
    ASSERT_TRUE(writer.open(path));
    writer.write({44, 5, 1464}, true);
    std::string after = folder.read("marker");
    EXPECT_EQ(read_marker(after), (Marker{44, 5, 1464}));
    after.replace(torn, length, before, torn, length);  // as if the write had been cut off
    EXPECT_EQ(read_marker(after), (Marker{43, 5, 1464})) << torn;
  }
}

TEST(StoreMarker, FormatPageShowsOne) {
  std::ifstream page(ENTENTE_SOURCE_DIR "/src/storage/format.md");
  const std::string all{std::istreambuf_iterator<char>(page), {}};
  const std::size_t begin = all.find("This folder is a store of entente."), end = all.find("```", begin);
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(read_marker(all.substr(begin, end - begin)), (Marker{44, 5, 1464}));
}

}  // namespace
}  // namespace entente
