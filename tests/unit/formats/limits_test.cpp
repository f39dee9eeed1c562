// What is larger than it may be, and numbers that nothing holds: an error with its line in every format.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "formats/data_sink.hpp"
#include "formats/files.hpp"
#include "support/temporary_folder.hpp"
#include "unit/formats/read_text.hpp"

namespace entente {
namespace {

// The text around something long, or a number, in the second record.
struct Sample {
  const char* format;
  std::string before, after;
  std::size_t line;
  std::string columns = {};
};

std::vector<Sample> samples(bool numbers) {
  const std::string q = numbers ? "" : "\"";
  const std::string type = numbers ? "long" : "string";
  const std::string map =
      R"({"entities": [{"id": "{id}", "type": "T", "properties": {"x": {"value": "{x}", "type": ")" +
      std::string(numbers ? "integer" : "string") + R"("}}}]})";
  return {
      {"data",
       "{\"entities\": [\n{\"id\": \"a\", \"type\": \"T\"},\n{\"id\": \"b\", \"type\": \"T\", \"properties\": "
       "{\"x\": " +
           q,
       q + "}}]}", 3},
      {"facts", "{\"id\": \"a\", \"type\": \"T\"}\n{\"id\": \"b\", \"type\": \"T\", \"properties\": {\"x\": " + q,
       q + "}}\n", 2},
      {"node-link", "{\"nodes\": [{\"id\": \"a\"},\n{\"id\": \"b\", \"x\": " + q, q + "}], \"links\": []}", 2},
      {"jgf", "{\"graph\": {\"nodes\": {\"a\": {},\n\"b\": {\"metadata\": {\"x\": " + q, q + "}}}}}", 2},
      {"cytoscape", "{\"elements\": [{\"data\": {\"id\": \"a\"}},\n{\"data\": {\"id\": \"b\", \"x\": " + q, q + "}}]}",
       2},
      {"csv", "id,x\na,1\nb,", "\n", 3, map},
      {"tsv", "id\tx\na\t1\nb\t", "\n", 3, map},
      {"quads", "a\tr\tb\t1950\na\tr\tb\t", "\n", 2},
      {"nodes-csv", "id:ID,x:" + type + "\na,1\nb,", "\n", 3},
      {"relationships-csv", ":START_ID,:END_ID,x:" + type + "\na,b,1\na,c,", "\n", 3},
      {"graphml",
       "<graphml><key id='x' for='node' attr.name='x' attr.type='" + type +
           "'/><graph><node id='a'/>\n<node id='b'><data key='x'>",
       "</data></node></graph></graphml>", 2},
      {"gexf",
       "<gexf version='1.3'><graph><attributes class='node'><attribute id='x' title='x' type='" + type +
           "'/></attributes><nodes><node id='a'/>\n<node id='b'><attvalues><attvalue for='x' value='",
       "'/></attvalues></node></nodes></graph></gexf>", 2},
      {"wikidata",
       "[{\"id\": \"Q1\", \"type\": \"item\"},\n{\"id\": \"Q2\", \"type\": \"item\", \"claims\": {\"P1\": [{\"id\": "
       "\"s\", \"rank\": \"normal\", "
       "\"mainsnak\": {\"snaktype\": \"value\", \"property\": \"P1\", \"datatype\": \"quantity\", \"datavalue\": "
       "{\"type\": \"quantity\", \"value\": {\"unit\": \"1\", \"amount\": \"",
       "\"}}}}]}}]", 2},
  };
}

struct Limited {
  std::optional<Error> thrown;
  std::vector<Rejection> rejected;
};

Limited read_limited(const Sample& sample, const std::string& value, std::size_t max_record) {
  Limited all;
  DataSink sink;
  sink.entity = [](EntityFact&&) {};
  sink.relation = [](RelationFact&&) {};
  sink.mention = [](EntityFact&&) {};
  sink.ontology = [](Ontology&&) {};
  sink.reject = [&](Rejection&& r) { all.rejected.push_back(std::move(r)); };
  ReadOptions options;
  options.columns = sample.columns;
  options.limits.max_record = max_record;
  std::istringstream in(sample.before + value + sample.after);
  try {
    find_format(sample.format)->read(in, options, sink);
  } catch (const Error& error) {
    all.thrown = error;
  }
  return all;
}

