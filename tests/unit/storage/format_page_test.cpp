// The worked examples of src/storage/format.md and block.md: what they show is what the engine writes.
#include <fstream>
#include <iterator>
#include <sstream>

#include "facts.hpp"
#include "storage/scan.hpp"
#include "support/blocks.hpp"

namespace entente {
namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto b = static_cast<unsigned char>(c);
    out += {' ', kDigits[b >> 4], kDigits[b & 15]};
  }
  return out;
}

// "family: key = value" for each row and register of a store, in order.
std::vector<std::string> written(const Store& store, const std::vector<std::string>& registers) {
  std::vector<std::string> rows;
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    Scan scan;
    scan.family = static_cast<Family>(f);
    read_rows(store, scan, {}, [&](const Row& row) {
      rows.push_back(std::string(name(scan.family)) + ":" + hex(row.key) + " =" + hex(row.value));
    });
  }
  for (const std::string& name : registers) {
    const auto value = store.read_register(name).value();
    if (value) rows.push_back("meta:" + hex(name) + " =" + hex(*value));
  }
  return rows;
}

// The same, read from the fenced blocks "```rows" of the page: a line that begins with a word begins a row, lines that
// begin with # explain it.
std::vector<std::string> shown(std::istream& page) {
  std::vector<std::string> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      inside = line == "```rows";
      continue;
    }
    std::istringstream words(line);
    std::string word;
    if (!inside || !(words >> word) || word == "#") continue;
    if (!line.starts_with(' ')) {
      rows.push_back(word + ":");
    } else {
      words = std::istringstream(line);
    }
    while (words >> word) rows.back() += " " + word;
  }
  return rows;
}

FactBatch example() {
  FactBatch batch;
  batch.ontology.emplace();
  batch.ontology->entity_types = {{"Person", "", "a human being", {"wd:Q5"}}};
  EntityFact mao = entity("mao-zedong"), stalin = entity("joseph-stalin");
  mao.validity = read_validity("1893-12-26/1976-09-09").value();
  mao.properties = {{"name", "Mao Zedong", std::nullopt}};
  batch.entities = {mao, stalin};
  RelationFact met = relation("F227", "mao-zedong", "MET", "joseph-stalin", "1949-12-16");
  met.attribution.sources = {{"doc-b", "P22"}};
  batch.relations = {met};
  return batch;
}

TEST(FormatPage, ShowsWhatIsWritten) {
  std::ifstream page(ENTENTE_SOURCE_DIR "/src/storage/format.md");
  ASSERT_TRUE(page);
  BlockLayout layout;
  layout.fewest_relations = 2;
  const auto clock = [] { return SystemTime{1'767'225'600'000'000}; };
  std::vector<std::string> registers{"floor", "format", "head", "partitions"};
  auto rows = open_memory_store();
  ASSERT_TRUE(rows->commit({}, {"salt", std::nullopt, std::string(16, 'S')}));
  const auto store = FactStore::open(std::move(rows), clock, layout).value();
  commit(*store, example(), "first import");
  std::vector<std::string> expected = written(store->store(), registers);
  // The second commit: the meeting is given its second day.
  FactBatch change;
  change.relations = example().relations;
  change.relations[0].validity = read_validity("1949-12-17").value();
  commit(*store, change, "correction");
  const auto add_new = [&] {
    for (std::string& row : written(store->store(), registers))
      if (std::find(expected.begin(), expected.end(), row) == expected.end()) expected.push_back(std::move(row));
  };
  add_new();
  // The third: the meeting is retracted.
  FactWriter writer(*store);
  writer.retract("F227");
  ASSERT_TRUE(writer.commit("retraction"));
  add_new();
  // The fourth: a set of periods, datings and the source of a value.
  FactBatch claims;
  RelationFact held = relation("F228", "mao-zedong", "HELD", "joseph-stalin", "1954");
  held.datings = {
      {*set_of_stretches({*read_validity("1954-09-27/1959-04-27"), *read_validity("1962-01-01/1963-12-31")}),
       {{"doc-a", "P4"}}},
      {*read_validity("1954-09-27/1959-04-27"), {{"doc-b", ""}}}};
  held.validity = combination_of(held.datings);
  held.properties = {{"name", "head", std::nullopt, {{"doc-a", ""}}}};
  claims.relations = {held};
  commit(*store, claims, "claims");
  add_new();
  // The fifth and sixth: two files that state an entity, each by another name.
  FactBatch zhou;
  zhou.entities = {entity("zhou")};
  zhou.entities[0].properties = {{"name", "Zhou", std::nullopt}};
  commit(*store, zhou, "a", "a.jsonl");
  add_new();
  zhou.entities[0].properties = {{"name", "Zhou Enlai", std::nullopt}};
  commit(*store, zhou, "b", "b.jsonl");
  add_new();
  // Packed, and then the office is taken back.
  ASSERT_TRUE(store->pack());
  add_new();
  FactWriter later(*store);
  later.retract("F228");
  ASSERT_TRUE(later.commit("retraction"));
  add_new();
  // What was known before the retraction of the meeting is forgotten.
  ASSERT_TRUE(store->forget_before({3}));
  add_new();
  // Zhou is erased.
  registers.emplace_back("salt");
  const std::vector<std::string> zhou_alone{"zhou"};
  ASSERT_TRUE(store->erase(zhou_alone, "request"));
  add_new();
  const std::vector<std::string> on_page = shown(page);
  for (const std::string& row : expected)
    if (std::find(on_page.begin(), on_page.end(), row) == on_page.end()) ADD_FAILURE() << "the page lacks " << row;
  EXPECT_EQ(on_page, expected);
}

// The bytes of the fenced blocks "```block" of a page, each with a blank before it; lines that begin with # explain
// them.
std::string bytes_shown(std::istream& page) {
  std::string bytes;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      inside = line == "```block";
      continue;
    }
    if (!inside || line.starts_with('#')) continue;
    std::istringstream words(line);
    for (std::string byte; words >> byte;) bytes += " " + byte;
  }
  return bytes;
}

TEST(BlockPage, ShowsWhatIsWritten) {
  std::ifstream page(ENTENTE_SOURCE_DIR "/src/storage/block.md");
  ASSERT_TRUE(page);
  EXPECT_EQ(bytes_shown(page), hex(block_of(worked_block(), {0}, 3)));
}

}  // namespace
}  // namespace entente
