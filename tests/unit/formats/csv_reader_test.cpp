// Rows of separated values: quoting, line ends, encodings, and faults with their place.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/csv/reader.hpp"

namespace entente {
namespace {

using Row = std::vector<std::string>;

struct ReadRows {
  std::vector<Row> rows;
  std::vector<std::uint32_t> lines;
  std::vector<std::string> faults;  // "line:column reason"
};

ReadRows read_rows(const std::string& text, const CsvDialect& dialect = {}) {
  std::istringstream in(text);
  CsvReader reader(in, dialect);
  ReadRows all;
  for (CsvReader::Step step = reader.next(); step != CsvReader::Step::kEnd; step = reader.next()) {
    if (step == CsvReader::Step::kBroken) {
      const TextPlace place = reader.fault_place();
      all.faults.push_back(std::to_string(place.line) + ":" + std::to_string(place.column) + " " + reader.fault());
      continue;
    }
    Row& row = all.rows.emplace_back();
    all.lines.push_back(reader.line());
    for (std::size_t i = 0; i < reader.size(); ++i) row.emplace_back(reader.field(i));
  }
  return all;
}

TEST(CsvReader, ReadsPlainAndQuotedFields) {
  const ReadRows all = read_rows("a,b,c\r\n1,\"x, y\",\"say \"\"yes\"\"\"\r\n,\"\",\n\n\"two\nlines\",2,3");
  EXPECT_TRUE(all.faults.empty());
  EXPECT_EQ(all.rows,
            (std::vector<Row>{{"a", "b", "c"}, {"1", "x, y", "say \"yes\""}, {"", "", ""}, {"two\nlines", "2", "3"}}));
  EXPECT_EQ(all.lines, (std::vector<std::uint32_t>{1, 2, 3, 5}));
}

TEST(CsvReader, TheLastLineNeedsNoEnd) {
  for (const std::string end : {"", "\n", "\r\n", "\n\n"})
    EXPECT_EQ(read_rows("a,b\n1," + end).rows, (std::vector<Row>{{"a", "b"}, {"1", ""}})) << end;
  EXPECT_TRUE(read_rows("").rows.empty());
  EXPECT_TRUE(read_rows("\n\r\n").rows.empty());
  EXPECT_EQ(read_rows("\"\"").rows, (std::vector<Row>{{""}}));
}

TEST(CsvReader, ACarriageReturnWithinALineIsText) {
  EXPECT_EQ(read_rows("a\rb,c\r\nd,e\r").rows, (std::vector<Row>{{"a\rb", "c"}, {"d", "e\r"}}));
}

TEST(CsvReader, LinesMayEndWithCarriageReturnsAlone) {
  const ReadRows all = read_rows("id,title\r1,\"To\rAda\"\r\r2,x\"y\r3,c\r");
  EXPECT_EQ(all.rows, (std::vector<Row>{{"id", "title"}, {"1", "To\nAda"}, {"3", "c"}}));
  EXPECT_EQ(all.lines, (std::vector<std::uint32_t>{1, 2, 6}));
  EXPECT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(read_rows("a,b\r").rows, (std::vector<Row>{{"a", "b"}}));
}

TEST(CsvReader, LeavesOutCommentsAndFirstLines) {
  CsvDialect dialect;
  dialect.comment = '#';
  dialect.skip_lines = 2;
  const ReadRows all = read_rows("title\n\"odd\n# c\na;b\n#\n1;2\n", dialect);
  EXPECT_EQ(all.rows, (std::vector<Row>{{"a;b"}, {"1;2"}}));
  EXPECT_EQ(all.lines, (std::vector<std::uint32_t>{4, 6}));
}

TEST(CsvReader, NamesThePlaceOfAStrayQuoteAndGoesOnBehindTheLine) {
  const ReadRows all = read_rows("a,b\nö,x\"y\n\"q\" z,2\n3,4\n");
  EXPECT_EQ(all.rows, (std::vector<Row>{{"a", "b"}, {"3", "4"}}));
  ASSERT_EQ(all.faults.size(), 2U);
  EXPECT_EQ(all.faults[0].substr(0, 4), "2:4 ") << all.faults[0];
  EXPECT_EQ(all.faults[1].substr(0, 4), "3:4 ") << all.faults[1];
}

TEST(CsvReader, KeepsStrayQuotesWhereTold) {
  CsvDialect dialect;
  dialect.keep_stray_quotes = true;
  EXPECT_EQ(read_rows("x\"y,\"a\" b,\"c\"\n", dialect).rows, (std::vector<Row>{{"x\"y", "\"a\" b", "c"}}));
  dialect.quote = '\0';
  EXPECT_EQ(read_rows("\"a,\"b\"\n", dialect).rows, (std::vector<Row>{{"\"a", "\"b\""}}));
}

TEST(CsvReader, AQuoteThatIsNeverClosedCostsOneLine) {
  const ReadRows all = read_rows("1,2\n3,\"open\n5,6\n7,8\n");
  EXPECT_EQ(all.rows, (std::vector<Row>{{"1", "2"}, {"5", "6"}, {"7", "8"}}));
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0], "2:3 the quote that opens here is never closed");
}

