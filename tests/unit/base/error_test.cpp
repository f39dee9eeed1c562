#include "entente/error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente {
namespace {

TEST(ErrorName, IsStable) {
  EXPECT_EQ(name(ErrorCode::kSyntax), "syntax");
  EXPECT_EQ(name(ErrorCode::kNotFound), "not_found");
  EXPECT_EQ(name(ErrorCode::kLimit), "limit");
}

TEST(Describe, IsTheMessageAloneWhereNothingElseIsKnown) {
  EXPECT_EQ(describe(Error(ErrorCode::kIo, "no such file")), "no such file");
}

TEST(Describe, MarksThePlaceInTheLine) {
  const std::string text = "MATCH (p)\nRETURN nane\nLIMIT 3";
  const Error error(ErrorCode::kSemantic, "`nane` is not defined", SourceSpan{17, 4}, "did you mean `name`?");
  EXPECT_EQ(describe(error, text),
            "`nane` is not defined (line 2, column 8)\n"
            "  RETURN nane\n"
            "         ^~~~\n"
            "hint: did you mean `name`?");
}

TEST(Describe, CountsCharactersAndIndentsByColumns) {
  const std::string text = "RETURN '毛é' + x";
  const Error error(ErrorCode::kSemantic, "unknown", SourceSpan{text.size() - 1, 1});
  EXPECT_EQ(describe(error, text),
            "unknown (line 1, column 15)\n"
            "  RETURN '毛é' + x\n"
            "                 ^");
}

TEST(Describe, MarksTheEndOfTheText) {
  EXPECT_EQ(describe(Error(ErrorCode::kSyntax, "expected )", SourceSpan{6, 0}), "MATCH("),
            "expected ) (line 1, column 7)\n  MATCH(\n        ^");
  EXPECT_NE(describe(Error(ErrorCode::kSyntax, "beyond", SourceSpan{99, 5}), "short").find("column 6"),
            std::string::npos);
}

TEST(Describe, BeginsWithTheFile) {
  Error error(ErrorCode::kInvalidData, "no such type");
  error.with_place("facts.json", 12);
  EXPECT_EQ(describe(error), "facts.json:12: no such type");
}

TEST(Describe, LetsNoControlCharacterThrough) {
  const std::string text = "RETURN '\x1B[2J\u202E' + x\ty";
  Error error(ErrorCode::kInvalidData, "unknown key `na\x1B[31mme\u009B`", SourceSpan{text.size() - 3, 1});
  error.with_place("bell\a\n.json", 3).with_hint("did you mean `\x7F`?");
  EXPECT_EQ(describe(error, text),
            "bell\\x07\\n.json:3: unknown key `na\\x1b[31mme\\u009b` (line 1, column 18)\n"
            "  RETURN '\\x1b[2J\\u202e' + x y\n"
            "                           ^\n"
            "hint: did you mean `\\x7f`?");
}

TEST(Describe, ShowsOnlyAPartOfALongLine) {
  const std::string text = std::string(5000, 'a') + "!" + std::string(5000, 'b');
  const std::string described = describe(Error(ErrorCode::kSyntax, "stray", SourceSpan{5000, 1}), text);
  EXPECT_LT(described.size(), 500U);
  EXPECT_NE(described.find("a!b"), std::string::npos);
  const std::size_t caret = described.rfind('^') - described.rfind('\n');
  const std::string line = described.substr(described.find('\n') + 1);
  // The cut mark before the line is three bytes and one column.
  EXPECT_EQ(line.find('!') - 2, caret - 1);
}

}  // namespace
}  // namespace entente
