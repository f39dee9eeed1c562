// Big results stream: no writer holds more of the text than a record, no reader more than one.
#include <algorithm>
#include <ostream>
#include <streambuf>
#include <string>

#include <gtest/gtest.h>

#include "entente/formats.hpp"
#include "formats/data_sink.hpp"

namespace entente {
namespace {

constexpr std::uint32_t kRecords = 2000;
constexpr std::size_t kRecord = 4096;  // more than the text of one here, and far less than that of all

// Remembers the longest piece that it was given at once.
class Pieces : public std::streambuf {
 public:
  std::size_t longest = 0, total = 0;

 protected:
  int_type overflow(int_type c) override {
    take(1);
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char*, std::streamsize size) override {
    take(static_cast<std::size_t>(size));
    return size;
  }

 private:
  void take(std::size_t size) {
    longest = std::max(longest, size);
    total += size;
  }
};

Table big_table() {
  Table table;
  table.columns = {"n", "text"};
  for (std::uint32_t i = 0; i < kRecords; ++i) {
    NodeRecord node;
    node.id = EntityId{i};
    node.key = "n" + std::to_string(i);
    node.labels = {"Person"};
    node.validity = read_validity("1949/1950~").value();
    node.properties = {{"name", "Person " + std::to_string(i), std::nullopt}};
    table.elements.nodes[i] = node;
    RelationshipRecord r;
    r.id = RelationId{i};
    r.key = "f" + std::to_string(i);
    r.type = "MET";
    r.start = i;
    r.end = 0;
    table.elements.relationships[i] = r;
    table.rows.push_back({NodeRef{i}, Value("some text")});
  }
  return table;
}

TEST(Streaming, JsonLeavesInPieces) {
  const Table table = big_table();
  for (const char* format : {"cytoscape", "data", "facts", "jgf", "json", "jsonl", "jsonld", "node-link"}) {
    Pieces pieces;
    std::ostream out(&pieces);
    ASSERT_TRUE(write(table, format, out).ok()) << format;
    EXPECT_GT(pieces.total, kRecord * 20) << format;
    EXPECT_LT(pieces.longest, kRecord) << format;
  }
}

// A file of records without end: what is read of it reaches the sink long before the end.
class Endless : public std::streambuf {
 public:
  Endless(std::string head, std::string record) : head_(std::move(head)), record_(std::move(record)) {
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }
  std::size_t given = 0;

 protected:
  int_type underflow() override {
    given += record_.size();
    setg(record_.data(), record_.data(), record_.data() + record_.size());
    return traits_type::to_int_type(record_.front());
  }

 private:
  std::string head_, record_;
};

struct Enough {};

TEST(Streaming, JsonArrivesInPieces) {
  const struct {
    const char *format, *head, *record;
  } kFiles[] = {
      {"cytoscape", "{\"elements\": {\"nodes\": [{\"data\": {\"id\": \"a\"}}", ",{\"data\": {\"id\": \"a\"}}\n"},
      {"data", "{\"entities\": [{\"id\": \"a\", \"type\": \"T\"}", ",{\"id\": \"a\", \"type\": \"T\"}\n"},
      {"facts", "", "{\"id\": \"a\", \"type\": \"T\"}\n"},
      {"jgf", "{\"graph\": {\"nodes\": {\"a\": {}", ",\"a\": {\"label\": \"A\"}\n"},
      {"node-link", "{\"nodes\": [{\"id\": \"a\"}", ",{\"id\": \"a\"}\n"},
  };
  for (const auto& file : kFiles) {
    Endless endless(file.head, file.record);
    std::istream in(&endless);
    std::size_t count = 0;
    DataSink sink;
    sink.entity = [&](EntityFact&& fact) {
      EXPECT_EQ(fact.key, "a");
      if (++count == 20'000) throw Enough();
    };
    sink.reject = [&](Rejection&& r) { FAIL() << file.format << ": " << r.reason; };
    EXPECT_THROW(find_format(file.format)->read(in, {}, sink), Enough) << file.format;
    EXPECT_LT(endless.given, 20'000 * std::string_view(file.record).size() + (std::size_t{1} << 20)) << file.format;
  }
}

}  // namespace
}  // namespace entente