TEST(CsvReader, AQuoteThatIsNeverClosedInALongFileCostsOneLine) {
  std::string text = "1,\"open\n";
  while (text.size() < std::size_t{6} << 20) text += "some words,and more of them\n";
  const ReadRows all = read_rows(text);
  EXPECT_EQ(all.faults.size(), 1U);
  EXPECT_GT(all.rows.size(), 200'000U);
  EXPECT_EQ(all.lines.front(), 2U);
}

TEST(CsvReader, ALineOfMegabytesIsNoTable) {
  std::istringstream in("a\n" + std::string(std::size_t{5} << 20, 'x'));
  CsvReader reader(in, {}, {.max_record = std::size_t{4} << 20});
  try {
    while (reader.next() != CsvReader::Step::kEnd) continue;
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kLimit);
    EXPECT_EQ(error.line, 2U);
  }
}

TEST(CsvReader, FieldsThatCrossThePiecesOfAFileAreWhole) {
  std::string text;
  std::vector<Row> expected;
  for (int i = 0; i < 40'000; ++i) {
    const std::string words = "word " + std::to_string(i) + "\n\"of\" ö";
    text += std::to_string(i) + ",\"word " + std::to_string(i) + "\n\"\"of\"\" ö\"\r\n";
    expected.push_back({std::to_string(i), words});
  }
  EXPECT_TRUE(read_rows(text).rows == expected);
}

TEST(CsvReader, BrokenUtf8IsRefusedWithItsPlace) {
  const ReadRows all = read_rows("a,b\nx,caf\xE9\n\"l1\nl2 \xC3\",y\n1,2\n");
  EXPECT_EQ(all.rows, (std::vector<Row>{{"a", "b"}, {"1", "2"}}));
  ASSERT_EQ(all.faults.size(), 2U);
  EXPECT_EQ(all.faults[0].substr(0, 15), "2:6 the byte E9");
  EXPECT_EQ(all.faults[1].substr(0, 15), "4:4 the byte C3");
}

TEST(CsvReader, FindsBrokenUtf8) {
  for (const std::string good : {"", "abcdefghij", "é", "毛泽东", "𝄞", "\uFFFF", "12345678é"})
    EXPECT_EQ(find_broken_utf8(good), std::string_view::npos) << good;
  // Cut off, too long a form, surrogates, beyond Unicode, a lone tail.
  for (const std::string bad :
       {"\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xF0\x9F\x98"})
    EXPECT_EQ(find_broken_utf8("12345678" + bad), 8U);
}