TEST(Limits, EndAnyFormatAtARecordThatIsTooLong) {
  const std::size_t most = std::size_t{2} << 20;
  for (const Sample& sample : samples(false)) {
    const Limited all = read_limited(sample, std::string(2 * most, 'x'), most);
    ASSERT_TRUE(all.thrown) << sample.format;
    EXPECT_EQ(all.thrown->code, ErrorCode::kLimit) << sample.format << ": " << all.thrown->message;
    EXPECT_EQ(all.thrown->line, sample.line) << sample.format;
    EXPECT_NE(all.thrown->message.find("2 MiB"), std::string::npos) << all.thrown->message;
    EXPECT_NE(all.thrown->hint.find("--max-record"), std::string::npos) << all.thrown->hint;
    if (std::string_view(sample.format) == "quads" || std::string_view(sample.format) == "wikidata") continue;
    const Limited fits = read_limited(sample, std::string(most / 2, 'x'), most);
    EXPECT_FALSE(fits.thrown) << sample.format << ": " << fits.thrown->message;
    EXPECT_TRUE(fits.rejected.empty()) << sample.format << ": " << fits.rejected.front().reason;
  }
}

// Nothing that is skipped, and no row of small parts, is held without bound.
TEST(Limits, HoldForManySmallPartsAndForWhatIsSkipped) {
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "<data key='k'>0123456789</data>";
  const Sample in_xml{"graphml", "<graphml><graph>\n<node id='a'>", "</node></graph></graphml>", 2};
  EXPECT_EQ(read_limited(in_xml, many, std::size_t{1} << 20).thrown->code, ErrorCode::kLimit);
  const Sample skipped{"jgf", "{\"layout\":\n\"", "\", \"graph\": {}}", 2};
  EXPECT_EQ(read_limited(skipped, std::string(std::size_t{4} << 20, 'x'), std::size_t{1} << 20).thrown->code,
            ErrorCode::kLimit);
  const Sample deep{"jgf", "{\"layout\": ", "}", 1};
  EXPECT_NE(
      read_limited(deep, std::string(500'000, '['), std::size_t{1} << 20).rejected.at(0).reason.find("nested deeper"),
      std::string::npos);
  // Many values that are skipped are not one.
  const Sample wide{"jgf", "{\"layout\": [0", "], \"graph\": {\"nodes\": {}}}", 1};
  std::string numbers;
  for (int i = 0; i < 500'000; ++i) numbers += ",12345";
  EXPECT_FALSE(read_limited(wide, numbers, std::size_t{1} << 20).thrown);
}

// A quote that never closes, a line of a comment, lines to be left out.
TEST(Limits, HoldForRowsWithoutAnEnd) {
  const std::string map = R"({"comment": "#", "entities": [{"id": "{id}", "type": "T"}]})";
  const std::string skipping = R"({"skip_lines": 1, "entities": [{"id": "{id}", "type": "T"}]})";
  for (const Sample& sample : {Sample{"csv", "id\n\"", "", 2, map}, Sample{"csv", "id\n#", "", 2, map},
                               Sample{"csv", "", "\nid\n", 1, skipping}}) {
    const Limited all = read_limited(sample, std::string(std::size_t{4} << 20, 'x'), std::size_t{1} << 20);
    ASSERT_TRUE(all.thrown) << sample.before;
    EXPECT_EQ(all.thrown->code, ErrorCode::kLimit);
    EXPECT_EQ(all.thrown->line, sample.line);
  }
}

TEST(Limits, RefuseIntegersBeyond64Bits) {
  for (const Sample& sample : samples(true)) {
    if (std::string_view(sample.format) == "quads") continue;  // it has no numbers
    for (const std::string number : {"9223372036854775808", "-9223372036854775809", "18446744073709551616",
                                     "123456789012345678901234567890", "-123456789012345678901234567890"}) {
      const Limited all = read_limited(sample, number, std::size_t{1} << 20);
      EXPECT_FALSE(all.thrown) << sample.format;
      ASSERT_EQ(all.rejected.size(), 1U) << sample.format << " " << number;
      EXPECT_EQ(all.rejected[0].origin.line, sample.line) << sample.format;
    }
    for (const std::string number : {"9223372036854775807", "-9223372036854775808"})
      EXPECT_TRUE(read_limited(sample, number, std::size_t{1} << 20).rejected.empty())
          << sample.format << " " << number;
  }
}

TEST(Limits, RefuseFloatsBeyondTheirRange) {
  for (const Sample& sample : samples(true)) {
    if (sample.after.find('}') == std::string::npos || !sample.columns.empty()) continue;  // JSON alone
    if (std::string_view(sample.format) == "wikidata") continue;                           // there they are texts
    for (const std::string number : {"1e999", "-1e999", "1.8e308"})
      EXPECT_EQ(read_limited(sample, number, std::size_t{1} << 20).rejected.size(), 1U)
          << sample.format << " " << number;
  }
}

TEST(Limits, ReadNumbersAsTheyAreWritten) {
  EXPECT_EQ(
      facts_in("a.jsonl",
               R"({"id": "a", "type": "T", "properties": {"a": -0, "b": 1e2, "c": 0.1, "d": -2.5E-3, "e": 1e-999, )"
               R"("f": 1.7976931348623157e308, "g": 9007199254740993, "h": 5e-324}})"),
      "a :T {a: 0, b: 100.0, c: 0.1, d: -0.0025, e: 0.0, f: 1.7976931348623157e308, g: 9007199254740993, h: "
      "5e-324}\n");
}

TEST(Limits, RefuseValuesThatAreNoneInParameters) {
  for (const char* text : {"9223372036854775808", "123456789012345678901234567890", "1e999", "[1, -1e400]"}) {
    const auto value = value_from_json(text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(value.error().code, ErrorCode::kInvalidData) << text;
  }
  EXPECT_EQ(value_from_json("nonsense").error().code, ErrorCode::kSyntax);
  EXPECT_EQ(value_from_json(std::string("1\0x", 3)).error().code, ErrorCode::kSyntax);
  EXPECT_EQ(value_from_json(std::string(5'000, '[')).error().code, ErrorCode::kInvalidData);
}

// An id is a text, whatever it is written as.
TEST(Limits, KeepIdsThatAreNumbersUpTo64BitsWithoutSign) {
  EXPECT_EQ(facts_in("a.node-link.json", R"({"nodes": [{"id": 18446744073709551615}], "links": []})"),
            "18446744073709551615 :Node\n");
  EXPECT_EQ(read_text("a.node-link.json", R"({"nodes": [{"id": 18446744073709551616}], "links": []})").rejected.size(),
            1U);
}

std::string read_within_limits(const std::string& path, const ReadLimits& limits) {
  InputFile file(path, limits);
  std::string text(std::size_t{4} << 20, '\0');
  text.resize(read_bytes(file.stream(), text.data(), text.size()));
  return text;
}

TEST(Limits, EndAPackedFileThatUnpacksToTooMuch) {
  const TemporaryFolder folder;
  for (const std::string ending : {".gz", ".zst"}) {
    const std::string path = folder.path("zeros" + ending);
    OutputFile file(path);
    file.stream() << std::string(std::size_t{2} << 20, '\0');
    file.commit();
    EXPECT_EQ(read_within_limits(path, {}).size(), std::size_t{2} << 20) << "a gibibyte is allowed, whatever the ratio";
    ReadLimits limits;
    limits.max_unpacked = std::uint64_t{1} << 20;
    try {
      read_within_limits(path, limits);
      FAIL() << ending;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kLimit);
      EXPECT_NE(error.message.find("unpacks to more than 1 MiB"), std::string::npos) << error.message;
      EXPECT_NE(error.hint.find("--max-unpacked"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace entente
