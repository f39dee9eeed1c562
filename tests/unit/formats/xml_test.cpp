#include "formats/xml/xml.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/error.hpp"

namespace entente::xml {
namespace {

// The events of a text, one a line: "<a x=1", "a>text", "?name text", "! reason (line:column)".
std::string trace(std::string_view text) {
  std::string out;
  Events events;
  events.start = [&](std::string_view name, const Attributes& attributes, Place) {
    out += "<" + std::string(name);
    attributes.each([&](std::string_view key, std::string&& value) { out += " " + std::string(key) + "=" + value; });
    out += "\n";
  };
  events.end = [&](std::string_view name, std::string&& inside, Place) {
    out += std::string(name) + ">" + inside + "\n";
  };
  events.instruction = [&](std::string_view name, std::string_view inside, Place) {
    out += "?" + std::string(name) + " " + std::string(inside) + "\n";
  };
  std::istringstream in{std::string(text)};
  try {
    read(in, {}, events);
  } catch (const Fault& fault) {
    out += "! " + fault.reason + " (" + std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) +
           ")\n";
  }
  return out;
}

TEST(Xml, GivesElementsWithTheirTextAndAttributes) {
  EXPECT_EQ(trace("<?xml version=\"1.0\"?><a x='1 &lt; 2'>\n <b>one <![CDATA[<two>]]> &#x4E2D;</b>\n <?do this?></a>"),
            "<a x=1 < 2\n<b\nb>one <two> 中\n?do this\na>\n \n");
}

TEST(Xml, ReadsEncodingsThatTheDeclarationNames) {
  EXPECT_EQ(trace("<?xml version='1.0' encoding='windows-1251'?><a x='\xCF\xE5\xF2\xF0'>\xCC\xE8\xF0</a>"),
            "<a x=Петр\na>Мир\n");
  EXPECT_EQ(trace("<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a>\xED\xC9\xD2</a>"), "<a\na>Мир\n");
  EXPECT_EQ(trace("<?xml version='1.0' encoding='Shift_JIS'?><a>\x93\xFA\x96\x7B</a>"), "<a\na>日本\n");
  EXPECT_EQ(trace("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>"), "<a\na>€\n");
  EXPECT_EQ(trace("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), "<a\na>é\n");
  // Half a character between two pieces of the stream.
  std::string long_text;
  for (int i = 0; i < 300'000; ++i) long_text += "\x93\xFA";
  EXPECT_EQ(trace("<?xml version='1.0' encoding='Shift_JIS'?><a>x" + long_text + "</a>").size(), 3U + 4 + 900'000);
  EXPECT_NE(trace("<?xml version='1.0' encoding='no-such'?><a/>").find("save the file as UTF-8"), std::string::npos);
}

TEST(Xml, LeavesOutTheRootsPrefixAndKeepsOthers) {
  EXPECT_EQ(trace("<g:a xmlns:g='u' xmlns:y='v'><g:b/><y:c/></g:a>"),
            "<a xmlns:g=u xmlns:y=v\n<b\nb>\n<y:c\ny:c>\na>\n");
}

TEST(Xml, TextSurvivesEscaping) {
  std::string every;
  for (char c = 0; static_cast<unsigned char>(c) < 0x80; ++c) every += c;
  const std::vector<std::string> texts = {
      every,        "_x0001_",         "_x005F_",      "_x005F_x0001_", "_x0001",    std::string("_x0001\x02", 7),
      "_x12",       "__x0041__x0001_", "\xEF\xBF\xBE", "\xEF\xBF\xBF",  "]]> <!-- ", " \t\r\n a \r",
      "\"'&<>&#0;", "毛泽东 مرحبا",    "_xFFFE_",      "_x0_x0009_",    "",          std::string("\0_x0000_\0", 9)};
  for (const std::string& text : texts) {
    EXPECT_EQ(trace("<a x=\"" + escaped(text) + "\"/>"), "<a x=" + text + "\na>\n");
    EXPECT_EQ(trace("<a>" + escaped_content(text) + "</a>"), "<a\na>" + text + "\n");
  }
  // Every sequence of what the convention is made of.
  const std::vector<std::string> parts = {"_", "x", "0001", "005F", "\x01"};
  for (std::size_t code = 0; code < 5 * 5 * 5 * 5 * 5 * 5; ++code) {
    std::string text;
    for (std::size_t rest = code, i = 0; i < 6; rest /= 5, ++i) text += parts[rest % 5];
    ASSERT_EQ(unescaped(escaped(text)), text);
    for (const char c : escaped(text)) ASSERT_GE(c, ' ');
  }
}

TEST(Xml, LowLinesOfForeignFilesStay) {
  for (const char* text : {"_x0041_", "_x005F_", "_x005F_y", "a_x000D", "_x00e9_", "_xFFFF", "x0001_"})
    EXPECT_EQ(unescaped(text), text);
}

TEST(Xml, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(escaped("a\xFF\xC3z"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST(Xml, SaysWhereATextIsBroken) {
  EXPECT_EQ(trace(""), "! not XML: no element found (1:1)\n");
  EXPECT_EQ(trace("<a>\n <b></c>"), "<a\n<b\n! not XML: mismatched tag (2:7)\n");
  EXPECT_EQ(trace("<a>\n\xFF"), "<a\n! not XML: not well-formed (invalid token) (2:1)\n");
  EXPECT_EQ(trace("<a>&nbsp;</a>"), "<a\n! not XML: undefined entity (1:4)\n");
  EXPECT_EQ(trace("<a x='1' x='2'/>"), "! not XML: duplicate attribute (1:10)\n");
  EXPECT_EQ(trace("<?xml version='1.0' encoding='x-mac'?><a/>"),
            "! not XML: unknown encoding; save the file as UTF-8 (1:31)\n");
  EXPECT_EQ(trace("{\"json\": 1}"), "! not XML: not well-formed (invalid token) (1:1)\n");
}

TEST(Xml, ReadsOtherEncodings) {
  EXPECT_EQ(trace("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), "<a\na>é\n");
  EXPECT_EQ(trace(std::string("\xFF\xFE<\0a\0/\0>\0", 10)), "<a\na>\n");
}

TEST(Xml, ExpandsNoEntitiesAndOpensNothing) {
  const std::string laughs =
      "<!DOCTYPE a [<!ENTITY l0 'ha'><!ENTITY l1 '&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;'>]>\n<a>&l1;</a>";
  EXPECT_EQ(trace(laughs), "! the document declares the entity `l0`: entities are not expanded (1:26)\n");
  EXPECT_EQ(trace("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>"),
            "! the document declares the entity `x`: entities are not expanded (1:52)\n");
  EXPECT_EQ(trace("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://localhost/'> %p;]><a/>").substr(0, 38),
            "! the document declares the entity `p`");
  // A document type that is only named, as old files have it.
  EXPECT_EQ(trace("<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a/>"), "<a\na>\n");
  EXPECT_EQ(trace("<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a>&x;</a>"),
            "<a\n! the entity `x` is declared elsewhere: nothing outside the file is read (1:48)\n");
}

TEST(Xml, BoundsWhatHostileTextCanTake) {
  std::string deep;
  for (std::size_t i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_NE(trace(deep).find("! nested deeper than 200 elements (1:601)"), std::string::npos);
  const auto line_of_limit = [](const std::string& text) {
    std::istringstream in(text);
    try {
      read(in, {std::size_t{1} << 20}, {[](auto, auto&, auto) {}, [](auto, auto&&, auto) {}, {}, {"a"}});
    } catch (const Error& error) {
      return error.code == ErrorCode::kLimit ? error.line : 0;
    }
    return std::size_t{0};
  };
  const std::string much(std::size_t{2} << 20, 'y');
  EXPECT_EQ(line_of_limit("<b>\n<a x='" + much + "'/></b>"), 2U);
  EXPECT_EQ(line_of_limit("<b>\n<a>" + much + "</a></b>"), 2U);
  EXPECT_EQ(line_of_limit("<b>\n<!-- " + much + " --></b>"), 2U);
  std::string many = "<b>";
  for (int i = 0; i < 100'000; ++i) many += "<a>0123456789</a>";
  EXPECT_EQ(line_of_limit(many + "</b>"), 0U) << "records of their own";
}

TEST(Xml, WhatAnEventThrowsComesOut) {
  std::istringstream in("<a><b/></a>");
  int seen = 0;
  const Events events{[&](std::string_view, const Attributes&, Place) {
                        ++seen;
                        throw std::runtime_error("enough");
                      },
                      [](std::string_view, std::string&&, Place) {}};
  EXPECT_THROW(read(in, {}, events), std::runtime_error);
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace entente::xml