TEST(CsvReader, ReadsOtherEncodings) {
  CsvDialect dialect;
  dialect.encoding.kind = EncodingKind::kLatin1;
  EXPECT_EQ(read_rows("caf\xE9,\x80\n", dialect).rows, (std::vector<Row>{{"café", "\u0080"}}));
  dialect.encoding.kind = EncodingKind::kWindows1252;
  EXPECT_EQ(read_rows("caf\xE9,\x80 \x93q\x94\n", dialect).rows, (std::vector<Row>{{"café", "€ “q”"}}));
  dialect.encoding.kind = EncodingKind::kUtf16;
  using namespace std::string_literals;
  const std::vector<Row> expected = {{"é", "𝄞"}};
  EXPECT_EQ(read_rows("\xFF\xFE\xE9\0,\0\x34\xD8\x1E\xDD\n\0"s, dialect).rows, expected);
  EXPECT_EQ(read_rows("\xFE\xFF\0\xE9\0,\xD8\x34\xDD\x1E\0\n"s, dialect).rows, expected);
  EXPECT_EQ(read_rows("\0\xE9\0,\xD8\x34\xDD\x1E\0\n"s, dialect).rows, expected);
  EXPECT_EQ(read_rows("\0a\xD8\x34\0\n\0b\0\n\0c"s, dialect).faults.size(), 1U);  // half a pair
  EXPECT_EQ(read_rows("\xEF\xBB\xBF"
                      "a,b\n")
                .rows,
            (std::vector<Row>{{"a", "b"}}));
  EXPECT_EQ(read_rows("\xFF\xFE"
                      "a\0,\0b\0"s)
                .rows,
            (std::vector<Row>{{"a", "b"}}));  // the mark says it
}

TEST(CsvReader, ReadsWhatIconvKnows) {
  struct Case {
    std::string name, bytes, text;
  };
  for (const Case& c : std::vector<Case>{{"windows-1251", "\xCC\xE0\xEE", "Мао"},
                                         {"koi8-r", "\xED\xC1\xCF", "Мао"},
                                         {"gb18030", "\xC3\xAB\xD4\xF3\xB6\xAB", "毛泽东"},
                                         {"shift_jis", "\x93\x8C\x8B\x9E", "東京"},
                                         {"macintosh", "K\x9Aln", "Köln"}}) {
    CsvDialect dialect;
    dialect.encoding = *find_encoding(c.name);
    const ReadRows all = read_rows("a," + c.bytes + "\n" + c.bytes + ",b\n", dialect);
    EXPECT_EQ(all.rows, (std::vector<Row>{{"a", c.text}, {c.text, "b"}})) << c.name;
    EXPECT_TRUE(all.faults.empty());
    // A character that stands across the border of two pieces.
    const std::string filler((std::size_t{1} << 18) - 3, 'x');
    EXPECT_EQ(read_rows(filler + "," + c.bytes + "\n", dialect).rows, (std::vector<Row>{{filler, c.text}})) << c.name;
  }
  CsvDialect dialect;
  dialect.encoding = *find_encoding("shift_jis");
  const ReadRows broken = read_rows("a,\x93\n\x8C\x8B,\xFF\nb,c\n", dialect);
  EXPECT_FALSE(broken.faults.empty());
  EXPECT_EQ(broken.rows.back(), (Row{"b", "c"}));
}

TEST(CsvReader, FindsEncodingsByName) {
  EXPECT_EQ(find_encoding("Windows-1252")->kind, EncodingKind::kWindows1252);
  EXPECT_EQ(find_encoding("UTF-8")->kind, EncodingKind::kUtf8);
  for (const std::string name : {"windows-1251", "KOI8-R", "gb18030", "Shift_JIS", "macintosh", "Mac-Roman", "cp866"}) {
    const auto encoding = find_encoding(name);
    ASSERT_TRUE(encoding) << name;
    EXPECT_EQ(encoding->kind, EncodingKind::kOther) << name;
  }
  for (const std::string name : {"", "koi-1974", "utf-8//ignore", "no such"}) EXPECT_FALSE(find_encoding(name)) << name;
}

}  // namespace
}  // namespace entente
